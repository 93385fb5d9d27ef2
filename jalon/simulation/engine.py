"""A whole population through the law or a scheme: the functions of `jalon.law.income.cents`, compiled, over columns."""

import os
from calendar import monthrange
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jalon.law import parameters
from jalon.law.errors import NotCovered
from jalon.law.income import Basis, Category, Scheme, Work
from jalon.law.income.amounts import support_on
from jalon.law.income.cents import Rule, Support, work_out
from jalon.law.income.month import DIVISOR
from jalon.law.income.scheme import NOT_LAW
from jalon.simulation.compiled import compiled
from jalon.simulation.population import CODES, Population, PopulationError, Whole, population

CHUNK = 262_144  # rows a thread takes at a time; fewer than this never leave the calling thread
ART, INTERIM = CODES[Work.ART], CODES[Work.INTERIM]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the scheme gives, a row for each person-month, in cents; `exempt` is that of a full month."""

    exempt: Whole
    support: Whole
    disposable: Whole


def simulate(people: Population, scheme: Scheme, *, on: date, divisor: str | None = None) -> Outcome:
    """Every person-month under the scheme with the amounts of the month of `on`. Exact to the cent.

    The schemes that smooth need the column `averaged`: the mean of those months, rounded to the cent.
    """
    supports = np.array([(0, 0), *(support_on(one, on) for one in Category)], np.int64)
    table, uncovered = _rules(scheme, on)
    _check(people, scheme, uncovered, on)
    chosen = parameters.on(DIVISOR, on).reading(divisor).name
    by = monthrange(on.year, on.month)[1] if chosen == "calendar" else int(chosen)
    made = Outcome(**{name: np.empty(len(people), np.int64) for name in ("exempt", "support", "disposable")})
    run = compiled(over)

    def chunk(start: int) -> None:
        part = slice(start, start + CHUNK)
        run(
            people.category[part],
            people.work[part],
            people.has_grant[part],
            people.eligible[part],
            people.earned[part],
            people.averaged[part] if scheme.smoothing > 1 else people.earned[part],
            people.days[part],
            people.other[part],
            people.used_this_year[part],
            people.days_used[part],
            by,
            scheme.basis is not Basis.MONTH,
            int(scheme.basis is Basis.DAY),
            supports,
            table,
            made.exempt[part],
            made.support[part],
            made.disposable[part],
        )

    starts = range(0, len(people), CHUNK)
    if len(starts) < 2:
        any(map(chunk, starts))
    else:
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            list(threads.map(chunk, starts))
    return made


def warm() -> None:
    """Compile, or load what was compiled, so that no later answer waits for it. Called when a version is set up."""
    people = population({"category": [1], "work": [1], "earned": [1]})
    simulate(people, Scheme(id="", title=NOT_LAW, about=NOT_LAW), on=date(2025, 1, 1))


def over(
    category: Whole,
    work: Whole,
    has_grant: Whole,
    eligible: Whole,
    earned: Whole,
    averaged: Whole,
    days: Whole,
    other: Whole,
    used_this_year: Whole,
    days_used: Whole,
    by: int,
    by_day: bool,
    apart: int,
    supports: NDArray[np.int64],
    table: NDArray[np.int64],
    exempt: Whole,
    support: Whole,
    disposable: Whole,
) -> None:
    """The loop that is compiled: picks the numbers of each row and hands them to `work_out`."""
    for row in range(category.size):
        whole = not by_day or days[row] == 0 or days[row] >= by or work[row] == ART or work[row] == INTERIM
        pair = Support(supports[category[row], 0], supports[category[row], 1])
        made = work_out(
            earned[row],
            averaged[row],
            by if whole else days[row],
            by,
            apart,
            other[row],
            used_this_year[row],
            days_used[row],
            pair,
            rule_at(table, work[row] * eligible[row], has_grant[row]),
        )
        exempt[row] = made.exempt
        support[row] = made.support
        disposable[row] = made.disposable


def rule_at(table: Any, work: int, grant: int) -> Rule:
    """A row of the table of rules as a `Rule`; written out because the compiler wants the fields one by one."""
    one = table[work, grant]
    return Rule(
        one[0],
        one[1],
        one[2],
        one[3],
        one[4],
        one[5],
        one[6],
        one[7],
        one[8],
        one[9],
        one[10],
        one[11],
        one[12],
        one[13],
        one[14],
    )


def _rules(scheme: Scheme, on: date) -> tuple[NDArray[np.int64], dict[Work, NotCovered]]:
    """The scheme's numbers by code of work and by grant; and the work that the law of that day does not know."""
    table = np.zeros((len(CODES) + 1, 2, len(Rule._fields)), np.int64)
    table[:, :] = Rule()
    uncovered: dict[Work, NotCovered] = {}
    for work, code in CODES.items():
        for grant in (0, 1):
            try:
                table[code, grant] = scheme.rule(work, on, has_grant=bool(grant))
            except NotCovered as error:
                uncovered[work] = error
    return table, uncovered


def _check(people: Population, scheme: Scheme, uncovered: dict[Work, NotCovered], on: date) -> None:
    for work, error in uncovered.items():
        rows = np.flatnonzero(people.work == CODES[work])
        if rows.size:
            raise NotCovered(f"Row {people.rows[rows[0]]}: {work} work. {error}")
    last = monthrange(on.year, on.month)[1]
    rows = np.flatnonzero(people.days > last)
    if rows.size:
        row = rows[0]
        raise PopulationError(
            f"Row {people.rows[row]}: {people.days[row]} days worked in a month of {last}. Count each day once."
        )
    if scheme.smoothing > 1 and people.averaged is people.earned and people.earned.any():
        raise PopulationError("This scheme takes a mean of months. Give it in the column averaged.")
