"""What the account of a centre asks of a member today, or tells them: shown on the first page of their day."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.payments import iban
from jalon.domain.payments.permissions import may_commit, may_write
from jalon.domain.payments.queries import accounts_standing
from jalon.domain.payments.services.accounts import to_be_told
from jalon.web.access.middleware import today
from jalon.web.ui.reminders import Reminder


def reminders(request: HttpRequest) -> Iterator[Reminder]:
    """To confirm, for the one who may and did not give it; to know, for those who gave or confirmed the former one."""
    member = getattr(request, "member", None)
    if not may_write(member):
        return
    given, stands = accounts_standing()
    if given and may_commit(member) and given.given_by_id != member.pk:  # type: ignore[union-attr]
        words = _("Donné par %(name)s.") % {"name": given.given_by.name}
        url = reverse("payments:confirm", args=[given.pk])
        yield Reminder(
            _("Compte bancaire à confirmer : %(iban)s") % {"iban": iban.masked(given.iban)},
            url,
            words,
            mail=_("Compte bancaire à confirmer"),
        )
    if changed := to_be_told(member, stands, on=today(request)):  # type: ignore[arg-type]
        words = _("Donné par %(first)s, confirmé par %(second)s.") % {
            "first": changed.given_by.name, "second": changed.confirmed_by.name if changed.confirmed_by else "",
        }  # fmt: skip
        told = _("Le compte du centre a changé : %(iban)s") % {"iban": iban.masked(changed.iban)}
        yield Reminder(told, reverse("payments:mine"), words, mail=_("Le compte bancaire du centre a changé"))
