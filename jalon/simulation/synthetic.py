"""The built-in population: a sample nobody is in, whose margins are those that are publicly counted, as Arrow batches.

`model.yaml` holds every number, with its source or with the word « assumed »; `dealing` deals them. Same rows, seed,
month and version of the model: the same person-months.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.random import Generator
from numpy.typing import NDArray

from jalon.simulation.columns import Whole
from jalon.simulation.dealing import deal, draw_of
from jalon.simulation.model import model
from jalon.simulation.weighing import PER_ONE
from jalon.simulation.written import write_whole

BATCH = 1_000_000
SAID = "Invented, with publicly counted margins (region, category, sex, age); work and pay are supposed."


def synthetic(rows: int, *, seed: int, on: date) -> Iterator[pa.RecordBatch]:
    """That many person-months of the month of `on`, each standing for as many that the rows stand for all."""
    for number, start in enumerate(range(0, rows, BATCH)):
        size = min(BATCH, rows - start)
        yield _batch(draw_of(seed, number), size, on, _weights(rows, start, size))


def save_synthetic(
    file: Path, rows: int, *, seed: int, on: date, advance: Callable[[int, int], None] = lambda done, whole: None
) -> None:
    """The same as a Parquet file, which appears only once it is whole; its metadata say what it is."""
    schema = _batch(np.random.default_rng(0), 0, on, np.zeros(0)).schema
    schema = schema.with_metadata({"jalon": f"{SAID} Model {model().version}, seed {seed}."})
    write_whole(file, synthetic(rows, seed=seed, on=on), schema, rows, advance)


def _batch(draw: Generator, size: int, on: date, weights: NDArray[np.float64]) -> pa.RecordBatch:
    dealt = deal(draw, size)
    numbers, words = dealt.numbers, {name: _words(codes, dealt.words[name]) for name, codes in dealt.codes.items()}
    columns = {
        "category": words.pop("category"),
        "month": np.full(size, on.year * 100 + on.month, np.int32),
        "work": words.pop("work"),
        **numbers,
        "weight": weights,
        **words,
    }
    return pa.record_batch(columns)


def _weights(rows: int, start: int, size: int) -> NDArray[np.float64]:
    """What each row stands for, in whole ten-thousandths that add up to the total."""
    each, left = divmod(model().total * PER_ONE, rows)
    return (each + (np.arange(start, start + size) < left)) / PER_ONE


def _words(codes: Whole, words: Sequence[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(list(words)))
