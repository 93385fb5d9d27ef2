"""The roles of the database: who may do what, before any table exists.

| role | may |
|---|---|
| `jalon_owner` (no login) | own the tables; migrations only |
| `jalon_app` (no login) | the centres' work, under row-level security |
| `jalon_federal` (no login) | the federal work; receives no right at all on files |
| `jalon_auth` (no login) | sign-in tables |
| `jalon_person` (no login) | what one person may read of their own file, column by column |
| `jalon_migrator` | log in, become `jalon_owner`, and any of the others for the operator's command |
| `jalon_web` | log in with the rights of `jalon_auth`; in one transaction those of app, federal or person |
| `jalon_backup` | log in and read everything, for backups alone; the only one that bypasses row-level security |

None is a superuser, none makes roles or databases. Rights on tables come with the migrations that make them.
No Django here. PostgreSQL 16 or later (`GRANT … WITH INHERIT`).
"""

from collections.abc import Iterable
from contextlib import closing

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

OWNER, APP, FEDERAL, AUTH = "jalon_owner", "jalon_app", "jalon_federal", "jalon_auth"
PERSON = "jalon_person"
MIGRATOR, WEB, BACKUP = "jalon_migrator", "jalon_web", "jalon_backup"
GROUPS = (OWNER, APP, FEDERAL, AUTH, PERSON)
LOGINS = (MIGRATOR, WEB, BACKUP)
OLDEST_SERVER = 160000

_PLAIN = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
# Two starts at once (test workers) take turns; the number is arbitrary and ours.
_LOCK = 726_510_001


def prepare(superuser_dsn: str, database: str) -> None:
    """Create roles and `database`, or put them right again; running it twice changes nothing.

    `superuser_dsn` must reach the server as a superuser. Raises `psycopg.Error`, and `RuntimeError` when the server
    is older than PostgreSQL 16.
    """
    with closing(psycopg.connect(make_conninfo(superuser_dsn, dbname="postgres"), autocommit=True)) as server:
        if server.info.server_version < OLDEST_SERVER:
            raise RuntimeError(
                f"PostgreSQL 16 or later is needed; this server is {server.info.server_version // 10000}."
            )
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        _run(server, role_statements())
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            server.execute(_create_database(database))
        with closing(psycopg.connect(make_conninfo(superuser_dsn, dbname=database), autocommit=True)) as inside:
            _run(inside, database_statements(database))


def script(database: str) -> str:
    """The same as text for `psql`, for a production server prepared by its own administrator. Passwords are not set."""
    passwords = "\n".join(f"-- \\password {login}" for login in LOGINS)
    lines = [
        "-- Roles and database of Jalon. Run it with psql as a superuser; running it again changes nothing.",
        "\\set ON_ERROR_STOP on",
        *(f"{statement.as_string(None)};" for statement in role_statements()),
        "",
        "-- Give each login a password of its own (psql asks for it and sends only its hash):",
        passwords,
        "",
        f"SELECT {sql.Literal(_create_database(database).as_string(None)).as_string(None)}",
        f"WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = {sql.Literal(database).as_string(None)}) \\gexec",
        f"\\connect {sql.Identifier(database).as_string(None)}",
        *(f"{statement.as_string(None)};" for statement in database_statements(database)),
        "",
    ]
    return "\n".join(lines)


def role_statements() -> list[sql.Composable]:
    """Statements that make the roles of the server, each safe to repeat."""
    attributes = {role: f"{_PLAIN} NOLOGIN NOBYPASSRLS" for role in GROUPS}
    attributes |= {MIGRATOR: f"{_PLAIN} LOGIN NOBYPASSRLS", WEB: f"{_PLAIN} LOGIN NOBYPASSRLS"}
    attributes |= {BACKUP: f"{_PLAIN} LOGIN BYPASSRLS"}
    statements: list[sql.Composable] = []
    for role, words in attributes.items():
        statements.append(_create_role(role))
        statements.append(sql.SQL(f"ALTER ROLE {{}} WITH {words}").format(sql.Identifier(role)))  # type: ignore[arg-type]
    statements += [
        # The operator's command works centre by centre as the application, and tests rest as the web login does.
        *(_grant(role, MIGRATOR, inherit=False) for role in (*GROUPS, WEB)),
        # At login the migrator becomes the owner, so that every table it makes belongs to the owner.
        sql.SQL("ALTER ROLE {} SET role TO {}").format(sql.Identifier(MIGRATOR), sql.Identifier(OWNER)),
        _grant(AUTH, WEB, inherit=True),
        _grant(APP, WEB, inherit=False),
        _grant(FEDERAL, WEB, inherit=False),
        _grant(PERSON, WEB, inherit=False),
        sql.SQL("GRANT pg_read_all_data TO {} WITH INHERIT TRUE, SET FALSE").format(sql.Identifier(BACKUP)),
        sql.SQL("ALTER ROLE {} SET default_transaction_read_only TO on").format(sql.Identifier(BACKUP)),
        # A statement that fails holds what somebody typed: its text stays out of the server's log.
        *(
            sql.SQL("ALTER ROLE {} SET log_min_error_statement TO panic").format(sql.Identifier(login))
            for login in (MIGRATOR, WEB)
        ),
    ]
    return statements


def database_statements(database: str) -> list[sql.Composable]:
    """Statements run inside `database`: nothing for everybody, entry for our logins, the extensions of the models."""
    name, owner = sql.Identifier(database), sql.Identifier(OWNER)
    everyone = sql.SQL(", ").join(map(sql.Identifier, (APP, FEDERAL, AUTH, PERSON, MIGRATOR, WEB, BACKUP)))
    return [
        sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.SQL(", ").join(map(sql.Identifier, LOGINS))),
        sql.SQL("ALTER DATABASE {} SET search_path TO public").format(name),
        sql.SQL("ALTER DATABASE {} SET timezone TO 'UTC'").format(name),
        sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner),
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(everyone),
        # Exclusion constraints mix a scalar with a range (one running PIIS of a person at a time).
        sql.SQL("CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public"),
        # Functions made by migrations are executable by nobody unless granted.
        sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC").format(owner),
    ]


def _create_role(role: str) -> sql.Composed:
    # CREATE ROLE has no IF NOT EXISTS.
    return sql.SQL(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {}) THEN CREATE ROLE {}; END IF; END $$"
    ).format(sql.Literal(role), sql.Identifier(role))


def _create_database(database: str) -> sql.Composed:
    return sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
        sql.Identifier(database), sql.Identifier(OWNER)
    )


def _grant(role: str, member: str, *, inherit: bool) -> sql.Composed:
    # Repeating a GRANT with other options changes them, so this also repairs.
    return sql.SQL("GRANT {} TO {} WITH INHERIT {}, SET TRUE, ADMIN FALSE").format(
        sql.Identifier(role), sql.Identifier(member), sql.SQL("TRUE" if inherit else "FALSE")
    )


def _run(connection: psycopg.Connection, statements: Iterable[sql.Composable]) -> None:
    for statement in statements:
        connection.execute(statement)
