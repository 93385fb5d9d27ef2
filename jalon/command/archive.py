"""A backup's file: a zip holding PostgreSQL's own dump and, beside it, what the dump must contain.

`database.dump` is pg_dump's custom format, already compressed; `manifest.json` says when, from what, how many rows of
each table, and the dump's SHA-256. Both in one file, so that neither travels without the other.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from jalon.command.console import Refusal

DUMP, MANIFEST = "database.dump", "manifest.json"
FORMAT = 1
CHUNK = 2**20


@dataclass(frozen=True)
class Manifest:
    """What a backup holds."""

    made_at: str  # ISO 8601, UTC
    jalon: str
    server: int  # PostgreSQL's server_version_num
    database_bytes: int
    keys: str  # fingerprint of the keys its national numbers are encrypted under
    migrations: list[str]  # "app.name", applied
    rows: dict[str, int]  # by table
    dump_bytes: int = 0
    dump_sha256: str = ""
    format: int = FORMAT


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream, a megabyte at a time."""
    while piece := stream.read(CHUNK):
        yield piece


def read_manifest(file: Path) -> Manifest:
    """What the backup in `file` says of itself. Raises `Refusal` when it is not one."""
    try:
        with zipfile.ZipFile(file) as archive:
            raw = json.loads(archive.read(MANIFEST))
            if raw.get("format") != FORMAT:
                raise _unreadable(file, f"It is of format {raw.get('format')}, this Jalon reads format {FORMAT}.")
            return Manifest(**raw)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise _unreadable(file, "It is not a backup of Jalon, or was cut off while it was copied.") from error


def verify(file: Path, manifest: Manifest) -> Iterator[int]:
    """Read the dump once and yield how far, in bytes; raises `Refusal` when it is not the one that was written."""
    digest, done = hashlib.sha256(), 0
    try:
        with zipfile.ZipFile(file) as archive, archive.open(DUMP) as dump:
            for piece in chunks(dump):
                digest.update(piece)
                done += len(piece)
                yield done
    except (zipfile.BadZipFile, KeyError) as error:
        raise _unreadable(file, "Its bytes are damaged.") from error
    if digest.hexdigest() != manifest.dump_sha256:
        raise _unreadable(file, "Its bytes are not those that were written.")


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Close a backup with what it holds."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1, ensure_ascii=False, sort_keys=True))


def _unreadable(file: Path, why: str) -> Refusal:
    return Refusal(f"{file} can't be restored.", why, "Take another copy of the backup, or an earlier one.")
