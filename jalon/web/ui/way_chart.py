"""The line of somebody's own way, drawn on the server and read in black and white."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import vl_convert

from jalon.domain.core import reader
from jalon.domain.figures.charts import ACCENT, INK, for_the_page

Point = tuple[str, float]  # (ISO day, mean level)


def line(sides: Sequence[tuple[str, Sequence[Point]]], lowest: float, highest: float) -> str:
    """An SVG of one line a side, each named on its last point; whole, then dashed."""
    kept = tuple((str(name), tuple(points)) for name, points in sides)
    return _drawn(kept, lowest, highest, reader.language())


@lru_cache(maxsize=256)
def _drawn(sides: tuple[tuple[str, tuple[Point, ...]], ...], lowest: float, highest: float, language: str) -> str:
    locale = "nl-NL" if language == "nl" else "fr-FR"
    svg = vl_convert.vegalite_to_svg(
        _specification(sides, lowest, highest), format_locale=locale, time_format_locale=locale
    )
    return for_the_page(svg)


def _specification(sides: tuple[tuple[str, tuple[Point, ...]], ...], lowest: float, highest: float) -> dict[str, Any]:
    values = [
        {"side": name, "day": f"{day}T12:00:00", "level": level, "last": place == len(points) - 1}
        for name, points in sides
        for place, (day, level) in enumerate(points)
    ]
    days = sorted({value["day"] for value in values})
    axis = {"labelColor": INK, "domainColor": ACCENT, "tickColor": ACCENT, "title": None, "labelFontSize": 13}
    encoding = {
        "x": {"field": "day", "type": "temporal", "axis": {**axis, "format": "%d/%m/%y", "values": days, "grid": False,
              "labelOverlap": True}},
        "y": {"field": "level", "type": "quantitative", "scale": {"domain": [lowest, highest]},
              "axis": {**axis, "tickMinStep": 1, "tickCount": int(highest - lowest) or 1, "gridColor": ACCENT,
                       "gridOpacity": 0.15, "format": "d"}},
        "detail": {"field": "side"},
    }  # fmt: skip
    legend = {"orient": "top", "title": None, "labelFontSize": 13, "labelColor": INK, "symbolStrokeColor": ACCENT}
    legend |= {"symbolFillColor": ACCENT, "labelLimit": 200, "columns": 1}
    side = {"field": "side", "type": "nominal", "sort": None, "legend": legend}
    dash = {**side, "scale": {"range": [[1, 0], [5, 4]]}}
    shape = {**side, "legend": None, "scale": {"range": ["circle", "square"]}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": 4,
        "width": 290,
        "height": 190,
        "data": {"values": values},
        "encoding": encoding,
        "layer": [
            {"mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.5}, "encoding": {"strokeDash": dash}},
            {"mark": {"type": "point", "filled": True, "size": 90, "color": ACCENT, "opacity": 1},
             "encoding": {"shape": shape}},
        ],
        "config": {"view": {"stroke": None}, "font": "sans-serif", "text": {"color": INK}},
    }  # fmt: skip
