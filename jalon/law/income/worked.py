"""A month's calendar: who worked or trained on which days, for whom. Becomes the earnings the law looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jalon.law.errors import WrongFact
from jalon.law.income.facts import Earning, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What one employer, course or commission brings: net, in cents. No `days`: it covers the whole month."""

    work: Work
    net: int
    days: Sequence[date] = ()
    employer: str = ""


def earnings_of(calendar: Sequence[Worked], *, month: date) -> list[Earning]:
    """The earnings of a calendar. Each day counts once: two employers on one day are refused, naming both."""
    taken: dict[date, Worked] = {}
    for one in calendar:
        for day in one.days:
            if (day.year, day.month) != (month.year, month.month):
                raise WrongFact(f"{_name(one)}: {day.isoformat()} is not in {month:%Y-%m}. Give days of that month.")
            if day in taken:
                both = _name(one) if taken[day] is one else f"{_name(taken[day])} and {_name(one)}"
                raise WrongFact(
                    f"{both}: {day.isoformat()} is counted twice. Give each day once; when two employers share one, "
                    "leave it with the first and keep the pay of both."
                )
            taken[day] = one
    return [Earning(work=one.work, net=one.net, days=len(one.days) or None) for one in calendar]


def _name(one: Worked) -> str:
    return one.employer or str(one.work)
