"""The connection wrapper named in settings."""

from django.db.backends.postgresql import base

from jalon.domain.core.postgres.schema import SchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Jalon speaks to it."""

    SchemaEditorClass = SchemaEditor
