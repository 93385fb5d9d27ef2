"""The line of somebody's own way: whole with circles, then dashed with squares."""

from collections.abc import Iterator, Sequence
from datetime import date

from jalon.web.ui.drawing import DASHES, LEFT, TOP, Scale, dashed, picture, upright, words

Point = tuple[str, float]  # (ISO day, mean level)
_WIDTH, _HEIGHT, _ROW, _APART = 290, 190, 20, 62


def line(sides: Sequence[tuple[str, Sequence[Point]]], lowest: float, highest: float) -> str:
    """An SVG of one line a side, named above it; a level a tick, and the days of the measurements below."""
    days = sorted({date.fromisoformat(day).toordinal() for _name, points in sides for day, _level in points})
    top = TOP + _ROW * len(sides)
    x = Scale.around(days, LEFT + 8, LEFT + _WIDTH - 8, nice=False)
    y = Scale(lowest, highest if highest > lowest else lowest + 1, 1, top + _HEIGHT, top)
    drawn = [*_key([name for name, _points in sides]), *upright(y, _WIDTH), *_below(days, x, top + _HEIGHT)]
    for place, (_name, points) in enumerate(sides):
        there = [(x.at(date.fromisoformat(day).toordinal()), y.at(level)) for day, level in points]
        path = "L".join(f"{a} {b}" for a, b in there)
        drawn.append(f'<path d="M{path}" fill="none" stroke-width="2.5"{dashed(DASHES[place])}/>')
        drawn += [_point(a, b, place) for a, b in there]
    return picture(LEFT + _WIDTH + 28, top + _HEIGHT + 28, drawn)


def _below(days: Sequence[int], x: Scale, foot: int) -> Iterator[str]:
    """The axis of days; those too near the one before are not written, their points are there."""
    yield f'<path d="M{LEFT} {foot}h{_WIDTH}"/>'
    last = -float("inf")
    for day in days:
        place = x.at(day)
        if float(place) - last >= _APART:
            last = float(place)
            yield words(f"{date.fromordinal(day):%d/%m/%y}", f'x="{place}" y="{foot + 18}" text-anchor="middle"')


def _key(names: Sequence[str]) -> Iterator[str]:
    for place, name in enumerate(names):
        at = TOP + _ROW * place
        yield f'<path d="M{LEFT} {at}h34" stroke-width="2.5"{dashed(DASHES[place])}/>'
        yield _point(str(LEFT + 17), str(at), place)
        yield words(name, f'x="{LEFT + 42}" y="{at + 4}"')


def _point(a: str, b: str, place: int) -> str:
    if place == 0:
        return f'<circle cx="{a}" cy="{b}" r="5" stroke="none"/>'
    return f'<rect x="{float(a) - 4.5:g}" y="{float(b) - 4.5:g}" width="9" height="9" stroke="none"/>'
