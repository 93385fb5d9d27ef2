"""A population in one file or in a folder of them, counted here or by Spark: the same function of each, added up."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from jalon.law.income import Scheme
from jalon.simulation import deciles
from jalon.simulation.counting import Advance, Counts, count
from jalon.simulation.tables import DECILE, Table, open_table
from jalon.simulation.texts import PopulationError

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of each file."""

    schemes: Sequence[Scheme]
    by: Sequence[str] = ()
    on: date | None = None
    divisor: str | None = None
    ends: Sequence[int] | None = None  # of the deciles, over all files

    def table(self, file: Path) -> Table:
        """The file, opened and its columns checked."""
        return open_table(file, by=self.by, on=self.on)

    def ask(self, file: Path, advance: Advance = lambda done, whole: None) -> Counts:
        """Of one file."""
        return count(self.table(file), self.schemes, divisor=self.divisor, ends=self.ends, advance=advance)

    def over(self, files: Sequence[Path]) -> "Question":
        """The same question with what must be known of all files before one of them is counted."""
        if DECILE not in self.by:
            return self
        found: Counter[int] = Counter()
        for file in files:
            found.update(_said(file, files, lambda file=file: deciles.totals(self.table(file))))
        return replace(self, ends=deciles.ends(found))


def fingerprint(files: Sequence[Path]) -> str:
    """What the files hold, as 64 hex digits; their names and their order count for nothing."""
    each = []
    for file in files:
        with file.open("rb") as opened:
            each.append(hashlib.file_digest(opened, "sha256").hexdigest())
    return each[0] if len(each) == 1 else hashlib.sha256("".join(sorted(each)).encode()).hexdigest()


def files_of(population: Path) -> list[Path]:
    """The file itself, or the Parquet and CSV files of a folder by name; not those begun with a dot or a line."""
    if not population.is_dir():
        return [population]
    files = sorted(one for kind in ("parquet", "csv") for one in population.glob(f"[!._]*.{kind}"))
    if not files:
        raise PopulationError("no_files", folder=str(population))
    return files


def count_files(files: Sequence[Path], asked: Question, *, advance: Advance = lambda done, whole: None) -> Counts:
    """Every file, one after the other, with all processors."""
    asked = asked.over(files)
    tables = [(file, asked.table(file).rows) for file in files]
    whole, found, done = sum(rows for _file, rows in tables), Counts(), 0
    for file, rows in tables:
        found.add(named(file, files, lambda file=file, before=done: asked.ask(file, _from(before, whole, advance))))
        done += rows
    return found


def named(file: Path, files: Sequence[Path], ask: Callable[[], Counts]) -> Counts:
    """The counts of a file; where there are several, what is wrong is said with the file's name."""
    return _said(file, files, ask)


def _said(file: Path, files: Sequence[Path], ask: Callable[[], Found]) -> Found:
    try:
        return ask()
    except PopulationError as error:
        if len(files) == 1 or error.params.get("name") == file.name:
            raise
        raise error.within(file.name) from error


def _from(before: int, whole: int, advance: Advance) -> Advance:
    return lambda done, _rows: advance(before + done, whole)
