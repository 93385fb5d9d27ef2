"""What the lab shows: curves with their tables and what they say in words, the rates, and the typical cases."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.exemption.lab import Compared, Lab
from jalon.domain.exemption.scheme_words import kept
from jalon.domain.exemption.words import WORKS, euros, month_words
from jalon.domain.people.enums import Category
from jalon.law.income import Point, Scheme
from jalon.web.exemption.charts import Line, curves
from jalon.web.ui.people import labelled, percent
from jalon.web.ui.tables import Column, Table

EVERY = 4  # points between two rows of the table by wage: 200 €
RATES = (5, 10, 15, 20, 25)  # points at which the rates are told: 250 € to 1 250 €


def shown(lab: Lab, found: Compared, poverty: int | None) -> dict[str, Any]:
    """Everything the page says of a comparison."""
    names = _names(lab)
    return {
        "looked_at": _looked_at(lab),
        "wage_chart": _chart(names, found.by_wage, _("Gagné, en euros par mois"), here=lab.here, level=poverty),
        "wage_table": _totals(names, found.by_wage, _("Gagné"), [euros(one.earned) for one in found.by_wage[0]], EVERY),
        "wage_words": [*_against_today(names, found.by_wage), *_kinks(names, found.by_wage)],
        "days_chart": _chart(names, found.by_days, _("Jours travaillés"), here=None, level=poverty, by_days=True),
        "days_table": _totals(names, found.by_days, _("Jours"), list(map(str, range(len(found.by_days[0])))), EVERY),
        "days_words": _against_today(names, found.by_days),
        "rates": _rates(names, found.by_wage),
        "here": _here(names, lab, found, poverty),
        "smooths": any(one.smoothing > 1 for one in lab.schemes),
        "differences": _differences(names, found),
        "totals": _case_totals(names, found),
        "about": [(name, _about(one)) for name, one in zip(names, lab.all_schemes, strict=True)],
    }


def _looked_at(lab: Lab) -> list[tuple[str, str]]:
    """What was asked, for the paper: the form itself is not printed, and a curve without its month says nothing."""
    return [
        (_("Mois"), month_words(lab.month)),
        (_("Catégorie"), str(Category(lab.category.value).label)),
        (_("Sorte de travail"), str(WORKS[lab.work])),
        (_("Net d’une journée, en euros"), euros(lab.day_pay)),
    ]


def _names(lab: Lab) -> list[str]:
    """A name each; one that stands twice gets a number, for a curve is found by its name."""
    found: list[str] = []
    for one in lab.all_schemes:
        name = one.title.say(reader.law_language())
        found.append(f"{name} ({len(found) + 1})" if name in found else name)
    return found


def _about(one: Scheme) -> str:
    language = reader.law_language()
    alone = one.id.startswith("own-") and one.about == one.title  # nothing but the name that was given here
    about = _("Composée sur cette page.") if alone else one.about.say(language)
    return " ".join([about, *kept(one)]) if one.id.startswith("own-") else about


def _chart(
    names: Sequence[str],
    by_scheme: Sequence[Sequence[Point]],
    across: str,
    *,
    here: int | None,
    level: int | None,
    by_days: bool = False,
) -> str:
    lines = [
        Line(
            name,
            [
                (place if by_days else one.earned / 100, one.disposable / 100, one.is_kink)
                for place, one in enumerate(points)
            ],
        )
        for name, points in zip(names, by_scheme, strict=True)
    ]
    marks = {"here": None if here is None else here / 100, "level": None if level is None else level / 100}
    return mark_safe(curves(lines, across=across, **marks))  # noqa: S308  drawn here, from numbers and escaped names


def _totals(
    names: Sequence[str], by_scheme: Sequence[Sequence[Point]], head: str, labels: Sequence[str], every: int
) -> Table:
    columns = [Column(head, heading=True), *(Column(name, numeric=True) for name in names)]
    rows = [
        [labels[place], *(euros(points[place].disposable) for points in by_scheme)]
        for place in range(0, len(labels), every)
    ]
    return Table(_("Ce qu’il y a en tout"), columns, rows, hide_caption=True)


def _against_today(names: Sequence[str], by_scheme: Sequence[Sequence[Point]]) -> list[str]:
    """For each scheme, where it leaves most more and most less than today's rule."""
    today, *others = by_scheme
    found = []
    for name, points in zip(names[1:], others, strict=True):
        changes = [(one.disposable - base.disposable, one.earned) for one, base in zip(points, today, strict=True)]
        best, worst = max(changes), min(changes)
        parts = []
        if best[0] > 0:
            parts.append(_("au mieux %(change)s de plus, à %(earned)s gagnés") % _told(best))
        if worst[0] < 0:
            parts.append(_("au pire %(change)s de moins, à %(earned)s gagnés") % _told(worst))
        found.append(labelled(name, ", ".join(parts) or _("partout autant que la règle actuelle")))
    return found


