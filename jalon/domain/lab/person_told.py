"""The comparison for one person in tables and sentences, told once for the page, the workbook and the paper."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.exemption.lab import Compared, Lab, Total
from jalon.domain.exemption.words import WORKS, euros, month_words
from jalon.domain.lab.grids import Cell, Grid
from jalon.domain.lab.person import compared, lab_of
from jalon.domain.people.enums import Category
from jalon.law.income import Point

EVERY = 4  # points between two rows of a table by wage: 200 €
Names = Sequence[str]


def names_of(lab: Lab) -> list[str]:
    """A name each; one that stands twice gets a number, for a curve is found by its name."""
    found: list[str] = []
    for one in lab.all_schemes:
        name = one.title.say(reader.law_language())
        found.append(f"{name} ({len(found) + 1})" if name in found else name)
    return found


def asked_facts(asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was looked at, and under which rules."""
    lab, poverty = lab_of(asked), asked["one"]["poverty"]
    found = looked_at(lab)
    if lab.here is not None:
        found.append((_("Vous êtes ici"), euros(lab.here)))
    if poverty is not None:
        found.append((_("Seuil de pauvreté donné"), euros(poverty)))
    return [*found, (_("Règles comparées"), reader.mark(";").join(names_of(lab)))]


def looked_at(lab: Lab) -> list[tuple[str, str]]:
    """The month and the typical person: a curve without them says nothing."""
    return [
        (_("Mois"), month_words(lab.month)),
        (_("Catégorie"), str(Category(lab.category.value).label)),
        (_("Sorte de travail"), str(WORKS[lab.work])),
        (_("Net d’une journée, en euros"), euros(lab.day_pay)),
    ]


def grids(asked: Mapping[str, Any], told: Mapping[str, Any], every: int = EVERY) -> list[Grid]:
    """Every table; `every`: points between two rows by wage, 1 for all there are."""
    lab = lab_of(asked)
    names, found = names_of(lab), compared(asked, told)
    return [differences(names, found), case_totals(names, found), by_wage(names, found, every), by_days(names, found),
            marginal(names, found, every), participation(names, found, every)]  # fmt: skip


def sentences(asked: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    """What it comes to."""
    lab = lab_of(asked)
    names, found = names_of(lab), compared(asked, told)
    return [*here_words(names, lab, found, asked["one"]["poverty"]), *against_today(names, found.by_wage)]


def differences(names: Names, found: Compared) -> Grid:
    """Each case against today's rule."""
    rows = [
        [Cell(str(case.title)), *(_money(one.disposable - answers[0].disposable, signed=True) for one in answers[1:])]
        for case, answers in found.cases
    ]
    return Grid(_("Différence avec la règle actuelle, par mois"), [_("Situation"), *names[1:]], rows)


def case_totals(names: Names, found: Compared) -> Grid:
    """What each case has in all."""
    rows = [[Cell(str(case.title)), *(_money(one.disposable) for one in answers)] for case, answers in found.cases]
    return Grid(_("Ce qu’il y a en tout, par mois"), [_("Situation"), *names], rows)


def by_wage(names: Names, found: Compared, every: int = EVERY) -> Grid:
    """What there is in all, wage by wage."""
    title = _("Ce qu’il y a en tout, selon ce qui est gagné en un mois entier")
    return _by_point(title, names, found.by_wage, lambda one: _money(one.disposable), every)


def by_days(names: Names, found: Compared) -> Grid:
    """What there is in all, day by day."""
    rows = [
        [Cell(str(day), day), *(_money(points[day].disposable) for points in found.by_days)]
        for day in range(0, len(found.by_days[0]), EVERY)
    ]
    return Grid(_("Ce qu’il y a en tout, selon les jours travaillés dans le mois"), [_("Jours"), *names], rows)


def marginal(names: Names, found: Compared, every: int = EVERY) -> Grid:
    """What is lost of each euro more, wage by wage."""
    title = _("Ce qui est perdu de chaque euro gagné en plus")
    return _by_point(title, names, found.by_wage, lambda one: _rate(one.marginal), every)


def participation(names: Names, found: Compared, every: int = EVERY) -> Grid:
    """What is lost of all that is earned, wage by wage."""
    title = _("Ce qui est perdu de tout ce qui est gagné, par rapport à ne pas travailler")
    return _by_point(title, names, found.by_wage, lambda one: _rate(one.participation), every)


def _by_point(
    title: str, names: Names, by_scheme: Sequence[Sequence[Point]], cell: Callable[[Point], Cell], every: int
) -> Grid:
    rows = [
        [_money(by_scheme[0][place].earned), *(cell(points[place]) for points in by_scheme)]
        for place in range(0, len(by_scheme[0]), every)
    ]
    return Grid(title, [_("Gagné"), *names], rows)


def against_today(names: Names, by_scheme: Sequence[Sequence[Point]]) -> list[str]:
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
        found.append(_named(name, ", ".join(parts) or _("partout autant que la règle actuelle")))
    return found


def kinks(names: Names, by_scheme: Sequence[Sequence[Point]]) -> list[str]:
    """Where each curve bends."""
    found = []
    for name, points in zip(names, by_scheme, strict=True):
        at = ", ".join(euros(one.earned) for one in points if one.is_kink)
        if at:
            found.append(_("%(name)s change de pente vers %(at)s.") % {"name": name, "at": at})
    return found


def steepest(names: Names, by_scheme: Sequence[Sequence[Point]]) -> list[str]:
    """For each scheme, where most is lost of a euro more."""
    found = []
    for name, points in zip(names, by_scheme, strict=True):
        rates = [(one.marginal, one.earned) for one in points if one.marginal is not None]
        most, at = max(rates, key=lambda one: one[0])
        words = {"name": name, "rate": _rate(most).text, "at": euros(at)}
        found.append(_("%(name)s : au plus %(rate)s de chaque euro en plus, vers %(at)s gagnés.") % words)
    return found


def here_words(names: Names, lab: Lab, found: Compared, poverty: int | None) -> list[str]:
    """At the wage looked at: what each leaves, the difference first, and the distance to the poverty line."""
    if lab.here is None:
        return []
    today, *others = found.here
    words = {"earned": euros(lab.here), "total": euros(today.disposable)}
    said = [_("À %(earned)s gagnés, la règle actuelle laisse %(total)s en tout.") % words + _distance(today, poverty)]
    for name, one in zip(names[1:], others, strict=True):
        change = euros(one.disposable - today.disposable, signed=True)
        said.append(f"{_named(name, change)} ({euros(one.disposable)}).{_distance(one, poverty)}")
    return said


def _distance(one: Total, poverty: int | None) -> str:
    if poverty is None:
        return ""
    words = {"gap": euros(abs(one.disposable - poverty))}
    if one.disposable < poverty:
        return " " + _("Il manque %(gap)s pour atteindre le seuil de pauvreté.") % words
    return " " + _("C’est %(gap)s au-dessus du seuil de pauvreté.") % words


def _named(name: str, words: str) -> str:
    return _("%(label)s : %(words)s") % {"label": name, "words": words}


def _told(change: tuple[int, int]) -> dict[str, str]:
    return {"change": euros(abs(change[0])), "earned": euros(change[1])}


def _money(cents: int, *, signed: bool = False) -> Cell:
    return Cell(euros(cents, signed=signed), cents / 100)


def _rate(rate: int | None) -> Cell:
    return Cell("–") if rate is None else Cell(f"{rate}{reader.NARROW}%".replace("-", "\N{MINUS SIGN}"), rate)
