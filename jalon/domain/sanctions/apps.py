"""The sanctions app."""

from django.apps import AppConfig


class SanctionsConfig(AppConfig):
    """Stands above `piis`, which does not know it exists."""

    name = "jalon.domain.sanctions"
    label = "sanctions"

    def ready(self) -> None:
        """Say the journal's verbs in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.sanctions.verbs import VERBS

        declare(VERBS)
