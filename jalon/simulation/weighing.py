"""Samples: each row stands for several person-months, and chance may have drawn others.

Weights are kept as whole ten-thousandths, so that what a sample stands for is added exactly, in any order.

**How far chance may have taken a number.** Persons fall in fifty parts by their pseudonym (`person`), or rows by their
place when there is none. Were the parts drawn apart, they would give as many answers; how far those lie from one
another says how far the whole may lie from the truth. Weights are taken as set to a known total, so what varies is a
number against all the person-months: of a part, its excess over what its weight alone would give. A sample that is
nearly everyone leaves chance little room, and is told so. The interval holds nineteen times in twenty, of chance
alone: it says nothing of wrong data, of people left out, or of what a reform would make people do.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalon.simulation.columns import Whole
from jalon.simulation.prepared import Counted, Group
from jalon.simulation.texts import PopulationError

PER_ONE = 10_000
MOST_WEIGHT = 1_000_000
DRAWS = 50
STUDENT = 2.0096  # with 49 degrees of freedom, nineteen times in twenty
FIELDS = ("rows", "months", "support_cents", "exempt_cents", "change_cents", "winners", "losers")
ESTIMATED = FIELDS[1:]
_MOST = float(2**62)


def weights(column: Any, rows: Sequence[int] | Whole) -> Whole:
    """The column as whole ten-thousandths."""
    if column.null_count:
        row = int(np.asarray(column.is_null()).argmax())
        raise PopulationError("weight_missing", row=int(rows[row]))
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type)):
        raise PopulationError("weight_kind", kind=str(column.type))
    read = np.asarray(column.cast(pa.float64()))
    wrong = ~np.isfinite(read) | (read * PER_ONE < 0.5) | (read > MOST_WEIGHT)
    if wrong.any():
        row = int(wrong.argmax())
        told = {"column": "weight", "value": f"{read[row]:g}", "least": "0.0001", "most": MOST_WEIGHT}
        raise PopulationError("out_of_reach", row=int(rows[row]), **told)
    return np.rint(read * PER_ONE).astype(np.int64)


def draws(persons: pa.DictionaryArray | None, rows: Sequence[int] | Whole) -> Whole:
    """The part each row falls in: all months of a person in one."""
    if persons is None:
        return np.asarray(rows, np.int64) % DRAWS
    parts = [zlib.crc32(str(one).encode()) % DRAWS for one in persons.dictionary.to_pylist()]
    return np.array(parts or [0], np.int64)[np.asarray(persons.indices)]


@dataclass(frozen=True, slots=True)
class Weighing:
    """The rows of a part of a sample, ready to be added up by group and draw."""

    weights: Whole
    draws: Whole
    names: Sequence[Group]
    codes: Whole

    def sums(self, support: Whole, exempt: Whole, change: Whole) -> dict[Group, Whole]:
        """By group, a line for each draw: the `FIELDS`, all but the rows in ten-thousandths; `()` is everyone."""
        one = self.weights
        columns = [np.ones_like(one), one, support * one, exempt * one, change * one]
        columns += [one * (change > 0), one * (change < 0)]
        self._refuse_huge(support, change)
        key = self.codes.astype(np.int64) * DRAWS + self.draws
        table = np.zeros((len(FIELDS), len(self.names) * DRAWS), np.int64)
        for line, column in zip(table, columns, strict=True):
            np.add.at(line, key, column)
        by_group = table.reshape(len(FIELDS), len(self.names), DRAWS).transpose(1, 2, 0)
        there = np.flatnonzero(by_group[:, :, 0].any(axis=1))
        return {(): by_group.sum(axis=0)} | {self.names[at]: by_group[at].copy() for at in there}

    def _refuse_huge(self, support: Whole, change: Whole) -> None:
        if not len(support):
            return
        most = max(float(np.abs(support).max()), float(np.abs(change).max()), 1.0)
        if most * float(self.weights.sum()) > _MOST:
            raise PopulationError("weights_huge")


def stands_for(sums: Whole) -> Counted:
    """What a sample stands for, to the nearest cent or month."""
    _rows, *found = (_nearest(int(one)) for one in sums.sum(axis=0))
    months, support, exempt, change, winners, losers = found
    return Counted(months, support, exempt, change, winners, losers, months - winners - losers)


def rows_of(sums: Whole) -> int:
    """How many rows of the sample are behind it."""
    return int(sums[:, 0].sum())


def margins(sums: Whole, whole: Whole) -> Mapping[str, int]:
    """How far each of `ESTIMATED` may lie from the truth, nineteen times in twenty; `whole`: the sums of everyone."""
    weight: NDArray[np.float64] = whole[:, 1].astype(float)
    rows, months = float(whole[:, 0].sum()), weight.sum() / PER_ONE
    left = max(0.0, 1.0 - rows / months) if months else 0.0
    found = {}
    for at, name in enumerate(FIELDS):
        if name in ESTIMATED:
            here = sums[:, at].astype(float)
            excess = here - weight * (here.sum() / weight.sum() if weight.sum() else 0.0)
            spread = sqrt(DRAWS / (DRAWS - 1) * float((excess**2).sum()) * left)
            found[name] = round(STUDENT * spread / PER_ONE)
    return found


def _nearest(parts: int) -> int:
    """A half away from nothing, so that a loss and a gain are rounded alike."""
    whole = (2 * abs(parts) + PER_ONE) // (2 * PER_ONE)
    return whole if parts >= 0 else -whole
