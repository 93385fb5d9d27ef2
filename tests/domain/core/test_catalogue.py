"""The migrated database is locked as declared, and any loosening is seen."""

import re
from contextlib import closing
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from jalon.command.embedded import ensure_running
from jalon.domain.core import catalogue, catalogue_objects
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


LOOSENINGS = [
    "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {} NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY centre_app ON {}",
    "ALTER POLICY centre_app ON {} USING (true)",
    "ALTER POLICY centre_app ON {} WITH CHECK (true)",
    "ALTER POLICY centre_owner ON {} USING (true)",
    "CREATE POLICY also ON {} TO jalon_app USING (true)",
    "GRANT TRUNCATE ON {} TO jalon_app",
    "GRANT DELETE ON {} TO jalon_federal",
    "GRANT SELECT ON {} TO PUBLIC",
    "CREATE INDEX ON {} (id)",
    # A column of the primary key cannot lose its NOT NULL before the key itself is gone.
    "ALTER TABLE {0} DROP CONSTRAINT {0}_pkey CASCADE, ALTER COLUMN centre_id DROP NOT NULL",
]


@pytest.mark.parametrize("loosening", LOOSENINGS)
def test_every_loosening_of_a_centres_table_is_seen(loosening: str):
    """Done to all tables at once, since the whole catalogue is read each time; each must be named."""
    found = [re.findall(r"\w+", problem) for problem in _problems_after(*map(loosening.format, TABLES))]
    assert [table for table in TABLES if not any(table in words for words in found)] == []


WAYS_AROUND = [
    "CREATE TABLE forgotten (id int)",
    "CREATE TABLE forgotten (id int) PARTITION BY LIST (id)",
    "CREATE VIEW everyone AS SELECT * FROM people_person",
    "CREATE MATERIALIZED VIEW everyone AS SELECT * FROM people_person",
    "CREATE FUNCTION leak() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "CREATE FUNCTION harmless() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "GRANT EXECUTE ON FUNCTION audit_refuse() TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION audit_refuse() TO jalon_app",
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "ALTER FUNCTION audit_refuse() SECURITY DEFINER",
    "ALTER FUNCTION audit_chain() RESET search_path",
    "GRANT SELECT ON accounts_user TO jalon_app",
    "GRANT SELECT (password) ON accounts_user TO jalon_app",
    "GRANT SELECT (last_name) ON people_person TO jalon_federal",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO jalon_app",
    "GRANT CREATE ON SCHEMA public TO jalon_app",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO jalon_app",
    "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
    "ALTER TABLE audit_journalentry DISABLE TRIGGER audit_refuse",
    "ALTER TABLE audit_journalentry ENABLE REPLICA TRIGGER audit_chain",
    "DROP TRIGGER audit_refuse_all ON audit_journalentry",
    "DROP TRIGGER audit_refuse ON audit_journalentry; CREATE TRIGGER audit_refuse BEFORE DELETE ON audit_journalentry "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER quiet BEFORE INSERT ON audit_journalentry FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "ALTER TABLE piis_signature DISABLE TRIGGER USER",
    "CREATE RULE silent AS ON INSERT TO audit_journalentry DO INSTEAD NOTHING",
    "ALTER TABLE piis_piis DROP CONSTRAINT piis_one_running_at_a_time",
]

SUPERUSERS_WAYS = [
    "ALTER TABLE people_person OWNER TO jalon_app",
    "ALTER FUNCTION audit_chain() OWNER TO postgres",
    "ALTER TABLE people_status DISABLE TRIGGER ALL",
    "ALTER ROLE jalon_app SET row_security TO off",
    "ALTER ROLE jalon_web SET session_replication_role TO replica",
    "ALTER ROLE jalon_web SET app.centre_id TO 'x'",
    "ALTER ROLE jalon_app BYPASSRLS",
    "ALTER ROLE jalon_web SUPERUSER",
    "ALTER ROLE jalon_web CREATEROLE",
    "ALTER ROLE jalon_federal LOGIN",
    "GRANT jalon_app TO jalon_federal",
    "GRANT jalon_owner TO jalon_web",
    "GRANT pg_read_all_data TO jalon_app",
    "CREATE SCHEMA beside",
    "CREATE EXTENSION unaccent",
]


@pytest.mark.parametrize("statement", WAYS_AROUND)
def test_every_way_around_the_lock_is_seen(statement: str):
    assert _problems_after(statement)


@pytest.mark.parametrize("statement", SUPERUSERS_WAYS)
def test_what_only_the_servers_administrator_could_loosen_is_seen(statement: str, monkeypatch: pytest.MonkeyPatch):
    server = ensure_running(settings.VAR).dsn(database=connection.settings_dict["NAME"])
    with closing(psycopg.connect(server, options="-c lock_timeout=5s")) as superuser:
        superuser.execute(statement)
        monkeypatch.setattr(catalogue, "_rows", lambda query, params=(): _asked(superuser, query, params))
        monkeypatch.setattr(catalogue_objects, "rows", lambda query, params=(): _asked(superuser, query, params))
        assert problems()
        superuser.rollback()


def _asked(superuser: psycopg.Connection, query: str, params: Any) -> list[tuple[Any, ...]]:
    """As the administrator sees it, before it is undone."""
    return superuser.execute(query, list(params)).fetchall()
