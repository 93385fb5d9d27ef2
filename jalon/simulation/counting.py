"""What a population gains and loses under each scheme, counted by group, in one pass over the file."""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, field
from itertools import islice
from math import prod
from typing import TypeVar

import numpy as np

from jalon.law.income import Scheme
from jalon.simulation import kernel
from jalon.simulation.compiled import compiled
from jalon.simulation.population import Whole
from jalon.simulation.prepared import Counted, Group, prepare
from jalon.simulation.tables import Part, Table

Key = tuple[str, Group]  # scheme, values of the group
T = TypeVar("T")
R = TypeVar("R")
Advance = Callable[[int, int], None]
WIDE = 1 << 21  # changes up to some ten thousand euros are counted in a table, larger ones one by one
MANY_GROUPS = 50_000


@dataclass(slots=True)
class Counts:
    """By scheme and group; and how many person-months change by how many cents, by scheme."""

    groups: dict[Key, Counted] = field(default_factory=dict)
    changes: dict[str, Counter[int]] = field(default_factory=dict)

    def __getitem__(self, key: Key) -> Counted:
        return self.groups[key]

    @property
    def months(self) -> int:
        """The person-months counted."""
        return max((one.months for (_scheme, group), one in self.groups.items() if not group), default=0)

    def add(self, other: "Counts") -> None:
        """Take in what was counted elsewhere."""
        for key, one in other.groups.items():
            here = self.groups.get(key, Counted())
            self.groups[key] = Counted(*(mine + more for mine, more in zip(astuple(here), astuple(one), strict=True)))
        for scheme, changes in other.changes.items():
            self.changes.setdefault(scheme, Counter()).update(changes)

    def deciles(self, scheme: str) -> list[int]:
        """The least change, the nine that part the person-months in tenths, and the greatest, in cents."""
        changes = sorted(self.changes.get(scheme, {}).items())
        if not changes:
            return []
        upto = np.cumsum([many for _cents, many in changes])
        wanted = [1, *(-(-int(upto[-1]) * tenth // 10) for tenth in range(1, 11))]
        return [changes[at][0] for at in np.searchsorted(upto, wanted)]


def count(
    table: Table, schemes: Sequence[Scheme], *, divisor: str | None = None, advance: Advance = lambda done, whole: None
) -> Counts:
    """Every scheme against the first, by the table's groups; the group of all is the one without values."""
    found, done = Counts(), 0

    def one(load: Callable[[], list[Part]]) -> tuple[int, Counts]:
        parts, made = load(), Counts()
        for part in parts:
            made.add(_of_part(part, schemes, divisor))
        return sum(len(part.people) for part in parts), made

    for rows, made in _in_threads(one, table.loads()):
        found.add(made)
        done += rows
        advance(done, max(done, table.rows))
    return found


def _in_threads(work: Callable[[T], R], given: Iterator[T]) -> Iterator[R]:
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


def _of_part(part: Part, schemes: Sequence[Scheme], divisor: str | None) -> Counts:
    names, codes = _keys(part)
    first, *others = schemes
    made = prepare(part.people, first, on=part.on, divisor=divisor, codes=codes, names=names)
    counts = Counts()
    _put(counts, first.id, made.counted(made.before))
    if others:
        table, scratch = np.zeros(2 * WIDE, np.int32), np.empty(len(part.people), np.int32)
        for scheme in others:
            _put(counts, scheme.id, made.counted(made.sums(scheme, scratch)))
            counts.changes[scheme.id] = _changes(scratch, made.base, table)
    return counts


def _put(counts: Counts, scheme: str, groups: Mapping[Group, Counted]) -> None:
    counts.groups |= {(scheme, name): one for name, one in groups.items() if one.months}


def _changes(made: Whole, base: Whole, table: Whole) -> Counter[int]:
    """How many change by how many cents; leaves `table` empty."""
    outside = compiled(kernel.tally)(made, base, -WIDE, table)
    filled = np.flatnonzero(table)
    found = Counter(dict(zip((filled - WIDE).tolist(), table[filled].tolist(), strict=True)))
    table[filled] = 0
    if outside:
        change = made.astype(np.int64) - base
        cents, many = np.unique(change[(change < -WIDE) | (change >= WIDE)], return_counts=True)
        found.update(dict(zip(cents.tolist(), many.tolist(), strict=True)))
    return found


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
