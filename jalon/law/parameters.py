"""The parameters of the law: dated, sourced values, read once from `parameters/*.yaml`.

A parameter is a run of entries without gap or overlap. Asking for a day outside it raises `NotCovered`.
Where sources differ an entry has *readings*: one is the default, the others can be chosen by name.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.answers import Line, Param
from jalon.law.errors import NotCovered, ParameterError, UnknownReading
from jalon.law.sayings import LANGUAGES, Saying
from jalon.law.sources import Source, Text

FOLDER = Path(__file__).parent / "parameters"


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the ways a rule is published. `name` is what a centre stores when it chooses this one."""

    name: str
    label: Saying
    source: Source

    def line(self, code: str, **params: Param) -> Line:
        """A reason resting on this reading."""
        return Line(code, self.source, params)


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a parameter between two days, and where it comes from."""

    parameter: str
    value: Any
    valid_from: date
    valid_until: date | None
    source: Source
    readings: Mapping[str, Reading]

    def line(self, code: str, **params: Param) -> Line:
        """A reason resting on this entry."""
        return Line(code, self.source, params)

    @property
    def whole(self) -> int:
        """The value as a whole number."""
        return int(self._as(int))

    @property
    def word(self) -> str:
        """The value as a word."""
        return str(self._as(str))

    @property
    def words(self) -> tuple[str, ...]:
        """The value as a list of words."""
        return tuple(str(one) for one in self._as(list))

    @property
    def yes(self) -> bool:
        """The value as a yes or a no."""
        return bool(self._as(bool))

    @property
    def day(self) -> date:
        """The value as a day."""
        value = self._as(date)
        assert isinstance(value, date)
        return value

    def reading(self, name: str | None = None) -> Reading:
        """The reading called `name`, or the default one. Raises `UnknownReading` with the list of those there are."""
        wanted = self.value if name is None else name
        if wanted not in self.readings:
            known = ", ".join(self.readings) or "none"
            raise UnknownReading(
                f"'{wanted}' is not a reading of {self.parameter} on this date. Choose one of: {known}."
            )
        return self.readings[wanted]

    def _as(self, kind: type) -> Any:
        if not isinstance(self.value, kind) or (kind is int and isinstance(self.value, bool)):
            raise ParameterError(f"{self.parameter} holds {self.value!r}, not a {kind.__name__}: ask for it otherwise.")
        return self.value


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value through time. Entries are in order, without gap or overlap."""

    name: str
    title: Saying
    unit: str | None
    file: str
    entries: tuple[Entry, ...]

    def on(self, day: date) -> Entry:
        """The entry in force on `day`; `NotCovered` when there is none."""
        for entry in self.entries:
            if entry.valid_from <= day and (entry.valid_until is None or day <= entry.valid_until):
                return entry
        last, title = self.entries[-1].valid_until, {one: getattr(self.title, one) for one in LANGUAGES}
        told: dict[str, Any] = {"parameter": self.name, "title": title, "day": day, "first": self.entries[0].valid_from}
        raise NotCovered("not_covered", **told, last=last) if last else NotCovered("not_yet", **told)

    def boundaries(self) -> frozenset[date]:
        """Every day on which this parameter begins, changes or has just ended."""
        days = {entry.valid_from for entry in self.entries}
        last = self.entries[-1].valid_until
        return frozenset(days | ({last + timedelta(days=1)} if last else set()))

    def readings(self) -> dict[str, Saying]:
        """Every reading ever valid, by name, with its label: what a centre's settings page offers."""
        return {one.name: one.label for entry in self.entries for one in entry.readings.values()}


@dataclass(frozen=True, slots=True)
class Book:
    """All the parameters and texts of one folder."""

    parameters: Mapping[str, Parameter]
    texts: Mapping[str, Text]

    def parameter(self, name: str) -> Parameter:
        if name not in self.parameters:
            raise ParameterError(f"No parameter is called '{name}'. Add it to a file of jalon/law/parameters/.")
        return self.parameters[name]


@cache
def book() -> Book:
    """The book of this project, read and checked once, with what the installation added to it."""
    from jalon.law.added import go_on
    from jalon.law.loading import load

    shipped, folder = load(FOLDER), added_folder()
    return go_on(shipped, folder) if folder else shipped


def added_folder() -> Path | None:
    """Where an installation writes what became known after this version (see `added`), if it has such a place."""
    named = os.environ.get("JALON_LAW")
    return Path(named) if named else None


@cache
def fingerprint() -> str:
    """What the parameters are, as 64 hex digits: kept with a calculation, it says which ones it used.

    Their values and days; a sentence told better, or in one language more, changes no calculation.
    """
    told = [
        [name, entry.valid_from, entry.valid_until, entry.value, sorted(entry.readings)]
        for name, one in sorted(book().parameters.items())
        for entry in one.entries
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def parameter(name: str) -> Parameter:
    """A parameter of this project's book by its name, e.g. `piis.conclude.months`."""
    return book().parameter(name)


def on(name: str, day: date) -> Entry:
    """The entry of parameter `name` in force on `day`; `NotCovered` when there is none."""
    entry, supposed = book().parameter(name).on(day), _SUPPOSED.get()
    return replace(entry, value=supposed[name]) if name in supposed else entry


_SUPPOSED: ContextVar[Mapping[str, object]] = ContextVar("supposed", default={})  # noqa: B039  never changed in place


@contextmanager
def supposing(values: Mapping[str, object]) -> Iterator[None]:
    """Within, the same rules run as if these parameters had these values: a proposal is the law with other numbers.

    Nothing worked out within is an answer of the law; its lines still cite the text whose number was replaced.
    """
    for name in values:
        parameter(name)
    token = _SUPPOSED.set(values)
    try:
        yield
    finally:
        _SUPPOSED.reset(token)
