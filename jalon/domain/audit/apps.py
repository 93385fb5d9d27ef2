"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only tables."""

    name = "jalon.domain.audit"
    label = "audit"
