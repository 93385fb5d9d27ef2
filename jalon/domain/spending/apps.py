"""The spending app."""

from django.apps import AppConfig


class SpendingConfig(AppConfig):
    """Costs of a centre under its grants. The administration has no right on any of its tables."""

    name = "jalon.domain.spending"
    label = "spending"

    def ready(self) -> None:
        """Say the journal's verbs in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.spending.verbs import VERBS

        declare(VERBS)
