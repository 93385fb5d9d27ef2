"""How the person says things go: what waits for their answer, and their own way so far. Their own ratings alone.

Those of the social service are looked at together; no page of the person's reaches them (`space.reach`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef

from jalon.domain.activation.progress import Seen, as_measured, scale_of
from jalon.domain.instruments.definition import Definition
from jalon.domain.instruments.enums import MeasurementState, Rater
from jalon.domain.instruments.models import Measurement, MeasurementQuerySet
from jalon.law import activation as law

_READ = [
    "id", "centre_id", "person_id", "held_on", "moment", "state", "answers", "comment", "scores", "revision",
    "saved_at", "started_on", "instrument__id", "instrument__code", "instrument__version", "instrument__definition",
    "instrument__fingerprint",
]  # fmt: skip


def waiting(person_id: UUID | OuterRef) -> MeasurementQuerySet:
    """What the person may answer now. A correction under way is the centre's."""
    return _own(person_id).filter(state=MeasurementState.DRAFT, corrects=None)


def to_answer(person_id: UUID) -> list[Measurement]:
    """The same, the oldest first."""
    return list(waiting(person_id).order_by("held_on", "id"))


def one_to_answer(person_id: UUID, measurement_id: UUID) -> Measurement | None:
    """The one of this id, if it is still to be answered."""
    return next((row for row in to_answer(person_id) if row.pk == measurement_id), None)


@dataclass(frozen=True)
class MyWay:
    """The person's ratings with one version of an instrument, the oldest first, and what moved from first to last."""

    definition: Definition
    ratings: tuple[Measurement, ...]
    seen: Seen

    def moved(self, direction: law.Direction) -> list[law.OnAxis]:
        """The axes that went one way."""
        return [one for one in self.seen.progress.axes if one.direction is direction]

    def points(self) -> list[tuple[date, float]]:
        """The mean level at each moment, over the axes rated every time: hundredths made levels."""
        common = set.intersection(*({axis for axis, level in _scored(row).items()} for row in self.ratings))
        return [
            (row.held_on, sum(level for axis, level in _scored(row).items() if axis in common) / len(common) / 100)
            for row in self.ratings
            if common
        ]


def my_ways(person_id: UUID, on: date) -> list[MyWay]:
    """A way for each version of an instrument, the last used first. One query."""
    rows = _own(person_id).standing().filter(held_on__lte=on).order_by("held_on", "finished_at", "id")
    by_version: dict[UUID, list[Measurement]] = {}
    for row in rows:
        if _scored(row):
            by_version.setdefault(row.instrument_id, []).append(row)
    ways = [_way(found, on) for found in by_version.values()]
    return sorted(ways, key=lambda way: way.ratings[-1].held_on, reverse=True)


def _way(rows: list[Measurement], on: date) -> MyWay:
    definition = rows[0].instrument.read
    progress = law.progress(
        measurements=[as_measured(one) for one in rows],
        scale=scale_of(definition),
        begins=rows[0].held_on,
        reference=on,
    )
    seen = Seen(rater=Rater.PERSON, measurements=tuple(rows), progress=progress, definition=definition)
    return MyWay(definition, tuple(rows), seen)


def _own(person_id: UUID | OuterRef) -> MeasurementQuerySet:
    rows = Measurement.objects.filter(person_id=person_id, rater=Rater.PERSON)
    return rows.select_related("instrument").only(*_READ)


def _scored(row: Measurement) -> Mapping[str, int]:
    return {axis: level for axis, level in row.scores.items() if level is not None}
