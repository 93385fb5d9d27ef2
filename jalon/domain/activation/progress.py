"""The way one person went along a trajectory: their measurements, looked at by the law's rule of progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jalon.domain.activation.models import Trajectory
from jalon.domain.instruments.definition import Definition, Meaning, bounds
from jalon.domain.instruments.enums import Direction as Toward
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.models import Measurement
from jalon.law import activation as law


@dataclass(frozen=True)
class Seen:
    """What one side's measurements say: which way, how reliably, how much of the way, and towards which result."""

    rater: str
    measurements: tuple[Measurement, ...]
    progress: law.Progress
    reliable: law.Reliable | None = None
    margin: law.Margin | None = None
    definition: Definition | None = None

    @property
    def is_measured(self) -> bool:
        """Whether there is a way to speak of."""
        return self.progress.direction is not law.Direction.NOT_MEASURED

    def toward(self, aim: str) -> law.Direction:
        """The direction on the axes that lead to one of the four results; « not measured » when there are none."""
        if self.definition is None:
            return law.Direction.NOT_MEASURED
        leading = {axis.code for axis in self.definition.axes if aim in axis.directions}
        found = [one.difference for one in self.progress.axes if one.axis in leading]
        return law.direction(sum(found), len(found), smallest_of(self.definition))


def smallest_of(definition: Definition) -> int:
    """The smallest mean difference that counts over several axes: the instrument's, when it speaks of them together.

    One that has no score over all its axes leaves the rule of 2015 as it stands: any positive difference.
    """
    return 0 if definition.scoring.overall == "none" else definition.meaning.step


def scale_of(definition: Definition) -> law.Scale:
    """An instrument as the law looks at it."""
    axes = []
    for axis in definition.axes:
        meaning = definition.meaning_of(axis)
        axes.append(law.Scale(axis=axis.code, **_ends(definition, axis), smallest=meaning.step, **_noise(meaning)))
    worst = min(one.worst for one in axes) if definition.direction > 0 else max(one.worst for one in axes)
    best = max(one.best for one in axes) if definition.direction > 0 else min(one.best for one in axes)
    noise = {} if definition.scoring.overall == "none" else _noise(definition.meaning)
    return law.Scale(worst=worst, best=best, smallest=smallest_of(definition), by_axis=tuple(axes), **noise)


def _ends(definition: Definition, axis: object) -> dict[str, int]:
    low, high = bounds(definition, axis)  # type: ignore[arg-type]
    return {"worst": low, "best": high} if definition.direction > 0 else {"worst": high, "best": low}


def _noise(meaning: Meaning) -> dict[str, int | None]:
    if meaning.reliability is None or meaning.spread is None:
        return {}
    return {"reliability": int(meaning.reliability * 10_000), "deviation": int(meaning.spread * 100)}


def belonging(trajectory: Trajectory, until: date) -> list[Measurement]:
    """The measurements of a trajectory by a day, the oldest first, of both sides. One query.

    Those made for it, and those made for none within its days with the instrument it is measured by.
    """
    own = Q(trajectory=trajectory.pk) | Q(trajectory=None, held_on__lte=trajectory.last)
    rows = Measurement.objects.counted().filter(
        own,
        person_id=trajectory.person_id,
        instrument__code=trajectory.measured_by,
        held_on__gte=trajectory.measured_from,
        held_on__lte=until,
    )
    return list(rows.select_related("instrument").order_by("held_on", "finished_at", "id"))


def seen(trajectory: Trajectory, on: date) -> dict[str, Seen]:
    """What each side's measurements say by a day. One query."""
    rows = belonging(trajectory, on)
    return {rater: _seen(rater, [one for one in rows if one.rater == rater], trajectory, on) for rater in Rater.values}


def _seen(rater: str, rows: Sequence[Measurement], trajectory: Trajectory, on: date) -> Seen:
    definition = rows[0].instrument.read if rows else None
    scale = scale_of(definition) if definition else law.Scale(worst=100, best=500)
    progress = law.progress(
        measurements=[as_measured(one) for one in rows], scale=scale, begins=trajectory.measured_from, reference=on
    )
    found = Seen(rater=rater, measurements=tuple(rows), progress=progress, definition=definition)
    if not found.is_measured:
        return found
    sums = {"difference": progress.difference, "on": on}
    return Seen(
        rater=rater,
        measurements=tuple(rows),
        progress=progress,
        definition=definition,
        reliable=law.reliable_change(**sums, axes=progress.compared, scale=scale),
        margin=law.margin_of_progress(**sums, possible=progress.possible),
    )


def as_measured(one: Measurement) -> law.Measured:
    """A measurement as the law looks at it: the axes that have a score."""
    axes = [axis.code for axis in one.instrument.read.axes]
    scored = {axis: one.scores[axis] for axis in axes if one.scores.get(axis) is not None}
    return law.Measured(
        on=one.held_on,
        instrument=str(one.instrument_id),
        version=one.instrument.version,
        axes=tuple(scored),
        levels=tuple(scored.values()),
    )


def told_by(sides: dict[str, Seen], aim: str) -> law.Direction:
    """The direction towards a result as the centre notes it: its own rating, the person's when it has none."""
    for rater in (Rater.WORKER, Rater.PERSON):
        if sides[rater].is_measured:
            return sides[rater].toward(aim)
    return law.Direction.NOT_MEASURED


# The four aims of an instrument's axes, each with the result of a trajectory it leads to.
AIMS = {
    Toward.SOCIO_PROFESSIONAL: "path",
    Toward.AUTONOMY: "autonomy",
    Toward.VOLUNTEERING: "volunteering",
    Toward.JOB: "job",
}
