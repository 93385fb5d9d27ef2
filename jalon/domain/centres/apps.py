"""The centres app: shared tables that everyone reads and only the operator writes."""

from django.apps import AppConfig

READ = {"jalon_app": "SELECT", "jalon_federal": "SELECT", "jalon_auth": "SELECT"}


class CentresConfig(AppConfig):
    """Centres are public knowledge; their settings are their own."""

    name = "jalon.domain.centres"
    label = "centres"
    table_rights = {"centre": READ, "centrecode": READ}
