"""`jalon backup`: one moment's picture of the database, with what is needed to trust it later.

Rows are counted and dumped in the same snapshot. It runs as `jalon_backup`, the only role that passes row-level
security, and which can write nothing.
"""

import errno
import hashlib
import hmac
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

import jalon
from jalon.command.archive import DUMP, Manifest, chunks, write_manifest
from jalon.command.console import Refusal, bar, say
from jalon.command.embedded_host import clean_environment, packaged_programs
from jalon.command.environment import become_operator, connection_url, is_production

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
# Sessions end with a restore anyway, and are keys to people's accounts: their rows stay out of the file.
LEFT_OUT = ("django_session",)


def back_up(file: Path) -> None:
    """Write the backup to `file`, whole or not at all. Raises `Refusal`."""
    become_operator()
    url = connection_url("DATABASE_BACKUP_URL", "jalon_backup")
    with closing(psycopg.connect(url)) as connection, _whole_file(file) as partial:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = _one(connection, "SELECT pg_export_snapshot()")
        rows = count_rows(connection)
        size, digest = _dump(url, snapshot, partial, server=connection.info.server_version)
        manifest = _manifest(connection, rows, size, digest)
        with zipfile.ZipFile(partial, "a") as archive:
            write_manifest(archive, manifest)
    total = sum(rows.values())
    say(f"{file}: {file.stat().st_size / 2**20:.1f} MB, {total} rows of {len(rows)} tables, {manifest.made_at}.")
    say("The keys are not in it. Keep them elsewhere: without them the national numbers stay unreadable.")


@contextmanager
def _whole_file(file: Path) -> Iterator[Path]:
    """A name beside `file`, readable by us alone, that takes its place at the end and goes away on any fault."""
    partial = file.with_name(f"{file.name}.partial")
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield partial
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(file)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        raise Refusal(
            f"{file} can't be written.",
            "The disk is full." if full else f"{error.strerror}.",
            "Write the backup to another disk." if full else "Choose a folder you may write.",
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def count_rows(connection: psycopg.Connection) -> dict[str, int]:
    """How many rows each table holds, as the connection's role sees them."""
    counts = {}
    with bar("Rows counted") as advance:
        tables = [table for (table,) in connection.execute(TABLES) if table not in LEFT_OUT]
        for done, table in enumerate(tables, start=1):
            counts[table] = _one(connection, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
            advance(done, len(tables))
    return counts


def _one(connection: psycopg.Connection, query: str | sql.Composed) -> object:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _dump(url: str, snapshot: str, target: Path, *, server: int) -> tuple[int, str]:
    """Stream pg_dump into the zip; returns the dump's size and SHA-256."""
    address, environment = without_password(url)
    command = [tool("pg_dump", server=server), "--format=custom", f"--snapshot={snapshot}", f"--dbname={address}"]
    command += [f"--exclude-table-data=public.{table}" for table in LEFT_OUT]
    digest, size = hashlib.sha256(), 0
    with (
        tempfile.TemporaryFile() as words,
        # The dump compresses itself.
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive,
        archive.open(DUMP, "w", force_zip64=True) as entry,
        bar("Database written (MB)") as advance,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=words, env=environment) as dump,
    ):
        assert dump.stdout is not None
        try:
            for piece in chunks(dump.stdout):
                entry.write(piece)
                digest.update(piece)
                size += len(piece)
                advance(size // 2**20, 0)
        except BaseException:
            dump.kill()
            raise
        if dump.wait() != 0:
            words.seek(0)
            raise tool_failed("pg_dump", words.read().decode(errors="replace"))
    return size, digest.hexdigest()


def _manifest(connection: psycopg.Connection, rows: dict[str, int], size: int, digest: str) -> Manifest:
    applied = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        jalon=jalon.__version__,
        server=connection.info.server_version,
        database_bytes=_one(connection, "SELECT pg_database_size(current_database())"),
        keys=keys_fingerprint(),
        migrations=[name for (name,) in applied],
        rows=rows,
        dump_bytes=size,
        dump_sha256=digest,
    )


def keys_fingerprint() -> str:
    """16 hexadecimal digits that tell whether two installations search national numbers under the same key."""
    from django.conf import settings

    return hmac.new(settings.JALON_INDEX_KEY.encode(), b"jalon backup", hashlib.sha256).hexdigest()[:16]


def tool(name: str, *, server: int) -> str:
    """The path of pg_dump or pg_restore for a `server` of that version number.

    For a server of one's own, the machine's when it is recent enough: the wheel's can't speak TLS.
    """
    installed = shutil.which(name) if is_production() else None
    if installed and _major(installed) >= server // 10000:
        return installed
    return str(packaged_programs() / name)


def _major(program: str) -> int:
    """The major version a PostgreSQL program says it has: `pg_dump (PostgreSQL) 18.6`."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else 0


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """The address for a command line, where everybody sees it, and the environment that holds its password."""
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = dict(os.environ) if is_production() else clean_environment()
    return make_conninfo(**parts), environment | ({"PGPASSWORD": str(password)} if password else {})


def tool_failed(name: str, words: str) -> Refusal:
    """What a PostgreSQL tool said when it gave up."""
    last = next((line for line in reversed(words.splitlines()) if line.strip()), "nothing")
    advice = "Read its message, mend the cause and start again: nothing was changed."
    if "server version mismatch" in words:
        advice = f"Install the {name} of the server's version (package postgresql-client) and start again."
    elif "SSL" in words:
        advice = f"Install {name} (package postgresql-client): the one that comes with Jalon has no TLS."
    elif "permission denied" in words:
        advice = "Use the login jalon_backup, which may read every table ('jalon roles --print')."
    return Refusal(f"{name} gave up.", f"It says: {last}", advice)
