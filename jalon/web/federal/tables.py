"""National tables: a row a place, a column a key; a hidden number is said, never guessed."""

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jalon.domain.figures.axes import Axis
from jalon.domain.figures.definitions import Figure
from jalon.domain.figures.protection import ROOT
from jalon.domain.figures.published import Published
from jalon.web.ui.charts import bars
from jalon.web.ui.people import number
from jalon.web.ui.tables import Column, Table

LEVELS = ("region", "province", "size")


def shown_axes(data: Published, figure: Figure) -> list[tuple[Axis, list[str]]]:
    """The axes that are published, with the keys in use."""
    used = {(axis, key) for place, axis, key in data.cells(figure.code) if place == ROOT and axis}
    found = [(axis, [key for key in axis.keys if (axis.code, key) in used]) for axis in figure.axes]
    return [(axis, keys) for axis, keys in found if keys]


def said(value: int | None) -> str:
    """A number, or that it is hidden."""
    return _("protégé") if value is None else number(value)


def axis_table(data: Published, figure: Figure, axis: Axis, keys: list[str], level: str) -> Table:
    """One axis over the places of a level, the country at the foot."""
    cells = data.cells(figure.code)
    columns = [Column(_("Lieu"), heading=True)]
    columns += [Column(str(axis.keys[key]), numeric=True) for key in keys] + [Column(_("Total"), numeric=True)]

    def row(place: str) -> list[str]:
        numbers = [cells.get((place, axis.code, key)) for key in keys]
        return [data.name(place), *map(said, numbers), said(cells.get((place, "", "")))]

    places = [row(place) for place in data.places(level) if place != ROOT]
    caption = _("%(figure)s par : %(axis)s") % {"figure": figure.label, "axis": str(axis.label).lower()}
    return Table(caption, columns, places, foot=row(ROOT), hide_caption=True)


def charts(data: Published, figure: Figure, level: str) -> list[dict[str, Any]]:
    """Each axis: the country as a picture, the places in the table."""
    cells, found = data.cells(figure.code), []
    for axis, keys in shown_axes(data, figure):
        rows = [(str(axis.keys[key]), cells.get((ROOT, axis.code, key))) for key in keys]
        # The drawing is ours, made from labels and numbers; it escapes the labels.
        svg = mark_safe(bars(rows))  # noqa: S308
        found.append({"axis": axis, "svg": svg, "table": axis_table(data, figure, axis, keys, level)})
    return found


def totals_table(data: Published, figure: Figure, level: str) -> Table:
    """The figure itself over the places of a level."""
    cells = data.cells(figure.code)
    rows = [(data.name(place), said(cells.get((place, "", "")))) for place in data.places(level) if place != ROOT]
    columns = [Column(_("Lieu"), heading=True), Column(_("Nombre"), numeric=True)]
    return Table(str(figure.label), columns, rows, foot=(data.name(ROOT), said(cells.get((ROOT, "", "")))))
