"""The audit app."""

from collections.abc import Mapping

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only tables."""

    name = "jalon.domain.audit"
    label = "audit"
    table_rights: Mapping[str, Mapping[str, str]] = {
        "federallink": {},
        "federalhead": {},
    }  # written by a trigger, read by the operator

    def ready(self) -> None:
        """The rooms below the journal hand it their acts by an event."""
        from jalon.domain.accounts import journal
        from jalon.domain.accounts.verbs import VERBS
        from jalon.domain.audit.services import record
        from jalon.domain.audit.verbs import declare

        journal.writer = record
        declare(VERBS)
