"""Measurements as they may be seen: the two ratings of one moment, hidden from each other until both are in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from jalon.domain.instruments.definition import Axis, Definition
from jalon.domain.instruments.enums import MeasurementState, Rater
from jalon.domain.instruments.models import Measurement


class Shown(StrEnum):
    """What a reader gets to see of one side."""

    ABSENT = "absent"  # this side does not rate
    WAITING = "waiting"  # still to be rated
    HIDDEN = "hidden"  # rated, and kept back until the other side has
    SEEN = "seen"


@dataclass(frozen=True)
class Side:
    """One side of a sitting. `measurement`: None unless it may be seen. `draft`: the id of what is still to be rated.

    `correction`: the draft of a correction under way. `earlier`: what was replaced, the oldest first.
    """

    rater: Rater
    shown: Shown
    measurement: Measurement | None = None
    draft: UUID | None = None
    begun: bool = False
    correction: UUID | None = None
    earlier: tuple[Measurement, ...] = ()


@dataclass(frozen=True)
class Gap:
    """How far apart the two sides see one axis, in hundredths; `counts`: by a step that means something."""

    axis: Axis
    person: int
    worker: int
    counts: bool

    @property
    def size(self) -> int:
        """The distance, whichever way."""
        return abs(self.person - self.worker)


@dataclass(frozen=True)
class Sitting:
    """One moment with one instrument. `any_row` carries what both sides share; never read answers from it."""

    any_row: Measurement
    person: Side
    worker: Side

    @property
    def id(self) -> UUID:
        """Shared by both ratings."""
        return self.any_row.sitting

    @property
    def definition(self) -> Definition:
        """The instrument as it was."""
        return self.any_row.instrument.read

    @property
    def moment(self) -> str:
        """When in the trajectory."""
        return self.any_row.moment

    @property
    def held_on(self) -> date:
        """The day."""
        return self.any_row.held_on

    @property
    def sides(self) -> tuple[Side, Side]:
        """The person first."""
        return self.person, self.worker

    @property
    def is_complete(self) -> bool:
        """Nobody is still rating: whatever was rated may be seen by both."""
        return not any(side.draft for side in self.sides)

    @property
    def gaps(self) -> list[Gap]:
        """The axes both rated, the widest apart first: something to talk about, never a verdict."""
        mine, theirs = self.person.measurement, self.worker.measurement
        if not (self.is_complete and mine and theirs):
            return []
        found = []
        for axis in self.definition.axes:
            person, worker = mine.scores.get(axis.code), theirs.scores.get(axis.code)
            if person is not None and worker is not None:
                far = abs(person - worker) >= self.definition.meaning_of(axis).step
                found.append(Gap(axis, person, worker, far))
        return sorted(found, key=lambda gap: -gap.size)


def sittings(person_id: UUID, *, seen_by: Rater | None) -> list[Sitting]:
    """Every sitting of a person, the newest first, as this side may see it (None: neither side). One query."""
    return arrange(Measurement.objects.of(person_id).select_related("instrument"), seen_by=seen_by)


def sitting(person_id: UUID, sitting_id: UUID, *, seen_by: Rater | None) -> Sitting | None:
    """One sitting of a person, as this side may see it."""
    rows = Measurement.objects.of(person_id).filter(sitting=sitting_id).select_related("instrument")
    return next(iter(arrange(rows, seen_by=seen_by)), None)


def arrange(rows: Iterable[Measurement], *, seen_by: Rater | None) -> list[Sitting]:
    """Rows of one person as sittings, the newest first. All rows of a sitting must be among them."""
    by_sitting: dict[UUID, list[Measurement]] = {}
    for row in rows:
        by_sitting.setdefault(row.sitting, []).append(row)
    found = [_sitting(group, seen_by) for group in by_sitting.values()]
    return sorted(found, key=lambda one: (one.held_on, one.any_row.started_on), reverse=True)


def _sitting(rows: Sequence[Measurement], seen_by: Rater | None) -> Sitting:
    waiting = any(row.state == MeasurementState.DRAFT and row.corrects_id is None for row in rows)
    sides = {rater: _side([row for row in rows if row.rater == rater], rater, waiting, seen_by) for rater in Rater}
    replaced = {row.corrects_id for row in rows if row.is_finished}
    latest = [row for row in rows if row.pk not in replaced and (row.is_finished or not row.corrects_id)]
    return Sitting(latest[-1], sides[Rater.PERSON], sides[Rater.WORKER])


def _side(rows: Sequence[Measurement], rater: Rater, waiting: bool, seen_by: Rater | None) -> Side:
    draft = next((row for row in rows if not row.is_finished and row.corrects_id is None), None)
    if draft:
        return Side(rater, Shown.WAITING, draft=draft.pk, begun=draft.saved_at is not None)
    replaced = {row.corrects_id for row in rows if row.is_finished}
    standing = next((row for row in rows if row.is_finished and row.pk not in replaced), None)
    if standing is None:
        return Side(rater, Shown.ABSENT)
    if waiting and rater != seen_by:
        return Side(rater, Shown.HIDDEN)
    correction = next((row.pk for row in rows if not row.is_finished), None)
    earlier = tuple(row for row in rows if row.pk in replaced)
    return Side(rater, Shown.SEEN, standing, correction=correction, earlier=earlier)
