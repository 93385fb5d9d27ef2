"""Person-months read in batches, from a Parquet or CSV file or a data frame: memory stays bounded whatever the size."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jalon.law.income import Category
from jalon.law.sayings import LANGUAGES, sayings_of
from jalon.simulation.columns import CODES, LIMITS, Population, Whole, population
from jalon.simulation.texts import REFUSALS, PopulationError
from jalon.simulation.weighing import draws, weights

BATCH = 1_000_000
MONTH = "month"  # 202503, or a date; needed unless the month is given for all
WEIGHT = "weight"  # how many person-months a row of a sample stands for
PERSON = "person"  # whose month it is, by any pseudonym: months of one person are not as many draws
DECILE = "decile"  # not a column: counted, see `jalon.simulation.deciles`
_WORDS = {
    "category": {one.name.lower(): int(one) for one in Category},
    "work": {"none": 0, **{str(work): code for work, code in CODES.items()}},
}
_UNKNOWN = 255
_TEXT = {*_WORDS, MONTH}  # columns of a CSV file that may hold words
_KNOWN = {*LIMITS, MONTH, WEIGHT, PERSON}
Name = str | Mapping[str, str]  # of a file; a frame has none but in words, by language
THE_FRAME = {one: getattr(sayings_of(REFUSALS)["the_frame"], one) for one in LANGUAGES}
Batches = Callable[[], Iterator[pa.RecordBatch]]
_CSV = {  # what the reader says of a file, and what is in it
    "csv_value": r"Row #(?P<line>\d+): .*invalid value '(?P<value>[^']{0,60})",
    "csv_width": r"Row #(?P<line>\d+): Expected (?P<expected>\d+) columns, got (?P<found>\d+)",
    "csv_empty": r"Empty CSV file",
    "csv_text": r"UTF-?8",
}


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one batch that are of one month, with the values of the columns they are counted by."""

    on: date
    people: Population
    groups: dict[str, pa.DictionaryArray]
    weights: Whole | None = None  # in ten-thousandths, where the population is a sample
    draws: Whole | None = None  # of each row, the part of the sample its person fell in


