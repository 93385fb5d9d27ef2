"""The results as files: whole or not at all."""

import csv
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jalon.simulation.counting import Counts
from jalon.simulation.prepared import Counted
from jalon.simulation.profiles import losing
from jalon.simulation.weighing import ESTIMATED, margins, rows_of

RESULT, DECILES, LOSERS = "result", "deciles", "losers"


def groups_table(counts: Counts, by: Sequence[str]) -> pa.Table:
    """A row for each scheme and group; `*` is everyone. Of a sample: its rows, and the margin of each number."""
    rows = [
        [scheme, *(group or ["*"] * len(by)), *astuple(one), *_of_sample(counts, scheme, group)]
        for (scheme, group), one in _in_order(counts)
    ]
    words = {name: pa.string() for name in ("scheme", *by)}
    numbers = [one.name for one in fields(Counted)]
    if counts.sums:
        numbers += ["rows", *(f"{name}_margin" for name in ESTIMATED)]
    return _table(words | dict.fromkeys(numbers, pa.int64()), rows)


def _of_sample(counts: Counts, scheme: str, group: tuple[str, ...]) -> list[int]:
    if not counts.sums:
        return []
    sums = counts.sums[scheme, group]
    return [rows_of(sums), *margins(sums, counts.sums[scheme, ()]).values()]


def losers_table(counts: Counts, by: Sequence[str]) -> pa.Table:
    """The profiles that lose most under each scheme, the worst first; `*` where a column is no trait of theirs."""
    rows = [
        [scheme, *(one.traits.get(name, "*") for name in by), one.months, one.losers, one.change_cents, one.each_cents]
        for scheme in sorted(counts.changes)
        for one in losing(counts, by, scheme)
    ]
    numbers = ("months", "losers", "change_cents", "change_cents_each")
    return _table({name: pa.string() for name in ("scheme", *by)} | dict.fromkeys(numbers, pa.int64()), rows)


def deciles_table(counts: Counts) -> pa.Table:
    """Eleven rows for each scheme: a share of person-months, and the change in cents that no more than those exceed."""
    rows = [
        [scheme, tenth * 10, cents]
        for scheme in sorted(counts.changes)
        for tenth, cents in enumerate(counts.changes[scheme].deciles())
    ]
    return _table({"scheme": pa.string(), "percent": pa.int64(), "change_cents": pa.int64()}, rows)


def write(counts: Counts, by: Sequence[str], folder: Path) -> Path:
    """`result`, `deciles` and, where there are groups, `losers`, as CSV and as Parquet, in `folder`.

    They are made beside, and put in place once all are whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    try:
        tables = {DECILES: deciles_table(counts), RESULT: groups_table(counts, by)}
        if by:
            tables[LOSERS] = losers_table(counts, by)
        for name, table in tables.items():
            pq.write_table(table, aside / f"{name}.parquet")
            _write_csv(table, aside / f"{name}.csv")
        made = sorted(file.name for file in aside.iterdir())
        # Stopped between two of them, there is no result, rather than one of today beside deciles of yesterday.
        for name in (f"{one}.{kind}" for one in (RESULT, LOSERS, DECILES) for kind in ("parquet", "csv")):
            (folder / name).unlink(missing_ok=True)
        for name in made:
            (aside / name).replace(folder / name)
    finally:
        shutil.rmtree(aside)
    return folder / f"{RESULT}.csv"


def _in_order(counts: Counts) -> Iterator[tuple[tuple[str, tuple[str, ...]], Counted]]:
    yield from sorted(counts.groups.items())


def _table(schema: dict[str, pa.DataType], rows: list[list[object]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [[] for _ in schema]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, schema.values(), strict=True)]
    return pa.table(dict(zip(schema, arrays, strict=True)))


def _write_csv(table: pa.Table, file: Path) -> None:
    with file.open("w", newline="", encoding="utf-8") as opened:
        rows = csv.writer(opened, lineterminator="\n")
        rows.writerow(table.column_names)
        rows.writerows(zip(*(column.to_pylist() for column in table.columns), strict=True))
