"""The worklist app."""

from datetime import date
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorklistConfig(AppConfig):
    """Only reads, but for the calendar addresses and the weekly letter."""

    name = "jalon.domain.worklist"
    label = "worklist"

    def ready(self) -> None:
        """The journal's verbs in words; an access that is reset takes its calendar address with it."""
        from jalon.domain.accounts.events import access_reset
        from jalon.domain.audit.verbs import declare

        declare(
            {
                "calendar.opened": _("Adresse d’agenda faite"),
                "calendar.closed": _("Adresse d’agenda retirée"),
                "digest.sent": _("Rappel par courriel envoyé"),
                "digest.wanted": _("Rappels par courriel demandés"),
                "digest.unwanted": _("Rappels par courriel refusés"),
            }
        )
        access_reset.connect(_close_calendar, dispatch_uid="worklist.close_calendar")


def _close_calendar(sender: Any, membership: Any, on: date, **facts: Any) -> None:
    from jalon.domain.worklist.services import close_calendar

    close_calendar(actor=None, member=membership, on=on)
