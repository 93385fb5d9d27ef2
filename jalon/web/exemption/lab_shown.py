"""What the lab shows: curves with their tables and what they say in words, the rates, and the typical cases."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.exemption.lab import Compared, Lab
from jalon.domain.exemption.scheme_words import kept
from jalon.domain.lab import person_told as told
from jalon.domain.lab.grids import Grid
from jalon.domain.lab.standing import Country
from jalon.domain.lab.words import count_words, whole_euros
from jalon.law.income import Point, Scheme
from jalon.web.exemption.charts import Line, curves
from jalon.web.ui.tables import Column, Table

MOST_RATE = 150  # percent: a threshold loses many hundreds of one euro, and would flatten all the rest
Value = Callable[[Point], float | None]


def shown(lab: Lab, found: Compared, poverty: int | None) -> dict[str, Any]:
    """Everything the page says of a comparison."""
    names, by_wage = told.names_of(lab), found.by_wage
    wage, days = _("Gagné, en euros par mois"), _("Jours travaillés")
    marks = {"here": None if lab.here is None else lab.here / 100, "level": None if poverty is None else poverty / 100}
    lost = {"across": wage, "up": _("Perdu, sur cent"), "here": marks["here"], "level": None}
    return {
        "looked_at": told.looked_at(lab),
        "wage_chart": _chart(names, by_wage, _disposable, across=wage, **marks),
        "wage_table": table(told.by_wage(names, found)),
        "wage_words": [*told.against_today(names, by_wage), *told.kinks(names, by_wage)],
        "days_chart": _chart(names, found.by_days, _disposable, by_days=True, across=days, **marks | {"here": None}),
        "days_table": table(told.by_days(names, found)),
        "days_words": told.against_today(names, found.by_days),
        "marginal_chart": _chart(names, by_wage, lambda one: _bounded(one.marginal), steps=True, **lost),
        "marginal_table": table(told.marginal(names, found)),
        "marginal_words": told.steepest(names, by_wage),
        "participation_chart": _chart(names, by_wage, lambda one: _bounded(one.participation), **lost),
        "participation_table": table(told.participation(names, found)),
        "is_cut": any((one.marginal or 0) > MOST_RATE for points in by_wage for one in points),
        "here": told.here_words(names, lab, found, poverty),
        "smooths": any(one.smoothing > 1 for one in lab.schemes),
        "differences": table(told.differences(names, found)),
        "totals": table(told.case_totals(names, found)),
        "about": [(name, _about(one)) for name, one in zip(names, lab.all_schemes, strict=True)],
    }


def table(grid: Grid) -> Table:
    """A grid as a table of the page, under a heading that names it already."""
    columns = [Column(head, heading=not place, numeric=bool(place)) for place, head in enumerate(grid.head)]
    return Table(grid.title, columns, [[cell.text for cell in row] for row in grid.rows])


def country_table(lab: Lab, found: Country) -> Table:
    """What each scheme changes for everyone, in the roundest numbers that still tell them apart."""
    head = [_("Piste"), _("Dépense d’une année"), _("Gagnent"), _("Perdent")]
    columns = [Column(one, heading=not place, numeric=bool(place)) for place, one in enumerate(head)]
    rows = []
    for name, one in zip(told.names_of(lab)[1:], found.changes, strict=True):
        people = (count_words(round(many, -2)) for many in (one.winners, one.losers))
        rows.append([name, whole_euros(round(one.cost, -7), signed=True), *people])
    return Table(_("Ce que chaque piste changerait dans tout le pays"), columns, rows, hide_caption=True)


def country_steps(found: Country) -> dict[str, Any]:
    """How far the population is, as a number of steps and in words."""
    words = [
        _("Le calcul démarre"),
        _("Les règles se chargent"),
        _("Un million de mois se tirent au sort"),
        _("Les mois se rangent"),
        _("Les pistes se comptent"),
    ]
    return {"steps": len(words), "step_words": words[found.step or 0]}


def _about(one: Scheme) -> str:
    language = reader.law_language()
    alone = one.id.startswith("own-") and one.about == one.title  # nothing but the name that was given here
    about = _("Composée sur cette page.") if alone else one.about.say(language)
    return " ".join([about, *kept(one)]) if one.id.startswith("own-") else about


def _disposable(one: Point) -> float:
    return one.disposable / 100


def _bounded(rate: int | None) -> float | None:
    return None if rate is None else max(-MOST_RATE, min(rate, MOST_RATE))


def _chart(
    names: Sequence[str], by_scheme: Sequence[Sequence[Point]], value: Value, *, by_days: bool = False, **marks: Any
) -> str:
    lines = []
    bends = value is _disposable
    for name, points in zip(names, by_scheme, strict=True):
        across = [place if by_days else one.earned / 100 for place, one in enumerate(points)]
        values = [(at, value(one), bends and one.is_kink) for at, one in zip(across, points, strict=True)]
        lines.append(Line(name, [(at, up, is_kink) for at, up, is_kink in values if up is not None]))
    return mark_safe(curves(lines, **marks))  # noqa: S308  drawn here, from numbers and escaped names
