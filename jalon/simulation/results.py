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

RESULT, DECILES = "result", "deciles"


def groups_table(counts: Counts, by: Sequence[str]) -> pa.Table:
    """A row for each scheme and group; `*` is everyone."""
    rows = [[scheme, *(group or ["*"] * len(by)), *astuple(one)] for (scheme, group), one in _in_order(counts)]
    words = {name: pa.string() for name in ("scheme", *by)}
    return _table(words | {one.name: pa.int64() for one in fields(Counted)}, rows)


def deciles_table(counts: Counts) -> pa.Table:
    """Eleven rows for each scheme: a share of person-months, and the change in cents that no more than those exceed."""
    rows = [
        [scheme, tenth * 10, cents]
        for scheme in sorted(counts.changes)
        for tenth, cents in enumerate(counts.changes[scheme].deciles())
    ]
    return _table({"scheme": pa.string(), "percent": pa.int64(), "change_cents": pa.int64()}, rows)


def write(counts: Counts, by: Sequence[str], folder: Path) -> Path:
    """`result` and `deciles`, as CSV and as Parquet, in `folder`; made beside, and put in place once all are whole."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    try:
        for name, table in ((DECILES, deciles_table(counts)), (RESULT, groups_table(counts, by))):
            pq.write_table(table, aside / f"{name}.parquet")
            _write_csv(table, aside / f"{name}.csv")
        made = sorted(file.name for file in aside.iterdir())
        # Stopped between two of them, there is no result, rather than one of today beside deciles of yesterday.
        for name in reversed(made):
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
