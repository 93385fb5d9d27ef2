"""What every picture of figures is made of: scales, words and dashes, as SVG in the ink of the page (ADR 35).

Pictures are drawn on the server, read in black and white, and hidden from screen readers: their table says it all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.html import escape

from jalon.domain.core import reader

DASHES = ["", "7 4", "2 3", "12 4 2 4", "4 2"]
LEFT, TOP, BELOW = 62, 12, 46  # room for the words of the axes
_TICKS = 5


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
        """The place of each tick and its number, as the reader writes it."""
        decimals = max(0, -floor(log10(self.step)))
        for place in range(ceil(self.least / self.step), floor(self.most / self.step) + 1):
            number = reader.grouped(f"{place * self.step:,.{decimals}f}")
            yield self.at(place * self.step), number.replace("-", "−")


def picture(width: int, height: int, drawn: Iterable[str], *, size: int = 13) -> str:
    """The SVG, as wide as its place lets it be; `size`: of its letters."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="100%" aria-hidden="true" '
        f'focusable="false" font-size="{size}" stroke="currentColor" fill="currentColor">{"".join(drawn)}</svg>'
    )


def words(text: str, where: str) -> str:
    """A text at a place, which `where` says as attributes."""
    return f'<text {where} stroke="none">{escape(text)}</text>'


def dashed(dash: str) -> str:
    """The attribute of a line; none when it is whole."""
    return f' stroke-dasharray="{dash}"' if dash else ""


def upright(y: Scale, width: int) -> Iterator[str]:
    """The axis on the left: a thin line across at each tick, with its number."""
    for place, number in y.ticks():
        yield f'<path d="M{LEFT} {place}h{width}" stroke-opacity="0.15"/>'
        yield words(number, f'x="{LEFT - 6}" y="{place}" dy="4" text-anchor="end"')
