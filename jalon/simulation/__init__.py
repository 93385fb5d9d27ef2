"""Whole populations through the law: columns in, columns out, to the cent. Needs `pip install jalon[simulation]`.

import polars
from jalon.simulation import compare
compare(polars.read_parquet("months.parquet"), ["liege", "mine.yaml"], by=["region"])
"""

from jalon.simulation.counting import Counts, count
from jalon.simulation.engine import Outcome, simulate, simulate_each
from jalon.simulation.files import Question, count_files, files_of
from jalon.simulation.frames import compare, each_row, schemes_of
from jalon.simulation.population import CODES, Population, PopulationError, population
from jalon.simulation.prepared import Counted, Prepared, prepare
from jalon.simulation.results import write
from jalon.simulation.tables import open_table, table_of
from jalon.simulation.warming import warm

__all__ = [
    "CODES",
    "Counted",
    "Counts",
    "Outcome",
    "Population",
    "PopulationError",
    "Question",
    "Prepared",
    "compare",
    "count",
    "count_files",
    "each_row",
    "files_of",
    "open_table",
    "population",
    "prepare",
    "schemes_of",
    "simulate",
    "simulate_each",
    "table_of",
    "warm",
    "write",
]
