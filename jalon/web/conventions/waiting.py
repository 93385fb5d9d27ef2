"""What a convention asks of a member today: shown on the first page of their day."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.conventions.enums import WITH_CENTRE, Capacity, State
from jalon.domain.conventions.models import Convention, Signature
from jalon.domain.conventions.permissions import may_commit, may_write
from jalon.web.access.middleware import today
from jalon.web.conventions.shown import name_of
from jalon.web.ui.reminders import Reminder


def reminders(request: HttpRequest) -> Iterator[Reminder]:
    """To write and send, for those who answer for it; to sign, for the one whose signature is missing."""
    member = getattr(request, "member", None)
    if not may_write(member):
        return
    states = [*WITH_CENTRE, *([State.DECIDED] if may_commit(member) else [])]
    for one in Convention.objects.filter(state__in=states).order_by("entry_until"):
        url = reverse("conventions:show", args=[one.pk])
        if one.state == State.DECIDED:
            yield from _to_sign(one, member.role, url, today(request))  # type: ignore[union-attr]
        else:
            back = _("Rendue avec des remarques") if one.state == State.BACK else ""
            yield Reminder(_("Convention à envoyer : %(name)s") % {"name": name_of(one)}, url, back, one.entry_until)


def _to_sign(one: Convention, role: str, url: str, on: object) -> Iterator[Reminder]:
    given = set(
        Signature.objects.filter(convention=one, signed_at__gte=one.state_since).values_list("capacity", flat=True)
    )
    if role in given:
        return
    alone = {Capacity.PRESIDENT, Capacity.SECRETARY} - given == {role}
    text = _("Il ne manque que votre signature.") if alone else _("Deux signatures manquent.")
    yield Reminder(_("Convention à signer : %(name)s") % {"name": name_of(one)}, url, text, one.sign_until)
