"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Frozen documents and received scans."""

    name = "jalon.domain.documents"
    label = "documents"