def _told(change: tuple[int, int]) -> dict[str, str]:
    return {"change": euros(abs(change[0])), "earned": euros(change[1])}


def _kinks(names: Sequence[str], by_scheme: Sequence[Sequence[Point]]) -> list[str]:
    found = []
    for name, points in zip(names, by_scheme, strict=True):
        at = ", ".join(euros(one.earned) for one in points if one.is_kink)
        if at:
            found.append(_("%(name)s change de pente vers %(at)s.") % {"name": name, "at": at})
    return found


def _rates(names: Sequence[str], by_scheme: Sequence[Sequence[Point]]) -> Table:
    """Of each euro more, and of all that is earned, what is lost."""
    columns = [Column(_("Gagné"), heading=True), *(Column(name, numeric=True) for name in names)]
    rows = [
        [euros(by_scheme[0][place].earned), *(_rate(points[place]) for points in by_scheme)]
        for place in RATES
        if place < len(by_scheme[0])
    ]
    return Table(_("Ce qui est perdu de chaque euro de plus, et de tout ce qui est gagné"), columns, rows)


def _rate(one: Point) -> str:
    return f"{_hundredth(one.marginal)} · {_hundredth(one.participation)}"


def _hundredth(rate: int | None) -> str:
    return percent(None if rate is None else rate / 100)


def _here(names: Sequence[str], lab: Lab, found: Compared, poverty: int | None) -> list[str]:
    """At the wage looked at: what each leaves, the difference first, and the distance to the poverty line."""
    if lab.here is None:
        return []
    today, *others = found.here
    words = {"earned": euros(lab.here), "total": euros(today.disposable)}
    said = [_("À %(earned)s gagnés, la règle actuelle laisse %(total)s en tout.") % words + _distance(today, poverty)]
    for name, one in zip(names[1:], others, strict=True):
        change = euros(one.disposable - today.disposable, signed=True)
        said.append(f"{labelled(name, change)} ({euros(one.disposable)}).{_distance(one, poverty)}")
    return said


def _distance(one: Any, poverty: int | None) -> str:
    if poverty is None:
        return ""
    words = {"gap": euros(abs(one.disposable - poverty))}
    if one.disposable < poverty:
        return " " + _("Il manque %(gap)s pour atteindre le seuil de pauvreté.") % words
    return " " + _("C’est %(gap)s au-dessus du seuil de pauvreté.") % words


def _differences(names: Sequence[str], found: Compared) -> Table:
    columns = [Column(_("Situation"), heading=True), *(Column(name, numeric=True) for name in names[1:])]
    rows = [
        [case.title, *(euros(one.disposable - answers[0].disposable, signed=True) for one in answers[1:])]
        for case, answers in found.cases
    ]
    return Table(_("Différence avec la règle actuelle, par mois"), columns, rows)


def _case_totals(names: Sequence[str], found: Compared) -> Table:
    columns = [Column(_("Situation"), heading=True), *(Column(name, numeric=True) for name in names)]
    rows = [[case.title, *(euros(one.disposable) for one in answers)] for case, answers in found.cases]
    return Table(_("Ce qu’il y a en tout, par mois"), columns, rows)
