"""Identities of outside providers (OpenID Connect): linked by the person from inside, found again at the door.

Nobody is ever recognised by a name, an address or a national number: only an identity that was linked from inside the
space opens it. What is kept is a fingerprint keyed with the installation's secret, of the issuer with the subject.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jalon.domain.audit.services import record
from jalon.domain.core.context import AUTH, Context, centre_context, entered, sign_in_context
from jalon.domain.core.crypto import sign_in_index
from jalon.domain.core.errors import Conflict
from jalon.domain.space.enums import Entry
from jalon.domain.space.models import PersonAccess, PersonIdentity
from jalon.domain.space.services.ends import tell_end
from jalon.domain.space.services.keys import held_active


class IdentityTaken(Conflict):
    """It opens a space already, or another one of the same provider opens this one. Whose is not said."""

    what = _("Cette identité ne peut pas être liée ici.")
    why = _("Elle ouvre déjà un autre espace, ou vous en avez déjà lié une autre du même service. Rien n’est changé.")
    what_to_do = _("Retirez d’abord l’ancien lien. Si ce n’est pas vous qui l’avez fait, parlez-en à votre centre.")


def fingerprint(issuer: str, subject: str) -> str:
    """What is kept of an identity. Neither part can be read from it, nor one provider's subject pass for another's."""
    return sign_in_index(f"{len(issuer)}:{issuer}:{subject}")


def identities_of(user_id: UUID) -> list[PersonIdentity]:
    """What one account is linked to."""
    with sign_in_context(user_id):
        return list(PersonIdentity.objects.filter(user_id=user_id).order_by("linked_at"))


@transaction.atomic
def link(*, access: PersonAccess, provider: str, print_: str, at: datetime, on: date) -> None:
    """Link the identity that was just proven; again the same, nothing happens. Raises `IdentityTaken`, `Conflict`."""
    with centre_context(access.centre_id):
        held = held_active(access)
        with entered(Context(AUTH)):
            known = PersonIdentity.objects.filter(fingerprint=print_).first()
            if known and known.user_id == held.user_id:
                return
            try:
                with transaction.atomic():
                    PersonIdentity.objects.create(
                        user_id=held.user_id, provider=provider, fingerprint=print_, linked_at=at
                    )
            except IntegrityError as clash:
                raise IdentityTaken from clash
        record(actor=None, verb="access.identity_linked", subject=held, person_id=held.person_id, on=on)


@transaction.atomic
def unlink(*, access: PersonAccess, identity_id: UUID, at: datetime, on: date) -> None:
    """Take one of one's own links away, and what it opened with it; sent twice, it is gone once."""
    with centre_context(access.centre_id):
        held = held_active(access)
        with entered(Context(AUTH)):
            gone, _kinds = PersonIdentity.objects.filter(user_id=held.user_id, pk=identity_id).delete()
        if gone:
            tell_end(held, Entry.IDENTITY, identity_id, at=at, on=on)
            record(actor=None, verb="access.identity_unlinked", subject=held, person_id=held.person_id, on=on)


def served(print_: str, *, at: datetime) -> PersonIdentity | None:
    """The identity, with the account it opens, if it was linked; that it served is written down."""
    with entered(Context(AUTH)):
        found = PersonIdentity.objects.select_related("user").filter(fingerprint=print_).first()
        if found is None:
            return None
        PersonIdentity.objects.filter(pk=found.pk).update(last_used_at=at)
        return found
