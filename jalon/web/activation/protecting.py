"""What a team may read of its cohorts: numbers, no names, and no number small enough to be a person."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jalon.domain.activation.cohorts import Group
from jalon.domain.figures.protection import ROOT, THRESHOLD, Places, Table, protect
from jalon.law.activation import Direction

AXIS = "direction"
_INSIDE, _OUTSIDE = "inside", "outside"
MEASURED = (Direction.PROGRESS, Direction.NONE, Direction.STEP_BACK)
Sizes = Counter[tuple[Any, str]]  # (group, direction): how many trajectories


@dataclass(frozen=True)
class Row:
    """One group: its size and how many went each way; None: hidden."""

    key: str
    total: int | None
    counts: Mapping[Direction, int | None]

    @property
    def is_whole(self) -> bool:
        """Whether all of it is told."""
        return self.total is not None and None not in self.counts.values()


@dataclass(frozen=True)
class Protected:
    """All trajectories together, and one row a group of each partition (month, kind)."""

    whole: Row
    groups: Mapping[str, Sequence[Row]]

    @property
    def may_detail(self) -> bool:
        """Whether the differences may be told: where each direction of the whole, their sum, is shown."""
        return all(self.whole.counts[one] is not None for one in MEASURED)


def sizes(groups: Iterable[Group], key: int) -> Sizes:
    """How many went each way, by one of the keys they were counted by."""
    found: Sizes = Counter()
    for one in groups:
        found[one.keys[key], one.direction.value] += one.number
    return found


def protected(partitions: Mapping[str, Sizes]) -> Protected:
    """The cohort by direction, whole and by each of its partitions (month, kind); their names are text.

    The whole comes first: a partition that could only be told by hiding some of it tells its totals alone. A direction
    that nobody went is left out of the protection: it says nothing of anybody.
    """
    everybody = _everybody(next(iter(partitions.values())))
    groups = {}
    for name, found in partitions.items():
        table = _partition(everybody, found)
        groups[name] = [_row(table, place) for place in sorted(table.places.above)]
    return Protected(_row(everybody, ROOT), groups)


def shared(atoms: Sizes) -> list[Row]:
    """Groups that share people (modules), from the sizes of every combination of them (several modules, or None).

    Each is told beside those who are not in it, so that the whole tells neither. Then all together: what the rows that
    are told leave between them (in one module and not in another, in both, in none) must not be small either, whatever
    is added and subtracted; a row that would leave a small number tells its total alone, or nothing.
    """
    everybody = _everybody(atoms)
    alone = []
    for module in sorted({one for modules, _direction in atoms for one in modules or ()}, key=str):
        parts: Sizes = Counter()
        for (modules, direction), number in atoms.items():
            parts[_INSIDE if module in (modules or ()) else _OUTSIDE, direction] += number
        row = _row(_partition(everybody, +parts), _INSIDE)
        alone.append(Row(str(module), row.total, row.counts))
    return _together(alone, atoms)


def _together(alone: Sequence[Row], atoms: Sizes) -> list[Row]:
    """The largest first; a group alone with the whole has nothing to be compared with."""
    if len(alone) < 2:
        return list(alone)
    whole: list[str] = []  # those told by direction
    totals: list[str] = []  # those told at all
    order = sorted((row for row in alone if row.total is not None), key=lambda row: (-(row.total or 0), row.key))
    for row in order:
        if _is_safe(atoms, [*totals, row.key], by_direction=False):
            totals.append(row.key)
            if row.is_whole and _is_safe(atoms, [*whole, row.key], by_direction=True):
                whole.append(row.key)
    nothing = dict.fromkeys(Direction)
    return [
        row if row.key in whole else Row(row.key, row.total if row.key in totals else None, nothing) for row in alone
    ]


def _is_safe(atoms: Sizes, told: Sequence[str], *, by_direction: bool) -> bool:
    """Whether no part that these groups cut the whole into is small: then no sum or difference of theirs is."""
    parts: Sizes = Counter()
    for (modules, direction), number in atoms.items():
        within = {str(one) for one in modules or ()}
        parts[tuple(one in within for one in told), direction if by_direction else ""] += number
    return all(number >= THRESHOLD for number in (+parts).values())


def _everybody(found: Sizes) -> Table:
    """The protected table of all of them."""
    whole: Sizes = Counter()
    for (_group, direction), number in found.items():
        whole[ROOT, direction] += number
    return _table(+whole)


def _table(found: Sizes) -> Table:
    """The protected table of (place, direction) pairs."""
    values: dict[tuple[str, str, str], int] = {}
    for (place, direction), size in found.items():
        for name in ((place, "", ""), (place, AXIS, direction)):
            values[name] = values.get(name, 0) + size
    below = {place for place, _direction in found if place != ROOT}
    places = Places(dict.fromkeys(below, ROOT), dict.fromkeys(below, AXIS))
    used = {direction for _place, direction in found}
    table = Table(places, {AXIS: [one.value for one in Direction if one.value in used]}, values)
    protect(table)
    return table


def _partition(everybody: Table, parts: Sizes) -> Table:
    """The protected table of the whole and its parts: the parts' totals alone where more would cost the whole."""
    whole = Counter({(ROOT, key): everybody.value((ROOT, AXIS, key)) for key in everybody.axes[AXIS]})
    table = _table(whole + parts)
    if everybody.hidden or any(place == ROOT for place, _axis, _key in table.hidden):
        table.hidden |= {cell for cell in table.names() if cell[1] == AXIS}
    return table


def spread(parts: Sequence[Sequence[int]]) -> list[list[int | None]]:
    """The parts of one direction, a row an instrument: a row is told when none of it is small enough to be a person.

    The direction of the whole is told elsewhere: what the hidden rows have together must not be small either.
    """
    hidden = [any(0 < one < THRESHOLD for one in row) for row in parts]
    left = sum(sum(row) for row, hides in zip(parts, hidden, strict=True) if hides)
    if 0 < left < THRESHOLD:
        hidden = [True] * len(parts)
    return [[None] * len(row) if hides else list(row) for row, hides in zip(parts, hidden, strict=True)]


def _row(table: Table, place: str) -> Row:
    counts = {one: _shown(table, (place, AXIS, one.value)) for one in Direction}
    return Row(place, _shown(table, (place, "", "")), counts)


def _shown(table: Table, name: tuple[str, str, str]) -> int | None:
    if name in table.hidden or table.hidden == set(table.names()):
        return None
    return table.value(name)
