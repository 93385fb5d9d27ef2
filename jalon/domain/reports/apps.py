"""The reports app."""

from django.apps import AppConfig

READS = ("jalon_federal", "true", "false")
WRITES = ("jalon_federal", "true", "true")


def _if_sent(column: str) -> tuple[str, str, str]:
    """The administration reads what was sent, and nothing of a text before."""
    sent = (
        "(EXISTS ( SELECT 1\n   FROM reports_version sent\n  WHERE ((sent.centre_id = {t}.centre_id) AND "
        "(sent.id = {t}.{c}) AND (sent.sent_at IS NOT NULL))))"
    )
    return "jalon_federal", sent.format(t="reports_signature", c=column), "false"


class ReportsConfig(AppConfig):
    """The administration reads what was sent, and writes its own parts; what a centre is writing it does not reach."""

    name = "jalon.domain.reports"
    label = "reports"
    table_rights = {"sample": {"jalon_federal": "SELECT, INSERT"}}
    extra_policies = {
        "reports_report": {"federal_reports": WRITES},
        "reports_version": {"federal_reads_sent": ("jalon_federal", "(sent_at IS NOT NULL)", "false")},
        "reports_signature": {"federal_reads_sent": _if_sent("version_id")},
        "reports_timerequest": {"federal_reads": READS},
        "reports_note": {"federal_notes": WRITES},
        "reports_answer": {"federal_answers": WRITES},
        "reports_sampled": {"federal_samples": WRITES},
        "reports_reply": {"federal_reads": READS},
        "reports_piece": {"federal_reads": READS},
        "reports_conclusion": {"federal_concludes": WRITES},
        "reports_acceptance": {"federal_accepts": WRITES},
    }

    def ready(self) -> None:
        """Say the journal's verbs in words; close the costs of a report that is signed or sent."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.reports.queries import is_locked
        from jalon.domain.reports.verbs import VERBS
        from jalon.domain.spending.closing import register

        declare(VERBS)
        register(is_locked)
