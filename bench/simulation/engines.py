"""Ours, and the floor in C."""

import ctypes
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from bench.simulation.data import MARCH, Input, Result
from jalon.simulation import simulate_each
from jalon.simulation.changes import Changes
from jalon.simulation.engine import ALONE, Outcome

Run = Callable[[], Result]
FLAGS = "-O3 -march=native -mprefer-vector-width=512 -fno-math-errno -fno-trapping-math -ffinite-math-only "
FLAGS += "-fno-signed-zeros -shared -fPIC -lm"


class Missing(Exception):
    """The engine can't run here; says why."""


def ours(data: Input) -> Run:
    """`simulate_each` over prepared columns, into columns made once, with the deciles of what changes."""
    into = [Outcome.of(len(data)) for _ in data.schemes]

    def run() -> Result:
        changed = [Changes() for _ in data.schemes[1:]]
        made = simulate_each(data.people, data.schemes, on=MARCH, into=into, changed=changed)
        deciles = [one.deciles()[1:-1] for one in changed]
        return Result([getattr(one, name) for one in made for name in ("exempt", "support", "disposable")], deciles)

    return run


class Floor:
    """floor.c, compiled here by gcc, over the same columns with as many threads."""

    def __init__(self) -> None:
        if not shutil.which("gcc"):
            raise Missing("gcc is not installed")
        self.version = subprocess.run(["gcc", "--version"], capture_output=True, text=True, check=True).stdout
        self.version = self.version.splitlines()[0].split()[-1]
        made = Path(tempfile.mkdtemp()) / "floor.so"
        source = Path(__file__).with_name("floor.c")
        subprocess.run(["gcc", *FLAGS.split()[:-1], str(source), "-o", str(made), "-lm"], check=True)
        self.code = ctypes.CDLL(str(made))
        self.code.read_all.restype = ctypes.c_int64

    def engine(self, data: Input) -> Run:
        """The three schemes, then the deciles."""
        size, count = len(data), len(data.schemes)
        outs = [[np.empty(size, np.int32) for _ in range(count)] for _ in range(3)]
        tables = np.concatenate([one.table for one in data.given])
        whole = np.array([one.whole for one in data.given], np.uint8)
        columns = [_at(one) for one in data.columns.values()]
        pointers = [(ctypes.c_void_p * count)(*(one.ctypes.data for one in kind)) for kind in outs]

        def work(start: int, end: int) -> None:
            self.code.schemes(
                ctypes.c_size_t(start), ctypes.c_size_t(end), count, *columns,
                ctypes.c_double(data.given[0].by), _at(tables), _at(whole), *pointers,
            )  # fmt: skip

        def run() -> Result:
            _shared(work, size)
            disposable = outs[2]
            deciles = [self._deciles(one, disposable[0]) for one in disposable[1:]]
            return Result([outs[kind][scheme] for scheme in range(count) for kind in range(3)], deciles)

        return run

    def _deciles(self, made: Any, base: Any) -> list[int]:
        size, found = len(made), np.zeros(2, np.int32)
        zero, end = ctypes.c_size_t(0), ctypes.c_size_t(size)
        self.code.reach(zero, end, _at(made), _at(base), _at(found))
        start, wide = int(found[0]), int(found[1]) - int(found[0]) + 1
        tables = []

        def work(first: int, last: int) -> None:
            lanes = 4 if size > 8 * wide else 1
            many = np.zeros((lanes, wide), np.int32)
            span = ctypes.c_size_t(first), ctypes.c_size_t(last)
            self.code.tally(
                *span, _at(made), _at(base), start, ctypes.c_size_t(wide), ctypes.c_size_t(lanes - 1), _at(many)
            )
            tables.append(many.sum(axis=0))

        _shared(work, size)
        upto = np.cumsum(np.sum(tables, axis=0))
        return [int(one) + start for one in np.searchsorted(upto, [size * tenth // 10 for tenth in range(1, 10)])]

    def limit(self) -> tuple[float, float]:
        """Gigabytes a second that memory reads and writes, with all processors; the best of five."""
        values = np.ones(1 << 26, np.int64)  # pages never written would be read from one place
        size = len(values)

        def read(start: int, end: int) -> None:
            self.code.read_all(_at(values), ctypes.c_size_t(start), ctypes.c_size_t(end))

        def write(start: int, end: int) -> None:
            self.code.write_all(_at(values), ctypes.c_size_t(start), ctypes.c_size_t(end))

        return tuple(  # type: ignore[return-value]
            values.nbytes / min(_seconds(lambda work=work: _shared(work, size)) for _ in range(5)) / 1e9
            for work in (read, write)
        )


def _seconds(run: Callable[[], object]) -> float:
    from time import perf_counter

    begun = perf_counter()
    run()
    return perf_counter() - begun


def _at(column: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(column.ctypes.data)


def _shared(work: Callable[[int, int], None], size: int) -> None:
    """All of it in this thread when it is small, in as many pieces as processors when not, as ours does."""
    if size < ALONE:
        work(0, size)
        return
    many = os.cpu_count() or 1
    ends = [size * number // many for number in range(many + 1)]
    with ThreadPoolExecutor(many) as threads:
        list(threads.map(work, ends[:-1], ends[1:]))
