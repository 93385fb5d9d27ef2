"""What a team may read of its cohorts: numbers, no names, and no number small enough to be a person."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from jalon.domain.activation.cohorts import Cohort
from jalon.domain.activation.models import Trajectory
from jalon.domain.figures.protection import ROOT, Places, Table, protect
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


def protected(cohort: Cohort, by: Mapping[str, Callable[[Trajectory], str]]) -> Protected:
    """The cohort by direction, whole and by each of `by`; small numbers are hidden, and what would bring them back."""
    places: dict[str, str] = {}
    values: dict[tuple[str, str, str], int] = {}
    for one in cohort.trajectories:
        found = cohort.direction(one.pk).value
        for place in (ROOT, *(_place(name, of(one)) for name, of in by.items())):
            if place != ROOT:
                places[place] = place.split(":", 1)[0]
            for name in ((place, "", ""), (place, AXIS, found)):
                values[name] = values.get(name, 0) + 1
    table = Table(Places(dict.fromkeys(places, ROOT), places), {AXIS: [one.value for one in Direction]}, values)
    protect(table)
    groups = {name: [_row(table, place) for place in sorted(places) if places[place] == name] for name in by}
    return Protected(_row(table, ROOT), groups)


def alone(cohort: Cohort, ids: Iterable[UUID], key: str) -> Row:
    """One group by itself, where groups share people (modules)."""
    counts = cohort.counts(ids)
    values = {(ROOT, AXIS, direction.value): number for direction, number in counts.items()}
    values[ROOT, "", ""] = sum(counts.values())
    table = Table(Places({}, {}), {AXIS: [one.value for one in Direction]}, values)
    protect(table)
    row = _row(table, ROOT)
    return Row(key, row.total, row.counts)


def spread(numbers: Mapping[str, int]) -> dict[str, int | None]:
    """A distribution of which small parts are hidden; None: hidden."""
    values = {(ROOT, AXIS, key): number for key, number in numbers.items()}
    values[ROOT, "", ""] = sum(numbers.values())
    table = Table(Places({}, {}), {AXIS: list(numbers)}, values)
    protect(table)
    return {key: _shown(table, (ROOT, AXIS, key)) for key in numbers}


def _place(name: str, key: str) -> str:
    return f"{name}:{key}"


def _row(table: Table, place: str) -> Row:
    key = place.split(":", 1)[-1]
    counts = {one: _shown(table, (place, AXIS, one.value)) for one in Direction}
    return Row(key, _shown(table, (place, "", "")), counts)


def _shown(table: Table, name: tuple[str, str, str]) -> int | None:
    return None if name in table.hidden else table.value(name)
