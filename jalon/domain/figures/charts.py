"""Charts, drawn on the server: horizontal bars that are read in black and white, each with its number written on it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from textwrap import wrap
from typing import Any

import vl_convert

from jalon.domain.core import reader

# Ink and line follow the page's own theme through currentColor, put in place of these two.
ACCENT, INK = "#0d575b", "#231e17"
_WIDTH, _BAR_HEIGHT, _FONT, _LINE, _LETTERS = 260, 14, 14, 18, 36


def bars(rows: Sequence[tuple[str, int | None]]) -> str:
    """An SVG of one bar a row, in the order given; a protected number has no bar and a dash."""
    return _drawn(tuple((str(label), number) for label, number in rows), reader.language())


@lru_cache(maxsize=512)
def _drawn(rows: tuple[tuple[str, int | None], ...], language: str) -> str:
    svg = vl_convert.vegalite_to_svg(_specification(rows), format_locale="fr-FR" if language == "fr" else "nl-NL")
    return for_the_page(svg)


def _specification(rows: Sequence[tuple[str, int | None]]) -> dict[str, Any]:
    """Each label stands above its bar and wraps, so that a picture as narrow as a telephone is still read."""
    told = [wrap(label, _LETTERS) for label, _number in rows]
    lines = max(map(len, told), default=1)
    values = [
        {
            "place": place,
            # Short labels stand on the last line, beside their bar.
            "label": "\n".join([" "] * (lines - len(label)) + label),
            "number": number or 0,
            "text": "–" if number is None else reader.grouped(f"{number:,}"),
        }
        for place, (label, (_label, number)) in enumerate(zip(told, rows, strict=True))
    ]
    above = (_BAR_HEIGHT + 6) / 2
    text = {"type": "text", "align": "left", "fontSize": _FONT, "lineBreak": "\n", "lineHeight": _LINE}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "padding": {"left": 0, "top": 0, "right": 4, "bottom": 0},
        "width": _WIDTH,
        "height": {"step": lines * _LINE + _BAR_HEIGHT + 22},
        "data": {"values": values},
        "encoding": {
            "y": {"field": "place", "type": "nominal", "sort": None, "axis": None},
            "x": {"field": "number", "type": "quantitative", "axis": None, "scale": {"domainMin": 0, "nice": False}},
        },
        "layer": [
            {"mark": {"type": "bar", "color": ACCENT, "height": _BAR_HEIGHT, "yOffset": lines * _LINE / 2}},
            {
                "mark": {**text, "dx": 6, "yOffset": lines * _LINE / 2, "baseline": "middle", "fontWeight": 600},
                "encoding": {"text": {"field": "text"}},
            },
            {
                "mark": {**text, "baseline": "bottom", "yOffset": lines * _LINE / 2 - above - (lines - 1) * _LINE},
                "encoding": {"text": {"field": "label"}, "x": {"value": 0}},
            },
        ],
        "config": {"view": {"stroke": None}, "font": "sans-serif", "text": {"color": INK}},
    }


def for_the_page(svg: str) -> str:
    """Scaled to the page, without inline styles, in the page's own ink; the figure says it all in its table."""
    svg = re.sub(r'\sstyle="[^"]*"', "", svg)
    width, height = re.search(r'width="([\d.]+)"', svg), re.search(r'height="([\d.]+)"', svg)
    assert width and height, "vl-convert draws with a size"
    svg = re.sub(r'^<svg([^>]*?)\swidth="[\d.]+"', r"<svg\1", svg, count=1)
    svg = re.sub(r'^<svg([^>]*?)\sheight="[\d.]+"', r'<svg\1 width="100%"', svg, count=1)
    if "viewBox" not in svg.split(">", 1)[0]:
        svg = svg.replace("<svg", f'<svg viewBox="0 0 {width[1]} {height[1]}"', 1)
    # Vega describes its marks to screen readers in English; the picture has its own label and its table.
    svg = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", svg)
    return svg.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1).replace(ACCENT, "currentColor")
