"""The worklist app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorklistConfig(AppConfig):
    """Only reads, but for the calendar addresses."""

    name = "jalon.domain.worklist"
    label = "worklist"

    def ready(self) -> None:
        """The journal's verbs in words."""
        from jalon.domain.audit.verbs import declare

        declare(
            {
                "calendar.opened": _("Adresse d’agenda faite"),
                "calendar.closed": _("Adresse d’agenda retirée"),
            }
        )
