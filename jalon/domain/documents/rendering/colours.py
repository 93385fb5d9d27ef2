"""A centre's colour, used where it stays readable (contrast of WCAG 2.2: 4.5 for text)."""

from __future__ import annotations

import re
from typing import TypedDict

INK = "#1b2329"
PAPER = "#ffffff"
READABLE = 4.5
HEX = re.compile(r"#[0-9a-fA-F]{6}")


class Palette(TypedDict):
    """`line`: rules and marks, any colour; `text`: headings, readable on paper; `wash`: a pale ground for boxes."""

    line: str
    text: str
    wash: str


def palette(colour: str) -> Palette:
    """The colours of a document. A colour too pale for text is kept for rules; text falls back to ink."""
    if not HEX.fullmatch(colour):
        colour = INK
    return {
        "line": colour if contrast(colour, PAPER) >= 1.5 else INK,
        "text": colour if contrast(colour, PAPER) >= READABLE else INK,
        "wash": _mix(colour, PAPER, 0.06),
    }


def contrast(one: str, other: str) -> float:
    """Contrast ratio between two `#rrggbb` colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mix(colour: str, ground: str, share: float) -> str:
    mixed = (round(c * share + g * (1 - share)) for c, g in zip(_channels(colour), _channels(ground), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
