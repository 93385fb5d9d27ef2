"""What every engine is given, and what each must give back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from jalon.law.income import Scheme, shipped_schemes
from jalon.simulation.columns import Population, population
from jalon.simulation.engine import Rates, rates
from jalon.simulation.invented import invented
from jalon.simulation.tables import table_of

MARCH = date(2025, 3, 1)
SCHEMES = ("today", "liege", "percentage_floor_ceiling")
Column = NDArray[np.integer]


@dataclass(frozen=True)
class Input:
    """The prepared columns of an invented population, and the schemes as tables by cell."""

    people: Population
    schemes: Sequence[Scheme]
    given: Sequence[Rates]

    def __len__(self) -> int:
        return len(self.people)

    @property
    def columns(self) -> dict[str, Column]:
        """The seven columns a row is worked out from, as narrow as they are kept."""
        names = ("cell", "earned", "worked", "other", "used_this_year", "days_used")
        return {name: getattr(self.people, name) for name in names}


@dataclass(frozen=True)
class Result:
    """Nine columns (exempt, support and disposable of each scheme) and, for two schemes, nine deciles of change."""

    columns: Sequence[Column]
    deciles: Sequence[Sequence[int]]

    def same_as(self, other: "Result") -> bool:
        """To the cent."""
        return [list(map(int, one)) for one in self.deciles] == [list(map(int, one)) for one in other.deciles] and all(
            np.array_equal(mine, theirs) for mine, theirs in zip(self.columns, other.columns, strict=True)
        )


def make(rows: int) -> Input:
    """The same for everyone: seed 1, March 2025, three schemes."""
    import pyarrow as pa

    table = pa.Table.from_batches(list(invented(rows, seed=1, on=MARCH)))
    parts = [part for load in table_of(table).loads() for part in load()]
    names = ("category", "work", "earned", "days", "other", "used_this_year", "days_used", "has_grant", "eligible")
    people = population({name: np.concatenate([getattr(part.people, name) for part in parts]) for name in names})
    schemes = [shipped_schemes()[name] for name in SCHEMES]
    return Input(people, schemes, [rates(one, MARCH) for one in schemes])


def nine(change: Column) -> list[int]:
    """The changes that part the person-months in tenths: the values at the end of each tenth, once sorted."""
    ends = [len(change) * tenth // 10 - 1 for tenth in range(1, 10)]
    return [int(one) for one in np.partition(change, ends)[ends]]
