"""Turns a scalar function of the law into machine code without the law knowing.

The function is cloned with every plain function it calls replaced by a compiled one: its own code object, its own text,
other globals. So the law imports no compiler, and one person and a population run the same function.
"""

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any

import numba


@cache
def compiled(function: Callable[..., Any]) -> Any:
    """`function` compiled with all it calls; whole numbers in, whole numbers out. The first call compiles.

    Runs without Python's lock, so threads share the work. Divisions are those of whole numbers, rounded down.
    """
    if not isinstance(function, FunctionType):
        raise TypeError(f"{function!r} is not a plain function: only those of the law's arithmetic are compiled.")
    wanted = {name: function.__globals__[name] for name in function.__code__.co_names if name in function.__globals__}
    called = {name: compiled(one) for name, one in wanted.items() if isinstance(one, FunctionType)}
    clone = FunctionType(
        function.__code__, function.__globals__ | called, function.__name__, function.__defaults__, function.__closure__
    )
    return numba.njit(nogil=True, error_model="numpy")(clone)
