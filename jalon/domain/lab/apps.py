"""The lab app."""

from django.apps import AppConfig


class LabConfig(AppConfig):
    """Scenarios kept; the arithmetic stands in `jalon.simulation`, the obligations in `jalon.law`."""

    name = "jalon.domain.lab"
    label = "lab"
    table_rights = {"federalscenario": {"jalon_federal": "SELECT, INSERT"}}

    def ready(self) -> None:
        """The verbs of the journal, in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.lab.verbs import VERBS

        declare(VERBS)
