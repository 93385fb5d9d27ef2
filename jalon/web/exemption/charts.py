"""The curves, drawn on the server: one dash a scheme so that they read in black and white, kinks as points.

Drawn here and not by a library of charts: four of them follow a hand on a slider (ADR 35).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from textwrap import wrap

from django.utils.html import escape
from django.utils.translation import gettext as _

from jalon.domain.core import reader

_DASHES = ["", "7 4", "2 3", "12 4 2 4", "4 2"]
HEADROOM = 15  # of a hundred
_WIDTH, _HEIGHT = 260, 210  # of the plot: small enough to be read on a telephone; a wider page scales it up
_LEFT, _TOP, _BELOW = 62, 12, 46  # room for the words of the axes
_ROW, _LETTERS, _SAMPLE = 18, 40, 36  # of the key
_TICKS = 5


@dataclass(frozen=True)
class Line:
    """One scheme: its name, and (across, up, whether it is a kink) for each point."""

    name: str
    points: Sequence[tuple[float, float, bool]]


@dataclass(frozen=True)
class Scale:
    """From values to places: `least` at `start`, `most` at `end`; `step` between two ticks."""

    least: float
    most: float
    step: float
    start: float
    end: float

    @classmethod
    def around(cls, values: Sequence[float], start: float, end: float, *, nice: bool) -> "Scale":
        """That holds all of them; `nice`: begun and ended on a tick."""
        least, most = min(values, default=0.0), max(values, default=0.0)
        most = most if most > least else least + 1.0
        rough = (most - least) / _TICKS
        power = 10.0 ** floor(log10(rough))
        step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough)
        if nice:
            least, most = floor(least / step) * step, ceil(most / step) * step
        return cls(least, most, step, start, end)

    def at(self, value: float) -> str:
        """Its place, to a tenth."""
        share = (value - self.least) / (self.most - self.least)
        return f"{self.start + share * (self.end - self.start):.1f}".removesuffix(".0")

    def ticks(self) -> Iterator[tuple[str, str]]:
        """The place of each tick and its number."""
        for place in range(ceil(self.least / self.step), floor(self.most / self.step) + 1):
            yield self.at(place * self.step), _number(place * self.step, max(0, -floor(log10(self.step))))


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
    points = [point for line in lines for point in line.points]
    wide = [x for x, _y, _kink in points] + ([] if here is None else [here])
    high = [y for _x, y, _kink in points] + ([] if level is None else [level])
    if steps:
        high.append(max(high, default=0.0) + HEADROOM)
    x = Scale.around(wide, _LEFT, _LEFT + _WIDTH, nice=False)
    y = Scale.around(high, _TOP + _HEIGHT, _TOP, nice=True)
    key, bottom = _key([line.name for line in lines])
    drawn = [*_axes(x, y, across, up or _("En tout, en euros"))]
    for line, dash in zip(lines, _DASHES, strict=False):
        drawn.append(f'<path d="{_path(line, x, y, steps)}" fill="none" stroke-width="2"{_dashed(dash)}/>')
        drawn += [
            f'<circle cx="{x.at(a)}" cy="{y.at(b)}" r="3.6" stroke="none"/>' for a, b, kink in line.points if kink
        ]
    if here is not None:
        drawn += _mark(f"M{x.at(here)} {_TOP}v{_HEIGHT}", "", _("vous êtes ici"), float(x.at(here)) - 5, _TOP + 8)
    if level is not None:
        words, line_at = _("seuil de pauvreté"), float(y.at(level))
        # Below it, where no curve runs at this end, unless the axis is there.
        words_at = line_at + 14 if line_at + 18 < _TOP + _HEIGHT else line_at - 7
        drawn += _mark(f"M{_LEFT} {y.at(level)}h{_WIDTH}", "1 3", words, _LEFT + _WIDTH - 5, words_at)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 14} {bottom}" width="100%" '
        'aria-hidden="true" focusable="false" font-size="13" stroke="currentColor" fill="currentColor">'
        + "".join([*drawn, *key])
        + "</svg>"
    )


def _path(line: Line, x: Scale, y: Scale, steps: bool) -> str:
    """Straight from point to point, or level up to the next one."""
    told = ""
    for place, (a, b, _kink) in enumerate(line.points):
        there = f"{x.at(a)} {y.at(b)}"
        told += f"H{x.at(a)}V{y.at(b)}" if steps and place else f"{'L' if place else 'M'}{there}"
    return told


def _axes(x: Scale, y: Scale, across: str, up: str) -> Iterator[str]:
    foot, middle = _TOP + _HEIGHT, _TOP + _HEIGHT / 2
    for place, number in x.ticks():
        yield f'<path d="M{place} {_TOP}v{_HEIGHT}" stroke-opacity="0.15"/>'
        yield _words(number, f'x="{place}" y="{foot + 16}" text-anchor="middle"')
    for place, number in y.ticks():
        yield f'<path d="M{_LEFT} {place}h{_WIDTH}" stroke-opacity="0.15"/>'
        yield _words(number, f'x="{_LEFT - 6}" y="{place}" dy="4" text-anchor="end"')
    yield f'<path d="M{_LEFT} {_TOP}V{foot}h{_WIDTH}" fill="none"/>'
    yield _words(across, f'x="{_LEFT + _WIDTH / 2:g}" y="{foot + 36}" text-anchor="middle" font-weight="600"')
    yield _words(up, f'transform="translate(12 {middle:g}) rotate(-90)" text-anchor="middle" font-weight="600"')


def _mark(path: str, dash: str, words: str, x: float, y: float) -> list[str]:
    """A line at one value, and its words, which end at x; those that would leave the picture begin there."""
    anchor = "end" if x - _LEFT > 7 * len(words) else "start"
    there = x if anchor == "end" else x + 10
    return [f'<path d="{path}"{_dashed(dash)}/>', _words(words, f'x="{there:g}" y="{y:g}" text-anchor="{anchor}"')]


def _key(names: Sequence[str]) -> tuple[list[str], int]:
    """Each dash with its name, a row or more each; and where the picture ends."""
    drawn, down = [], _TOP + _HEIGHT + _BELOW + _ROW
    for name, dash in zip(names, _DASHES, strict=False):
        drawn.append(f'<path d="M4 {down - 4}h{_SAMPLE - 8}" stroke-width="2.5"{_dashed(dash)}/>')
        for line in wrap(name, _LETTERS) or [""]:
            drawn.append(_words(line, f'x="{_SAMPLE}" y="{down}"'))
            down += _ROW
    return drawn, down - _ROW + 8


def _dashed(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _words(text: str, where: str) -> str:
    return f'<text {where} stroke="none">{escape(text)}</text>'


def _number(value: float, decimals: int) -> str:
    """1 200 or 1.200, and 0,5, as the reader writes it."""
    apart = "\N{NARROW NO-BREAK SPACE}" if reader.law_language() == "fr" else "."
    return f"{value:_.{decimals}f}".replace(".", ",").replace("_", apart).replace("-", "−")
