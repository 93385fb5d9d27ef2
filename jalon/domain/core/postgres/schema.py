"""Creates tables with their lock: leading centre_id, composite references, forced row-level security, exact rights.

Done where tables are born, so that no migration can forget it; `core.catalogue` checks the result in the database.
"""

from typing import Any

from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.backends.postgresql import schema

from jalon.domain.core.fields import CentreForeignKey, OwnedByCentre

SAME_CENTRE = "centre_id = NULLIF(current_setting('app.centre_id', true), '')::uuid"
SUCCESSOR = "centre_id = NULLIF(current_setting('app.successor_id', true), '')::uuid"


def tenancy_of(model: Any) -> OwnedByCentre | None:
    """The field that makes this model a centre's own, if it has one."""
    return next((field for field in model._meta.local_fields if isinstance(field, OwnedByCentre)), None)


def lock_statements(table: str, tenancy: OwnedByCentre) -> list[str]:
    """The SQL that locks a table: row security on and forced, one policy per role, no more rights than named."""
    statements = [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'REVOKE ALL ON "{table}" FROM PUBLIC',
        f'CREATE POLICY centre_app ON "{table}" TO jalon_app USING ({SAME_CENTRE}) WITH CHECK ({SAME_CENTRE})',
        # The operator works centre by centre too; a merger moves rows to the one successor it names.
        f'CREATE POLICY centre_owner ON "{table}" TO jalon_owner '
        f"USING ({SAME_CENTRE} OR {SUCCESSOR}) WITH CHECK ({SAME_CENTRE} OR {SUCCESSOR})",
    ]
    rights = {"jalon_app": tenancy.app_may, "jalon_federal": tenancy.federal_may, "jalon_auth": tenancy.auth_may}
    return statements + [f'GRANT {may} ON "{table}" TO {role}' for role, may in rights.items() if may]


class SchemaEditor(schema.DatabaseSchemaEditor):
    """Django's editor; only what concerns a centre's tables differs."""

    def create_model(self, model: Any) -> None:
        """As Django's, then locked."""
        super().create_model(model)
        if tenancy := tenancy_of(model):
            for statement in lock_statements(model._meta.db_table, tenancy):
                self.execute(statement)

    def table_sql(self, model: Any) -> tuple[str, Any]:
        """As Django's, with (centre_id, id) as the primary key."""
        sql, params = super().table_sql(model)
        if tenancy_of(model):
            inline = '"id" uuid NOT NULL PRIMARY KEY'
            if sql.count(inline) != 1:
                raise ValueError(f"{model._meta.label}: a centre's table has a UUID `id` as its key.")
            sql = sql.replace(inline, '"id" uuid NOT NULL')
            sql = f'{sql[: sql.rindex(")")]}, PRIMARY KEY ("centre_id", "id"))'
        return sql, params

    def add_field(self, model: Any, field: Any) -> None:
        """As Django's; a reference inside the centre gets its composite constraint."""
        if not isinstance(field, CentreForeignKey):
            super().add_field(model, field)
            return
        field.db_constraint = False
        try:
            super().add_field(model, field)
        finally:
            field.db_constraint = True
        self.deferred_sql.append(self._create_fk_sql(model, field, "_fk_%(to_table)s_%(to_column)s"))

    def _field_indexes_sql(self, model: Any, field: Any) -> list[Any]:
        if isinstance(field, CentreForeignKey) and field.db_index:
            return [self._create_index_sql(model, fields=[model._meta.get_field("centre"), field])]
        return super()._field_indexes_sql(model, field)

    def _create_fk_sql(self, model: Any, field: Any, suffix: str) -> Statement:
        statement = super()._create_fk_sql(model, field, suffix)
        if isinstance(field, CentreForeignKey):
            table, target = model._meta.db_table, field.target_field.model._meta.db_table
            statement.parts["table"] = Table(table, self.quote_name)
            statement.parts["column"] = Columns(table, ["centre_id", field.column], self.quote_name)
            statement.parts["to_column"] = Columns(target, ["centre_id", "id"], self.quote_name)
        return statement
