"""A migrated template database per state of the migrations, copied for each test process."""

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql

from jalon.command.embedded import ensure_running
from jalon.command.roles import prepare

ROOT = Path(__file__).resolve().parents[1]


def _fingerprint() -> str:
    """Changes whenever a migration, or what makes tables out of it, changes."""
    digest = hashlib.sha256()
    sources = sorted(ROOT.glob("jalon/**/migrations/*.py")) + sorted(ROOT.glob("jalon/domain/core/**/*.py"))
    sources += sorted(ROOT.glob("jalon/**/apps.py")) + sorted(ROOT.glob("jalon/domain/**/reach.py"))
    for path in [*sources, ROOT / "jalon/command/roles.py"]:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def fresh_copy(var: Path, name: str) -> str:
    """Create `name` as a copy of the migrated template, making the template when needed. Returns `name`."""
    address = ensure_running(var)
    template = f"jalon_template_{_fingerprint()}"
    with closing(psycopg.connect(address.dsn(), autocommit=True)) as server:
        server.execute("SELECT pg_advisory_lock(726510002)")
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            _drop_old(server)
            _make_template(address.url("jalon_migrator", f"{template}_draft"), address.dsn(), f"{template}_draft")
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(f"{template}_draft"), sql.Identifier(template)
                )
            )
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER jalon_owner").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        # What a test commits need not outlive a power cut.
        server.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
        # Rights on the database itself are not copied with a template.
        server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        server.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO jalon_migrator, jalon_web, jalon_backup").format(
                sql.Identifier(name)
            )
        )
    return name


def _drop_old(server: psycopg.Connection) -> None:
    old = server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'jalon_template_%'").fetchall()
    for (name,) in old:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _make_template(url: str, superuser_dsn: str, name: str) -> None:
    prepare(superuser_dsn, name)
    migrated = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env={
            **os.environ,
            "JALON_PROCESS": "operator",
            "DATABASE_OWNER_URL": url,
            "DJANGO_SETTINGS_MODULE": "jalon.config.settings.test",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if migrated.returncode:
        raise RuntimeError(f"migrating the test database failed:\n{migrated.stdout}{migrated.stderr}")


def empty(var: Path, name: str) -> None:
    """Empty every table but the migrations', as the superuser: no other role may truncate anything."""
    with closing(psycopg.connect(ensure_running(var).dsn(database=name), autocommit=True)) as server:
        tables = server.execute(
            "SELECT string_agg(format('%I', relname), ', ') FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'django_migrations'"
        ).fetchone()
        assert tables
        server.execute("SET session_replication_role = replica")  # the journal's own refusal rests
        server.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(tables[0])))
