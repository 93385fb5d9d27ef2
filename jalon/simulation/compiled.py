"""Turns a scalar function of the law into machine code without the law knowing.

The function is cloned with every plain function it calls replaced by a compiled one: its own code object, its own text,
other globals. So the law imports no compiler, and one person and a population run the same function.

The clones work on whole numbers held in floats of 64 bits, which are exact up to 2 ** 53 and of which a processor takes
eight at a time; no amount the columns may hold comes near. The one division of the law, `nearest`, is given to the
machine as a multiplication that is exact below 2 ** 50 (its bound stands beside it).

What is compiled is kept beside this file (or in `NUMBA_CACHE_DIR`), in a folder named after the texts it was made from:
a changed law is always compiled again.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from types import FunctionType
from typing import Any

import numba
import numpy as np
from llvmlite import binding
from numba.core.compiler import Compiler

from jalon.law.income import cents

HERE = Path(__file__).parent
SOURCES = (Path(cents.__file__), HERE / "kernel.py", Path(__file__))
# None of these changes a result: there is no NaN, no infinity and no negative zero, and a fused product is rounded
# less, not more.
_EXACT = {"nnan", "ninf", "nsz", "contract"}
# Sums of whole numbers far below 2 ** 53 are the same in any order; only the loops may reorder, never the law.
_SUMS = _EXACT | {"reassoc"}
_ONE_AT_A_TIME = Lock()  # where machine code is kept is a setting of the whole process


def _wide() -> None:
    """Ask for the widest vectors there are: left alone, the compiler halves those of 512 bits."""
    features = binding.get_host_cpu_features()
    if features.get("avx512f") and numba.config.CPU_FEATURES is None:
        features["prefer-256-bit"] = False
        numba.config.CPU_FEATURES = features.flatten()


_wide()


class _Apart(Compiler):
    """A compiler that is told what holds of every loop here: no column that is written is also read."""

    def define_pipelines(self) -> list[Any]:
        self.state.flags.noalias = True
        return super().define_pipelines()


def folder() -> Path:
    """Where the machine code of these very texts is kept."""
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in SOURCES)).hexdigest()[:16]
    return Path(os.environ.get("NUMBA_CACHE_DIR") or HERE / "__pycache__") / f"law-{digest}"


@numba.njit(nogil=True, error_model="numpy", fastmath=_EXACT, forceinline=True)
def _nearest(numerator: float, denominator: float) -> float:
    """`cents.nearest` without a division that a processor does one at a time.

    A quarter of 1 / denominator is added before rounding down; true quotients lie on multiples of half of it, so the
    result is exact while the error of the product, numerator / denominator * 2 ** -52, stays below that quarter.
    """
    inverse = 1.0 / denominator
    return np.floor(numerator * inverse + (0.5 + 0.25 * inverse))


@cache
def inlined(function: Callable[..., Any]) -> Any:
    """`function` and all it calls as pieces of a loop."""
    if function is cents.nearest:
        return _nearest
    return numba.njit(nogil=True, error_model="numpy", fastmath=_EXACT, forceinline=True)(_clone(function))


@cache
def compiled(loop: Callable[..., Any]) -> Any:
    """A loop over columns with all it calls compiled into it. The first call compiles, or loads what was kept.

    Runs without Python's lock, so threads share the work.
    """
    with _ONE_AT_A_TIME:
        before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(folder())
        try:
            kept = _writable(folder())
            make = numba.njit(nogil=True, error_model="numpy", fastmath=_SUMS, cache=kept, pipeline_class=_Apart)
            return make(_clone(loop))
        finally:
            numba.config.CACHE_DIR = before


def _clone(function: Callable[..., Any]) -> FunctionType:
    if not isinstance(function, FunctionType):
        raise TypeError(f"{function!r} is not a plain function: only those of the law's arithmetic are compiled.")
    wanted = {name: function.__globals__[name] for name in function.__code__.co_names if name in function.__globals__}
    called = {name: inlined(one) for name, one in wanted.items() if isinstance(one, FunctionType)}
    clone = FunctionType(
        function.__code__, function.__globals__ | called, function.__name__, function.__defaults__, function.__closure__
    )
    clone.__module__ = function.__module__
    clone.__qualname__ = function.__qualname__
    return clone


def _writable(place: Path) -> bool:
    """Whether machine code can be kept there; where not, each process compiles its own."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(place, os.W_OK)
