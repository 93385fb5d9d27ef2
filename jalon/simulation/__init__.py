"""Whole populations through the law: columns in, columns out, to the cent. Needs `pip install jalon[simulation]`.

from datetime import date
from jalon.law.income import shipped_schemes
from jalon.simulation import population, simulate

people = population({"category": [2, 1], "work": [1, 4], "earned": [80_000, 20_000]})
simulate(people, shipped_schemes()["liege"], on=date(2025, 3, 1)).disposable
"""

from jalon.simulation.engine import Outcome, simulate
from jalon.simulation.population import CODES, Population, PopulationError, population

__all__ = ["CODES", "Outcome", "Population", "PopulationError", "population", "simulate"]
