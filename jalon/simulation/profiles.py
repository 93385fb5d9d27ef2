"""Who loses most, told as profiles: a few traits shared by many months, never a person.

Among all combinations of three traits at most, the profile that loses most a month on average is taken, provided it
stands on enough rows and gathers a fair share of what is lost; then, without its months, the next. So no month is in
two profiles, and the traits are those that tell losers from others, not those we had in mind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np
from numpy.typing import NDArray

from jalon.simulation.counting import Counts
from jalon.simulation.weighing import rows_of

MOST, MOST_TRAITS, LEAST_ROWS, LEAST_SHARE = 5, 3, 30, 0.05
WORSE = 1.1
LARGEST = 500_000  # combinations of all the columns' values
Cube = NDArray[np.float64]  # an axis a column, and rows, months, change in cents, losers last


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Months that share `traits`, and what the scheme takes from them; amounts in cents."""

    traits: Mapping[str, str]
    months: int
    losers: int
    change_cents: int

    @property
    def each_cents(self) -> int:
        """The change of a month of this profile, on average."""
        return round(self.change_cents / self.months)


def losing(counts: Counts, by: Sequence[str], scheme: str) -> list[Profile]:
    """The profiles that lose most under `scheme`, the worst first; `by`: the columns the counts were crossed by."""
    values, cube = _cube(counts, by, scheme)
    if cube is None:
        return []
    found: list[Profile] = []
    lost = -cube[..., 2].clip(max=0).sum()
    while len(found) < MOST and lost > 0:
        best = _worst(cube, lost)
        if best is None:
            break
        there = tuple(best.get(axis, slice(None)) for axis in range(len(by)))
        here = cube[there].reshape(-1, 4).sum(axis=0)
        traits = {by[axis]: values[axis][at] for axis, at in best.items()}
        months, change, losers = (round(float(one)) for one in here[1:])
        found.append(Profile(traits=traits, months=months, losers=losers, change_cents=change))
        cube[there] = 0
    return found


def _worst(cube: Cube, lost: float) -> dict[int, int] | None:
    """The traits of the profile that loses most a month: axis and place. One more must make it a tenth worse."""
    axes, found, least = range(cube.ndim - 1), None, 0.0
    for many in range(1, min(MOST_TRAITS, len(axes)) + 1):
        for kept in combinations(axes, many):
            others = tuple(axis for axis in axes if axis not in kept)
            rows, months, change, _losers = np.moveaxis(cube.sum(axis=others) if others else cube, -1, 0)
            fair = (rows >= LEAST_ROWS) & (change <= -LEAST_SHARE * lost)
            each = np.where(fair, change / np.maximum(months, 1), 0.0)
            at = int(each.argmin())
            if each.flat[at] < least * (WORSE if found and many > len(found) else 1):
                least = float(each.flat[at])
                found = dict(zip(kept, map(int, np.unravel_index(at, each.shape)), strict=True))
    return found


def _cube(counts: Counts, by: Sequence[str], scheme: str) -> tuple[list[list[str]], Cube | None]:
    """No cube where nothing was counted by, or where it would be too large to look through."""
    cells = {group: one for (name, group), one in counts.groups.items() if name == scheme and group}
    values = [sorted({group[axis] for group in cells}) for axis in range(len(by))]
    if not by or prod(map(len, values)) > LARGEST:
        return values, None
    place = [{value: at for at, value in enumerate(one)} for one in values]
    cube = np.zeros((*map(len, values), 4))
    for group, one in cells.items():
        rows = rows_of(counts.sums[scheme, group]) if counts.sums else one.months
        at = tuple(place[axis][value] for axis, value in enumerate(group))
        cube[at] = (rows, one.months, one.change_cents, one.losers)
    return values, cube
