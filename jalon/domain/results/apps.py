"""The results app."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Only the centre has a right here; the administration reads what a report tells (`services.as_told`)."""

    name = "jalon.domain.results"
    label = "results"

    def ready(self) -> None:
        """Say the journal's verbs in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.results.verbs import VERBS

        declare(VERBS)
