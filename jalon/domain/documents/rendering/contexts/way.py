"""The way somebody went along a trajectory of social activation, for them to take home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .common import Document, Person, Worker


@dataclass(frozen=True, kw_only=True)
class WayStep:
    """Something the person undertook. `done`: to its end."""

    on: date
    text: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class WayAxis:
    """One axis in the words of its instrument, at the start and now."""

    name: str
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class WaySide:
    """What one side's ratings say. `by_person`: the person's own."""

    by_person: bool
    better: tuple[WayAxis, ...] = ()
    same: tuple[WayAxis, ...] = ()
    harder: tuple[WayAxis, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Way(Document):
    """The person's own page. Without a side, it was not measured twice yet: nothing is said of the way."""

    template: ClassVar[str] = "way"

    person: Person
    worker: Worker
    first: date
    last: date
    aims: str = ""
    steps: tuple[WayStep, ...] = ()
    sides: tuple[WaySide, ...] = ()
