"""The connection wrapper named in settings."""

from django.db.backends.postgresql import base, features

from jalon.domain.core.postgres.schema import SchemaEditor


class DatabaseFeatures(features.DatabaseFeatures):
    """The key of a centre's table is (centre_id, id): `id` alone does not determine a row's other columns."""

    allows_group_by_selected_pks = False


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Jalon speaks to it."""

    features_class = DatabaseFeatures
    SchemaEditorClass = SchemaEditor
