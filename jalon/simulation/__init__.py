"""Whole populations through the law: columns in, columns out, to the cent. Needs `pip install jalon[simulation]`.

import polars
from jalon.simulation import compare
compare(polars.read_parquet("months.parquet"), ["liege", "mine.yaml"], by=["region"])

What is named here is loaded when it is first asked for, so that a page may read the few modules without arithmetic
(`model`, `scenario`) where the compiler is not installed. `missing()` says which packages are wanting.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

_FACE = {
    "counting": ("Counts", "count"),
    "engine": ("Outcome", "simulate", "simulate_each"),
    "files": ("Question", "count_files", "files_of"),
    "frames": ("compare", "each_row", "losers", "schemes_of"),
    "columns": ("CODES", "Population", "population"),
    "prepared": ("Counted", "Prepared", "prepare"),
    "results": ("write",),
    "synthetic": ("save_synthetic",),
    "tables": ("open_table", "table_of"),
    "texts": ("PopulationError",),
    "warming": ("warm",),
}
_WHERE = {name: module for module, names in _FACE.items() for name in names}
NEEDED = ("numba", "numpy", "pyarrow")

__all__ = sorted(_WHERE)  # noqa: PLE0605


def missing() -> list[str]:
    """The packages of the `simulation` extra that are not installed here."""
    return [name for name in NEEDED if find_spec(name) is None]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
