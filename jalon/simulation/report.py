"""What a page tells of a reform over a population: totals, each way of parting it, and who loses most.

Plain values only (cents, counts, words), so that the same report is shown, kept, exported and compared to the cent.
Groups of few rows are put together before anything is told: nothing in a report stands on fewer than `LEAST_ROWS`.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from jalon.law.income import Category, Scheme
from jalon.simulation.columns import CODES, Whole
from jalon.simulation.counting import Advance, Counts
from jalon.simulation.files import Question, count_files, fingerprint
from jalon.simulation.prepared import Counted
from jalon.simulation.profiles import losing
from jalon.simulation.tables import DECILE, open_table
from jalon.simulation.weighing import margins, rows_of, stands_for

IF_THERE = ("work", DECILE, "sex", "age", "region")
TOGETHER = "…"  # the groups of few rows
LEAST_ROWS = 10
Told = dict[str, Any]
_SAME = {  # a category or a kind of work is told by its word, whatever the file says
    "category": {str(int(one)): one.name.lower() for one in Category},
    "work": {"0": "none"} | {str(code): str(work) for work, code in CODES.items()},
}


def report(
    file: Path, schemes: Sequence[Scheme], *, divisor: str | None = None, advance: Advance = lambda done, whole: None
) -> Told:
    """A file of person-months under each scheme, the first of them today's rule."""
    there = open_table(file, by=()).names
    by = ["category", *(name for name in IF_THERE if ("work" if name == DECILE else name) in there)]
    counts = _in_words(count_files([file], Question(schemes, by, divisor=divisor), advance=advance), by)
    return told(counts, [one.id for one in schemes], by) | {"fingerprint": fingerprint([file])}


def told(counts: Counts, schemes: Sequence[str], by: Sequence[str]) -> Told:
    """The report of counts that were crossed by all of `by`."""
    today, *others = schemes
    cells = _Cells(counts)
    months = len(counts.dates)
    return {
        "rows": cells.rows(today, [()]) if counts.groups else 0,
        "months": [f"{one:%Y-%m}" for one in sorted(counts.dates)],
        "sample": bool(counts.sums),
        "by": list(by),
        "all": {scheme: cells.line(scheme, [()], months) for scheme in schemes} if counts.groups else {},
        "groups": {name: _parted(cells, schemes, axis, months) for axis, name in enumerate(by)},
        "losers": {scheme: [_profile(one, months) for one in losing(counts, by, scheme)] for scheme in others},
        "deciles": {scheme: counts.changes[scheme].deciles() for scheme in others if scheme in counts.changes},
    }


class _Cells:
    """Sums over cells: of a sample with their margins, else plain."""

    def __init__(self, counts: Counts) -> None:
        self._sums, self._plain = counts.sums, counts.plain
        self.keys = [group for scheme, group in counts.groups if group]

    def rows(self, scheme: str, groups: Iterable[tuple[str, ...]]) -> int:
        """How many rows are behind them."""
        if self._sums:
            return sum(rows_of(self._sums[scheme, one]) for one in groups)
        return sum(self._plain[scheme, one].months for one in groups)

    def line(self, scheme: str, groups: Sequence[tuple[str, ...]], months: int) -> Told:
        """What a scheme costs and changes in those cells: cents of a year, people of a mean month."""
        margin: Mapping[str, int] = {}
        if self._sums:
            sums: Whole = np.sum([self._sums[scheme, one] for one in groups], axis=0)
            one, margin = stands_for(sums), margins(sums, self._sums[scheme, ()])
        else:
            parts = [self._plain[scheme, group] for group in groups]
            one = Counted(*(sum(getattr(part, name) for part in parts) for name in Counted.__slots__))
        found = {name: _of_year(getattr(one, name), name, months) for name in Counted.__slots__}
        return found | {f"{name}_margin": _of_year(margin[name], name, months) for name in margin if margin[name]}


def _of_year(value: int, name: str, months: int) -> int:
    """Cents of a year; people of a mean month."""
    top, bottom = (12 * value, months) if name.endswith("_cents") else (value, months)
    sign = -1 if top < 0 else 1
    return sign * ((2 * abs(top) + bottom) // (2 * bottom)) if bottom else 0


def _parted(cells: _Cells, schemes: Sequence[str], axis: int, months: int) -> list[Told]:
    """A line for each value of a column, by how many rows it has; those of few rows in one."""
    today, by_value = schemes[0], dict[str, list[tuple[str, ...]]]()
    for group in dict.fromkeys(cells.keys):
        by_value.setdefault(group[axis], []).append(group)
    rows = {value: cells.rows(today, groups) for value, groups in by_value.items()}
    for value in _few(rows):
        by_value.setdefault(TOGETHER, []).extend(by_value.pop(value))
    return [
        {"value": value, "schemes": {one: cells.line(one, groups, months) for one in schemes}}
        for value, groups in sorted(by_value.items(), key=lambda one: _place(one[0]))
    ]


def _few(rows: Mapping[str, int]) -> list[str]:
    """The values to put together: each of few rows, and the next smallest until they are enough together."""
    order = sorted(rows, key=lambda one: rows[one])
    few = [one for one in order if rows[one] < LEAST_ROWS]
    while few and len(few) < len(order) and (len(few) < 2 or sum(rows[one] for one in few) < LEAST_ROWS):
        few.append(order[len(few)])
    return few


_ORDER = {word: place for words in _SAME.values() for place, word in enumerate(words.values())}


def _place(value: str) -> tuple[int, int, str]:
    """Numbers by size, categories and work in the law's order, other words by the alphabet, « … » last."""
    return (value == TOGETHER, int(value) if value.isdigit() else _ORDER.get(value, 0), value)


def _profile(one: Any, months: int) -> Told:
    return {
        "traits": [[name, value] for name, value in one.traits.items()],
        "months": _of_year(one.months, "months", months),
        "losers": _of_year(one.losers, "losers", months),
        "change_cents": _of_year(one.change_cents, "change_cents", months),
        "each_cents": one.each_cents,
    }


def _in_words(counts: Counts, by: Sequence[str]) -> Counts:
    """The same counts, categories and work by their words."""

    def word(group: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_SAME.get(name, {}).get(value, value) for name, value in zip(by, group, strict=bool(group)))

    kept = Counts(changes=counts.changes, dates=counts.dates)
    for (scheme, group), one in counts.plain.items():
        kept.add(Counts(plain={(scheme, word(group)): one}))
    for (scheme, group), sums in counts.sums.items():
        kept.add(Counts(sums={(scheme, word(group)): sums}))
    return kept
