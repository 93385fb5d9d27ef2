"""The conventions app."""

from django.apps import AppConfig

READS = ("jalon_federal", "true", "false")
WRITES = ("jalon_federal", "true", "true")


class ConventionsConfig(AppConfig):
    """The administration reads what was sent, and writes its own parts; what a centre is writing it does not reach."""

    name = "jalon.domain.conventions"
    label = "conventions"
    extra_policies = {
        "conventions_convention": {"federal_conventions": WRITES},
        "conventions_version": {"federal_reads": READS},
        "conventions_note": {"federal_notes": WRITES},
        "conventions_timerequest": {"federal_reads": READS},
        "conventions_answer": {"federal_answers": WRITES},
        "conventions_paper": {"federal_papers": WRITES},
        "conventions_signature": {"federal_signs": WRITES},
        "conventions_advance": {"federal_advances": WRITES},
    }

    def ready(self) -> None:
        """Say the journal's verbs in words."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.conventions.verbs import VERBS

        declare(VERBS)
        from jalon.domain.conventions.queries import resting_on, written_with
        from jalon.domain.subsidies import holding

        holding.declare(resting_on)
        holding.declare(written_with, holding.ARTICLES)
