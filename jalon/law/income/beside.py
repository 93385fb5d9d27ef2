"""One month beside another: a day more, a day less, another job. And the months that can be worked out at all."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from jalon.law import parameters
from jalon.law.income.amounts import INCOME
from jalon.law.income.cents import nearest
from jalon.law.income.entitlement import ALLOWANCE, COUNT_IN
from jalon.law.income.facts import Earning, Person
from jalon.law.income.month import DIVISOR, GENERAL, ORDER, MonthAnswer
from jalon.law.income.worked import DAY_MINUTES

_NEEDED = (*INCOME.values(), GENERAL, ORDER, DIVISOR, "exemption.general", ALLOWANCE, COUNT_IN, DAY_MINUTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What one month changes against another, in cents.

    `of_a_euro`: cents kept of each euro earned more, or lost with each euro earned less; negative where earning more
    leaves less; None where as much is earned.
    """

    earned: int
    support: int
    disposable: int
    of_a_euro: int | None


def beside(one: MonthAnswer, than: MonthAnswer) -> Beside:
    """`one` against `than`, both of the same person and month."""
    earned, change = one.earned - than.earned, one.disposable - than.disposable
    return Beside(
        earned=earned, support=one.support - than.support, disposable=change, of_a_euro=_cents(change, earned)
    )


def _cents(change: int, earned: int) -> int | None:
    if earned == 0:
        return None
    kept = nearest(abs(change) * 100, abs(earned))
    return kept if change * earned >= 0 else -kept


def with_days(person: Person, more: int, *, on: date) -> Person | None:
    """The same month with a day more (1) or less (-1) at the first work of which days are known, paid at its pace.

    None where no day is known, or the month has no room for one more.
    """
    place = next((place for place, one in enumerate(person.earnings) if one.days is not None), None)
    known = sum(one.days or 0 for one in person.earnings)
    if place is None or known + more > monthrange(on.year, on.month)[1]:
        return None
    earnings = list(person.earnings)
    one = earnings.pop(place)
    days = (one.days or 0) + more
    if days:
        pay = nearest(one.net * days, one.days or 1)
        earnings.insert(place, Earning(work=one.work, net=pay, days=days))
    return replace(person, earnings=earnings)


@cache
def months_covered() -> tuple[date, date]:
    """The first days of the first and the last month that can be worked out."""
    runs = [parameters.parameter(name).entries for name in _NEEDED]
    first = max(entries[0].valid_from for entries in runs)
    last = min(entries[-1].valid_until or date.max for entries in runs)
    return first.replace(day=1), last.replace(day=1)
