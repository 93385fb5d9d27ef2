"""Dates, delays and figures as people say them, in French and in Dutch.

Nothing here asks for today: the day is an argument, given by the page.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jalon.domain.core import reader

THIN = reader.NARROW  # before % and €
FIGURE_DASH = "\u2212"  # a true minus sign
NEAR = {
    -2: gettext_lazy("avant-hier"),
    -1: gettext_lazy("hier"),
    0: gettext_lazy("aujourd’hui"),
    1: gettext_lazy("demain"),
    2: gettext_lazy("après-demain"),
}


def as_day(value: date | datetime) -> date:
    """The calendar day of ``value`` in the current time zone."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def long_day(value: date | datetime, *, weekday: bool = False) -> str:
    """« 4 mai 2026 », « lundi 1er juin 2026 »; Dutch « maandag 1 juni 2026 »."""
    day = as_day(value)
    number = "1er" if day.day == 1 and reader.language() == "fr" else str(day.day)
    words = f"{number} {date_format(day, 'F Y')}"
    return f"{date_format(day, 'l')} {words}" if weekday else words


def clock(value: datetime) -> str:
    """« 14 h 32 »; Dutch « 14.32 uur »."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    # Translators: time of day; hour and minutes on two figures
    return _("%(hour)d h %(minute)s") % {"hour": local.hour, "minute": f"{local.minute:02d}"}


def labelled(label: object, words: object) -> str:
    """« qui : quoi »; Dutch « wie: wat »."""
    return _("%(label)s : %(words)s") % {"label": label, "words": words}


def delay(days: int) -> str:
    """A length of time in the largest unit that stays honest: never rounded up.

    ``days`` is not negative. From two weeks on it is said in weeks, from two months in months, from two years in years.
    """
    if days < 14:
        return ngettext("%(n)d jour", "%(n)d jours", days) % {"n": days}
    if days < 61:
        return ngettext("%(n)d semaine", "%(n)d semaines", days // 7) % {"n": days // 7}
    if days < 731:
        months = int(days / 30.4375)
        return ngettext("%(n)d mois", "%(n)d mois", months) % {"n": months}
    years = int(days / 365.25)
    return ngettext("%(n)d an", "%(n)d ans", years) % {"n": years}


def ago(value: date | datetime, today: date) -> str:
    """« aujourd’hui », « dans 3 jours », « hier », « il y a 2 semaines »: the distance from ``today`` to ``value``."""
    days = (as_day(value) - today).days
    if days in NEAR:
        return str(NEAR[days])
    if days > 0:
        return _("dans %(delay)s") % {"delay": delay(days)}
    return _("il y a %(delay)s") % {"delay": delay(-days)}


def number(value: int | float | Decimal | None, places: int = 0) -> str:
    """« 1 234,5 », Dutch « 1.234,5 », with ``places`` decimals; a dash for None."""
    if value is None:
        return "–"
    figures = reader.grouped(f"{abs(Decimal(str(value))):,.{places}f}")
    negative = value < 0 and any(c in "123456789" for c in figures)
    return FIGURE_DASH + figures if negative else figures


def percent(share: float | Decimal | None, places: int = 0) -> str:
    """« 12,5 % » from a share between 0 and 1; a dash for None (nothing to divide by)."""
    return "–" if share is None else f"{number(Decimal(str(share)) * 100, places)}{THIN}%"


def euros(amount: Decimal | int | None) -> str:
    """« 1 234,56 € »; Dutch « € 1.234,56 ». ``amount`` is in euros (Decimal), never a float."""
    if amount is None:
        return "–"
    if reader.language() == "nl":
        return f"€{THIN}{number(amount, 2)}"
    return f"{number(amount, 2)}{THIN}€"
