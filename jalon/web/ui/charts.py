"""Horizontal bars, each with its number written on it."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from jalon.domain.core import reader
from jalon.web.ui.drawing import picture, words

_WIDTH, _THICK, _LINE, _GAP = 300, 14, 18, 22
_LETTERS, _WIDE = 36, 9  # letters a line; pixels of a figure


def bars(rows: Sequence[tuple[str, int | None]]) -> str:
    """An SVG of one bar a row, in the order given; a protected number has no bar and a dash.

    Each label stands above its bar and wraps, so that a picture as narrow as a telephone is still read.
    """
    numbers = ["–" if number is None else reader.grouped(f"{number:,}") for _label, number in rows]
    most = max((number or 0 for _label, number in rows), default=0) or 1
    longest = _WIDTH - _WIDE * max(map(len, numbers), default=0) - 8
    drawn, down = list[str](), 0
    for (label, number), said in zip(rows, numbers, strict=True):
        lines = wrap(str(label).replace(" :", "\N{NO-BREAK SPACE}:"), _LETTERS) or [""]  # no line begins with a colon
        drawn += _bar(lines, longest * (number or 0) / most, said, down)
        down += len(lines) * _LINE + _THICK + _GAP
    return picture(_WIDTH, max(down - _GAP + 4, 1), drawn, size=14)


def _bar(lines: Sequence[str], length: float, said: str, down: int) -> Iterator[str]:
    for place, line in enumerate(lines):
        yield words(line, f'x="0" y="{down + place * _LINE + 13}"')
    top = down + len(lines) * _LINE
    if length:
        yield f'<rect x="0" y="{top}" width="{max(length, 1):.1f}" height="{_THICK}" stroke="none"/>'
    yield words(said, f'x="{length + 6 if length else 0:.1f}" y="{top + 12}" font-weight="600"')
