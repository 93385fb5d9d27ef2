"""Reforms on a data frame: Polars, pandas or Arrow in, the same kind out. None of them need be installed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from jalon.law.income import Scheme, read_scheme, shipped_schemes
from jalon.simulation.counting import count
from jalon.simulation.engine import simulate_each
from jalon.simulation.results import groups_table, losers_table
from jalon.simulation.tables import table_of
from jalon.simulation.texts import PopulationError

Schemes = str | Path | Scheme
TODAY = "today"


def schemes_of(names: Sequence[Schemes]) -> list[Scheme]:
    """Today's rule, then each of these: a name that ships, a YAML file, or a scheme. None stands twice."""
    found = {TODAY: shipped_schemes()[TODAY]}
    for name in names:
        one = _scheme(name)
        if one.id in found and one != found[one.id]:
            raise PopulationError("twin_schemes", scheme=one.id)
        found[one.id] = one
    return list(found.values())


def compare(
    frame: Any,
    schemes: Sequence[Schemes],
    *,
    by: Sequence[str] = (),
    on: date | None = None,
    divisor: str | None = None,
) -> Any:
    """What each scheme costs and changes against today's rule, a row for each scheme and group; `*` is everyone.

    A frame with a column `weight` is a sample: what it stands for is given, each number with its margin.
    `on`: any day of the month of all rows, when the frame has no column `month`.
    """
    counts = count(table_of(frame, by=by, on=_first(on)), schemes_of(schemes), divisor=divisor)
    return _like(frame, groups_table(counts, by))


def losers(
    frame: Any,
    scheme: Schemes,
    *,
    by: Sequence[str],
    on: date | None = None,
    divisor: str | None = None,
) -> Any:
    """Who loses most under one scheme, as profiles of at most three of the columns `by`; never a person."""
    chosen = schemes_of([scheme])
    counts = count(table_of(frame, by=by, on=_first(on)), chosen, divisor=divisor)
    return _like(frame, losers_table(counts, by))


def each_row(frame: Any, schemes: Sequence[Schemes], *, on: date | None = None, divisor: str | None = None) -> Any:
    """The frame with what each person-month has under today's rule and each scheme, in cents.

    Columns: `SCHEME_exempt`, `SCHEME_support`, `SCHEME_disposable`. `on` as for `compare`.
    """
    table, chosen = table_of(frame, on=_first(on)), schemes_of(schemes)
    names = [f"{scheme.id}_{what}" for scheme in chosen for what in ("exempt", "support", "disposable")]
    kept = pa.table(frame) if hasattr(frame, "__arrow_c_stream__") else pa.Table.from_pandas(frame)
    columns: list[list[Any]] = [[] for _ in names]
    for load in table.loads():
        for start, made in _by_rows(load(), chosen, divisor):
            for column, values in zip(columns, made, strict=True):
                column.append((start, values))
    for name, pieces in zip(names, columns, strict=True):
        kept = kept.append_column(name, _put_back(pieces, table.rows))
    return _like(frame, kept)


def _by_rows(parts: Any, chosen: Sequence[Scheme], divisor: str | None) -> Any:
    for part in parts:
        made = simulate_each(part.people, chosen, on=part.on, divisor=divisor)
        yield part.people.rows, [values for one in made for values in (one.exempt, one.support, one.disposable)]


def _put_back(pieces: Sequence[tuple[Any, Any]], size: int) -> pa.Array:
    """The values in the order of the frame; each piece comes with the numbers of its rows, from 1."""
    column = np.empty(size, np.int32)
    for rows, values in pieces:
        where = slice(rows.start - 1, rows.stop - 1) if isinstance(rows, range) else rows - 1
        column[where] = values
    return pa.array(column)


def _scheme(name: Schemes) -> Scheme:
    if isinstance(name, Scheme):
        return name
    if str(name) in shipped_schemes():
        return shipped_schemes()[str(name)]
    if not Path(name).is_file():
        raise PopulationError("no_scheme", scheme=str(name), known=", ".join(shipped_schemes()))
    return read_scheme(Path(name))


def _first(on: date | None) -> date | None:
    return on and on.replace(day=1)


def _like(frame: Any, table: pa.Table) -> Any:
    """The table as the kind of frame that was given."""
    kind = type(frame).__module__.partition(".")[0]
    if kind == "polars":
        import polars

        return polars.from_arrow(table)
    return table.to_pandas() if kind == "pandas" else table
