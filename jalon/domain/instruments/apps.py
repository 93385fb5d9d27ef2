"""The instruments app."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Bilans and what is measured with them."""

    name = "jalon.domain.instruments"
    label = "instruments"

    def ready(self) -> None:
        """The verbs of the journal, in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.instruments.verbs import VERBS

        declare(VERBS)
