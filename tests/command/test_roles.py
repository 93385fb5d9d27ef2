"""The roles are the same after one run or two, and none may more than its name says."""

import subprocess
from pathlib import Path

import psycopg
import pytest

from jalon.command import roles
from jalon.command.embedded import ServerAddress, ensure_running
from jalon.command.embedded_host import packaged_programs

DATABASE = "jalon"


@pytest.fixture(scope="module")
def server(var: Path) -> ServerAddress:
    address = ensure_running(var)
    roles.prepare(address.dsn(), DATABASE)
    return address


def rows(server: ServerAddress, query: str, *, user: str = "postgres", database: str = DATABASE) -> list[tuple]:
    with psycopg.connect(server.dsn(user, database)) as connection:
        return connection.execute(query).fetchall()


def catalogue(server: ServerAddress) -> list[list[tuple]]:
    queries = (
        "SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,"
        " rolconfig FROM pg_roles WHERE rolname LIKE 'jalon%' ORDER BY 1",
        "SELECT roleid::regrole::text, member::regrole::text, inherit_option, set_option, admin_option"
        " FROM pg_auth_members WHERE member::regrole::text LIKE 'jalon%' ORDER BY 1, 2",
        "SELECT datname, datdba::regrole::text, datacl::text FROM pg_database WHERE datname LIKE 'jalon%' ORDER BY 1",
        "SELECT nspowner::regrole::text, nspacl::text FROM pg_namespace WHERE nspname = 'public'",
        "SELECT setdatabase, setrole::regrole::text, setconfig::text FROM pg_db_role_setting ORDER BY 1, 2",
    )
    return [rows(server, query) for query in queries]


def test_preparing_twice_changes_nothing(server: ServerAddress) -> None:
    before = catalogue(server)
    roles.prepare(server.dsn(), DATABASE)
    assert catalogue(server) == before


def test_a_right_given_by_mistake_is_taken_back(server: ServerAddress) -> None:
    before = catalogue(server)
    with psycopg.connect(server.dsn("postgres", DATABASE), autocommit=True) as connection:
        connection.execute("ALTER ROLE jalon_app BYPASSRLS CREATEDB")
        connection.execute("GRANT jalon_app TO jalon_web WITH INHERIT TRUE")
        connection.execute("GRANT TEMPORARY ON DATABASE jalon TO PUBLIC")
    roles.prepare(server.dsn(), DATABASE)
    assert catalogue(server) == before


def test_no_role_is_powerful_and_only_the_backup_passes_the_tenant_lock(server: ServerAddress) -> None:
    query = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'jalon%' AND (rolsuper OR rolcreaterole OR rolcreatedb)"
    assert rows(server, query) == []
    query = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'jalon%' AND rolbypassrls"
    assert rows(server, query) == [(roles.BACKUP,)]
    query = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'jalon%' AND rolcanlogin ORDER BY 1"
    assert rows(server, query) == [(roles.BACKUP,), (roles.MIGRATOR,), (roles.WEB,)]


def test_what_a_migration_makes_belongs_to_the_owner_and_to_nobody_else(server: ServerAddress) -> None:
    with psycopg.connect(server.dsn(roles.MIGRATOR, DATABASE)) as connection:
        assert connection.execute("SELECT current_user").fetchone() == (roles.OWNER,)
        connection.execute("CREATE TABLE made (n int)")
        owner = connection.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'made'").fetchone()
        assert owner == (roles.OWNER,)
    for role in (roles.APP, roles.FEDERAL, roles.AUTH):
        with psycopg.connect(server.dsn(roles.WEB, DATABASE)) as connection:
            connection.execute(f"SET LOCAL ROLE {role}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT * FROM made")


def test_the_web_login_holds_the_sign_in_rights_and_borrows_the_others_one_transaction_at_a_time(
    server: ServerAddress,
) -> None:
    held = "SELECT pg_has_role('jalon_web', r, 'USAGE'), pg_has_role('jalon_web', r, 'SET') FROM unnest(%s::text[]) r"
    with psycopg.connect(server.dsn(roles.WEB, DATABASE), autocommit=True) as connection:
        assert connection.execute(
            held, [[roles.AUTH, roles.APP, roles.FEDERAL, roles.OWNER, roles.BACKUP]]
        ).fetchall() == [
            (True, True),
            (False, True),
            (False, True),
            (False, False),
            (False, False),
        ]
        with connection.transaction():
            connection.execute("SET LOCAL ROLE jalon_app")
        assert connection.execute("SELECT current_user").fetchone() == (roles.WEB,)


def test_nobody_but_the_owner_makes_tables(server: ServerAddress) -> None:
    for login in (roles.WEB, roles.BACKUP):
        with (
            psycopg.connect(server.dsn(login, DATABASE)) as connection,
            pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)),
        ):
            connection.execute("CREATE TABLE smuggled (n int)")


def test_the_backup_reads_behind_the_lock_and_writes_nothing(server: ServerAddress) -> None:
    with psycopg.connect(server.dsn(roles.MIGRATOR, DATABASE)) as connection:
        connection.execute("CREATE TABLE locked AS SELECT 1 AS n")
        connection.execute("ALTER TABLE locked ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE locked FORCE ROW LEVEL SECURITY")
    assert rows(server, "SELECT count(*) FROM locked", user=roles.BACKUP) == [(1,)]
    with psycopg.connect(server.dsn(roles.BACKUP, DATABASE)) as connection:
        connection.execute("SET TRANSACTION READ WRITE")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM locked")


def test_the_script_for_an_administrator_says_the_same_as_the_command(server: ServerAddress, var: Path) -> None:
    before = catalogue(server)
    script = roles.script(DATABASE)
    psql = [packaged_programs() / "psql", "--no-psqlrc", "--quiet", server.dsn()]
    for _ in range(2):
        done = subprocess.run(psql, input=script, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    assert catalogue(server) == before
    assert "PASSWORD '" not in script
