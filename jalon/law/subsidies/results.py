"""What a number of a form may count: dated definitions, in words and in the facts that the count reads.

A form is data of the administration, and next year's is another one: each number names its measure (see `forms`), and
what no measure counts is typed by the centre.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.loading import SOURCE_KEYS, day_of, keys_of, read_file, refuse, saying_of, source_of
from jalon.law.sayings import Saying
from jalon.law.sources import Source, Text
from jalon.law.subsidies.programme_texts import FOLDER, texts_of

FILE = Path(__file__).with_name("results.yaml")
_HEAD = {"last_checked", "measures"}
_MEASURE = {"title", "unit", "counts", "facts", "entries"}
_ENTRY = SOURCE_KEYS | {"valid_from", "words", "facts"}
Facts = Mapping[str, Any]


class Unit(StrEnum):
    """What one is counted in."""

    PEOPLE = "people"
    TRAJECTORIES = "trajectories"


class Counts(StrEnum):
    """The way it is counted; `facts` say which part of it."""

    ASSESSED = "assessed"  # a bilan and what follows from it
    ACCOMPANIED = "accompanied"  # a trajectory framed by a PIIS
    TOWARDS = "towards"  # among these, by `activities`, `counts`, `except`, `kinds`, `community_service`
    LED = "led"  # concluded with the `result`
    PROGRESS = "progress"  # measured towards the `aim`
    ENTITLED = "entitled"  # a status among the `statuses`
    ON_THE_WAY = "on_the_way"  # among these, a trajectory


FACTS: Mapping[Counts, set[str]] = {
    Counts.ASSESSED: set(),
    Counts.ACCOMPANIED: set(),
    Counts.TOWARDS: {"activities", "counts", "except", "kinds", "community_service"},
    Counts.LED: {"result"},
    Counts.PROGRESS: {"aim"},
    Counts.ENTITLED: {"statuses"},
    Counts.ON_THE_WAY: {"statuses"},
}


@dataclass(frozen=True, slots=True)
class Definition:
    """What a measure counts from a day on. `facts`: which part of `counts` (see `Counts`)."""

    measure: str
    title: Saying
    unit: Unit
    counts: Counts
    valid_from: date
    words: Saying
    facts: Facts
    source: Source


@dataclass(frozen=True, slots=True)
class Book:
    """Every definition of a measure by its day."""

    measures: Mapping[str, Sequence[Definition]]


@cache
def definitions() -> Book:
    """What ships with the project. Raises `ParameterError`."""
    return load(FILE)


def definition(measure: str, on: date) -> Definition | None:
    """The definition that holds on a day; None before the first one."""
    held = [one for one in definitions().measures[measure] if one.valid_from <= on]
    return held[-1] if held else None


def load(file: Path) -> Book:
    """The definitions of a file. Raises `ParameterError` naming the entry and how to mend it."""
    raw = keys_of(file, "the head of the file", read_file(file), _HEAD)
    checked = day_of(file, "the head of the file", raw.get("last_checked"), "last_checked")
    texts = texts_of(FOLDER)
    measures = {code: tuple(_measure(file, code, body, texts, checked)) for code, body in raw["measures"].items()}
    return Book(measures)


def _measure(file: Path, code: str, raw: object, texts: Mapping[str, Text], checked: date) -> Iterator[Definition]:
    keys = keys_of(file, code, raw, _MEASURE)
    title = saying_of(file, code, keys.get("title"), "title")
    if keys.get("unit") not in set(Unit) or keys.get("counts") not in set(Counts):
        refuse(file, code, "`unit` or `counts` is none we know", f"{', '.join(Unit)}; {', '.join(Counts)}")
    unit, counts, before = Unit(keys["unit"]), Counts(keys["counts"]), date.min
    for entry in keys.get("entries") or ():
        begins = day_of(file, code, keys_of(file, code, entry, _ENTRY).get("valid_from"), "valid_from")
        where = f"{code} from {begins}"
        if begins <= before:
            refuse(file, where, "comes after a later one", "put the entries in the order of their days")
        before, facts = begins, entry.get("facts", keys.get("facts", {}))
        if set(facts) - FACTS[counts]:
            refuse(file, where, f"`{counts}` has no such facts", f"use only {', '.join(sorted(FACTS[counts]))}")
        words, source = (
            saying_of(file, where, entry.get("words"), "words"),
            source_of(file, where, entry, texts, checked),
        )
        yield Definition(code, title, unit, counts, begins, words, facts, source)
