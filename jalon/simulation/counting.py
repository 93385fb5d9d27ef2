"""What a population gains and loses under each scheme, counted by group, in one pass over the file."""

import csv
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jalon.law.income import Scheme
from jalon.simulation.engine import Outcome, simulate
from jalon.simulation.parquet import Part, Table

RESULT = "result.csv"
Key = tuple[str, tuple[str, ...]]  # scheme, values of the group
Advance = Callable[[int, int], None]


@dataclass(slots=True)
class Counted:
    """Person-months of a group under a scheme, against the first one; amounts in cents, exact."""

    months: int = 0
    support_cents: int = 0
    exempt_cents: int = 0
    change_cents: int = 0  # of what people have in all
    winners: int = 0
    losers: int = 0
    unchanged: int = 0


Counts = Mapping[Key, Counted]


def count(
    table: Table, schemes: Sequence[Scheme], *, divisor: str | None = None, advance: Advance = lambda done, whole: None
) -> Counts:
    """Every scheme against the first, by the table's groups; the group of all is the one without values."""
    found: defaultdict[Key, Counted] = defaultdict(Counted)
    done = 0
    for part in table.parts():
        base: Outcome | None = None
        for scheme in schemes:
            made = simulate(part.people, scheme, on=part.on, divisor=divisor)
            base = base or made
            _add(found, scheme.id, part, made, made.disposable - base.disposable)
        done += len(part.people)
        advance(done, table.rows)
    return found


def _add(found: dict[Key, Counted], scheme: str, part: Part, made: Outcome, change: NDArray[np.int64]) -> None:
    everyone = np.zeros(len(part.people), np.int64)
    groups: list[tuple[list[tuple[str, ...]], NDArray[np.int64]]] = [([()], everyone)]
    if part.groups:
        groups.append(_keys(part))
    columns = (
        np.ones(len(part.people)), made.support, made.exempt, change, change > 0, change < 0, change == 0
    )  # fmt: skip
    for names, codes in groups:
        # Sums of a batch stay far below 2 ** 53, so the floats of bincount are exact whole numbers.
        sums = [np.bincount(codes, weights=column, minlength=len(names)) for column in columns]
        for number, name in enumerate(names):
            if sums[0][number]:
                one = found[scheme, name]
                for field, values in zip(fields(Counted), sums, strict=True):
                    setattr(one, field.name, getattr(one, field.name) + int(values[number]))


def _keys(part: Part) -> tuple[list[tuple[str, ...]], NDArray[np.int64]]:
    """Every combination of the groups' values, and the number of each row's."""
    names: list[tuple[str, ...]] = [()]
    codes = np.zeros(len(part.people), np.int64)
    for column in part.groups.values():
        values = column.dictionary.to_pylist()
        names = [(*name, value) for name in names for value in values]
        codes = codes * len(values) + np.asarray(column.indices)
    return names, codes


def write(counts: Counts, by: Sequence[str], folder: Path) -> Path:
    """`result.csv` in `folder`, whole or not at all: it is made beside and put in place at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    try:
        with (aside / RESULT).open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["scheme", *by, *(one.name for one in fields(Counted))])
            for (scheme, group), one in sorted(counts.items()):
                rows.writerow([scheme, *(group or ["*"] * len(by)), *astuple(one)])
        (aside / RESULT).replace(folder / RESULT)
    finally:
        shutil.rmtree(aside)
    return folder / RESULT
