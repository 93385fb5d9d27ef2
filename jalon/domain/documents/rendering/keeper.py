"""The process that reads files from outside: it reads none itself, each has a child of its own that lives for one file.

What reading needs is loaded once, so that a file costs a fork and not a start of Python. A child has little memory and
time, writes no file, holds no pipe to whoever asked, and knows neither database nor secret.

    on standard input    « task seconds length\\n », then the bytes of the file
    on standard output   « length status\\n », then one line of JSON; `status` is how the child ended, -9 when it was
                         stopped for being too long
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from typing import BinaryIO

# The formats Pillow would load as it opens its first picture: in each child anew, ten times the reading itself.
from PIL import Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401

from . import errors
from .received import look
from .scan import read_scan

MEMORY = 2 * 1024**3  # bytes of address space
IDLE = 300  # seconds without a file, after which it goes


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


_TASKS: dict[str, Callable[[bytes], dict[str, object]]] = {"scan": _scanned, "look": _looked}


def _told(task: str, data: bytes) -> dict[str, object]:
    try:
        return _TASKS[task](data)
    except errors.ScanError as refusal:
        return {"refused": type(refusal).__name__, "values": refusal.values}
    except MemoryError:
        return {"refused": errors.ScanTooLarge.__name__, "values": {}}


def _limited(seconds: int) -> None:
    """Inside limits this process cannot raise again."""
    for limit, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(limit, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _in_a_child(task: str, data: bytes, seconds: int) -> tuple[bytes, int]:
    """What a child of its own finds, and how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            # It must not speak for the file of somebody else: the pipes to whoever asks are not its own.
            for one in (sys.stdin.fileno(), sys.stdout.fileno(), reading):
                os.close(one)
            _limited(seconds)
            os.write(writing, json.dumps(_told(task, data)).encode())
        finally:
            os._exit(0)  # whatever happened: nothing of the keeper goes on in a child
    os.close(writing)
    found = _until(reading, time.monotonic() + seconds)
    if found is None:
        os.kill(child, signal.SIGKILL)
    os.close(reading)
    return found or b"", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _until(pipe: int, end: float) -> bytes | None:
    """All that is written there; None when it takes longer."""
    found = b""
    while select.select([pipe], [], [], max(0, end - time.monotonic()))[0]:
        part = os.read(pipe, 65_536)
        if not part:
            return found
        found += part
    return None


def main(asked: BinaryIO, answered: BinaryIO) -> None:
    """Until whoever asks is gone, or asks nothing for a while."""
    Image.preinit()  # otherwise done by each child, for its own picture
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for whoever asks, who then goes
    while select.select([asked], [], [], IDLE)[0]:
        head = asked.readline().split()
        if not head:
            return
        task, seconds, length = head[0].decode(), int(head[1]), int(head[2])
        found, status = _in_a_child(task, asked.read(length), seconds)
        answered.write(f"{len(found)} {status}\n".encode() + found)
        answered.flush()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main(sys.stdin.buffer, sys.stdout.buffer)
