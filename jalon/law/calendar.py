"""Belgian working days: every day but Saturdays, Sundays and the ten legal holidays.

Holidays that centres add for themselves (bridging days, a replacement for a holiday on a Sunday) are not law
and are not here.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from dateutil.easter import easter

from jalon.law import parameters
from jalon.law.rules import rule

HOLIDAYS = "calendar.holidays"
MOVED = "calendar.moved_holidays"
WEEK = "calendar.working_week"

_SATURDAY, _SUNDAY = 5, 6

_FIXED = {
    "new_year": (1, 1),
    "labour_day": (5, 1),
    "national_day": (7, 21),
    "assumption": (8, 15),
    "all_saints": (11, 1),
    "armistice": (11, 11),
    "christmas": (12, 25),
}
_AFTER_EASTER = {"easter_monday": 1, "ascension": 39, "whit_monday": 50}


@lru_cache(maxsize=256)
def holidays(year: int) -> Mapping[date, str]:
    """The legal holidays of a year, day to name, in order: ten of them.

    Royal decree of 18 April 1974, art. 1 (executing the Act of 4 January 1974, art. 4).
    In 2008 Ascension fell on 1 May and 2 May took its place (royal decree of 3 June 2007).
    """
    entry = parameters.on(HOLIDAYS, date(year, 12, 31))
    days: dict[date, str] = {}
    for name in entry.words:
        days.setdefault(_holiday(name, year), name)
    moved = parameters.on(MOVED, date(year, 12, 31)).value.get(year, {})
    days.update({day: name for name, day in moved.items()})
    return MappingProxyType(dict(sorted(days.items())))


def _holiday(name: str, year: int) -> date:
    if name in _AFTER_EASTER:
        return easter(year) + timedelta(days=_AFTER_EASTER[name])
    return date(year, *_FIXED[name])


@rule(HOLIDAYS, also=(MOVED, WEEK), dated_by="day")
def is_working_day(day: date, *, reading: str | None = None) -> bool:
    """Whether `day` is a working day: not a Saturday, a Sunday or a legal holiday.

    Royal decree of 18 April 1974, art. 1, for the holidays. Reading `monday_saturday` counts Saturdays too.
    """
    week = parameters.on(WEEK, day).reading(reading).name
    resting = {_SUNDAY} if week == "monday_saturday" else {_SATURDAY, _SUNDAY}
    return day.weekday() not in resting and day not in holidays(day.year)


@rule(HOLIDAYS, also=(MOVED, WEEK), dated_by="day")
def next_working_day(day: date, *, reading: str | None = None) -> date:
    """`day` itself when it is a working day, otherwise the first one after it.

    Royal decree of 18 April 1974, art. 1, for the holidays.
    """
    while not is_working_day(day, reading=reading):
        day += timedelta(days=1)
    return day


@rule(HOLIDAYS, also=(MOVED, WEEK), dated_by="day")
def previous_working_day(day: date, *, reading: str | None = None) -> date:
    """`day` itself when it is a working day, otherwise the last one before it.

    Royal decree of 18 April 1974, art. 1, for the holidays.
    """
    while not is_working_day(day, reading=reading):
        day -= timedelta(days=1)
    return day


@rule(HOLIDAYS, also=(MOVED, WEEK), dated_by="day")
def add_working_days(day: date, number: int, *, reading: str | None = None) -> date:
    """The `number`-th working day after `day`, which itself does not count. With 0: `next_working_day`.

    Royal decree of 18 April 1974, art. 1, for the holidays.
    """
    if number < 0:
        raise ValueError(f"add_working_days counts forward: {number} is negative. Use previous_working_day.")
    parameters.on(HOLIDAYS, day)  # a day before the law we know is refused, not stepped over
    for _ in range(number):
        day = next_working_day(day + timedelta(days=1), reading=reading)
    return next_working_day(day, reading=reading)
