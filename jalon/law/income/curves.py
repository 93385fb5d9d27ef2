"""A curve: one person's month as more and more is earned, with what each further euro leaves, and its kinks."""

from collections.abc import Sequence
from dataclasses import dataclass

from jalon.law.income.beside import beside
from jalon.law.income.month import MonthAnswer

KINK = 3  # percent: a smaller change of the rate is the rounding of cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One month of a curve, amounts in cents, rates in percent.

    `marginal`: what is lost of each euro earned more, up to the next point (above 100: more is lost than earned).
    `participation`: what is lost of all that is earned, against not working. None where there is no such euro.
    """

    earned: int
    support: int
    disposable: int
    marginal: int | None
    participation: int | None
    is_kink: bool


def curve(answers: Sequence[MonthAnswer]) -> tuple[Point, ...]:
    """The points of months that earn more and more; the first one earns nothing."""
    first = answers[0]
    rates = [_lost(more, less) for less, more in zip(answers, answers[1:], strict=False)]
    found = []
    for place, one in enumerate(answers):
        before = rates[place - 1] if place else None
        after = rates[place] if place < len(rates) else None
        found.append(
            Point(
                earned=one.earned,
                support=one.support,
                disposable=one.disposable,
                marginal=after,
                participation=_lost(one, first),
                is_kink=before is not None and after is not None and abs(after - before) >= KINK,
            )
        )
    return tuple(found)


def _lost(more: MonthAnswer, less: MonthAnswer) -> int | None:
    kept = beside(more, less).of_a_euro
    return None if kept is None else 100 - kept