@dataclass(frozen=True, slots=True)
class Table:
    """Person-months, opened and their columns checked; `by`: the columns to count by."""

    name: Name
    rows: int
    by: Sequence[str]
    on: date | None
    batches: Batches
    weighted: bool = False
    names: Sequence[str] = ()  # of every column there is

    def loads(self) -> Iterator[Callable[[], list[Part]]]:
        """Every batch as something to call, in any thread, for its parts: a part for each month."""
        first = 1
        for batch in self.read():
            yield lambda batch=batch, first=first: list(self._parts(batch, range(first, first + batch.num_rows)))
            first += batch.num_rows

    def read(self) -> Iterator[pa.RecordBatch]:
        """The batches, with what the file breaks on said in a sentence."""
        try:
            yield from self.batches()
        except (pa.ArrowException, OSError) as error:
            raise _unreadable(self.name, error) from error

    def _parts(self, batch: pa.RecordBatch, rows: Sequence[int]) -> Iterator[Part]:
        if self.on is not None:
            yield self._part(batch, rows, self.on)
            return
        months = _months(batch.column(MONTH), rows)
        there = months[:1] if len(months) and months.min() == months.max() else np.unique(months)
        for month in there:
            on = date(int(month) // 100, int(month) % 100, 1)
            if len(there) == 1:
                yield self._part(batch, rows, on)
            else:
                here = np.flatnonzero(months == month)
                yield self._part(batch.take(pa.array(here)), here + rows[0], on)

    def _part(self, batch: pa.RecordBatch, rows: Sequence[int] | Whole, on: date) -> Part:
        columns = {name: _numbers(name, batch.column(name), rows) for name in batch.schema.names if name in LIMITS}
        there = batch.schema.names
        groups = {name: _values(batch.column(name)) for name in self.by if name in there}
        people = population(columns, rows=rows)
        if not self.weighted:
            return Part(on, people, groups)
        whose = _values(batch.column(PERSON)) if PERSON in there else None
        return Part(on, people, groups, weights(batch.column(WEIGHT), rows), draws(whose, rows))


def open_table(file: Path, *, by: Sequence[str] = (), on: date | None = None) -> Table:
    """The table of a Parquet or CSV file; `on` is the month of all rows when there is no column `month`."""
    try:
        if file.suffix.lower() == ".csv":
            names, rows, batches = _csv(file)
        else:
            names, rows, batches = _parquet(file, by)
    except (pa.ArrowException, OSError) as error:
        raise _unreadable(file.name, error) from error
    return _checked(file.name, names, rows, by, on, batches)


def table_of(frame: Any, *, by: Sequence[str] = (), on: date | None = None) -> Table:
    """The table of a data frame: Polars, pandas, Arrow, or whatever gives an Arrow stream."""
    if hasattr(frame, "__arrow_c_stream__"):
        table = pa.table(frame)
    elif type(frame).__module__.partition(".")[0] == "pandas":  # before it learnt the Arrow stream
        table = pa.Table.from_pandas(frame, preserve_index=False)
    else:
        raise PopulationError("no_frame", kind=type(frame).__name__)
    wanted = [name for name in table.column_names if name in {*_KNOWN, *by}]
    batches = table.select(wanted).combine_chunks()
    return _checked(
        THE_FRAME, table.column_names, len(table), by, on, lambda: iter(batches.to_batches(max_chunksize=BATCH))
    )


def _checked(
    name: Name, names: Sequence[str], rows: int, by: Sequence[str], on: date | None, batches: Batches
) -> Table:
    missing = [column for column in ("category", *by) if column not in {*names, DECILE}]
    if missing:
        raise PopulationError("no_column", name=name, columns=", ".join(missing), known=", ".join(names))
    if on is None and MONTH not in names:
        raise PopulationError("no_month", name=name)
    return Table(name, rows, tuple(by), None if MONTH in names else on, batches, WEIGHT in names, names)


def _parquet(file: Path, by: Sequence[str]) -> tuple[list[str], int, Batches]:
    schema, rows = pq.read_schema(file), pq.read_metadata(file).num_rows
    names = schema.names
    wanted = [name for name in names if name in {*_KNOWN, *by}]
    words = [name for name in wanted if _is_text(schema.field(name).type)]

    def batches() -> Iterator[pa.RecordBatch]:
        with pq.ParquetFile(file, read_dictionary=words) as parquet:
            yield from parquet.iter_batches(batch_size=BATCH, columns=wanted)

    return names, rows, batches


def _csv(file: Path) -> tuple[list[str], int, Batches]:
    """The rows of a CSV file are counted by its lines, for the progress bar; its numbers are whole, or refused."""
    with file.open("rb") as read:
        first = read.readline()
        read.seek(0)
        rows = sum(block.count(b"\n") for block in iter(lambda: read.read(1 << 24), b"")) - 1
    kinds = {name: pa.int64() for name in LIMITS if name not in _TEXT} | {WEIGHT: pa.float64()}

    # As spreadsheets of this country write it: semicolons between columns, a comma in a weight.
    belgian = b";" in first and b"," not in first
    parse = pa.csv.ParseOptions(delimiter=";" if belgian else ",")

    def opened(kinds: dict[str, pa.DataType]) -> Any:
        options = pa.csv.ConvertOptions(column_types=kinds, decimal_point="," if belgian else ".")
        # Without threads, its errors name the line.
        reading = pa.csv.ReadOptions(block_size=1 << 25, use_threads=False)
        return pa.csv.open_csv(file, reading, parse, options)

    with opened({}) as reader:
        names = reader.schema.names
    kinds |= {name: pa.string() for name in names if name not in kinds}

    def batches() -> Iterator[pa.RecordBatch]:
        with opened(kinds) as reader:
            yield from reader

    return names, max(rows, 0), batches


def _unreadable(name: Name, error: Exception) -> PopulationError:
    said = str(error).splitlines()[0]
    if "CSV" not in said:
        return PopulationError("not_parquet", name=name, why=said[:200])
    for code, shape in _CSV.items():
        if found := re.search(shape, said):
            return PopulationError(code, name=name, **found.groupdict())
    return PopulationError("csv_other", name=name, why=said[:200])


def _values(column: pa.Array) -> pa.DictionaryArray:
    """The column as numbers of words; `?` where there is none."""
    encoded = _encoded(column)
    words = pc.fill_null(pc.cast(encoded.dictionary, pa.string()), "?")
    if not encoded.indices.null_count:
        return pa.DictionaryArray.from_arrays(encoded.indices, words)
    indices = pc.fill_null(encoded.indices.cast(pa.int32()), len(words))
    return pa.DictionaryArray.from_arrays(indices, pa.concat_arrays([words, pa.array(["?"])]))


def _encoded(column: pa.Array) -> pa.DictionaryArray:
    if pa.types.is_dictionary(column.type):
        return column
    if pa.types.is_string_view(column.type):
        column = column.cast(pa.large_string())
    return pc.dictionary_encode(column)


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)


