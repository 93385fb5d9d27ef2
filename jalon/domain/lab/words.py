"""Columns, values and numbers of a report in the words of the reader."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jalon.domain.core import reader
from jalon.domain.exemption.words import WORKS, euros
from jalon.domain.people.enums import Category, Sex
from jalon.law.income import Category as LawCategory
from jalon.law.income import parse_scheme, shipped_schemes

DIMENSIONS: dict[str, str | Promise] = {
    "category": gettext_lazy("Catégorie"),
    "work": gettext_lazy("Sorte de travail"),
    "decile": gettext_lazy("Dixième du gain"),
    "sex": gettext_lazy("Sexe"),
    "age": gettext_lazy("Âge"),
    "region": gettext_lazy("Région"),
}
TOGETHER = "…"
_NO_WORK = gettext_lazy("sans travail")
_REGIONS: dict[str, str | Promise] = {
    "Bruxelles": gettext_lazy("Bruxelles"),
    "Vlaanderen": gettext_lazy("Flandre"),
    "Wallonie": gettext_lazy("Wallonie"),
}
_LOWEST, _HIGHEST = pgettext_lazy("tenth of incomes", "le plus bas"), pgettext_lazy("tenth of incomes", "le plus haut")


def value_words(dimension: str, value: str) -> str:
    """« 2 – isolé », « 1er dixième (le plus bas) »; a value we don't know, as the file writes it."""
    if value == TOGETHER:
        return _("trop peu de lignes, mises ensemble")
    if value == "?":
        return _("non dit")
    known: Mapping[str, Any] = {
        "category": {one.name.lower(): Category(int(one)).label for one in LawCategory},
        "work": {"none": _NO_WORK, **{str(work): words for work, words in WORKS.items()}},
        "sex": dict(Sex.choices),
        "region": _REGIONS,
    }.get(dimension, {})
    if dimension == "decile" and value.isdigit():
        return _tenth(int(value))
    return str(known.get(value, value))


def _tenth(place: int) -> str:
    if not place:
        return str(_NO_WORK)
    end = {1: f" ({_LOWEST})", 10: f" ({_HIGHEST})"}.get(place, "")
    return (_("1er dixième") if place == 1 else _("%(n)de dixième") % {"n": place}) + end


def traits_words(traits: Sequence[Sequence[str]]) -> str:
    """« 2 – isolé, travail intérimaire, 6e dixième »."""
    return ", ".join(value_words(name, value) for name, value in traits)


def scheme_names(schemes: Sequence[Sequence[str]]) -> dict[str, str]:
    """The names of the schemes of a question, today's rule first; a name that stands twice gets a number."""
    language = reader.law_language()
    found = {"today": shipped_schemes()["today"].title.say(language)}
    for code, text in schemes:
        name = parse_scheme(text, name=f"{code}.yaml").title.say(language)
        found[code] = f"{name} ({len(found)})" if name in found.values() else name
    return found


def count_words(value: int) -> str:
    """« 153 270 », Dutch « 153.270 »."""
    return reader.grouped(f"{value:,}")


def whole_euros(cents: int, *, signed: bool = False) -> str:
    """Euros of a year, without cents: « −9 963 958 € »."""
    whole = (2 * abs(cents) + 100) // 200
    sign = "" if not whole else "\N{MINUS SIGN}" if cents < 0 else "+" if signed else ""
    unit = "euro" if reader.language() == "nl" else "€"
    return f"{sign}{count_words(whole)}\N{NO-BREAK SPACE}{unit}"


def month_euros(cents: int) -> str:
    """Euros of a month, to the cent, with their sign."""
    return euros(cents, signed=True)
