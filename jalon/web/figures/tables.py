"""A figure as tables: for the page (each number opens its files), and for a spreadsheet."""

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from jalon.domain.figures.axes import Axis
from jalon.domain.figures.counting import Count
from jalon.domain.figures.definitions import Figure, Ratio
from jalon.domain.figures.sheets import Sheet
from jalon.web.ui.people import labelled, long_day, number, percent
from jalon.web.ui.tables import Column, Table

Link = Callable[[str, str], str]


def share(part: int, whole: int) -> str:
    """A share as people read it."""
    return percent(part / whole) if whole else "–"


def ratios(count: Count, figure: Figure) -> list[dict[str, Any]]:
    """The shares of a figure, in words."""
    return [
        {"ratio": ratio, "share": share(part, whole), "part": number(part), "whole": number(whole)}
        for ratio, part, whole in count.ratios(figure.code)
    ]


def axis_table(count: Count, figure: Figure, axis: Axis, link: Link | None) -> Table:
    """One axis: each key with its number and share, and the total at the foot."""
    total = count.total(figure.code)
    rows = [
        (label, _opened(cell, link(axis.code, key)) if link and cell else number(cell), share(cell, total))
        for (key, cell), label in zip(count.by(figure.code, axis.code).items(), axis.keys.values(), strict=True)
    ]
    columns = [
        Column(str(axis.label), heading=True),
        Column(str(_("Nombre")), numeric=True),
        Column(str(_("Part")), numeric=True),
    ]
    caption = _("%(figure)s par : %(axis)s") % {"figure": figure.label, "axis": str(axis.label).lower()}
    return Table(caption, columns, rows, foot=(_("Total"), number(total), share(total, total)), hide_caption=True)


def _opened(cell: int, url: str) -> str:
    return format_html('<a href="{}">{}</a>', url, number(cell))


def sheet_of(count: Count, figure: Figure) -> Sheet:
    """Every axis of a figure below one another, then the shares and how all is counted."""
    rows: list[tuple[Any, ...]] = [(_("Total"), "", count.total(figure.code), None)]
    total = count.total(figure.code)
    for axis in figure.axes:
        labels = axis.keys.values()
        for cell, label in zip(count.by(figure.code, axis.code).values(), labels, strict=True):
            rows.append((str(axis.label), str(label), cell, cell / total if total else None))
    for ratio, part, whole in count.ratios(figure.code):
        rows.append((_("Part"), str(ratio.label), part, part / whole))
    columns = (_("Selon"), _("Valeur"), _("Nombre"), _("Part"))
    return Sheet(str(figure.label), columns, rows, notes(count, figure))


def notes(count: Count, figure: Figure) -> list[str]:
    """Period, formula, article: what makes the number readable later."""
    days = {"first": long_day(count.period.first), "last": long_day(count.period.last)}
    said = [_("Du %(first)s au %(last)s.") % days, str(figure.formula)]
    if count.period.known_by:
        said.insert(1, _("Tel que connu le %(day)s au soir.") % {"day": long_day(count.period.known_by)})
    said += [labelled(ratio.label, ratio.formula) for ratio, _part, _whole in count.ratios(figure.code)]
    return [*said, str(figure.article)] if figure.article else said


def formulas(figure: Figure, all_ratios: tuple[Ratio, ...]) -> list[Ratio]:
    """The shares shown beside a figure."""
    return [one for one in all_ratios if one.figure == figure.code]
