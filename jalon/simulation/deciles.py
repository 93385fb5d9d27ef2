"""Tenths of the person-months with work, by what there is in all under today's rule; `0` is a month without work.

Most months without work have one of three amounts, which no tenth could part: they stand apart. The ends of the tenths
are counted in a first pass over all files, exactly, and rows are sorted into them in the second.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from jalon.law.income import Scheme
from jalon.simulation.columns import NO_WORK, Whole
from jalon.simulation.engine import simulate
from jalon.simulation.tables import Part, Table
from jalon.simulation.weighing import PER_ONE

TENTHS = pa.array([str(one) for one in range(11)])


def totals(table: Table, scheme: Scheme, *, divisor: str | None = None) -> Counter[int]:
    """How many months with work (in ten-thousandths, for a sample) have each amount in all, in cents."""
    found: Counter[int] = Counter()
    for load in table.loads():
        for part in load():
            working = part.people.work != NO_WORK
            cents, where = np.unique(_disposable(part, scheme, divisor)[working], return_inverse=True)
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


def tenths(part: Part, scheme: Scheme, ends: Sequence[int], divisor: str | None) -> pa.DictionaryArray:
    """The tenth of each row."""
    there = np.searchsorted(np.asarray(ends, np.int64), _disposable(part, scheme, divisor), side="left") + 1
    codes = np.where(part.people.work == NO_WORK, 0, there).astype(np.int8)
    return pa.DictionaryArray.from_arrays(pa.array(codes), TENTHS)


def _disposable(part: Part, scheme: Scheme, divisor: str | None) -> Whole:
    return simulate(part.people, scheme, on=part.on, divisor=divisor).disposable
