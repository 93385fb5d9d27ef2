"""From answers to scores: whole numbers in hundredths, rounded half up, None where too little was answered."""

from collections.abc import Mapping
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
    exact = {axis.code: _axis(definition, axis, answers) for axis in definition.axes}
    overall = None
    # Over all axes only when each has its score: a mean that leaves one out would speak of something else.
    if definition.scoring.overall != "none" and None not in exact.values():
        whole = sum((Fraction(*one) for one in exact.values() if one), Fraction())
        count = len(exact) if definition.scoring.overall == "mean" else 1
        overall = _rounded((whole.numerator, whole.denominator * count))
    return Scores({code: _rounded(one) for code, one in exact.items()}, overall)


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


def _axis(definition: Definition, axis: Axis, answers: Mapping[str, int]) -> tuple[int, int] | None:
    """The exact score as numerator and denominator. In whole numbers: a country's bilans go through here."""
    values = [item.value(answers[item.code]) for item in axis.items if item.code in answers]
    if not values or len(values) < definition.scoring.answered * len(axis.items):
        return None
    total = sum(values)
    return (total if definition.scoring.method == "mean" else total * len(axis.items)), len(values)


def _rounded(exact: tuple[int, int] | None) -> int | None:
    """In hundredths, half up."""
    if exact is None:
        return None
    top, bottom = exact
    return (2 * UNIT * top + bottom) // (2 * bottom)
