"""What became known after a version was made: entries that go on where those of the book end.

A folder of the installation holds files as those of the book, with the entries alone under each name:

    last_checked: 2026-03-02
    income.support.single:
      - {value: {pivots: 29}, valid_from: 2026-03-01, text: act-2002, seen_in: [circular], certainty: found}
    exemption.count_in:
      - {as_before: true, valid_from: 2026-01-01, text: decree-2002, certainty: known-high, doubt: {…}}

and `_texts.yaml` for the texts that the book doesn't list. A base that is not written stays; `as_before` keeps value
and readings. An entry ends on the eve of the next one. Nothing that the book says changes: where a later version knows
more, its own entries stand, and what was added for those days is left aside.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from jalon.law.loading import TEXTS_FILE, check_run, day_of, entry_of, read_file, refuse, texts_in
from jalon.law.parameters import Book, Entry, Parameter
from jalon.law.sources import Text

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Addition:
    """An entry as it is written, in its file."""

    file: Path
    entry: Entry
    as_before: bool


def go_on(shipped: Book, folder: Path) -> Book:
    """The book with what the folder adds. Raises `ParameterError`, with the file, the entry and how to mend it."""
    texts = dict(shipped.texts)
    if (folder / TEXTS_FILE).is_file():
        texts = {one.id: one for one in texts_in(folder / TEXTS_FILE)} | texts
    added = defaultdict[str, list[_Addition]](list)
    for file in sorted(folder.glob("*.yaml")):
        if file.name != TEXTS_FILE:
            for name, addition in _read(file, shipped.parameters, texts):
                added[name].append(addition)
    longer = {name: _longer(shipped.parameters[name], additions) for name, additions in added.items()}
    return Book({**shipped.parameters, **longer}, texts)


def _read(
    file: Path, parameters: Mapping[str, Parameter], texts: Mapping[str, Text]
) -> Iterator[tuple[str, _Addition]]:
    raw = read_file(file)
    checked = day_of(file, "the head of the file", raw.pop("last_checked", None), "last_checked")
    for name, bodies in raw.items():
        if name not in parameters:
            refuse(file, name, "is no parameter of this version", "see the names with 'jalon law show --all'")
        if not isinstance(bodies, list):
            refuse(file, name, "is no list of entries", "begin each with a dash, with value, valid_from and text")
        for body in bodies:
            as_before = isinstance(body, dict) and body.get("as_before") is True
            if as_before:
                body = {key: one for key, one in body.items() if key != "as_before"} | {"value": None}
            yield name, _Addition(file, entry_of(file, name, body, texts, checked), as_before)


def _longer(known: Parameter, additions: list[_Addition]) -> Parameter:
    """The parameter with its additions behind the last day of the book, each on what stood before."""
    additions = sorted(additions, key=lambda one: one.entry.valid_from)
    run, end = list(known.entries), known.entries[-1].valid_until
    for one, following in pairwise([*additions, None]):
        assert one is not None
        begins, ends = one.entry.valid_from, _end(one, following)
        if end is None or (ends is not None and ends <= end):
            continue  # the book knows those days
        run.append(replace(_based(one, run[-1]), valid_from=max(begins, end + _DAY), valid_until=ends))
        check_run(one.file, known.name, run[-2:])
        end = max(end, begins - _DAY)
    return replace(known, entries=tuple(run))


def _end(one: _Addition, following: _Addition | None) -> date | None:
    ends = one.entry.valid_until
    if following is None or (ends is not None and ends < following.entry.valid_from):
        return ends
    return following.entry.valid_from - _DAY


def _based(one: _Addition, before: Entry) -> Entry:
    """With what is not written and stays: the base of an amount, or all of the value and its readings."""
    entry, value = one.entry, one.entry.value
    if one.as_before:
        return replace(entry, value=before.value, readings=before.readings)
    if isinstance(value, dict) and "pivots" in value and "base" not in value and isinstance(before.value, dict):
        return replace(entry, value={"base": before.value["base"], **value})
    return entry
