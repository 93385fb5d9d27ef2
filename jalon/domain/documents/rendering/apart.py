"""A file from outside is read in a process of its own: kilobytes of hostile PDF can ask for hours, or crash it.

The process has little memory and time, writes no file, and knows neither database nor secret. What it finds, or the
name of what it refuses, comes back as one line of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
from typing import Any
from uuid import UUID

from . import errors, qr
from .received import Received, look
from .scan import Scan, read_scan, type_of

SECONDS = 30
MEMORY = 2 * 1024**3  # bytes of address space
_REFUSALS = {one.__name__: one for one in (errors.ScanError, *errors.ScanError.__subclasses__())}
_one_at_a_time = threading.Lock()


def read_scan_apart(data: bytes, *, seconds: int = SECONDS) -> Scan:
    """As `scan.read_scan`; what takes longer than `seconds` is `ScanTooLarge`, what crashes is `ScanUnreadable`."""
    told = _asked("scan", data, seconds)
    mark = qr.Mark(UUID(told["version"]), told["hash"])
    return Scan(mark, type_of(data), int(told["pages"]), tuple(map(int, told["pages_with_code"])))


def look_apart(data: bytes, *, seconds: int = SECONDS) -> Received:
    """As `received.look`, with the same limits."""
    told = _asked("look", data, seconds)
    return Received(told["media_type"], int(told["pages"]))


def _asked(task: str, data: bytes, seconds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", __name__, task, str(seconds)]
    with _one_at_a_time:
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False, env=_bare())
        except subprocess.TimeoutExpired as error:
            raise errors.ScanTooLarge("too slow") from error
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise errors.ScanUnreadable(f"ended with {done.returncode}") from error
    if "refused" in told:
        raise _REFUSALS[told["refused"]](**told["values"])
    return told


def _bare() -> dict[str, str]:
    """Where the code is, and nothing else of our environment."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath, "LANG": "C.UTF-8"}


def _told(task: str, data: bytes) -> dict[str, object]:
    try:
        return _TASKS[task](data)
    except errors.ScanError as refusal:
        return {"refused": type(refusal).__name__, "values": refusal.values}
    except MemoryError:
        return {"refused": errors.ScanTooLarge.__name__, "values": {}}


def _scanned(data: bytes) -> dict[str, object]:
    scan = read_scan(data)
    return {
        "version": str(scan.mark.version_id),
        "hash": scan.mark.hash_prefix,
        "pages": scan.pages,
        "pages_with_code": scan.pages_with_code,
    }


def _looked(data: bytes) -> dict[str, object]:
    seen = look(data)
    return {"media_type": seen.media_type, "pages": seen.pages}


_TASKS = {"scan": _scanned, "look": _looked}


def main(task: str, seconds: int) -> None:
    """Read a file on standard input, inside limits this process cannot raise again."""
    for limit, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(limit, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(_told(task, sys.stdin.buffer.read())))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
