"""What each number of a form counts: dated definitions, in words and in the facts that the count reads.

A form is data of the administration, and next year's is another one: a number is known by its form and code, or else by
asking the same, under the same code, as a form that is known. What no definition counts is typed by the centre.
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
from jalon.law.subsidies.programme_file import FOLDER, shipped_forms, texts_of

FILE = Path(__file__).with_name("results.yaml")
_HEAD = {"last_checked", "forms", "measures"}
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
    """Every definition of a measure by its day, and the measure of each number of a form."""

    measures: Mapping[str, Sequence[Definition]]
    forms: Mapping[str, Mapping[str, str]]


@cache
def definitions() -> Book:
    """What ships with the project. Raises `ParameterError`."""
    return load(FILE)


def measure_of(form: Mapping[str, Any], field: Mapping[str, Any]) -> str | None:
    """The measure of one number of a form (both as `programme.content_of` gives them); None: nothing counts it."""
    known = definitions().forms
    if form["code"] in known:
        return known[form["code"]].get(field["code"])
    for code, measures in known.items():
        if field["code"] in measures and _asks(code, field["code"]) == field["title"]["fr"]:
            return measures[field["code"]]
    return None


def _asks(form: str, field: str) -> str:
    return next(one.title.fr for one in shipped_forms()[form].fields if one.code == field)


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
    forms = shipped_forms()
    for form, fields in raw["forms"].items():
        asked = {one.code for one in forms[form].fields if one.kind == "count"} if form in forms else set()
        for field, measure in fields.items():
            if field not in asked:
                refuse(file, f"{form} {field}", "is no number of that form", f"choose among {', '.join(sorted(asked))}")
            if measure not in measures:
                refuse(file, f"{form} {field}", f"measure '{measure}' is none", f"one of {', '.join(sorted(measures))}")
    return Book(measures, raw["forms"])


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