def _months(column: pa.Array, rows: Sequence[int]) -> Whole:
    if column.null_count:
        raise PopulationError("month_missing", row=int(rows[_first_null(column)]))
    if pa.types.is_temporal(column.type):
        return np.asarray(pc.add(pc.multiply(pc.year(column), 100), pc.month(column)))
    if _is_text(column.type):
        column = column.cast(pa.string())
        good = pc.match_substring_regex(column, "^[0-9]{4}-?[0-9]{2}(-[0-9]{2})?$")
        if not pc.all(good).as_py() and len(column):
            row = int(pc.index(good, False).as_py())
            raise PopulationError("month_wrong", row=int(rows[row]), value=str(column[row])[:60])
        column = pc.utf8_slice_codeunits(pc.replace_substring(column, "-", ""), 0, 6).cast(pa.int64())
    if not pa.types.is_integer(column.type):
        raise PopulationError("month_kind", kind=str(column.type))
    months = np.asarray(column)
    if len(months) and months.min() == months.max():
        broken = _broken(months[:1].astype(np.int64))
    else:
        broken = _broken(months.astype(np.int64))
    if broken.any():
        row = int(broken.argmax())
        raise PopulationError("month_wrong", row=int(rows[row]), value=str(months[row]))
    return months


def _broken(months: Whole) -> NDArray[np.bool_]:
    return (months % 100 < 1) | (months % 100 > 12) | (months < 190_001) | (months > 299_912)


def _numbers(name: str, column: pa.Array, rows: Sequence[int] | Whole) -> Any:
    """A column as numbers; categories and work may be words."""
    if column.null_count:
        raise PopulationError("missing", row=int(rows[_first_null(column)]), column=name)
    if name in _WORDS and _is_text(column.type):
        return _codes(name, _encoded(column), rows)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.to_numpy(zero_copy_only=False)


def _codes(name: str, column: pa.DictionaryArray, rows: Sequence[int] | Whole) -> Whole:
    """The code of each word: what is looked up are the words there are, not the rows."""
    words = _WORDS[name] | {str(code): code for code in _WORDS[name].values()}
    there = column.dictionary.to_pylist()
    codes = np.array([words.get(one, _UNKNOWN) for one in there] or [0], np.uint8)[np.asarray(column.indices)]
    if len(codes) and codes.max() == _UNKNOWN:
        row = int((codes == _UNKNOWN).argmax())
        told = {"column": name, "value": str(column[row])[:60], "known": ", ".join(_WORDS[name])}
        raise PopulationError("unknown_word", row=int(rows[row]), **told)
    return codes


def _first_null(column: pa.Array) -> int:
    return int(pc.index(pc.is_null(column), True).as_py())
