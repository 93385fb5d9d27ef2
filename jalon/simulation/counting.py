"""What a population gains and loses under each scheme, counted by group, in one pass over the file."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from itertools import islice
from math import prod
from typing import TypeVar

import numpy as np

from jalon.law.income import Scheme
from jalon.simulation import deciles
from jalon.simulation.changes import Changes, changes, weighed_changes
from jalon.simulation.columns import Whole
from jalon.simulation.engine import simulate_each
from jalon.simulation.prepared import Counted, Group, Room, prepare
from jalon.simulation.tables import DECILE, Part, Table
from jalon.simulation.texts import PopulationError
from jalon.simulation.weighing import Weighing, stands_for

Key = tuple[str, Group]  # scheme, values of the group
T = TypeVar("T")
R = TypeVar("R")
Advance = Callable[[int, int], None]
MANY_GROUPS = 50_000
MOST_OF_SAMPLE = 20_000  # each has a number for each of fifty draws
_OWN = threading.local()


@dataclass(slots=True)
class Counts:
    """By scheme and group; and how many person-months change by how many cents, by scheme."""

    plain: dict[Key, Counted] = field(default_factory=dict)
    changes: dict[str, Changes] = field(default_factory=dict)
    sums: dict[Key, Whole] = field(default_factory=dict)  # of a sample, see `weighing`
    dates: set[date] = field(default_factory=set)  # the months there were

    @property
    def groups(self) -> dict[Key, Counted]:
        """What was counted, or, of a sample, what it stands for, to the nearest cent or month."""
        return {key: stands_for(sums) for key, sums in self.sums.items()} if self.sums else self.plain

    def __getitem__(self, key: Key) -> Counted:
        return self.groups[key]

    @property
    def months(self) -> int:
        """The person-months counted."""
        return max((one.months for (_scheme, group), one in self.groups.items() if not group), default=0)

    def add(self, other: "Counts") -> None:
        """Take in what was counted elsewhere."""
        for key, one in other.plain.items():
            mine = self.plain.get(key, Counted())
            self.plain[key] = Counted(*map(sum, zip(astuple(mine), astuple(one), strict=True)))
        for key, sums in other.sums.items():
            self.sums[key] = self.sums[key] + sums if key in self.sums else sums
        self.dates |= other.dates
        for scheme, here in other.changes.items():
            self.changes.setdefault(scheme, Changes()).add(here)


def count(
    table: Table,
    schemes: Sequence[Scheme],
    *,
    divisor: str | None = None,
    ends: Sequence[int] | None = None,
    advance: Advance = lambda done, whole: None,
) -> Counts:
    """Every scheme against the first, by the table's groups; the group of all is the one without values.

    `ends`: of the deciles, where they stand over more than this table (see `deciles`).
    """
    found, done = Counts(), 0
    if DECILE in table.by and ends is None:
        ends = deciles.ends(deciles.totals(table))

    def one(load: Callable[[], list[Part]]) -> tuple[int, Counts]:
        parts, made = load(), Counts()
        for part in parts:
            if DECILE in table.by:
                tenths = deciles.tenths(part, ends or ())
                groups = part.groups | {DECILE: tenths}
                part = replace(part, groups={name: groups[name] for name in table.by})
            made.add((_of_sample if table.weighted else _of_part)(part, schemes, divisor))
        return sum(len(part.people) for part in parts), made

    for rows, made in in_threads(one, table.loads()):
        found.add(made)
        done += rows
        advance(done, max(done, table.rows))
    return found


def in_threads(work: Callable[[T], R], given: Iterator[T]) -> Iterator[R]:
    """The results in their order, with no more batches in hand than there are processors and one."""
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as threads:
        waiting = deque(threads.submit(work, one) for one in islice(given, workers + 1))
        try:
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(threads.submit(work, one) for one in islice(given, 1))
        finally:
            for one in waiting:
                one.cancel()


def _room() -> Room:
    """That of this thread, which has one part in hand at a time."""
    if not hasattr(_OWN, "room"):
        _OWN.room = Room()
    return _OWN.room


def _of_part(part: Part, schemes: Sequence[Scheme], divisor: str | None) -> Counts:
    names, codes = _keys(part)
    first, *others = schemes
    ready = prepare(part.people, first, on=part.on, divisor=divisor, codes=codes, names=names, room=_room())
    counts = Counts(dates={part.on})
    _put(counts, first.id, ready.counted(ready.before))
    for scheme in others:
        _put(counts, scheme.id, ready.variant(scheme))
        counts.changes[scheme.id] = changes(ready.made, ready.base)
    return counts


def _of_sample(part: Part, schemes: Sequence[Scheme], divisor: str | None) -> Counts:
    """The same of a sample, row by row: what a row has is weighed before it is added."""
    names, codes = _keys(part)
    if len(names) > MOST_OF_SAMPLE:
        raise PopulationError("too_many_groups", groups=len(names))
    assert part.weights is not None and part.draws is not None
    codes = np.zeros(len(part.people), np.int64) if codes is None else codes
    weigh = Weighing(part.weights, part.draws, names or [()], codes)
    made = simulate_each(part.people, schemes, on=part.on, divisor=divisor)
    counts = Counts(dates={part.on})
    for scheme, one in zip(schemes, made, strict=True):
        change = one.disposable.astype(np.int64) - made[0].disposable
        found = weigh.sums(one.support, one.exempt, change)
        counts.sums |= {(scheme.id, name): sums for name, sums in found.items()}
        if scheme is not schemes[0]:
            counts.changes[scheme.id] = weighed_changes(change, part.weights)
    return counts


def _put(counts: Counts, scheme: str, groups: Mapping[Group, Counted]) -> None:
    counts.plain |= {(scheme, name): one for name, one in groups.items() if one.months}


def _keys(part: Part) -> tuple[list[Group], Whole | None]:
    """Every combination of the groups' values, and the number of each row's."""
    if not part.groups:
        return [], None
    values = [column.dictionary.to_pylist() for column in part.groups.values()]
    codes = np.zeros(len(part.people), np.int64)
    for column, here in zip(part.groups.values(), values, strict=True):
        codes = codes * len(here) + np.asarray(column.indices)
    if prod(map(len, values)) <= MANY_GROUPS:
        return [_named(number, values) for number in range(prod(map(len, values)))], codes
    there, codes = np.unique(codes, return_inverse=True)
    return [_named(int(number), values) for number in there], codes


def _named(number: int, values: Sequence[Sequence[str]]) -> Group:
    names = []
    for here in reversed(values):
        number, at = divmod(number, len(here))
        names.append(here[at])
    return tuple(reversed(names))
