"""What schemes change for the whole country while a hand moves: asked of the process that stays.

A page never waits for it (`simulation.standing`): `country` answers within a moment, or says how far it is. There is
one for the whole server, in the installation's folder; whichever web process needs it first starts it.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from jalon import simulation
from jalon.domain.core import reader
from jalon.domain.lab.asking import bare
from jalon.law.income import Scheme, write_scheme
from jalon.simulation import texts
from jalon.simulation.model import model
from jalon.simulation.standing import STEPS, socket_in

MOMENT = 0.4  # seconds a page waits
GRACE = 1.0  # more for the process to say that it is not ready: it may be busy loading
TODAY = "today"
# Memory that was used once goes back to the machine.
_LEAN = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_TRIM_THRESHOLD_": "262144"}


@dataclass(frozen=True, slots=True)
class Change:
    """Of one scheme against today's rule: cents of a year, people of a mean month."""

    cost: int
    winners: int
    losers: int


@dataclass(frozen=True, slots=True)
class Country:
    """`changes` by scheme, in the order asked; or `refusal`, in the reader's language; or how far it is.

    `step` counts from 0 to `STEPS`; None when there is nothing to wait for: no process can be had.
    """

    changes: tuple[Change, ...] = ()
    refusal: str = ""
    step: int | None = None

    @property
    def is_coming(self) -> bool:
        """Whether asking again will bring the answer."""
        return self.step is not None


def country(schemes: Sequence[Scheme], month: date, *, starts: bool = True) -> Country | None:
    """What they change; None where the arithmetic is not installed. Without `starts`, only if the process is there."""
    if simulation.missing():
        return None
    named = {str(place): write_scheme(one) for place, one in enumerate(schemes)}
    told = ask({"month": month.isoformat(), "schemes": named}, folder=settings.VAR, starts=starts)
    if "step" in told:
        return Country(step=STEPS.index(told["step"]))
    if "refused" in told:
        return Country(refusal=texts.refused(*told["refused"]).say(reader.law_language()))
    return Country(tuple(_change(told, code) for code in named)) if "schemes" in told else Country()


def ask(question: dict[str, Any], *, folder: Path, starts: bool = True, wait: float = MOMENT) -> dict[str, Any]:
    """What the process of that folder says of the question within `wait` seconds; it is started if it may be."""
    asked = question | {"wait": wait, "asker": os.getpid()}
    for is_started in (False, True):
        try:
            return _told(asked, folder, wait + GRACE)
        except (FileNotFoundError, ConnectionRefusedError):
            if not starts or is_started:
                break
            if not _start(folder):
                return {"failed": "start"}
        except (OSError, ValueError):  # too busy to say so, or it ended in between: it is asked again
            break
    return {"step": STEPS[0]}


def _told(asked: dict[str, Any], folder: Path, patience: float) -> dict[str, Any]:
    with socket.socket(socket.AF_UNIX) as talk, socket_in(folder) as address:
        talk.settimeout(patience)
        talk.connect(address)
        with talk.makefile("rwb") as lines:
            lines.write(json.dumps(asked).encode() + b"\n")
            lines.flush()
            told: dict[str, Any] = json.loads(lines.readline())
            return told


def _start(folder: Path) -> bool:
    """Whether it listens, or another begins to."""
    command = [sys.executable, "-m", "jalon.simulation.standing", str(folder)]
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(command, env=bare() | _LEAN, timeout=20, check=True, start_new_session=True, **silent)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _change(told: dict[str, Any], code: str) -> Change:
    one, today, rows = told["schemes"][code], told["schemes"][TODAY], told["rows"]

    def of_all(many: int) -> int:
        return round(many * model().total / rows)

    cost = 12 * (one["support_cents"] - today["support_cents"])
    return Change(of_all(cost), of_all(one["winners"]), of_all(one["losers"]))
