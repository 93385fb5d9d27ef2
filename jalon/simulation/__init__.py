"""Whole populations through the law: columns in, columns out, to the cent. Needs `pip install jalon[simulation]`.

from datetime import date
from jalon.law.income import shipped_schemes
from jalon.simulation import population, simulate

people = population({"category": [2, 1], "work": [1, 4], "earned": [80_000, 20_000]})
simulate(people, shipped_schemes()["liege"], on=date(2025, 3, 1)).disposable
"""

from jalon.simulation.counting import Counted, count, write
from jalon.simulation.engine import Outcome, simulate, warm
from jalon.simulation.parquet import open_table
from jalon.simulation.population import CODES, Population, PopulationError, population

__all__ = [
    "CODES",
    "Counted",
    "Outcome",
    "Population",
    "PopulationError",
    "count",
    "open_table",
    "population",
    "simulate",
    "warm",
    "write",
]
