"""Terms counted in months and years, written once because they are where deadlines go wrong.

Two countings exist and differ at the ends of months, so both are offered:

`same_day`: three months from 15 January end on 15 April; from 30 November on the last day of February.
`eve`: the term begins the next day and ends on the eve of the day of that number: three months from
30 April run from 1 May to 31 July (`same_day` would say 30 July).
"""

from calendar import monthrange
from datetime import date, timedelta

from jalon.law import parameters
from jalon.law.errors import UnknownReading

COUNTING = "term.month_count"


def add_months(day: date, months: int) -> date:
    """The day of the same number `months` later (or earlier); the last of the month when there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_term(event: date, months: int, *, counting: str) -> date:
    """The last day of a term of `months` that an event on `event` opens. `counting`: `same_day` or `eve`."""
    if counting == "same_day":
        return add_months(event, months)
    if counting == "eve":
        begins = event + timedelta(days=1)
        same_number = add_months(begins, months)
        return same_number if same_number.day < begins.day else same_number - timedelta(days=1)
    raise UnknownReading(f"'{counting}' is not a way to count months. Choose same_day or eve.")


def counting(on: date, reading: str | None) -> parameters.Reading:
    """The way months are counted on `on`: the default one, or the one chosen."""
    return parameters.on(COUNTING, on).reading(reading)


def last_day_of_span(first: date, months: int) -> date:
    """The last day of a period of `months` that includes its first day: 1 January, 12 months: 31 December."""
    return add_months(first, months) - timedelta(days=1)


def age_on(born: date, day: date) -> int:
    """Whole years of age on `day`; someone born on 29 February is a year older on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
