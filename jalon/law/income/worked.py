"""A month's calendar: who worked or trained on which days, for whom. Becomes the earnings the law looks at."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jalon.law import parameters
from jalon.law.answers import Explained
from jalon.law.errors import WrongMonth
from jalon.law.income.facts import Earning, Work
from jalon.law.rules import rule

DAY_MINUTES = "exemption.day_minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What one employer, course or commission brings: net, in cents. Neither `days` nor `minutes`: the whole month."""

    work: Work
    net: int
    days: Sequence[date] = ()
    minutes: int | None = None  # the working time of the month, where the days are not known
    employer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOfHours(Explained):
    """The days that a working time is counted as."""

    days: int


@rule(DAY_MINUTES, dated_by="on")
def days_of_hours(minutes: int, *, on: date) -> DaysOfHours:
    """The days of a month of which only the hours are known: a day begun counts whole.

    Royal decree of 11 July 2002, art. 35, which counts days and says nothing of hours: see the doubt.
    """
    entry = parameters.on(DAY_MINUTES, on)
    most = monthrange(on.year, on.month)[1]
    days = -(-minutes // entry.whole)
    if not 1 <= days <= most:
        raise WrongMonth("hours_beyond", minutes=minutes, days=days, most=most)
    line = entry.line("hours_as_days", worked_minutes=minutes, days=days, day_minutes=entry.whole)
    return DaysOfHours(days=days, lines=(line,))


def earnings_of(calendar: Sequence[Worked], *, month: date) -> list[Earning]:
    """The earnings of a calendar. Each day counts once: two employers on one day are refused, naming both."""
    taken: dict[date, Worked] = {}
    for one in calendar:
        if one.days and one.minutes is not None:
            raise WrongMonth("days_and_hours", name=_name(one))
        for day in one.days:
            if (day.year, day.month) != (month.year, month.month):
                raise WrongMonth("day_elsewhere", name=_name(one), day=day, month=f"{month:%Y-%m}")
            if day in taken:
                both = dict.fromkeys((_name(taken[day]), _name(one)))
                raise WrongMonth("day_twice", both=", ".join(both), day=day)
            taken[day] = one
    return [_earning(one, month) for one in calendar]


def _earning(one: Worked, month: date) -> Earning:
    if one.minutes is None:
        return Earning(work=one.work, net=one.net, days=len(one.days) or None)
    days = days_of_hours(one.minutes, on=month).days
    return Earning(work=one.work, net=one.net, days=days, minutes=one.minutes)


def _name(one: Worked) -> str:
    return one.employer or str(one.work)
