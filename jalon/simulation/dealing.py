"""The person-months of the built-in population as plain columns.

Region, category, sex and age are dealt in exactly their public shares, apart from one another; work, pay, days and
other resources are supposed, so that what the sample says of a reform is an order of size under those suppositions, and
no count. Needs no Arrow, which weighs as much as the population: the process that stays ready deals one for itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from jalon.law.income import Work
from jalon.simulation.columns import Whole
from jalon.simulation.model import model

_WORKS = ["none", *map(str, Work)]


@dataclass(frozen=True, slots=True)
class Dealt:
    """`numbers`: columns as a population has them. `codes`: the place of each row's word among `words`."""

    numbers: dict[str, Whole]
    codes: dict[str, Whole]
    words: dict[str, list[str]]


def draw_of(seed: int, number: int) -> Generator:
    """Where chance stands before a batch is dealt."""
    return np.random.default_rng([model().version, seed, number])


def deal(draw: Generator, size: int) -> Dealt:
    """That many person-months; amounts in cents."""
    raw, margins = model().raw, model().margins
    words = {name: list(counts) for name, counts in margins.items()}
    codes = {name: _dealt(draw, size, list(counts.values())) for name, counts in margins.items()}
    work = _work(draw, codes["age"], words["age"], raw["work"]["counts"])
    works, supposed = work > 0, raw["supposed"]
    part = works & (draw.random(size) < supposed["part_of_month"])
    days = np.where(part, draw.integers(1, 20, size), 0)
    earned = _pay(draw, work, raw["pay"]["euros"])
    earned = np.where(part, earned * days // 22, earned).astype(np.int32)
    other = np.where(draw.random(size) < supposed["other"], _between(draw, size, supposed["other_euros"]), 0)
    student, art = work == _WORKS.index("student"), work == _WORKS.index("art")
    numbers = {
        "earned": earned,
        "averaged": earned,
        "days": days.astype(np.int8),
        "other": other.astype(np.int32),
        "used_this_year": np.where(art, draw.integers(0, 300_000, size), 0).astype(np.int32),
        "days_used": np.where(works, draw.integers(0, supposed["days_used"], size), 0).astype(np.int16),
        "has_grant": (student & (draw.random(size) < supposed["grant"])).astype(np.int8),
        "eligible": (draw.random(size) < supposed["eligible"]).astype(np.int8),
    }
    return Dealt(numbers, codes | {"work": work}, words | {"work": _WORKS})


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
