"""What a team may read of its cohorts: numbers, no names, and no number small enough to be a person."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from jalon.domain.activation.cohorts import Cohort, Member
from jalon.domain.figures.protection import ROOT, THRESHOLD, Places, Table, protect
from jalon.law.activation import Direction

AXIS = "direction"
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
    used = [one.value for one in Direction if one.value in found.values()]
    whole = _table(used, [(ROOT, value) for value in found.values()])
    groups = {}
    for name, of in by.items():
        rows = [(of(one), found[one.pk]) for one in cohort.trajectories]
        table = _table(used, [*((ROOT, value) for value in found.values()), *rows])
        hides_whole = any(place == ROOT for place, _axis, _key in table.hidden)
        if whole.hidden or hides_whole:
            table.hidden |= {cell for cell in table.names() if cell[1] == AXIS}
        groups[name] = [_row(table, place) for place in sorted(table.places.above)]
    return Protected(_row(whole, ROOT), groups)


def _table(keys: Sequence[str], rows: Iterable[tuple[str, str]]) -> Table:
    """The protected table of (place, direction) pairs."""
    values: dict[tuple[str, str, str], int] = {}
    for place, direction in rows:
        for name in ((place, "", ""), (place, AXIS, direction)):
            values[name] = values.get(name, 0) + 1
    below = {place for place, _axis, _key in values if place != ROOT}
    places = Places(dict.fromkeys(below, ROOT), dict.fromkeys(below, AXIS))
    table = Table(places, {AXIS: keys}, values)
    protect(table)
    return table


def alone(cohort: Cohort, ids: Iterable[UUID], key: str) -> Row:
    """One group by itself, where groups share people (modules)."""
    found = [cohort.direction(one).value for one in ids]
    table = _table([one.value for one in Direction if one.value in found], [(ROOT, value) for value in found])
    row = _row(table, ROOT)
    return Row(key, row.total, row.counts)


def spread(numbers: Sequence[int]) -> list[int | None]:
    """Parts of one direction: all of them, or none when one is small enough to be a person."""
    return [None] * len(numbers) if any(0 < one < THRESHOLD for one in numbers) else list(numbers)


def _row(table: Table, place: str) -> Row:
    counts = {one: _shown(table, (place, AXIS, one.value)) for one in Direction}
    return Row(place, _shown(table, (place, "", "")), counts)


def _shown(table: Table, name: tuple[str, str, str]) -> int | None:
    if name in table.hidden or table.hidden == set(table.names()):
        return None
    return table.value(name)
