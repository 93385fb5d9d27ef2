"""What schemes change for the whole country, while a hand moves: asked of a process that stays (`simulation.standing`).

A page never waits for it: `country` answers within a moment or says that it is still getting ready. One question at a
time; the answer to one that was left is kept for whoever asks it again.
"""

import atexit
import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jalon import simulation
from jalon.domain.core import reader
from jalon.domain.lab.asking import bare
from jalon.law.income import Scheme, write_scheme
from jalon.simulation import texts
from jalon.simulation.model import model

MOMENT = 0.4  # seconds a page waits
TODAY = "today"
KEPT = 16  # answers: two who ask by turns would otherwise each take the other's


@dataclass(frozen=True, slots=True)
class Change:
    """Of one scheme against today's rule: cents of a year, people of a mean month."""

    cost: int
    winners: int
    losers: int


@dataclass(frozen=True, slots=True)
class Country:
    """`changes` by scheme, in the order asked; or `refusal`, in the reader's language; or neither yet (`is_ready`)."""

    changes: tuple[Change, ...] = ()
    refusal: str = ""
    is_ready: bool = True


class Standing:
    """The process, and the question it has not answered yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = ""
        self._told: dict[str, dict[str, Any]] = {}

    def ask(self, question: str, *, wait: float = MOMENT, starts: bool = True) -> dict[str, Any] | None:
        """The answer; None when there is none within `wait` seconds, or when the process may not be started for it."""
        if question in self._told:
            return self._told[question]
        if not self._lock.acquire(timeout=wait):
            return None
        try:
            if not (self._is_there() or starts):
                return None
            return self._answer(question, wait)
        except (OSError, ValueError):  # it ended in between: the next question starts another
            self._end()
            return None
        finally:
            self._lock.release()

    def stop(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _answer(self, question: str, wait: float) -> dict[str, Any] | None:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        for _again in range(2):  # at most one left unanswered before this one
            if not self._asked:
                process.stdin.write(question.encode() + b"\n")
                process.stdin.flush()
                self._asked = question
            if not select.select([process.stdout], [], [], wait)[0]:
                return None
            told: dict[str, Any] = json.loads(process.stdout.readline())
            asked, self._asked = self._asked, ""
            self._told = dict([*self._told.items(), (asked, told)][-KEPT:])
            if asked == question:
                return told
        return None

    def _is_there(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _running(self) -> subprocess.Popen[bytes]:
        if not self._is_there():
            self._end()
            command = [sys.executable, "-m", "jalon.simulation.standing"]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=bare()
            )
        assert self._process is not None
        return self._process

    def _end(self) -> None:
        process, self._process, self._asked = self._process, None, ""
        if process is not None:
            process.kill()
            process.communicate()


_HERE = {"one": Standing()}  # each web process its own
os.register_at_fork(after_in_child=lambda: _HERE.update(one=Standing()))


@atexit.register
def stop() -> None:
    """End the process of this one, where it runs."""
    _HERE["one"].stop()


def country(schemes: Sequence[Scheme], month: date, *, starts: bool = True) -> Country | None:
    """What they change; None where the arithmetic is not installed. Without `starts`, only if the process is there."""
    if simulation.missing():
        return None
    named = {str(place): write_scheme(one) for place, one in enumerate(schemes)}
    told = _HERE["one"].ask(json.dumps({"month": month.isoformat(), "schemes": named}), starts=starts)
    if told is None:
        return Country(is_ready=False)
    if "refused" in told:
        return Country(refusal=texts.refused(*told["refused"]).say(reader.law_language()))
    return Country(tuple(_change(told, code) for code in named))


def _change(told: dict[str, Any], code: str) -> Change:
    one, today, rows = told["schemes"][code], told["schemes"][TODAY], told["rows"]

    def of_all(many: int) -> int:
        return round(many * model().total / rows)

    cost = 12 * (one["support_cents"] - today["support_cents"])
    return Change(of_all(cost), of_all(one["winners"]), of_all(one["losers"]))
