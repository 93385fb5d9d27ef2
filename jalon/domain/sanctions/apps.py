"""The sanctions app."""

from django.apps import AppConfig


class SanctionsConfig(AppConfig):
    """Stands above `piis`, which does not know it exists."""

    name = "jalon.domain.sanctions"
    label = "sanctions"

    def ready(self) -> None:
        """Say the journal's verbs in words; tell the page of a file of the proposals, the latest first."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.core.json_rows import rows
        from jalon.domain.people.told import of_person, tell
        from jalon.domain.sanctions.models import Proposal
        from jalon.domain.sanctions.verbs import VERBS

        tell("proposals", lambda: rows(of_person(Proposal).order_by("-opened_on", "id"), "id", "opened_on", "state"))
        declare(VERBS)
