"""What a team may read of its cohorts: numbers, no names, and no number small enough to be a person."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from jalon.domain.activation.cohorts import Cohort, Member
from jalon.domain.figures.protection import ROOT, THRESHOLD, Places, Table, protect
from jalon.law.activation import Direction

AXIS = "direction"
_INSIDE, _OUTSIDE = "inside", "outside"
MEASURED = (Direction.PROGRESS, Direction.NONE, Direction.STEP_BACK)


@dataclass(frozen=True)
class Row:
    """One group: its size and how many went each way; None: hidden."""

    key: str
    total: int | None
    counts: Mapping[Direction, int | None]


@dataclass(frozen=True)
class Protected:
    """All trajectories together, and one row a group of each partition (month, kind)."""

    whole: Row
    groups: Mapping[str, Sequence[Row]]

    @property
    def may_detail(self) -> bool:
        """Whether the differences may be told: where each direction of the whole, their sum, is shown."""
        return all(self.whole.counts[one] is not None for one in MEASURED)


def protected(cohort: Cohort, by: Mapping[str, Callable[[Member], str]]) -> Protected:
    """The cohort by direction, whole and by each of `by` (month, kind).

    The whole comes first: a partition that could only be told by hiding some of it tells its totals alone. A direction
    that nobody went is left out of the protection: it says nothing of anybody.
    """
    found = {one.pk: cohort.direction(one.pk).value for one in cohort.trajectories}
    everybody = _table(Counter((ROOT, value) for value in found.values()))
    groups = {}
    for name, of in by.items():
        table = _partition(everybody, Counter((of(one), found[one.pk]) for one in cohort.trajectories))
        groups[name] = [_row(table, place) for place in sorted(table.places.above)]
    return Protected(_row(everybody, ROOT), groups)


def shared(cohort: Cohort, groups: Mapping[str, Iterable[UUID]]) -> list[Row]:
    """Groups that share people (modules): each beside those who are not in it, so that the whole tells neither."""
    found = {one.pk: cohort.direction(one.pk).value for one in cohort.trajectories}
    whole = Counter(found.values())
    everybody = _table(Counter({(ROOT, value): size for value, size in whole.items()}))
    rows = []
    for key, ids in groups.items():
        inside = Counter(found[one] for one in set(ids))
        parts = {(_INSIDE, value): inside[value] for value in whole} | {
            (_OUTSIDE, value): size - inside[value] for value, size in whole.items()
        }
        row = _row(_partition(everybody, Counter(+Counter(parts))), _INSIDE)
        rows.append(Row(key, row.total, row.counts))
    return rows


def _table(sizes: Mapping[tuple[str, str], int]) -> Table:
    """The protected table of (place, direction) pairs."""
    values: dict[tuple[str, str, str], int] = {}
    for (place, direction), size in sizes.items():
        for name in ((place, "", ""), (place, AXIS, direction)):
            values[name] = values.get(name, 0) + size
    below = {place for place, _direction in sizes if place != ROOT}
    places = Places(dict.fromkeys(below, ROOT), dict.fromkeys(below, AXIS))
    used = {direction for _place, direction in sizes}
    table = Table(places, {AXIS: [one.value for one in Direction if one.value in used]}, values)
    protect(table)
    return table


def _partition(everybody: Table, parts: Counter[tuple[str, str]]) -> Table:
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
