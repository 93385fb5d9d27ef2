"""The payments app."""

from django.apps import AppConfig

READS = ("jalon_federal", "true", "false")
WRITES = ("jalon_federal", "true", "true")


class PaymentsConfig(AppConfig):
    """The administration closes, settles and pays; a centre gives its account and reads what is its own."""

    name = "jalon.domain.payments"
    label = "payments"
    table_rights = {
        "closing": {"jalon_federal": "SELECT, INSERT"},
        "batch": {"jalon_federal": "SELECT, INSERT, UPDATE"},
        "bankanswer": {"jalon_federal": "SELECT, INSERT, UPDATE"},
    }
    extra_policies = {
        "payments_account": {"federal_reads": READS},
        "payments_settlement": {"federal_settles": WRITES},
        "payments_order": {"federal_orders": WRITES},
    }

    def ready(self) -> None:
        """Say the journal's verbs in words; tell a report what was paid."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.payments.afterwards import paid_under
        from jalon.domain.payments.verbs import VERBS
        from jalon.domain.reports.afterwards import register

        declare(VERBS)
        register(paid_under)
