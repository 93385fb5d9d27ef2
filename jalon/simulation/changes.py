"""How many person-months change by how many cents: exact, and small whatever the population."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from jalon.simulation import kernel
from jalon.simulation.columns import Whole
from jalon.simulation.compiled import compiled

WIDE = 1 << 21  # changes up to some twenty thousand euros stand in a table, larger ones one by one
BLOCK = 65_536  # rows looked at twice: the second time they are near the processor


@dataclass(slots=True)
class Changes:
    """`many[n]` person-months change by `least + n` cents; `far`: those too far to stand in a table."""

    least: int = 0
    many: Whole = field(default_factory=lambda: np.zeros(0, np.int32))
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
            return [self.least + at for at in _ends(self.many)]
        cents = np.append(np.arange(self.least, self.least + self.many.size), np.array(list(self.far), np.int64))
        order = np.argsort(cents)
        many = np.append(self.many, list(self.far.values()))[order]
        return [int(cents[order[at]]) for at in _ends(many)]


def _ends(many: Whole) -> list[int]:
    """Where the first, each tenth and the last stand."""
    whole = int(many.sum(dtype=np.int64))
    if not whole:
        return []
    wanted = np.array([1, *(-(-whole * tenth // 10) for tenth in range(1, 11))])
    compiled(kernel.reached)(many, wanted, found := np.zeros_like(wanted))
    return [int(one) for one in found]


class Tally:
    """Counts changes block by block, while what each person-month has is still near the processor."""

    def __init__(self) -> None:
        self._least, self._table = 0, np.zeros(1 + kernel.STILL, np.int32)
        self._far: Counter[int] = Counter()

    def take(self, made: Whole, base: Whole) -> None:
        """Take in what each of these person-months has and had."""
        found = np.zeros(2, np.int64)
        compiled(kernel.reach)(made, base, found)
        least, most = max(int(found[0]), -WIDE), min(int(found[1]), WIDE - 1)
        if least < self._least or most - self._least >= self._wide:
            self._widen(min(least, self._least), max(most, self._least + self._wide - 1))
        outside = self._table[self._wide]
        compiled(kernel.tally)(made, base, self._least, self._table)
        if self._table[self._wide] > outside:
            change = made.astype(np.int64) - base
            cents, many = np.unique(change[(change < -WIDE) | (change >= WIDE)], return_counts=True)
            self._far.update(dict(zip(cents.tolist(), many.tolist(), strict=True)))

    def changes(self) -> Changes:
        """All that was taken in; nothing more may be."""
        many, still = self._table[: self._wide], int(self._table[self._wide + 1 :].sum())
        if still:
            many[-self._least] = still
        return Changes(self._least, many, self._far)

    @property
    def _wide(self) -> int:
        return len(self._table) - 1 - kernel.STILL

    def _widen(self, least: int, most: int) -> None:
        """Room for these changes, and for some more, since the next block reaches a little further."""
        margin = (most - least) // 4
        least, most = max(least - margin, -WIDE), min(most + margin, WIDE - 1)
        wider = np.zeros(most - least + 2 + kernel.STILL, np.int32)
        at = self._least - least if self._wide else 0
        wider[at : at + self._wide], wider[most - least + 1 :] = self._table[: self._wide], self._table[self._wide :]
        self._least, self._table = least, wider


def changes(made: Whole, base: Whole) -> Changes:
    """From what each person-month has and had."""
    tally = Tally()
    for start in range(0, made.size, BLOCK):
        tally.take(made[start : start + BLOCK], base[start : start + BLOCK])
    return tally.changes()


def weighed_changes(change: Whole, weights: Whole) -> Changes:
    """The same of a sample: each change as often as its rows stand for, in ten-thousandths."""
    cents, where = np.unique(change, return_inverse=True)
    many = np.zeros(len(cents), np.int64)
    np.add.at(many, where, weights)
    return Changes(far=Counter(dict(zip(cents.tolist(), many.tolist(), strict=True))))
