"""`jalon restore`: a backup takes the place of the database only after it was counted and its journals checked.

The present database is renamed, never dropped.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from jalon.command.archive import DUMP, Manifest, chunks, read_manifest, verify
from jalon.command.backup import count_rows, keys_fingerprint, tool, tool_failed, without_password
from jalon.command.console import Refusal, bar, say
from jalon.command.environment import DATABASE, connection_url, embedded_server, is_production, load_django
from jalon.command.roles import prepare


def restore_from(file: Path, *, sure: bool) -> None:
    """Put the backup in `file` in place. Raises `Refusal` and leaves the present database as it was."""
    manifest = read_manifest(file)
    with bar("Backup read through (MB)") as advance:
        for done in verify(file, manifest):
            advance(done // 2**20, manifest.dump_bytes // 2**20)
    admin, name = _administrator()
    load_django()
    _check_fit(manifest)
    say(f"The backup is of {manifest.made_at} and holds {sum(manifest.rows.values())} rows.")
    if not sure:
        question = "Work done since then will no longer be in the database (it is kept under another name). Go on?"
        click.confirm(question, abort=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d_%H%M%S")
    draft, former = f"{name}_restoring_{stamp}", f"{name}_before_{stamp}"
    with _draft(admin, draft):
        _load(file, manifest, make_conninfo(admin, dbname=draft))
        _count(manifest, make_conninfo(admin, dbname=draft))
        _check_chains(draft)
        existed = _swap(admin, name=name, draft=draft, former=former)
    say(f"The backup is in place as '{name}'. Everybody signs in again.")
    if existed:
        say(f"The former database is kept as '{former}'; drop it when you are sure: DROP DATABASE {former};")
    say("If this Jalon is newer than the backup, 'jalon run' or 'jalon release' now brings its tables up to date.")


def _administrator() -> tuple[str, str]:
    """A connection that may make databases, and the name of ours."""
    if not is_production():
        return embedded_server().dsn(), DATABASE
    name = conninfo_to_dict(os.environ["DATABASE_URL"]).get("dbname", DATABASE)
    return connection_url("DATABASE_ADMIN_URL", "of its administrator (a superuser)"), str(name)


def _check_fit(manifest: Manifest) -> None:
    """Refuse a backup this installation could not read."""
    if manifest.keys != keys_fingerprint():
        raise Refusal(
            "The keys of this installation are not those of the backup.",
            "The national numbers in it could be neither read nor searched.",
            "Put the keys back first: var/secrets.json, or JALON_SECRET_KEYS and JALON_INDEX_KEY in production.",
        )
    from django.db.migrations.loader import MigrationLoader

    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        raise Refusal(
            f"The backup was made by a newer Jalon ({manifest.jalon}).",
            f"This one doesn't know {newer[0]}" + (f" and {len(newer) - 1} other changes." if newer[1:] else "."),
            "Install that version, then restore.",
        )


@contextmanager
def _draft(admin: str, draft: str) -> Iterator[None]:
    """A new empty database with our roles; dropped again if anything fails before it takes its place."""
    try:
        prepare(admin, draft)
        yield
    finally:
        with closing(psycopg.connect(make_conninfo(admin, dbname="postgres"), autocommit=True)) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(draft)))


def _load(file: Path, manifest: Manifest, dsn: str) -> None:
    """Stream the dump into pg_restore; its first error ends it."""
    address, environment = without_password(dsn)
    command = [tool("pg_restore", server=manifest.server), "--exit-on-error", f"--dbname={address}"]
    with (
        tempfile.TemporaryFile() as words,
        zipfile.ZipFile(file) as archive,
        archive.open(DUMP) as dump,
        bar("Database loaded (MB)") as advance,
        subprocess.Popen(command, stdin=subprocess.PIPE, stderr=words, env=environment) as restore,
    ):
        assert restore.stdin is not None
        done = 0
        try:
            for piece in chunks(dump):
                restore.stdin.write(piece)
                done += len(piece)
                advance(done // 2**20, manifest.dump_bytes // 2**20)
            restore.stdin.close()
        except BrokenPipeError:
            pass  # it ended early; its words say why
        except BaseException:
            restore.kill()
            raise
        if restore.wait() != 0:
            words.seek(0)
            raise tool_failed("pg_restore", words.read().decode(errors="replace"))


def _count(manifest: Manifest, dsn: str) -> None:
    with closing(psycopg.connect(dsn)) as connection:
        found = count_rows(connection)
    wrong = [table for table in sorted({*found, *manifest.rows}) if found.get(table) != manifest.rows.get(table)]
    if wrong:
        table = wrong[0]
        raise Refusal(
            f"{len(wrong)} tables don't hold what the backup says.",
            f"{table}: {found.get(table)} rows were restored, {manifest.rows.get(table)} were backed up.",
            "The present database is untouched. Take another backup and keep this one for whoever looks into it.",
        )


def _check_chains(draft: str) -> None:
    """Check the journals in the new database, from another process: this one's Django knows the present one."""
    url = connection_url("DATABASE_OWNER_URL", "jalon_migrator")
    environment = os.environ | {"DATABASE_OWNER_URL": make_conninfo(url, dbname=draft)}
    done = subprocess.run([sys.executable, "-m", "jalon.command.chains"], env=environment, check=False)
    if done.returncode != 0:
        raise Refusal(
            "A journal in the backup was changed behind Jalon's back, or could not be read.",
            "See the lines above.",
            "The present database is untouched. Take an earlier backup.",
        )


def _swap(admin: str, *, name: str, draft: str, former: str) -> bool:
    """Both change names in one transaction; says whether there was a former one."""
    with closing(psycopg.connect(make_conninfo(admin, dbname="postgres"), autocommit=True)) as server:
        existed = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
        if existed:
            # Closed first: a busy web server would come back between the end of its connection and the new name.
            _allow(server, name, allowed=False)
        try:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY(%s)", [[name, draft]]
            )
            with server.transaction():
                if existed:
                    _rename(server, name, former)
                _rename(server, draft, name)
        finally:
            if existed:
                present = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [former]).fetchone()
                _allow(server, former if present else name, allowed=True)
    return existed


def _allow(server: psycopg.Connection, name: str, *, allowed: bool) -> None:
    words = sql.SQL("TRUE" if allowed else "FALSE")
    server.execute(sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}").format(sql.Identifier(name), words))


def _rename(server: psycopg.Connection, old: str, new: str) -> None:
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))
