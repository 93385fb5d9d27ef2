"""The columns of a population of person-months, and what is wrong in them, row by row. Amounts are whole cents.

Only `category` is required; the others default to a month without work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jalon.law.income import Work
from jalon.law.income.facts import WHOLE_MONTH
from jalon.simulation.texts import PopulationError

Whole = NDArray[np.integer[Any]]
NO_WORK = 0
CODES = {work: number for number, work in enumerate(Work, start=1)}  # the codes of the column `work`
WHOLE_CODES = [CODES[work] for work in Work if work in WHOLE_MONTH]
MOST_CENTS = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Person-months as columns of one length, each as narrow as what it may hold."""

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
    cell: Whole  # which column of a scheme's table the row reads: work with a right, grant, category
    worked: Whole  # the days that count: 0 for a whole month, and for work that always counts whole
    rows: Sequence[int] | Whole  # the number of each row where it comes from, for messages
    begun: Whole | None = None  # whole months since the first day of exemption; None: `days_used` is within its window

    def __len__(self) -> int:
        return len(self.category)


# Every column with the least and most it may hold, and what it is kept in.
LIMITS: dict[str, tuple[int, int, type[np.integer[Any]]]] = {
    "category": (1, 3, np.uint8),
    "work": (NO_WORK, len(CODES), np.uint8),
    "earned": (0, MOST_CENTS, np.int32),
    "averaged": (0, MOST_CENTS, np.int32),
    "days": (0, 31, np.uint8),
    "other": (0, MOST_CENTS, np.int32),
    "used_this_year": (0, MOST_CENTS, np.int32),
    "days_used": (0, 10_000, np.int16),
    "begun": (0, 1_200, np.int16),
    "has_grant": (0, 1, np.uint8),
    "eligible": (0, 1, np.uint8),
}


def cell_of(work: Any, has_grant: Any, category: Any) -> Any:
    """The cell of a row: `work` is 0 where there is no exemption."""
    return work * 6 + has_grant * 3 + (category - 1)


def population(table: Any, *, rows: Sequence[int] | Whole | None = None) -> Population:
    """A population from its columns, checked: a mapping of what NumPy reads, or a data frame or Arrow table.

    `rows`: the numbers that messages give to the rows; from 1 when not given.
    """
    columns = _named(table)
    unknown = sorted(set(columns) - set(LIMITS))
    if unknown:
        raise PopulationError("unknown_column", columns=", ".join(unknown), known=", ".join(LIMITS))
    if "category" not in columns:
        raise PopulationError("no_category")
    size = len(columns["category"])
    numbers = range(1, size + 1) if rows is None else rows
    made = {name: _column(name, values, numbers) for name, values in columns.items()}
    for name, (_least, _most, kind) in LIMITS.items():
        if name == "averaged" and name not in made:
            made[name] = made["earned"]
        elif name not in made and name != "begun":
            made[name] = fixed(np.ones(size, kind) if name == "eligible" else np.zeros(size, kind))
    _refuse_idle(made, numbers)
    counted = made["work"] if "eligible" not in columns else made["work"] * made["eligible"]
    cell = cell_of(counted, made["has_grant"], made["category"])
    return Population(**made, cell=fixed(cell), worked=_worked(made["work"], made["days"]), rows=numbers)


def _worked(work: Whole, days: Whole) -> Whole:
    """The days without those of work that counts for the whole month."""
    if not days.any():
        return days
    always = work == WHOLE_CODES[0]
    for code in WHOLE_CODES[1:]:
        always |= work == code
    return fixed(np.where(always, np.uint8(0), days))


def _refuse_idle(made: Mapping[str, Whole], numbers: Sequence[int] | Whole) -> None:
    for name in ("earned", "averaged"):
        idle = (made["work"] == NO_WORK) & (made[name] > 0)
        if idle.any():
            raise PopulationError("idle", row=int(numbers[int(idle.argmax())]))
        if made["averaged"] is made["earned"]:
            break


def _named(table: Any) -> Mapping[str, Any]:
    """The columns by name: pandas and Polars name them in `columns`, Arrow in `column_names`, a mapping by itself."""
    names = getattr(table, "column_names", None)
    names = getattr(table, "columns", None) if names is None else names
    return {name: table[name] for name in (table if names is None else names)}


def _column(name: str, values: Any, rows: Sequence[int] | Whole) -> Whole:
    read = np.asarray(values)
    if read.ndim != 1 or len(read) != len(rows):
        raise PopulationError("length", column=name, here=read.size, rows=len(rows))
    least, most, kind = LIMITS[name]
    if not len(read):
        return fixed(np.zeros(0, kind))
    if read.dtype.kind == "f":
        _refuse_first(~np.isfinite(read) | (read != np.floor(read)), name, read, rows, "not_whole")
    elif read.dtype.kind not in "iub":
        raise PopulationError("not_numbers", column=name, kind=str(read.dtype))
    if read.min() < least or read.max() > most:
        _refuse_first((read < least) | (read > most), name, read, rows, "out_of_reach", least=least, most=most)
    return fixed(np.require(read, kind, ["C", "A"]))


def fixed(column: Whole) -> Whole:
    """The column as one that can't be written: to the compiler that is a type, and one is enough."""
    view = column.view()
    view.flags.writeable = False
    return view


def _refuse_first(
    wrong: NDArray[np.bool_], name: str, read: NDArray[Any], rows: Sequence[int] | Whole, code: str, **told: int
) -> None:
    if wrong.any():
        row = int(wrong.argmax())
        raise PopulationError(code, row=int(rows[row]), column=name, value=str(read[row]), **told)
