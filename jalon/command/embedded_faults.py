"""What can go wrong with the embedded PostgreSQL, each as a sentence that says what to do.

No Django here.
"""

import re
from dataclasses import dataclass
from pathlib import Path


class EmbeddedError(Exception):
    """The embedded database can't be used: what happened, why, and what to do about it."""

    def __init__(self, what: str, why: str, what_to_do: str) -> None:
        self.what, self.why, self.what_to_do = what, why, what_to_do
        super().__init__(f"{what} {why} {what_to_do}")


@dataclass(frozen=True)
class _Fault:
    pattern: re.Pattern[str]
    why: str
    what_to_do: str


def _fault(pattern: str, why: str, what_to_do: str) -> _Fault:
    return _Fault(re.compile(pattern, re.IGNORECASE), why, what_to_do)


# PostgreSQL's own words (kept in English by lc_messages=C) and ours beside them. The first that matches wins.
_FAULTS = (
    _fault(
        r"no space left on device|could not extend file",
        "The disk that holds it is full.",
        "Make room on that disk (a gigabyte is enough to go on), then start again: nothing confirmed is lost.",
    ),
    _fault(
        r"files are incompatible with server|initialized by PostgreSQL version",
        "Its data were written by another version of PostgreSQL.",
        "Make a backup with the version of Jalon that wrote them, move the folder away, start again and restore.",
    ),
    _fault(
        r"could not (?:bind|create).*(?:TCP|IPv4|IPv6)|address already in use",
        "A network port asked for in local.conf is taken by another program.",
        "Choose another port in local.conf, or remove listen_addresses: Jalon itself needs only the socket file.",
    ),
    _fault(
        r"pre-existing shared memory block|lock file .* already exists|is another postmaster",
        "Another PostgreSQL is still working on the same folder.",
        "Wait for it to end (a few seconds after a crash) or stop it with 'jalon database stop', then start again.",
    ),
    _fault(
        r"unrecognized configuration parameter|invalid value for parameter|configuration file .* contains errors",
        "A line of its configuration is not understood.",
        "Correct local.conf in its data folder (or remove that file), then start again.",
    ),
    _fault(
        r"could not (?:resize|open|map) shared memory|could not map anonymous shared memory",
        "The machine has no shared memory left for it.",
        "Free some memory, or raise the container's shared memory (/dev/shm), then start again.",
    ),
    _fault(
        r"invalid checksum|invalid page|PANIC|could not locate a valid checkpoint",
        "Its files are damaged.",
        "Don't delete anything: copy the folder aside, check the disk, and restore the last backup "
        "with 'jalon restore FILE'.",
    ),
    _fault(
        r"permission denied|could not access|Operation not permitted|Read-only file system",
        "A file or folder can't be read or written by the account that runs it.",
        "Give that account the folder (chown), or set JALON_VAR to a folder it may write.",
    ),
)


def explain(text: str, *, data: Path, action: str = "start") -> EmbeddedError:
    """The sentence for what PostgreSQL wrote while it failed to `action`; falls back on its last words."""
    what = f"The embedded PostgreSQL in {data} did not {action}."
    for fault in _FAULTS:
        if fault.pattern.search(text):
            return EmbeddedError(what, fault.why, fault.what_to_do)
    last = next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it left no message")
    return EmbeddedError(what, f"Its last words: {last}.", f"Read the log in {data / 'log'} for the whole story.")


def not_writable(folder: Path, error: OSError) -> EmbeddedError:
    """The working folder can't be made or written."""
    return EmbeddedError(
        f"The folder {folder} can't be used for the database.",
        f"{error.strerror or error}.",
        "Give yourself that folder (chown), or set JALON_VAR to a folder you may write.",
    )


def disk_full(folder: Path, *, free: int, needed: int) -> EmbeddedError:
    """Fewer than `needed` bytes are free where the database lives."""
    return EmbeddedError(
        f"The disk that holds {folder} is full.",
        f"{free // 2**20} MB are free and the database needs {needed // 2**20} MB to start safely.",
        "Make room on that disk, or set JALON_VAR to a folder on another one, then start again.",
    )


def other_version(data: Path, *, found: str, ours: str) -> EmbeddedError:
    """The data directory was made by another major version."""
    return EmbeddedError(
        f"The database in {data} was made by PostgreSQL {found}; this Jalon runs PostgreSQL {ours}.",
        "A major version of PostgreSQL does not read the files of another.",
        "Run 'jalon backup FILE' with the version of Jalon that made it, move the folder away, "
        "then run 'jalon restore FILE' with this one.",
    )
