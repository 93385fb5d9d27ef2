"""Person-months streamed from a Parquet file in batches: memory stays bounded whatever the size of the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jalon.law.income import Category
from jalon.simulation.population import CODES, LIMITS, Population, PopulationError, Whole, population

BATCH = 1_000_000
MONTH = "month"  # 202503, or a date; needed unless the month is given for all
_WORDS = {
    "category": {one.name.lower(): int(one) for one in Category},
    "work": {"none": 0, **{str(work): code for work, code in CODES.items()}},
}


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one batch that are of one month, with the values of the columns they are counted by."""

    on: date
    people: Population
    groups: dict[str, pa.DictionaryArray]


@dataclass(frozen=True, slots=True)
class Table:
    """A Parquet file of person-months, opened and its columns checked; `by`: the columns to count by."""

    file: Path
    rows: int
    by: Sequence[str]
    on: date | None

    def parts(self) -> Iterator[Part]:
        """Every row, batch by batch and month by month."""
        first = 1
        try:
            with pq.ParquetFile(self.file) as parquet:
                wanted = [name for name in parquet.schema_arrow.names if name in {*LIMITS, MONTH, *self.by}]
                for batch in parquet.iter_batches(batch_size=BATCH, columns=wanted):
                    yield from self._by_month(batch, np.arange(first, first + batch.num_rows))
                    first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise _unreadable(self.file, error) from error

    def _by_month(self, batch: pa.RecordBatch, rows: Whole) -> Iterator[Part]:
        if self.on is not None:
            yield self._part(batch, rows, self.on)
            return
        months = _months(batch.column(MONTH), rows)
        for month in np.unique(months):
            here = np.flatnonzero(months == month)
            yield self._part(batch.take(pa.array(here)), rows[here], date(int(month) // 100, int(month) % 100, 1))

    def _part(self, batch: pa.RecordBatch, rows: Whole, on: date) -> Part:
        columns = {name: _numbers(name, batch.column(name), rows) for name in batch.schema.names if name in LIMITS}
        groups = {
            name: pc.dictionary_encode(pc.cast(batch.column(name), pa.string()).fill_null("?")) for name in self.by
        }
        return Part(on, population(columns, rows=rows), groups)


def open_table(file: Path, *, by: Sequence[str] = (), on: date | None = None) -> Table:
    """The table of a file; `on` is the month of all rows when there is no column `month`."""
    try:
        schema, rows = pq.read_schema(file), pq.read_metadata(file).num_rows
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(file, error) from error
    missing = [name for name in ("category", *by) if name not in schema.names]
    if missing:
        there = ", ".join(schema.names)
        raise PopulationError(f"{file.name} has no column {', '.join(missing)}. It has {there}.")
    if on is None and MONTH not in schema.names:
        raise PopulationError(f"{file.name} has no column month. Add it (202503), or give one month for all rows.")
    return Table(file, rows, tuple(by), None if MONTH in schema.names else on)


def _unreadable(file: Path, error: Exception) -> PopulationError:
    return PopulationError(
        f"{file.name} can't be read as Parquet ({str(error).splitlines()[0]}). It may be cut short: copy it again."
    )


def _months(column: pa.Array, rows: Whole) -> Whole:
    if column.null_count:
        raise PopulationError(f"Row {rows[_first_null(column)]}: month is missing. Write it as 202503.")
    if pa.types.is_temporal(column.type):
        return np.asarray(pc.add(pc.multiply(pc.year(column), 100), pc.month(column)))
    if not pa.types.is_integer(column.type):
        raise PopulationError(f"The column month holds {column.type}. Give whole numbers as 202503, or dates.")
    months = np.asarray(column).astype(np.int64)
    broken = np.flatnonzero((months % 100 < 1) | (months % 100 > 12) | (months < 190_001) | (months > 299_912))
    if broken.size:
        raise PopulationError(f"Row {rows[broken[0]]}: month is {months[broken[0]]}. Write it as 202503.")
    return months


def _numbers(name: str, column: pa.Array, rows: Whole) -> Any:
    """A column as numbers; categories and work may be words."""
    if column.null_count:
        raise PopulationError(f"Row {rows[_first_null(column)]}: {name} is missing. Give it, or leave the column out.")
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if name in _WORDS and (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        words = _WORDS[name]
        found = pc.index_in(column, value_set=pa.array(list(words), column.type))
        if found.null_count:
            row = _first_null(found)
            raise PopulationError(f"Row {rows[row]}: {name} is {column[row]}. Choose {', '.join(words)}.")
        return np.array(list(words.values()))[np.asarray(found)]
    return column.to_numpy(zero_copy_only=False)


def _first_null(column: pa.Array) -> int:
    return int(pc.index(pc.is_null(column), True).as_py())
