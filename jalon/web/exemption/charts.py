"""The curves, drawn on the server: one dash a scheme so that they read in black and white, kinks as points."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import vl_convert
from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.figures.charts import ACCENT, for_the_page

_DASHES = [[1, 0], [7, 4], [2, 3], [12, 4, 2, 4], [4, 2]]
HEADROOM = 15  # of a hundred
_WIDTH, _HEIGHT = 320, 240  # small enough to be read on a telephone; a wider page scales it up
Channels = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One scheme: its name, and (across, euros, whether it is a kink) for each point."""

    name: str
    points: Sequence[tuple[float, float, bool]]


def curves(
    lines: Sequence[Line],
    *,
    across: str,
    here: float | None,
    level: float | None,
    up: str = "",
    steps: bool = False,
) -> str:
    """An SVG of several lines; `here`: an upright mark; `level`: a line across; `up`: what goes up.

    `steps`: what a point says holds up to the next one; room is then left above for the words of the mark.
    """
    values = [{"scheme": line.name, "x": x, "y": y, "kink": kink} for line in lines for x, y, kink in line.points]
    names = [line.name for line in lines]
    axis = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 600, "gridOpacity": 0.15, "tickCount": 6}
    scale: dict[str, Any] = {"zero": False}
    if steps:
        scale |= {"domainMax": max((one["y"] for one in values), default=0) + HEADROOM}
    euros_up = {"title": up or _("En tout, en euros"), "axis": axis, "scale": scale}
    at = {
        "x": {"field": "x", "type": "quantitative", "title": across, "axis": axis, "scale": {"nice": False}},
        "y": {"field": "y", "type": "quantitative", **euros_up},
    }
    layers = [_line(names, at, "step-after" if steps else "linear"), _kinks(at)]
    if here is not None:
        layers += _rule("x", here, [1, 0], _("vous êtes ici"))
    if level is not None:
        layers += _rule("y", level, [1, 3], _("seuil de pauvreté"))
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "width": _WIDTH,
        "height": _HEIGHT,
        "data": {"values": values},
        "layer": layers,
        "config": {"view": {"stroke": None}, "font": "sans-serif", **_ink()},
    }
    svg = vl_convert.vegalite_to_svg(specification, format_locale="fr-FR" if reader.law_language() == "fr" else "nl-NL")
    return for_the_page(svg)


def _line(names: Sequence[str], at: Channels, between: str) -> dict[str, Any]:
    legend = {"title": None, "orient": "bottom", "columns": 1, "labelLimit": _WIDTH, "labelFontSize": 12}
    legend |= {"symbolSize": 900, "symbolStrokeWidth": 2.5, "symbolType": "stroke"}
    scale = {"domain": list(names), "range": _DASHES[: len(names)]}
    dash = {"field": "scheme", "type": "nominal", "scale": scale, "legend": legend}
    mark = {"type": "line", "color": ACCENT, "strokeWidth": 2, "interpolate": between}
    return {"mark": mark, "encoding": {**at, "strokeDash": dash}}


def _kinks(at: Channels) -> dict[str, Any]:
    mark = {"type": "point", "color": ACCENT, "filled": True, "size": 40, "opacity": 1}
    return {"transform": [{"filter": "datum.kink"}], "mark": mark, "encoding": {**at, "detail": {"field": "scheme"}}}


def _rule(axis: str, value: float, dash: list[int], text: str) -> list[dict[str, Any]]:
    """A mark at one value of an axis, and its words beside it."""
    data = {"values": [{"at": value}]}
    at = {axis: {"field": "at", "type": "quantitative"}}
    beside = {"x": {"y": {"value": 8}}, "y": {"x": {"value": _WIDTH}}}[axis]
    words = {"type": "text", "text": text, "fontSize": 12, "color": ACCENT, "align": "right", "dx": -5}
    return [
        {"data": data, "mark": {"type": "rule", "color": ACCENT, "strokeDash": dash}, "encoding": at},
        {"data": data, "mark": words | ({"dy": -7} if axis == "y" else {}), "encoding": at | beside},
    ]


def _ink() -> dict[str, Any]:
    """Every word and line in the one ink."""
    axis = {"labelColor": ACCENT, "titleColor": ACCENT, "domainColor": ACCENT, "tickColor": ACCENT, "gridColor": ACCENT}
    return {"axis": axis, "legend": {"labelColor": ACCENT, "titleColor": ACCENT, "symbolBaseStrokeColor": ACCENT}}
