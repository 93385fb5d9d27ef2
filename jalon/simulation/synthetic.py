"""The built-in population: a sample nobody is in, whose margins are those that are publicly counted.

`model.yaml` holds every number, with its source or with the word « assumed ». Region, category, sex and age are dealt
in exactly their public shares, apart from one another; work, pay, days and other resources are supposed, so that
what the sample says of a reform is an order of size under those suppositions, and no count. Same rows, seed, month and
version of the model: the same person-months.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.random import Generator
from numpy.typing import NDArray

from jalon.law.income import Work
from jalon.simulation.model import model
from jalon.simulation.weighing import PER_ONE
from jalon.simulation.written import write_whole

BATCH = 1_000_000
SAID = "Invented, with publicly counted margins (region, category, sex, age); work and pay are supposed."
_WORKS = ["none", *map(str, Work)]
Whole = NDArray[np.integer]


def synthetic(rows: int, *, seed: int, on: date) -> Iterator[pa.RecordBatch]:
    """That many person-months of the month of `on`, each standing for as many that the rows stand for all."""
    for number, start in enumerate(range(0, rows, BATCH)):
        draw, size = np.random.default_rng([model().version, seed, number]), min(BATCH, rows - start)
        yield _batch(draw, size, on, _weights(rows, start, size))


def save_synthetic(
    file: Path, rows: int, *, seed: int, on: date, advance: Callable[[int, int], None] = lambda done, whole: None
) -> None:
    """The same as a Parquet file, which appears only once it is whole; its metadata say what it is."""
    schema = _batch(np.random.default_rng(0), 0, on, np.zeros(0)).schema
    schema = schema.with_metadata({"jalon": f"{SAID} Model {model().version}, seed {seed}."})
    write_whole(file, synthetic(rows, seed=seed, on=on), schema, rows, advance)


def _batch(draw: Generator, size: int, on: date, weights: NDArray[np.float64]) -> pa.RecordBatch:
    raw = model().raw
    words = {name: list(counts) for name, counts in model().margins.items()}
    dealt = {name: _dealt(draw, size, list(counts.values())) for name, counts in model().margins.items()}
    work = _work(draw, dealt["age"], words["age"], raw["work"]["counts"])
    works, supposed = work > 0, raw["supposed"]
    part = works & (draw.random(size) < supposed["part_of_month"])
    days = np.where(part, draw.integers(1, 20, size), 0)
    earned = _pay(draw, work, raw["pay"]["euros"])
    earned = np.where(part, earned * days // 22, earned)
    other = np.where(draw.random(size) < supposed["other"], _between(draw, size, supposed["other_euros"]), 0)
    student, art = work == _WORKS.index("student"), work == _WORKS.index("art")
    columns = {
        "category": _words(dealt["category"], words["category"]),
        "month": np.full(size, on.year * 100 + on.month, np.int32),
        "work": _words(work, _WORKS),
        "earned": earned.astype(np.int32),
        "averaged": earned.astype(np.int32),
        "days": days.astype(np.int8),
        "other": other.astype(np.int32),
        "used_this_year": np.where(art, draw.integers(0, 300_000, size), 0).astype(np.int32),
        "days_used": np.where(works, draw.integers(0, supposed["days_used"], size), 0).astype(np.int16),
        "has_grant": (student & (draw.random(size) < supposed["grant"])).astype(np.int8),
        "eligible": (draw.random(size) < supposed["eligible"]).astype(np.int8),
        "weight": weights,
        **{name: _words(dealt[name], words[name]) for name in ("region", "sex", "age")},
    }
    return pa.record_batch(columns)


def _weights(rows: int, start: int, size: int) -> NDArray[np.float64]:
    """What each row stands for, in whole ten-thousandths that add up to the total."""
    each, left = divmod(model().total * PER_ONE, rows)
    return (each + (np.arange(start, start + size) < left)) / PER_ONE


def _dealt(draw: Generator, size: int, counts: Sequence[int]) -> Whole:
    """Codes in exactly these shares (to the nearest row), shuffled."""
    ends = np.rint(np.cumsum(counts) / sum(counts) * size).astype(int)
    return draw.permutation(np.repeat(np.arange(len(counts), dtype=np.int8), np.diff(ends, prepend=0)))


def _work(draw: Generator, age: Whole, ages: Sequence[str], counts: Mapping[str, Mapping[str, int]]) -> Whole:
    work = np.zeros(len(age), np.int8)
    for place, name in enumerate(ages):
        here = np.flatnonzero(age == place)
        codes = np.array([_WORKS.index(one) for one in counts[name]], np.int8)
        work[here] = codes[_dealt(draw, len(here), list(counts[name].values()))]
    return work


def _pay(draw: Generator, work: Whole, euros: Mapping[str, Sequence[int]]) -> Whole:
    pay = np.zeros(len(work), np.int64)
    for name, quarters in euros.items():
        here = np.flatnonzero(work == _WORKS.index(name))
        pay[here] = _between(draw, len(here), quarters)
    return pay


def _between(draw: Generator, size: int, quarters: Sequence[int]) -> Whole:
    """Cents whose quarters and ends are those, in euros."""
    at = draw.random(size) * (len(quarters) - 1)
    return np.rint(np.interp(at, np.arange(len(quarters)), quarters) * 100).astype(np.int64)


def _words(codes: Whole, words: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(list(words)))
