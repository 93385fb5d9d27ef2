"""A date of birth as people know it: a day, a month of a year, a year, or nothing."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput

OLDEST = 125  # years; beyond, a typing error is likelier than a life
_DAY_FIRST = re.compile(r"(?:(?:([0-9]{1,2})[/. -])?([0-9]{1,2})[/. -])?([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Birth:
    """What is known of a date of birth. A day without its month, or a month without its year, is not kept."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """« 04/05/1990 », « 05/1990 », « 1990 », or nothing: as it can be typed again."""
        parts = [(self.day, 2), (self.month, 2), (self.year, 4)]
        return "/".join(f"{value:0{width}d}" for value, width in parts if value is not None)


def read_birth(typed: str, *, on: date) -> Birth:
    """The date of birth that was typed; 00 stands for a part that is not known.

    Raises `InvalidInput` for a date that does not exist, lies after `on` or more than 125 years before.
    """
    text = typed.strip()
    if not text:
        return Birth()
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part or 0) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part or 0) for part in found.groups())
    else:
        raise _refused(_("Écrivez jour/mois/année, mois/année ou l’année seule, par exemple 04/05/1990."))
    return checked_birth(Birth(year or None, month or None, day or None), on=on)


def checked_birth(birth: Birth, *, on: date) -> Birth:
    """The same date, once it is sure that it can be one."""
    year, month, day = birth.year, birth.month, birth.day
    if year is None and (month or day) or (month is None and day):
        raise _refused(_("Le jour ne s’écrit qu’avec son mois, et le mois qu’avec son année."))
    if year is None:
        return birth
    if month is not None and not 1 <= month <= 12:
        raise _refused(_("Ce mois n’existe pas."))
    if not on.year - OLDEST <= year <= on.year or (year, month or 1, day or 1) > (on.year, on.month, on.day):
        raise _refused(_("Elle est dans le futur ou remonte à plus de 125 ans."))
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise _refused(_("Ce jour n’existe pas."))
    return birth


def _refused(why: str) -> InvalidInput:
    return InvalidInput(_("Cette date de naissance n’est pas correcte."), why, field="birth")
