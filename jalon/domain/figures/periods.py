"""Periods of figures: any two days, and the quarters in which centres report."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput

_QUARTER = re.compile(r"^([12][0-9]{3})Q([1-4])$")
EARLIEST = date(2002, 10, 1)  # the law of 26 May 2002 enters into force; nothing is counted before it


@dataclass(frozen=True, order=True)
class Period:
    """From `first` to `last`, both days included. What stands (« en cours ») is counted on the last day.

    `known_by`: only what had been written down by that moment counts, so that a past report gives its numbers again;
    None: all that is written down now.
    """

    first: date
    last: date
    known_by: datetime | None = None

    def checked(self) -> "Period":
        """The same period; raises `InvalidInput` when it is none."""
        if self.last < self.first:
            raise InvalidInput(_("La fin de la période vient avant son début."), field="last")
        if self.first < EARLIEST:
            raise InvalidInput(_("Rien n’est compté avant le 1er octobre 2002."), field="first")
        return self


def quarter(code: str) -> Period:
    """The days of « 2026Q3 ». Raises `InvalidInput` for anything else."""
    found = _QUARTER.match(code)
    if not found:
        raise InvalidInput(_("Ce trimestre n’existe pas."), field="quarter")
    year, number = int(found[1]), int(found[2])
    end = date(year + 1, 1, 1) if number == 4 else date(year, number * 3 + 1, 1)
    return Period(date(year, number * 3 - 2, 1), end - timedelta(days=1))


def quarter_of(day: date) -> str:
    """The code of the quarter that holds a day."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def last_complete(on: date) -> str:
    """The last quarter that is over on a day."""
    return quarter_of(quarter(quarter_of(on)).first - timedelta(days=1))


def recent(on: date, number: int = 8) -> list[str]:
    """The last quarters that are over, the most recent first."""
    codes = [last_complete(on)]
    while len(codes) < number:
        codes.append(quarter_of(quarter(codes[-1]).first - timedelta(days=1)))
    return codes


def name_of(code: str) -> str:
    """« 3e trimestre 2026 »."""
    year, number = code.split("Q")
    names = {
        "1": _("1er trimestre %(year)s"),
        "2": _("2e trimestre %(year)s"),
        "3": _("3e trimestre %(year)s"),
        "4": _("4e trimestre %(year)s"),
    }
    return names[number] % {"year": year}
