"""The curves of the lab: one dash a scheme so that they read in black and white, kinks as points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext as _

from jalon.web.ui.drawing import BELOW, DASHES, LEFT, TOP, Scale, dashed, picture, upright, words

HEADROOM = 15  # of a hundred
_WIDTH, _HEIGHT = 260, 210  # of the plot: small enough to be read on a telephone; a wider page scales it up
_ROW, _LETTERS, _SAMPLE = 18, 40, 36  # of the key


@dataclass(frozen=True)
class Line:
    """One scheme: its name, and (across, up, whether it is a kink) for each point."""

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
    points = [point for line in lines for point in line.points]
    wide = [x for x, _y, _kink in points] + ([] if here is None else [here])
    high = [y for _x, y, _kink in points] + ([] if level is None else [level])
    if steps:
        high.append(max(high, default=0.0) + HEADROOM)
    x = Scale.around(wide, LEFT, LEFT + _WIDTH, nice=False)
    y = Scale.around(high, TOP + _HEIGHT, TOP, nice=True)
    key, bottom = _key([line.name for line in lines])
    drawn = [*_axes(x, y, across, up or _("En tout, en euros"))]
    for line, dash in zip(lines, DASHES, strict=False):
        drawn.append(f'<path d="{_path(line, x, y, steps)}" fill="none" stroke-width="2"{dashed(dash)}/>')
        drawn += [
            f'<circle cx="{x.at(a)}" cy="{y.at(b)}" r="3.6" stroke="none"/>' for a, b, kink in line.points if kink
        ]
    if here is not None:
        drawn += _mark(f"M{x.at(here)} {TOP}v{_HEIGHT}", "", _("vous êtes ici"), float(x.at(here)) - 5, TOP + 8)
    if level is not None:
        said, line_at = _("seuil de pauvreté"), float(y.at(level))
        # Below it, where no curve runs at this end, unless the axis is there.
        words_at = line_at + 14 if line_at + 18 < TOP + _HEIGHT else line_at - 7
        drawn += _mark(f"M{LEFT} {y.at(level)}h{_WIDTH}", "1 3", said, LEFT + _WIDTH - 5, words_at)
    return picture(LEFT + _WIDTH + 14, bottom, [*drawn, *key])


def _path(line: Line, x: Scale, y: Scale, steps: bool) -> str:
    """Straight from point to point, or level up to the next one."""
    told = ""
    for place, (a, b, _kink) in enumerate(line.points):
        there = f"{x.at(a)} {y.at(b)}"
        told += f"H{x.at(a)}V{y.at(b)}" if steps and place else f"{'L' if place else 'M'}{there}"
    return told


def _axes(x: Scale, y: Scale, across: str, up: str) -> Iterator[str]:
    foot, middle = TOP + _HEIGHT, TOP + _HEIGHT / 2
    for place, number in x.ticks():
        yield f'<path d="M{place} {TOP}v{_HEIGHT}" stroke-opacity="0.15"/>'
        yield words(number, f'x="{place}" y="{foot + 16}" text-anchor="middle"')
    yield from upright(y, _WIDTH)
    yield f'<path d="M{LEFT} {TOP}V{foot}h{_WIDTH}" fill="none"/>'
    yield words(across, f'x="{LEFT + _WIDTH / 2:g}" y="{foot + 36}" text-anchor="middle" font-weight="600"')
    yield words(up, f'transform="translate(12 {middle:g}) rotate(-90)" text-anchor="middle" font-weight="600"')


def _mark(path: str, dash: str, said: str, x: float, y: float) -> list[str]:
    """A line at one value, and its words, which end at x; those that would leave the picture begin there."""
    anchor = "end" if x - LEFT > 7 * len(said) else "start"
    there = x if anchor == "end" else x + 10
    return [f'<path d="{path}"{dashed(dash)}/>', words(said, f'x="{there:g}" y="{y:g}" text-anchor="{anchor}"')]


def _key(names: Sequence[str]) -> tuple[list[str], int]:
    """Each dash with its name, a row or more each; and where the picture ends."""
    drawn, down = [], TOP + _HEIGHT + BELOW + _ROW
    for name, dash in zip(names, DASHES, strict=False):
        drawn.append(f'<path d="M4 {down - 4}h{_SAMPLE - 8}" stroke-width="2.5"{dashed(dash)}/>')
        for line in wrap(name, _LETTERS) or [""]:
            drawn.append(words(line, f'x="{_SAMPLE}" y="{down}"'))
            down += _ROW
    return drawn, down - _ROW + 8
