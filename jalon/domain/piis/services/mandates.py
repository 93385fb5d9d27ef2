"""Who signs for the centre besides president and secretary."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.audit.services import record
from jalon.domain.centres.models import CentreSettings
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.piis.models import SigningMandate
from jalon.domain.piis.permissions import may_give_mandates


@transaction.atomic
def delegate_signing(*, actor: Membership, members: Collection[UUID], on: date) -> list[SigningMandate]:
    """From that day exactly these members may sign for the centre, besides president and secretary.

    Each change leaves its row in the journal. Sent twice, nothing more happens.
    """
    if not may_give_mandates(actor):
        raise NotAllowed
    CentreSettings.of_current_centre()
    CentreSettings.objects.select_for_update().get()  # two lists sent at once follow one another
    running = {one.member_id: one for one in SigningMandate.objects.filter(ended_on=None)}
    for member_id in running.keys() - set(members):
        mandate = running.pop(member_id)
        mandate.ended_on = max(mandate.since, on)
        mandate.save(update_fields=["ended_on"])
        _tell(actor, "piis.mandate_ended", mandate, on)
    for member in Membership.objects.filter(pk__in=set(members) - running.keys()).order_by("name", "id"):
        if not is_social_staff(member, actor) or not member.works_on(on):
            raise InvalidInput(_("%(name)s ne peut pas signer pour le centre.") % {"name": member.name})
        mandate = SigningMandate.objects.create(member=member, since=on, given_by=actor)
        running[member.pk] = mandate
        _tell(actor, "piis.mandate_given", mandate, on)
    return list(running.values())


def _tell(actor: Membership, verb: str, mandate: SigningMandate, on: date) -> None:
    record(actor=actor, verb=verb, subject=mandate, on=on, detail={"member": str(mandate.member_id)})
