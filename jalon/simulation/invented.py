"""A population that nobody is in, to try the tool with. Invented and not calibrated: no figure of it says anything.

Its shares were chosen so that every rule is met, not so that they look like a country. The same seed, number of
rows and month give the same person-months.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.random import Generator

from jalon.law.income import Category, Work
from jalon.simulation.written import write_whole

BATCH = 1_000_000
SAID = "Invented and not calibrated: made to try the tool, no figure of it says anything about anyone."
_CATEGORIES = [one.name.lower() for one in Category]
_WORKS = ["none", *map(str, Work)]
_WORK_SHARES = {"none": 0.60, "job": 0.16, "training": 0.05, "interim": 0.08, "student": 0.07, "art": 0.02}
_REGIONS = ["Bruxelles", "Vlaanderen", "Wallonie"]
_AGES = ["18-24", "25-34", "35-44", "45-54", "55-64"]
_SEXES = ["f", "m"]


def invented(rows: int, *, seed: int, on: date) -> Iterator[pa.RecordBatch]:
    """That many person-months of the month of `on`, in batches. The columns are those of docs/simulation.md."""
    for number, start in enumerate(range(0, rows, BATCH)):
        yield _batch(np.random.default_rng([seed, number]), min(BATCH, rows - start), on)


def save_invented(
    file: Path, rows: int, *, seed: int, on: date, advance: Callable[[int, int], None] = lambda done, whole: None
) -> None:
    """The same as a Parquet file, which appears only once it is whole; its metadata say that it is invented."""
    schema = _batch(np.random.default_rng(0), 0, on).schema.with_metadata({"jalon": f"{SAID} Seed {seed}."})
    write_whole(file, invented(rows, seed=seed, on=on), schema, rows, advance)


def _batch(draw: Generator, size: int, on: date) -> pa.RecordBatch:
    shares = [_WORK_SHARES.get(work, 0.02) for work in _WORKS]  # shortage work has the last of them
    work = draw.choice(len(_WORKS), size, p=shares).astype(np.int8)
    works, student = work > 0, work == _WORKS.index("student")
    days = np.where(draw.random(size) < 0.45, draw.integers(1, 28, size), 0)
    pay = np.where(days > 0, days * draw.integers(4_500, 11_000, size), draw.integers(5_000, 190_000, size))
    columns = {
        "category": _words(draw.choice(3, size, p=[0.35, 0.40, 0.25]), _CATEGORIES),
        "month": np.full(size, on.year * 100 + on.month, np.int32),
        "work": _words(work, _WORKS),
        "earned": np.where(works, pay, 0).astype(np.int32),
        "days": np.where(works, days, 0).astype(np.int8),
        "other": np.where(draw.random(size) < 0.25, draw.integers(1_000, 90_000, size), 0).astype(np.int32),
        "used_this_year": np.where(work == _WORKS.index("art"), draw.integers(0, 300_000, size), 0).astype(np.int32),
        "days_used": np.where(works, draw.integers(0, 1_300, size), 0).astype(np.int16),
        "has_grant": (student & (draw.random(size) < 0.3)).astype(np.int8),
        "eligible": (draw.random(size) < 0.95).astype(np.int8),
        "region": _words(draw.choice(3, size, p=[0.3, 0.25, 0.45]), _REGIONS),
        "sex": _words(draw.integers(0, 2, size), _SEXES),
        "age": _words(draw.choice(5, size, p=[0.3, 0.25, 0.2, 0.15, 0.1]), _AGES),
    }
    return pa.record_batch(columns)


def _words(codes: np.ndarray, words: list[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(words))
