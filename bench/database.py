"""A database of its own for each size, made from the migrations on the embedded server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql

from jalon.command.embedded import ServerAddress, ensure_running
from jalon.command.environment import var_folder
from jalon.command.roles import prepare

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "jalon.config.settings.dev"
READY = "bench.ready"  # a comment on the database, once it is whole


def today() -> date:
    """The day in Brussels."""
    return datetime.now(ZoneInfo("Europe/Brussels")).date()


def name_of(files: int | str) -> str:
    """`jalon_bench_1000000`."""
    return f"jalon_bench_{files}"


def server() -> ServerAddress:
    """The embedded server, running."""
    return ensure_running(var_folder())


def is_ready(files: int | str) -> bool:
    """Whether the database of that size was generated to its end."""
    with closing(psycopg.connect(server().dsn(), autocommit=True)) as link:
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        row = link.execute(query, [name_of(files)]).fetchone()
    return bool(row and row[0] == READY)


def mark_ready(files: int | str) -> None:
    """Remember that it is whole."""
    with closing(psycopg.connect(server().dsn(), autocommit=True)) as link:
        link.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name_of(files)), READY))


def make_empty(files: int | str) -> None:
    """Drop and create it, migrated."""
    name = name_of(files)
    with closing(psycopg.connect(server().dsn(), autocommit=True)) as link:
        link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    prepare(server().dsn(), name)
    owner = {"JALON_PROCESS": "operator", "DATABASE_OWNER_URL": server().url("jalon_migrator", name)}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    environment = os.environ | owner | {"DJANGO_SETTINGS_MODULE": SETTINGS, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


@contextmanager
def superuser(files: int | str) -> Iterator[psycopg.Connection]:
    """A connection that sees every centre, for loading alone."""
    with closing(psycopg.connect(server().dsn(database=name_of(files)), autocommit=True)) as link:
        link.execute("SET synchronous_commit = off; SET work_mem = '128MB'; SET maintenance_work_mem = '512MB'")
        yield link
