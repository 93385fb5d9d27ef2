"""A population put in order once, so that one more variant of a scheme is answered while the hand moves.

Rows that read the same numbers of a scheme stand side by side, group by group. A variant then only adds up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jalon.law.income import Scheme
from jalon.simulation import kernel
from jalon.simulation.columns import Population, Whole
from jalon.simulation.compiled import compiled
from jalon.simulation.engine import Rates, check, days_used, rates
from jalon.simulation.kernel import CELLS, FIRST_EXEMPT, SUMS

_ORDERED = ("earned", "averaged", "worked", "other", "used_this_year", "days_used", "begun")


@dataclass(slots=True)
class Counted:
    """Person-months of a group under a scheme, against the first one; amounts in cents, exact."""

    months: int = 0
    support_cents: int = 0
    exempt_cents: int = 0
    change_cents: int = 0  # of what people have in all
    winners: int = 0
    losers: int = 0
    unchanged: int = 0


Group = tuple[str, ...]


class Room:
    """Columns lent again to the next population: memory never used before costs more than what is done in it."""

    def __init__(self) -> None:
        self._kept: dict[str, Whole] = {}

    def take(self, name: str, size: int, kind: Any) -> Whole:
        """A column of that size, filled with whatever."""
        if name not in self._kept or len(self._kept[name]) < size:
            self._kept[name] = np.empty(size, kind)
        return self._kept[name][:size]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The rows of one month, in order. `base` is what each has under the scheme that others are held against.

    Runs are of two sorts: of whole months and of parts of one (`partial`). Those that no scheme changes (`still`: whole
    months without anything to exempt and without a mean) are never worked out again.
    """

    people: Population
    on: date
    divisor: str | None
    names: list[Group]  # of the groups
    starts: Whole  # of the runs, and the end
    cells: Whole  # of each run
    groups: Whole  # of each run
    partial: NDArray[np.bool_]
    still: NDArray[np.bool_]
    columns: Mapping[str, Whole]
    base: Whole
    before: NDArray[np.float64]  # the sums of each run under that scheme
    made: Whole = field(repr=False)  # what each row has under the variant asked last

    def variant(self, scheme: Scheme) -> dict[Group, Counted]:
        """What the scheme changes, by group; the group without names is everyone."""
        return self.counted(self.sums(scheme))

    def sums(self, scheme: Scheme) -> NDArray[np.float64]:
        """The five sums of each run under the scheme; `made` then holds what each row has."""
        given = rates(scheme, self.on, self.divisor)
        check(self.people, [given], self.on)
        return _run(self, scheme, given, self.base, self.made, ~self.still)

    def counted(self, sums: NDArray[np.float64]) -> dict[Group, Counted]:
        """The sums of the runs as counts by group."""
        wide = np.column_stack([np.diff(self.starts.astype(np.int64)), sums]).astype(np.int64)
        whole = {(): _counted(wide.sum(axis=0))}
        if not self.names:
            return whole
        by_group = np.zeros((len(self.names), wide.shape[1]), np.int64)
        np.add.at(by_group, self.groups, wide)
        return whole | {name: _counted(one) for name, one in zip(self.names, by_group, strict=True) if one[0]}


def prepare(
    people: Population,
    scheme: Scheme,
    *,
    on: date,
    divisor: str | None = None,
    codes: Whole | None = None,
    names: list[Group] | None = None,
    room: Room | None = None,
) -> Prepared:
    """Put the population in order and work it out under the scheme that others are held against.

    `codes`: the number of each row's group among `names`. `room`: that of a population no longer used.
    """
    size, room = len(people), room or Room()
    given = rates(scheme, on, divisor)
    check(people, [given], on)
    codes = np.zeros(0, np.int32) if codes is None else np.ascontiguousarray(codes, np.int32)
    key, many = room.take("key", size, np.int32), np.zeros(2 * CELLS * max(len(names or ()), 1), np.int64)
    compiled(kernel.keys)(people.cell, people.worked, codes, key, many)
    # Unsigned, so that the compiler knows no row is counted from the end, and reads eight neighbours at once.
    starts = np.zeros(len(many) + 1, np.uint64)
    np.cumsum(many, out=starts[1:])
    filled = np.flatnonzero(many)
    partial, cells = filled % 2 == 1, (filled // 2 % CELLS).astype(np.uint8)
    ready = Prepared(
        people=people,
        on=on,
        divisor=divisor,
        names=names or [],
        starts=np.append(starts[filled], np.uint64(size)),
        cells=cells,
        groups=filled // (2 * CELLS),
        partial=partial,
        still=~partial & (cells < FIRST_EXEMPT) & (people.averaged is people.earned),
        columns=_ordered(people, key, starts[:-1].copy(), room),
        base=room.take("base", size, np.int32),
        before=np.zeros((len(filled), len(SUMS))),
        made=room.take("made", size, np.int32),
    )
    # There is nothing before it: what it changes is left out, so any column will do.
    ready.before[:] = _run(ready, scheme, given, ready.columns["earned"], ready.base, np.ones_like(partial))
    ready.before[:, SUMS.index("change") :] = 0
    ready.made[:] = ready.base
    return ready


def _ordered(people: Population, key: Whole, starts: Whole, room: Room) -> dict[str, Whole]:
    place = room.take("place", len(key), np.uint32)
    compiled(kernel.places)(key, starts, place)
    made: dict[str, Whole] = {}
    for name in _ORDERED:
        if name == "averaged" and people.averaged is people.earned:
            made[name] = made["earned"]
            continue
        values = getattr(people, name)
        if values is None:
            continue
        made[name] = room.take(name, len(key), values.dtype)
        compiled(kernel.put)(place, values, made[name])
    return made


def _run(
    one: Prepared, scheme: Scheme, given: Rates, base: Whole, made: Whole, which: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Work out those runs; the sums of the others are what they were."""
    sums, columns, used = one.before.copy(), one.columns, one.columns["days_used"]
    if "begun" in columns:
        cell = np.repeat(one.cells, np.diff(one.starts.astype(np.int64)))
        used = days_used(used, columns["begun"], cell, scheme, one.on)
    partial = one.partial & (not given.whole)
    for whole, here in ((True, which & ~partial), (False, which & partial)):
        compiled(kernel.runs(given.plain, whole))(
            np.flatnonzero(here), one.starts, one.cells, columns["earned"],
            columns["averaged" if given.smoothing > 1 else "earned"], columns["worked"], columns["other"],
            columns["used_this_year"], used, base, given.by, given.apart, given.table, made, sums,
        )  # fmt: skip
    return sums


def _counted(wide: NDArray[np.int64]) -> Counted:
    months, exempt, support, change, winners, losers = (int(one) for one in wide)
    return Counted(months, support, exempt, change, winners, losers, months - winners - losers)
