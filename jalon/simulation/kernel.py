"""The loops that are compiled: they pick the numbers of a row and hand them to `work_out`, the law's own function.

Rows stand in cells: one for each rule and category that a scheme can tell apart. A scheme is a table with a column for
each cell. `rows` answers row by row, in any order; `runs` wants the rows of a cell side by side, so that the rule of a
run is read once, and only adds up. Both come plain (one share at most, no taper) and full, by days and by whole months.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jalon.law.income.cents import UNLIMITED, Rule, Support, work_out

CELLS = 42  # 7 kinds of work (none is one) × 2 grants × 3 categories
FIRST_EXEMPT = 6  # the cells before have no work, or no right to an exemption
SUPPORT = len(Support._fields)  # the first rows of a table
FIELDS = SUPPORT + len(Rule._fields)
SUMS = ("exempt", "support", "change", "winners", "losers")
STILL = 8  # places where rows that nothing changes are counted in turn
NEVER, NOTHING = float(UNLIMITED), 0.0
Columns = NDArray[Any]


def plain_rule(table: Columns, cell: int) -> Rule:
    """The rule of a cell where the scheme has one share at most and no taper."""
    return Rule(
        table[2, cell],
        table[3, cell],
        table[4, cell],
        table[5, cell],
        NEVER,
        NOTHING,
        NEVER,
        NOTHING,
        NEVER,
        NOTHING,
        table[12, cell],
        table[13, cell],
        NEVER,
        NOTHING,
        table[16, cell],
    )


def full_rule(table: Columns, cell: int) -> Rule:
    """The rule of a cell, all its fields; written out because the compiler wants them one by one."""
    return Rule(
        table[2, cell],
        table[3, cell],
        table[4, cell],
        table[5, cell],
        table[6, cell],
        table[7, cell],
        table[8, cell],
        table[9, cell],
        table[10, cell],
        table[11, cell],
        table[12, cell],
        table[13, cell],
        table[14, cell],
        table[15, cell],
        table[16, cell],
    )


def is_plain(table: Columns) -> bool:
    """Whether `plain_rule` says all there is in the table."""
    return bool((table[6] >= NEVER).all()) and not table[15].any()


def days_of(worked: float, by: float) -> float:
    """The days of a month that count, out of `by`; none said is the whole month."""
    if worked == 0.0:
        return by
    return min(worked, by)


@cache
def rows(plain: bool, whole: bool) -> Callable[..., None]:
    """The loop that writes what each row has: exempt, support and disposable of the month, in cents."""

    def rows(
        cell: Columns,
        earned: Columns,
        averaged: Columns,
        worked: Columns,
        other: Columns,
        used: Columns,
        days_used: Columns,
        by: float,
        apart: float,
        table: Columns,
        exempt: Columns,
        support: Columns,
        disposable: Columns,
    ) -> None:
        for row in range(cell.size):
            at = cell[row]
            made = work_out(
                float(earned[row]),
                float(averaged[row]),
                by if whole else days_of(float(worked[row]), by),
                by,
                NOTHING if whole else apart,
                float(other[row]),
                float(used[row]),
                float(days_used[row]),
                Support(table[0, at], table[1, at]),
                plain_rule(table, at) if plain else full_rule(table, at),
            )
            exempt[row] = np.int32(made.exempt_here)
            support[row] = np.int32(made.support)
            disposable[row] = np.int32(made.disposable)

    return rows


@cache
def runs(plain: bool, whole: bool) -> Callable[..., None]:
    """The loop that adds up each run of rows of one cell, against what those rows had before (`base`).

    Run `n` has the rows from `starts[n]` to `starts[n + 1]`; `sums[n]` receives the five sums, `made` what a row has.
    Only the runs of `which` are worked out.
    """

    def runs(
        which: Columns,
        starts: Columns,
        cells: Columns,
        earned: Columns,
        averaged: Columns,
        worked: Columns,
        other: Columns,
        used: Columns,
        days_used: Columns,
        base: Columns,
        by: float,
        apart: float,
        table: Columns,
        made: Columns,
        sums: Columns,
    ) -> None:
        for run in which:
            at = cells[run]
            amounts = Support(table[0, at], table[1, at])
            rule = plain_rule(table, at) if plain else full_rule(table, at)
            exempt = support = change = winners = losers = 0.0
            for row in range(starts[run], starts[run + 1]):
                month = work_out(
                    float(earned[row]),
                    float(averaged[row]),
                    by if whole else days_of(float(worked[row]), by),
                    by,
                    NOTHING if whole else apart,
                    float(other[row]),
                    float(used[row]),
                    float(days_used[row]),
                    amounts,
                    rule,
                )
                more = month.disposable - float(base[row])
                exempt += month.exempt_here
                support += month.support
                change += more
                winners += 1.0 if more > 0.0 else 0.0
                losers += 1.0 if more < 0.0 else 0.0
                made[row] = np.int32(month.disposable)
            sums[run, 0] = exempt
            sums[run, 1] = support
            sums[run, 2] = change
            sums[run, 3] = winners
            sums[run, 4] = losers

    return runs


def keys(cell: Columns, worked: Columns, codes: Columns, key: Columns, many: Columns) -> None:
    """The key of every row, and how many have each: group (`codes` may be empty), cell, and a part of a month last."""
    for row in range(cell.size):
        group = codes[row] if codes.size else 0
        made = (group * CELLS + cell[row]) * 2 + (worked[row] > 0)
        key[row] = made
        many[made] += 1


def places(key: Columns, starts: Columns, place: Columns) -> None:
    """Where each row goes when rows are put in the order of their keys, those of one key as they were.

    `starts` comes in as the first place of each key, and is used up.
    """
    for row in range(key.size):
        to = starts[key[row]]
        starts[key[row]] = to + np.uint64(1)
        place[row] = to


def put(place: Columns, values: Columns, into: Columns) -> None:
    """Puts every value in its place. A column at a time: all at once, they would fight for the processor's memory."""
    for row in range(place.size):
        into[place[row]] = values[row]


def reach(made: Columns, base: Columns, found: Columns) -> None:
    """The least and the greatest change."""
    least = most = np.int32(made[0] - base[0])
    for row in range(made.size):
        change = np.int32(made[row] - base[row])
        least, most = min(least, change), max(most, change)
    found[0], found[1] = least, most


def tally(made: Columns, base: Columns, least: int, found: Columns) -> None:
    """Counts each change by its cents, from `least` up; then those above or below, and `STILL` places for none at all.

    Six months in ten change by nothing: counted in one place, each would wait for the last.
    """
    out = np.uint64(found.size - STILL - 1)
    for row in range(made.size):
        change = np.int64(made[row]) - np.int64(base[row])
        at = min(np.uint64(change - least), out)  # below `least` it is larger than any table
        found[at if change else out + np.uint64(1 + (row & (STILL - 1)))] += 1


def reached(many: Columns, wanted: Columns, found: Columns) -> None:
    """Where the sum of `many` first reaches each of `wanted`, in rising order; without a column of sums."""
    upto, place = 0, 0
    for at in range(many.size):
        upto += many[at]
        while place < wanted.size and upto >= wanted[place]:
            found[place] = at
            place += 1
