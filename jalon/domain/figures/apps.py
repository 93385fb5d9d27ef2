"""The figures app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """The federal administration reads what centres submitted, and nothing else of a centre."""

    name = "jalon.domain.figures"
    label = "figures"
    # The one window from a centre's tables to the federal role: submissions, which hold counts only.
    extra_policies = {"figures_submission": {"federal_reads": ("jalon_federal", "true", "false")}}
    table_rights = {
        "publication": {"jalon_federal": "SELECT, INSERT", "jalon_app": "SELECT"},
        "reportspublication": {"jalon_federal": "SELECT, INSERT"},
        "openfile": {"jalon_federal": "SELECT, INSERT"},
    }

    def ready(self) -> None:
        """Say the journal's verbs in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.figures.verbs import VERBS

        declare(VERBS)
