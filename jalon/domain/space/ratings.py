"""How the person says things go: what waits for their answer, and their own way so far.

The social service's ratings stand beside theirs once both of a sitting are in: the database shows them no sooner
(`space.reach`), and never a remark of the other side.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef

from jalon.domain.activation.progress import Seen, as_measured, scale_of
from jalon.domain.core.context import centre_context
from jalon.domain.instruments.definition import Axis, Definition
from jalon.domain.instruments.enums import MeasurementState, Rater
from jalon.domain.instruments.models import Measurement, MeasurementQuerySet
from jalon.law import activation as law

_READ = [
    "id", "centre_id", "person_id", "sitting", "held_on", "moment", "state", "answers", "scores", "revision",
    "saved_at", "started_on", "instrument__id", "instrument__code", "instrument__version", "instrument__definition",
    "instrument__fingerprint",
]  # fmt: skip


def waiting(person_id: UUID | OuterRef) -> MeasurementQuerySet:
    """What the person may answer now: nothing of a closed file. A correction under way is the centre's."""
    return _own(person_id).filter(state=MeasurementState.DRAFT, corrects=None, person__closed_on=None)


def to_answer(person_id: UUID) -> list[Measurement]:
    """The same, the oldest first."""
    return list(waiting(person_id).order_by("held_on", "id"))


def one_to_answer(person_id: UUID, measurement_id: UUID) -> Measurement | None:
    """The one of this id, if it is still to be answered."""
    found = next((row for row in to_answer(person_id) if row.pk == measurement_id), None)
    if found is None:
        return None
    with centre_context(found.centre_id):  # words are read in the centre's name, and these are theirs
        row = Measurement.objects.get(pk=found.pk)
    row.instrument = found.instrument
    return row


@dataclass(frozen=True)
class Apart:
    """An axis the two sides see otherwise at the last moment both rated, by a step that means something."""

    axis: Axis
    mine: int
    theirs: int


@dataclass(frozen=True)
class MyWay:
    """The person's ratings with one version of an instrument, the oldest first, and what moved from first to last."""

    definition: Definition
    ratings: tuple[Measurement, ...]
    theirs: tuple[Measurement, ...]
    seen: Seen

    def moved(self, direction: law.Direction) -> list[law.OnAxis]:
        """The axes that went one way."""
        return [one for one in self.seen.progress.axes if one.direction is direction]

    def points(self, ratings: tuple[Measurement, ...]) -> list[tuple[date, float]]:
        """The mean level of one side at each moment, over the axes both sides always rated: hundredths made levels."""
        common = set.intersection(*(set(_scored(row)) for row in (*self.ratings, *ratings)))
        return [
            (row.held_on, sum(level for axis, level in _scored(row).items() if axis in common) / len(common) / 100)
            for row in ratings
            if common
        ]

    @property
    def apart(self) -> list[Apart]:
        """What the two sides see otherwise at the last moment both rated: something to talk about."""
        other = {row.sitting: row for row in self.theirs}
        both = next(((row, other[row.sitting]) for row in reversed(self.ratings) if row.sitting in other), None)
        if both is None:
            return []
        mine, theirs = _scored(both[0]), _scored(both[1])
        return [
            Apart(axis, mine[axis.code], theirs[axis.code])
            for axis in self.definition.axes
            if axis.code in mine
            and axis.code in theirs
            and abs(mine[axis.code] - theirs[axis.code]) >= self.definition.meaning_of(axis).step
        ]


def my_ways(person_id: UUID, on: date) -> list[MyWay]:
    """A way for each version of an instrument, the last used first. Two queries."""
    rows = _own(person_id).standing().filter(held_on__lte=on).order_by("held_on", "finished_at", "id")
    by_version: dict[UUID, list[Measurement]] = {}
    for row in rows:
        if _scored(row):
            by_version.setdefault(row.instrument_id, []).append(row)
    theirs = _rated(person_id, Rater.WORKER).standing().filter(held_on__lte=on).order_by("held_on", "finished_at", "id")
    beside = [row for row in theirs if _scored(row)] if by_version else []
    ways = [_way(found, beside, on) for found in by_version.values()]
    return sorted(ways, key=lambda way: way.ratings[-1].held_on, reverse=True)


def _way(rows: list[Measurement], beside: list[Measurement], on: date) -> MyWay:
    definition = rows[0].instrument.read
    progress = law.progress(
        measurements=[as_measured(one) for one in rows],
        scale=scale_of(definition),
        begins=rows[0].held_on,
        reference=on,
    )
    seen = Seen(rater=Rater.PERSON, measurements=tuple(rows), progress=progress, definition=definition)
    theirs = tuple(row for row in beside if row.instrument_id == rows[0].instrument_id)
    return MyWay(definition, tuple(rows), theirs, seen)


def _own(person_id: UUID | OuterRef) -> MeasurementQuerySet:
    return _rated(person_id, Rater.PERSON)


def _rated(person_id: UUID, rater: Rater) -> MeasurementQuerySet:
    rows = Measurement.objects.filter(person_id=person_id, rater=rater)
    return rows.select_related("instrument").only(*_READ)


def _scored(row: Measurement) -> Mapping[str, int]:
    return {axis: level for axis, level in row.scores.items() if level is not None}
