"""The columns of a population of person-months, and what is wrong in them, row by row. Amounts are whole cents.

Only `category` is required; the others default to a month without work.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jalon.law.income import Work

Whole = NDArray[np.int64]
NO_WORK = 0
CODES = {work: number for number, work in enumerate(Work, start=1)}  # the codes of the column `work`
MOST_CENTS = 100_000_000


class PopulationError(Exception):
    """A column is missing, unknown or holds what cannot be. The sentence names the column and the first row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Person-months as columns of one length."""

    category: Whole  # 1 cohabitant, 2 single, 3 family
    work: Whole  # 0 none, then the codes of `CODES`
    earned: Whole  # net cents of the month
    averaged: Whole  # mean of the months a scheme smooths over; `earned` when not given
    days: Whole  # days worked; 0 when the work covers the month
    other: Whole  # other resources, net cents
    used_this_year: Whole  # artistic earnings already exempt this year
    days_used: Whole  # days of exemption already taken within the window
    has_grant: Whole  # 1 for a student with a grant
    eligible: Whole  # 0 where a condition of the exemption is missing
    rows: Whole  # the number of each row where it comes from, for messages

    def __len__(self) -> int:
        return len(self.category)


LIMITS = {  # every column with the least and most it may hold
    "category": (1, 3),
    "work": (NO_WORK, len(CODES)),
    "earned": (0, MOST_CENTS),
    "averaged": (0, MOST_CENTS),
    "days": (0, 31),
    "other": (0, MOST_CENTS),
    "used_this_year": (0, MOST_CENTS),
    "days_used": (0, 10_000),
    "has_grant": (0, 1),
    "eligible": (0, 1),
}


def population(table: Any, *, rows: Whole | None = None) -> Population:
    """A population from its columns, checked: a mapping of what NumPy reads, or a data frame or Arrow table.

    `rows`: the numbers that messages give to the rows; from 1 when not given.
    """
    columns = _named(table)
    unknown = sorted(set(columns) - set(LIMITS))
    if unknown:
        known = ", ".join(LIMITS)
        raise PopulationError(f"No column is called {', '.join(unknown)}. Use only {known}.")
    if "category" not in columns:
        raise PopulationError("The column category is missing. Give 1, 2 or 3 for each person-month.")
    size = len(columns["category"])
    numbers = np.arange(1, size + 1) if rows is None else rows
    given = {name: _column(name, values, numbers) for name, values in columns.items()}
    zero = np.zeros(size, np.int64)
    defaults = dict.fromkeys(LIMITS, zero) | {"eligible": np.ones(size, np.int64)}
    defaults["averaged"] = given.get("earned", zero)
    made = Population(**(defaults | given), rows=numbers)
    idle = np.flatnonzero((made.work == NO_WORK) & ((made.earned > 0) | (made.averaged > 0)))
    if idle.size:
        row = numbers[idle[0]]
        raise PopulationError(f"Row {row}: something is earned without work. Give its work, or put it in other.")
    return made


def _named(table: Any) -> Mapping[str, Any]:
    """The columns by name: pandas and Polars name them in `columns`, Arrow in `column_names`, a mapping by itself."""
    names = getattr(table, "column_names", None) or getattr(table, "columns", None)
    return {name: table[name] for name in (table if names is None else names)}


def _column(name: str, values: Any, rows: Whole) -> Whole:
    read = np.asarray(values)
    if read.ndim != 1 or len(read) != len(rows):
        raise PopulationError(f"The column {name} has {len(read)} rows, category has {len(rows)}. Give one a row.")
    if read.dtype.kind == "f":
        _refuse_first(
            ~np.isfinite(read) | (read != np.floor(read)), name, read, rows, "Give whole numbers, none missing"
        )
    elif read.dtype.kind not in "iub" and len(rows):
        raise PopulationError(f"The column {name} holds {read.dtype}, not whole numbers. Give cents, counts or codes.")
    least, most = LIMITS[name]
    _refuse_first((read < least) | (read > most), name, read, rows, f"Give a number from {least} to {most}")
    made = np.ascontiguousarray(read, dtype=np.int64)
    # To the compiler a column that can't be written is of another type: it would compile again.
    return made if made.flags.writeable else made.copy()


def _refuse_first(wrong: NDArray[np.bool_], name: str, read: NDArray[Any], rows: Whole, mend: str) -> None:
    broken = np.flatnonzero(wrong)
    if broken.size:
        raise PopulationError(f"Row {rows[broken[0]]}: {name} is {read[broken[0]]}. {mend}.")
