"""The connection wrapper named in settings."""

import re
import select
from typing import Any

import psycopg
from django.db.backends.postgresql import base, features, operations

from jalon.domain.core.postgres.schema import SchemaEditor


class NumberedCursor(base.CursorMixin, psycopg.RawCursor):
    """Sends words as they are, a number for each parameter: long ones are not taken apart at each asking."""


class DatabaseFeatures(features.DatabaseFeatures):
    """The key of a centre's table is (centre_id, id): `id` alone does not determine a row's other columns."""

    allows_group_by_selected_pks = False


class DatabaseOperations(operations.DatabaseOperations):
    """Tells of a prepared statement too what was asked."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """With its values written out."""
        if isinstance(cursor, NumberedCursor):
            told = [params[int(number) - 1] for number in re.findall(r"\$(\d+)", sql)]
            return self.compose_sql(re.sub(r"\$\d+", "%s", sql.replace("%", "%%")), told)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Jalon speaks to it."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    SchemaEditorClass = SchemaEditor

    def is_usable(self) -> bool:
        """Whether the connection lives, seen without a question: where the server ended it, that end is to be read."""
        link = self.connection
        if link is None or link.closed:
            return False
        waiting = select.poll()
        waiting.register(link.fileno(), select.POLLIN)
        return not waiting.poll(0) or bool(super().is_usable())

    def prepared_cursor(self) -> Any:
        """A cursor of numbered statements, which PostgreSQL prepares: planned once a connection, not at each asking.

        For statements whose words stay the same and that read little: the plan is not made for the values.
        """
        self.ensure_connection()
        usual = self.connection.cursor_factory
        self.connection.cursor_factory = NumberedCursor
        try:
            return self.cursor()
        finally:
            self.connection.cursor_factory = usual
