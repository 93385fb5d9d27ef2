"""The tables of a report, told once for the page, the workbook and the paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.figures.sheets import Sheet
from jalon.domain.lab.words import (
    DIMENSIONS,
    count_words,
    month_euros,
    scheme_names,
    traits_words,
    value_words,
    whole_euros,
)

Report = Mapping[str, Any]
TODAY = "today"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is read, and the number a workbook holds (euros, or a count)."""

    text: str
    value: int | float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its title, heads, and rows whose first cell names them."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def sheet(self) -> Sheet:
        """As a page of a workbook; an amount with its margin takes the number alone."""
        rows = [[cell.text if cell.value is None else cell.value for cell in row] for row in self.rows]
        return Sheet(self.title, self.head, rows)


def summary(report: Report, names: Mapping[str, str]) -> Grid:
    """What each scheme costs a year and how many it touches in a mean month."""
    head = [
        _("Règle"),
        _("Revenu d’intégration payé, par an"),
        _("Différence"),
        _("Gagnent"),
        _("Perdent"),
        _("Sans effet"),
    ]
    rows = [[Cell(name), *_line(report["all"][scheme], scheme != TODAY)] for scheme, name in names.items()]
    return Grid(_("Ce que cela coûte, et qui cela touche"), head, rows)


def parted(report: Report, scheme: str) -> list[Grid]:
    """One scheme against today's rule, by each column of the population."""
    head = [_("Personnes"), _("Différence par an"), _("Gagnent"), _("Perdent"), _("Sans effet")]
    found = []
    for name in report["by"]:
        rows = [
            [
                Cell(value_words(name, one["value"])),
                _count(one["schemes"][scheme], "months"),
                *_line(one["schemes"][scheme], True)[1:],
            ]
            for one in report["groups"][name]
        ]
        found.append(Grid(str(DIMENSIONS.get(name, name)), [str(DIMENSIONS.get(name, name)), *head], rows))
    return found


def losers(report: Report, scheme: str) -> Grid:
    """Who loses most under one scheme."""
    head = [_("Profil"), _("Par mois, en moyenne"), _("Personnes"), _("Dont perdent"), _("Différence par an")]
    rows = [
        [
            Cell(traits_words(one["traits"])),
            Cell(month_euros(one["each_cents"]), one["each_cents"] / 100),
            Cell(count_words(one["months"]), one["months"]),
            Cell(count_words(one["losers"]), one["losers"]),
            Cell(whole_euros(one["change_cents"], signed=True), one["change_cents"] / 100),
        ]
        for one in report["losers"][scheme]
    ]
    return Grid(_("Qui perd le plus"), head, rows)


def all_grids(report: Report, schemes: Sequence[Sequence[str]]) -> list[Grid]:
    """Every table, for a workbook and for paper; those of one scheme with its name."""
    names = scheme_names(schemes)
    found = [summary(report, names)]
    for scheme, _text in schemes:
        for grid in (losers(report, scheme), *parted(report, scheme)):
            if grid.rows:
                found.append(Grid(f"{names[scheme]} – {grid.title}", grid.head, grid.rows))
    return found


def _line(line: Mapping[str, int], changed: bool) -> list[Cell]:
    cells = [_money(line, "support_cents")]
    if not changed:
        return [*cells, *(Cell("–") for _each in range(4))]
    return [*cells, _money(line, "change_cents", signed=True), *(_count(line, name) for name in _TOUCHED)]


_TOUCHED = ("winners", "losers", "unchanged")


def _money(line: Mapping[str, int], name: str, *, signed: bool = False) -> Cell:
    text = whole_euros(line[name], signed=signed)
    if margin := line.get(f"{name}_margin"):
        text = f"{text} (±\N{NO-BREAK SPACE}{whole_euros(margin)})"
    return Cell(text, line[name] / 100)


def _count(line: Mapping[str, int], name: str) -> Cell:
    text = count_words(line[name])
    if margin := line.get(f"{name}_margin"):
        text = f"{text} (±\N{NO-BREAK SPACE}{count_words(margin)})"
    return Cell(text, line[name])
