"""Turns a scalar function of the law into machine code without the law knowing.

The function is cloned with every plain function it calls replaced by a compiled one: its own code object, its own text,
other globals. So the law imports no compiler, and one person and a population run the same function.

What is compiled is kept beside this file (or in `NUMBA_CACHE_DIR`), in a folder named after the texts it was made from:
a changed law is always compiled again.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

import numba

from jalon.law.income import cents

HERE = Path(__file__).parent
SOURCES = (Path(cents.__file__), HERE / "engine.py", Path(__file__))


def folder() -> Path:
    """Where the machine code of these very texts is kept."""
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in SOURCES)).hexdigest()[:16]
    return Path(os.environ.get("NUMBA_CACHE_DIR") or HERE / "__pycache__") / f"law-{digest}"


@cache
def compiled(function: Callable[..., Any]) -> Any:
    """`function` compiled with all it calls; whole numbers in, whole numbers out. The first call compiles, or loads.

    Runs without Python's lock, so threads share the work. Divisions are those of whole numbers, rounded down.
    """
    if not isinstance(function, FunctionType):
        raise TypeError(f"{function!r} is not a plain function: only those of the law's arithmetic are compiled.")
    wanted = {name: function.__globals__[name] for name in function.__code__.co_names if name in function.__globals__}
    called = {name: compiled(one) for name, one in wanted.items() if isinstance(one, FunctionType)}
    clone = FunctionType(
        function.__code__, function.__globals__ | called, function.__name__, function.__defaults__, function.__closure__
    )
    clone.__module__ = function.__module__
    clone.__qualname__ = function.__qualname__
    before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(folder())
    try:
        return numba.njit(nogil=True, error_model="numpy", cache=_writable(folder()))(clone)
    finally:
        numba.config.CACHE_DIR = before


def _writable(place: Path) -> bool:
    """Whether machine code can be kept there; where not, each process compiles its own."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(place, os.W_OK)
