"""A file from outside is read in a process of its own: kilobytes of hostile PDF can ask for hours, or crash it.

`keeper` is the process that is asked, one a worker of the web server; it starts with the first file.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
from typing import Any
from uuid import UUID

from . import errors, qr
from .received import Received
from .scan import Scan, type_of

SECONDS = 30
GRACE = 10  # seconds for the keeper to start, and to say that a file took too long
_REFUSALS = {one.__name__: one for one in (errors.ScanError, *errors.ScanError.__subclasses__())}


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
    found, status = _keeper.ask(f"{task} {seconds} {len(data)}\n".encode() + data, seconds + GRACE)
    try:
        told: dict[str, Any] = json.loads(found)
    except ValueError as error:
        raise errors.ScanUnreadable(f"ended with {status}") from error
    if "refused" in told:
        raise _REFUSALS[told["refused"]](**told["values"])
    return told


class _Keeper:
    """The process of this one; another is started when it is gone, or when this one is itself a fork."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._of = 0

    def ask(self, question: bytes, seconds: int) -> tuple[bytes, int]:
        """What was found, and how the child ended. Raises `ScanTooLarge` when it was stopped."""
        with self._one_at_a_time:
            try:
                found, status = self._answered(question, seconds)
            except (OSError, ValueError):  # it went while nobody asked, or in the middle
                self._end()
                found, status = self._answered(question, seconds)
        if status == -9:
            raise errors.ScanTooLarge("too slow")
        return found, status

    def _answered(self, question: bytes, seconds: int) -> tuple[bytes, int]:
        process = self._running()
        assert process.stdin and process.stdout, "both were asked for"
        process.stdin.write(question)
        process.stdin.flush()
        if not select.select([process.stdout], [], [], seconds)[0]:
            self._end()
            return b"", -9
        length, status = map(int, process.stdout.readline().split())
        return process.stdout.read(length), status

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._of != os.getpid() or self._process.poll() is not None:
            self._end()
            command = [sys.executable, "-m", f"{__package__}.keeper"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            self._process, self._of = subprocess.Popen(command, env=_bare(), **pipes), os.getpid()
            atexit.unregister(self._end)
            atexit.register(self._end)
        return self._process

    def _end(self) -> None:
        if self._process is not None and self._of == os.getpid():
            self._process.kill()
            self._process.communicate()
        self._process = None


_keeper = _Keeper()


def _bare() -> dict[str, str]:
    """Where the code is, and nothing else of our environment."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath, "LANG": "C.UTF-8"}
