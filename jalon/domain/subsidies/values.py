"""A cell read as what its series holds: a count, euros (kept in cents), a weight, a yes or a no."""

import re
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from jalon.domain.core.text import folded
from jalon.domain.subsidies.grids import Cell
from jalon.law.subsidies import Unit

_BLANKS = re.compile(r"[\s\u00a0\u2009\u202f]")
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[.,'])\d{3}(?:(?P=mark)\d{3})*")
_WHOLE = re.compile(r"\d{1,12}")
_EUROS = re.compile(r"(?P<whole>\d{1,12}|\d{1,3}(?:(?P<mark>[.,'])\d{3})+)(?:(?P<point>[.,])(?P<cents>\d{1,2}))?")
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,12})?")
YES, NO = (
    {"oui", "ja", "yes", "1", "x", "o", "j", "vrai", "waar", "true"},
    {"non", "nee", "neen", "no", "0", "n", "faux", "onwaar", "false"},
)
MOST = 10**14  # of anything: beyond it is a slip


class BadValue(ValueError):
    """The cell does not hold what its column says. The message is for a person."""


def value_of(cell: Cell, unit: Unit) -> Fraction | None:
    """The value; None for an empty cell. Raises `BadValue` with a sentence."""
    if cell is None or cell == "":
        return None
    found = _decimal(cell, unit) if isinstance(cell, Decimal) else _text(cell, unit)
    if not 0 <= found <= MOST:
        raise BadValue(_("« %(value)s » n’est pas possible ici.") % {"value": shown(cell)})
    return found


def is_yes(cell: Cell) -> bool:
    """Whether a box is ticked; an empty cell is not."""
    return folded(str(cell or "")).strip() in YES


def shown(cell: Cell) -> str:
    """A cell in a sentence, cut when long."""
    text = str(cell)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _decimal(cell: Decimal, unit: Unit) -> Fraction:
    if not cell.is_finite():
        raise BadValue(_("« %(value)s » n’est pas un nombre.") % {"value": shown(cell)})
    number = Fraction(cell)
    if unit is Unit.EUROS:
        if (number * 100).denominator != 1:
            raise BadValue(_("« %(value)s » compte des fractions de centime.") % {"value": shown(cell)})
        return number * 100
    if unit is Unit.COUNT and number.denominator != 1:
        raise BadValue(_("« %(value)s » n’est pas un nombre entier.") % {"value": shown(cell)})
    if unit is Unit.YES_NO and number not in (0, 1):
        raise BadValue(_("« %(value)s » n’est ni oui ni non.") % {"value": shown(cell)})
    return number


def _text(cell: str, unit: Unit) -> Fraction:
    if unit is Unit.YES_NO:
        word = folded(cell).strip()
        if word not in YES | NO:
            raise BadValue(_("« %(value)s » n’est ni oui ni non.") % {"value": shown(cell)})
        return Fraction(word in YES)
    bare = _BLANKS.sub("", cell)
    if unit is Unit.COUNT:
        if _WHOLE.fullmatch(bare) or _GROUPED.fullmatch(bare):
            return Fraction(re.sub(r"\D", "", bare))
        raise BadValue(_("« %(value)s » n’est pas un nombre entier.") % {"value": shown(cell)})
    if unit is Unit.EUROS:
        return _euros(cell, bare)
    if _NUMBER.fullmatch(bare):
        return Fraction(bare.replace(",", "."))
    raise BadValue(_("« %(value)s » n’est pas un nombre.") % {"value": shown(cell)})


def _euros(cell: str, bare: str) -> Fraction:
    """Cents. Three figures after a mark are thousands: an amount has two decimals at most."""
    found = _EUROS.fullmatch(bare.replace("€", "").removeprefix("EUR").removesuffix("EUR"))
    if found is None or (found["mark"] and found["mark"] == found["point"]):
        raise BadValue(_("« %(value)s » n’est pas un montant en euros.") % {"value": shown(cell)})
    whole = re.sub(r"\D", "", found["whole"])
    return Fraction(int(whole) * 100 + int((found["cents"] or "0").ljust(2, "0")))
