"""One process for the whole server, in which the country stays ready: what pages ask of it while a hand moves a slider.

It listens on a socket in a folder of the installation. One line of JSON in, `{"month": …, "schemes": …, "wait":
SECONDS, "asker": PID}`, one out: what `country.answer` says; `{"step": WORD}` when that is not there within `wait`;
`{"failed": KIND}`. What was not waited for is worked out all the same, and is there when it is asked again.

A lock keeps a second one from starting. It ends when none of the processes that asked is there any more, or when
nothing was asked for long. The socket is named after the law it answers by: an older one is never asked by newer pages.
"""

import fcntl
import hashlib
import json
import os
import resource
import socketserver
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jalon import __version__
from jalon.law import parameters

IDLE = 180  # seconds
MEMORY = 6 * 2**30  # of addresses, of which threads and the compiler take most without using them
SECONDS = 900  # of all processors together
LONGEST = 1_000_000  # bytes of a question
KEPT = 16  # answers being worked out or not fetched yet
LOOKED_AT = 1.0  # seconds between two looks at who is still there
STEPS = ("starting", "loading", "dealing", "ordering", "counting")
Answer = Callable[[dict[str, Any], Callable[[str], None]], dict[str, Any]]


@contextmanager
def socket_in(folder: Path) -> Iterator[str]:
    """The address of the socket, short enough for a socket however deep the folder lies."""
    mark = hashlib.sha256(f"{__version__} {parameters.fingerprint()}".encode()).hexdigest()[:12]
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        address = folder / f"country-{mark}.sock"
        yield str(address) if len(os.fsencode(address)) < 100 else f"/proc/self/fd/{opened}/{address.name}"
    finally:
        os.close(opened)


def _of_country(asked: dict[str, Any], advance: Callable[[str], None]) -> dict[str, Any]:
    advance("loading")
    from jalon.simulation import country  # a second and more, which whoever asked first must not wait in silence

    return country.answer(asked, advance=advance)


class Standing(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Answers one question at a time, in a thread apart from those that talk."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    timeout = LOOKED_AT

    def __init__(self, address: str, answer: Answer = _of_country, idle: float = IDLE) -> None:
        super().__init__(address, _Question)
        self._answer, self._idle = answer, idle
        self._step, self._lock, self._thread = STEPS[0], threading.Lock(), ThreadPoolExecutor(1)
        self._told: dict[str, Future[dict[str, Any]]] = {}
        self._askers: set[int] = set()
        self._asked_at = time.monotonic()

    def stay(self) -> None:
        """Answer as long as somebody may ask."""
        while time.monotonic() - self._asked_at < self._idle and self._is_wanted():
            self.handle_request()

    def told(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer, or how far it is."""
        wait, asker = float(asked.pop("wait")), int(asked.pop("asker"))
        question = json.dumps(asked, sort_keys=True)
        with self._lock:
            self._asked_at = time.monotonic()
            self._askers.add(asker)
            if question not in self._told:
                self._told[question] = self._thread.submit(self._answer, asked, self._advance)
                self._told = dict([*self._told.items()][-KEPT:])
            coming = self._told[question]
        try:
            return coming.result(wait)
        except TimeoutError:
            return {"step": self._step}
        except Exception as error:
            self._told.pop(question, None)
            return {"failed": type(error).__name__}

    def _advance(self, step: str) -> None:
        self._step = step

    def _is_wanted(self) -> bool:
        return not self._askers or any(map(_is_there, tuple(self._askers)))


class _Question(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self) -> None:
        with suppress(OSError, ValueError, KeyError):  # whoever asked left, or is not one of our pages
            asked = json.loads(self.rfile.readline(LONGEST))
            assert isinstance(self.server, Standing)
            self.wfile.write(json.dumps(self.server.told(asked)).encode() + b"\n")


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def alone_in(folder: Path) -> Iterator[bool]:
    """Whether no other stays in that folder; none begins as long as this lasts."""
    with (folder / "country.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def stay_in(folder: Path) -> None:
    """Leave a process behind that stays in that folder, and listens when this one ends; none where one is there."""
    os.umask(0o077)
    with alone_in(folder) as alone:
        if not alone:
            return
        for old in folder.glob("country-*.sock"):
            old.unlink(missing_ok=True)
        with socket_in(folder) as address:
            standing = Standing(address)
            if os.fork():
                os._exit(0)
            try:
                standing.stay()
            finally:
                Path(address).unlink(missing_ok=True)
                os._exit(0)  # whatever is still being worked out, nobody waits for it


def main() -> None:
    """Stay in the folder that is named."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    stay_in(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
