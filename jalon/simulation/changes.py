"""How many person-months change by how many cents: exact, and small whatever the population."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jalon.simulation import kernel
from jalon.simulation.columns import Whole
from jalon.simulation.compiled import compiled

WIDE = 1 << 21  # changes up to some twenty thousand euros stand in a table, larger ones one by one


@dataclass(slots=True)
class Changes:
    """`many[n]` person-months change by `least + n` cents; `far`: those too far to stand in a table."""

    least: int = 0
    many: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    far: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Changes") -> None:
        """Take in what was counted elsewhere."""
        self.far.update(other.far)
        if not self.many.size:
            self.least, self.many = other.least, other.many
        elif other.many.size:
            least = min(self.least, other.least)
            end = max(self.least + self.many.size, other.least + other.many.size)
            both = np.zeros(end - least, np.int64)
            for one in (self, other):
                both[one.least - least :][: one.many.size] += one.many
            self.least, self.many = least, both

    def deciles(self) -> list[int]:
        """The least change, the nine that part the person-months in tenths, and the greatest, in cents."""
        if not self.far:
            return [self.least + at for at in _ends(np.cumsum(self.many))]
        cents = np.append(np.arange(self.least, self.least + self.many.size), np.array(list(self.far), np.int64))
        order = np.argsort(cents)
        many = np.append(self.many, list(self.far.values()))[order]
        return [int(cents[order[at]]) for at in _ends(np.cumsum(many))]


def _ends(upto: NDArray[np.int64]) -> list[int]:
    """Where the first, each tenth and the last stand."""
    if not upto.size or not upto[-1]:
        return []
    wanted = [1, *(-(-int(upto[-1]) * tenth // 10) for tenth in range(1, 11))]
    return [int(one) for one in np.searchsorted(upto, wanted)]


def changes(made: Whole, base: Whole) -> Changes:
    """From what each person-month has and had."""
    if not made.size:
        return Changes()
    found = np.zeros(2, np.int64)
    compiled(kernel.reach)(made, base, found)
    least, most = max(int(found[0]), -WIDE), min(int(found[1]), WIDE - 1)
    wide = max(most - least + 1, 0)
    table = np.zeros((4 if made.size > 8 * wide else 1, wide), np.int32)
    far: Counter[int] = Counter()
    if compiled(kernel.tally)(made, base, least, table):
        change = made.astype(np.int64) - base
        cents, many = np.unique(change[(change < least) | (change > most)], return_counts=True)
        far.update(dict(zip(cents.tolist(), many.tolist(), strict=True)))
    return Changes(least, table.sum(axis=0, dtype=np.int64), far)


def weighed_changes(change: Whole, weights: Whole) -> Changes:
    """The same of a sample: each change as often as its rows stand for, in ten-thousandths."""
    cents, where = np.unique(change, return_inverse=True)
    many = np.zeros(len(cents), np.int64)
    np.add.at(many, where, weights)
    return Changes(far=Counter(dict(zip(cents.tolist(), many.tolist(), strict=True))))
