"""Progress between two measurements of one instrument: its direction, whether it is reliable, how much of the way.

Levels and differences are whole hundredths of a level. `way` is the heart: the same function says the direction of one
person's measurements and of a whole cohort's, whose sums the database made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from jalon.law import parameters
from jalon.law.activation.facts import Direction, Measured, Scale
from jalon.law.answers import Explained, Line
from jalon.law.errors import WrongFact
from jalon.law.rules import rule

RULE, MARGIN, RELIABLE = "activation.progress.rule", "activation.progress.margin", "activation.progress.reliable"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAxis:
    """One axis between two measurements. `difference` above 0 is for the better, whichever way the scale runs.

    `possible`: what was left to gain at the start.
    """

    axis: str
    first: int
    last: int
    difference: int
    possible: int
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Explained):
    """From the first measurement to the last: its direction and, when measured twice, by how much and on which axes.

    `difference` is the sum over `axes`; `possible` the sum of what was left to gain at the start.
    """

    direction: Direction
    first: date | None = None
    last: date | None = None
    axes: tuple[OnAxis, ...] = field(default=())
    difference: int = 0
    possible: int = 0

    @property
    def compared(self) -> int:
        """How many axes were rated both times."""
        return len(self.axes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliable(Explained):
    """Whether a difference exceeds the noise of the instrument. None: the instrument does not say how noisy it is."""

    yes: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin(Explained):
    """The share of the possible way that was gone, in ten-thousandths; below 0 after a step back.

    None: already at the best level at the start, no way was left.
    """

    share: int | None


def way(difference: int, axes: int, smallest: int) -> int:
    """1 forward, -1 back, 0 neither: a sum of differences over `axes` axes against the smallest mean that counts."""
    needed = max(smallest * axes, 1)
    return int(difference >= needed) - int(difference <= -needed)


def direction(difference: int, axes: int, smallest: int) -> Direction:
    """The direction of a sum of differences; « not measured » when no axis was rated twice."""
    if axes == 0:
        return Direction.NOT_MEASURED
    return {1: Direction.PROGRESS, 0: Direction.NONE, -1: Direction.STEP_BACK}[way(difference, axes, smallest)]


@rule(RULE, dated_by="reference")
def progress(*, measurements: Sequence[Measured], scale: Scale, begins: date, reference: date) -> Progress:
    """A positive difference between the first measurement of the trajectory and the last by the reference day.

    Instructions of 25 June 2015 on the evaluation of 2015, as shown to the working group on 8 December 2015.

    `begins`: the first day on which a measurement belongs to the trajectory; `measurements` of one rater, in any
    order. Only the instrument and the version of the first one are compared, on the axes rated both times.
    """
    entry = parameters.on(RULE, reference)
    mine = sorted((one for one in measurements if begins <= one.on <= reference), key=lambda one: one.on)
    if not mine:
        return Progress(direction=Direction.NOT_MEASURED, lines=(entry.line("never_measured"),))
    first = mine[0]
    later = [one for one in mine if one.on > first.on]
    same = [one for one in later if (one.instrument, one.version) == (first.instrument, first.version)]
    if not same:
        why = entry.line("other_instrument" if later else "second_missing", first=first.on)
        return Progress(direction=Direction.NOT_MEASURED, first=first.on, lines=(why,))
    return _between(first, same[-1], scale, entry)


def _between(first: Measured, last: Measured, scale: Scale, entry: parameters.Entry) -> Progress:
    axes = _compared(first, last, scale)
    difference = sum(one.difference for one in axes)
    found = direction(difference, len(axes), scale.smallest)
    if not axes:
        why = entry.line("no_common_axis", first=first.on, last=last.on)
        return Progress(direction=found, first=first.on, last=last.on, lines=(why,))
    lines = [entry.line(f"direction_{found.value}", axes=len(axes), first=first.on, last=last.on)]
    if scale.smallest and found is Direction.NONE and difference:
        lines.append(entry.line("below_smallest"))
    return Progress(
        direction=found,
        first=first.on,
        last=last.on,
        axes=axes,
        difference=difference,
        possible=sum(one.possible for one in axes),
        lines=tuple(lines),
    )


def _compared(first: Measured, last: Measured, scale: Scale) -> tuple[OnAxis, ...]:
    """The axes rated both times, in the order of the first measurement."""
    before, after = _levels(first, scale), _levels(last, scale)
    return tuple(_on(axis, level, after[axis], scale.of(axis)) for axis, level in before.items() if axis in after)


def _on(axis: str, first: int, last: int, scale: Scale) -> OnAxis:
    gained = (last - first) * (1 if scale.best > scale.worst else -1)
    possible = abs(scale.best - first)
    toward = direction(gained, 1, scale.smallest)
    return OnAxis(axis=axis, first=first, last=last, difference=gained, possible=possible, direction=toward)


def _levels(one: Measured, scale: Scale) -> dict[str, int]:
    for axis, level in zip(one.axes, one.levels, strict=True):
        low, high = sorted((scale.of(axis).worst, scale.of(axis).best))
        if not low <= level <= high:
            raise WrongFact(f"« {axis} » is outside its scale on {one.on.isoformat()}. Correct that level.")
    return dict(zip(one.axes, one.levels, strict=True))


@rule(RELIABLE, dated_by="on")
def reliable_change(*, difference: int, axes: int, scale: Scale, on: date) -> Reliable:
    """A difference is reliable when it exceeds 1.96 standard errors of a difference of the instrument.

    No decree: Jacobson and Truax (1991); the standard error comes from the deviation and reliability of the instrument.

    `difference`: the sum over `axes`, as `progress` gives it. The squares are compared, so nothing is rounded.
    """
    entry = parameters.on(RELIABLE, on)
    if scale.reliability is None or scale.deviation is None or axes == 0:
        return Reliable(yes=None, lines=(entry.line("reliability_unknown"),))
    # The mean difference, squared, against the threshold squared times twice the squared standard error.
    found = difference**2 * 10_000 * 10_000
    noise = entry.whole**2 * 2 * scale.deviation**2 * (10_000 - scale.reliability) * axes**2
    yes = found > noise
    return Reliable(yes=yes, lines=(entry.line("change_reliable" if yes else "change_within_noise"),))


@rule(MARGIN, dated_by="on")
def margin_of_progress(*, difference: int, possible: int, on: date) -> Margin:
    """The difference as a share of the way that was left between the first level and the best one.

    No decree: the model of Walloon centres that Liège told of, minutes of the working group of 15 January 2015.

    `difference` and `possible`: the sums over the same axes, as `progress` gives them.
    """
    entry = parameters.on(MARGIN, on)
    if possible == 0:
        return Margin(share=None, lines=(entry.line("no_way_left"),))
    share = _rounded(difference * 10_000, possible)
    return Margin(share=share, lines=(_margin_line(entry, share),))


def _margin_line(entry: parameters.Entry, share: int) -> Line:
    if share < 0:
        return entry.line("margin_back", percent=_rounded(-share, 100))
    return entry.line("margin_gone", percent=_rounded(share, 100))


def _rounded(number: int, by: int) -> int:
    """A quotient rounded to the nearest, halves away from zero, so that a step back mirrors a step forward."""
    whole = (2 * abs(number) + by) // (2 * by)
    return whole if number >= 0 else -whole
