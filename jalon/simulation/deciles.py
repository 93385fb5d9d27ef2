"""Tenths of the person-months with work, by what is earned in them; `0` is a month without work.

What a reform of the exemption takes or gives hangs on what is earned, so that is what parts them: by all there is in a
month, the three categories would be mixed. The ends of the tenths are counted in a first pass over all files, exactly,
and rows are sorted into them in the second.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from jalon.simulation.columns import NO_WORK
from jalon.simulation.tables import Part, Table
from jalon.simulation.weighing import PER_ONE

TENTHS = pa.array([str(one) for one in range(11)])


def totals(table: Table) -> Counter[int]:
    """How many months with work (in ten-thousandths) earn each amount, in cents."""
    found: Counter[int] = Counter()
    for load in table.loads():
        for part in load():
            working = part.people.work != NO_WORK
            cents, where = np.unique(part.people.earned[working], return_inverse=True)
            many = np.zeros(len(cents), np.int64)
            np.add.at(many, where, PER_ONE if part.weights is None else part.weights[working])
            found.update(dict(zip(cents.tolist(), many.tolist(), strict=True)))
    return found


def ends(found: Counter[int]) -> list[int]:
    """The nine amounts at which a tenth ends, itself included."""
    cents = sorted(found)
    upto = np.cumsum([found[one] for one in cents], dtype=np.int64)
    if not cents:
        return []
    wanted = [-(-int(upto[-1]) * tenth // 10) for tenth in range(1, 10)]
    return [cents[int(at)] for at in np.searchsorted(upto, wanted)]


def tenths(part: Part, ends: Sequence[int]) -> pa.DictionaryArray:
    """The tenth of each row."""
    there = np.searchsorted(np.asarray(ends, np.int64), part.people.earned, side="left") + 1
    codes = np.where(part.people.work == NO_WORK, 0, there).astype(np.int8)
    return pa.DictionaryArray.from_arrays(pa.array(codes), TENTHS)
