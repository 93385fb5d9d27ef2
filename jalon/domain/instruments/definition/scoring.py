"""From answers to scores: whole numbers in hundredths, rounded half up, None where too little was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jalon.domain.instruments.definition.model import UNIT, Axis, Definition


@dataclass(frozen=True)
class Scores:
    """By axis, and over all of them where the instrument has that; None is not measured, never nought."""

    axes: Mapping[str, int | None]
    overall: int | None


def score(definition: Definition, answers: Mapping[str, int]) -> Scores:
    """The scores of these answers (item: level from 1). An item without answer is absent."""
    found = {axis.code: _axis(definition, axis, answers) for axis in definition.axes}
    exact = [value for value in found.values() if value is not None]
    whole = None
    # Over all axes only when each has its score: a mean that leaves one out would speak of something else.
    if definition.scoring.overall != "none" and exact and len(exact) == len(found):
        whole = _join(definition.scoring.overall, exact, len(exact))
    return Scores({code: _rounded(value) for code, value in found.items()}, _rounded(whole))


def bounds(definition: Definition, axis: Axis | None = None) -> tuple[int, int]:
    """The lowest and highest score of an axis, or over all axes: for how much of the possible way was gone."""
    ends = []
    for best in (False, True):
        reached = {
            item.code: (item.count if best != item.is_reversed else 1)
            for one in ([axis] if axis else definition.axes)
            for item in one.items
        }
        scores = score(definition, reached)
        if axis:
            ends.append(scores.axes[axis.code])
        elif definition.scoring.overall != "none":
            ends.append(scores.overall)
    if len(ends) != 2:
        raise ValueError(f"{definition.code} has no score over all its axes")
    return ends[0], ends[1]  # type: ignore[return-value]


def _axis(definition: Definition, axis: Axis, answers: Mapping[str, int]) -> Fraction | None:
    values = [item.value(answers[item.code]) for item in axis.items if item.code in answers]
    if not values or len(values) < Fraction(definition.scoring.answered) * len(axis.items):
        return None
    return _join(definition.scoring.method, [Fraction(value) for value in values], len(axis.items))


def _join(method: str, values: Sequence[Fraction], asked: int) -> Fraction:
    mean = Fraction(sum(values), len(values))
    return mean if method == "mean" else mean * asked


def _rounded(value: Fraction | None) -> int | None:
    return None if value is None else int(value * UNIT + Fraction(1, 2))
