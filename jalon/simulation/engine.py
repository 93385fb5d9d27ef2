"""A whole population through the law or a scheme: the functions of `jalon.law.income.cents`, compiled, over columns."""

import os
from calendar import monthrange
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from jalon.law import parameters
from jalon.law.errors import NotCovered
from jalon.law.income import Basis, Category, Scheme, Work
from jalon.law.income.amounts import support_on
from jalon.law.income.cents import Rule
from jalon.law.income.month import DIVISOR
from jalon.law.sayings import LANGUAGES
from jalon.simulation import kernel
from jalon.simulation.changes import Changes, Tally
from jalon.simulation.columns import CODES, Population, Whole, cell_of, fixed
from jalon.simulation.compiled import compiled
from jalon.simulation.kernel import CELLS, FIELDS, SUPPORT
from jalon.simulation.texts import PopulationError

CHUNK = 32_768  # rows worked out at a time under every scheme: what they read stays near the processor
OVER = np.int16(np.iinfo(np.int16).max)  # days used when the window is over: more than any scheme gives
ALONE = 8 * CHUNK  # fewer rows than this never leave the calling thread
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the scheme gives, a row for each person-month, in cents of the month itself."""

    exempt: Whole
    support: Whole
    disposable: Whole

    @classmethod
    def of(cls, size: int) -> "Outcome":
        """Columns to be filled."""
        return cls(**{name: np.empty(size, np.int32) for name in ("exempt", "support", "disposable")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """A scheme as numbers, for one month: what the compiled loops read."""

    table: NDArray[np.float64]  # a column for each cell
    by: float  # the days of a whole month
    apart: float
    whole: bool  # every month counts whole
    plain: bool
    smoothing: int
    uncovered: dict[Work, NotCovered]  # work the law of that day does not know


def simulate(people: Population, scheme: Scheme, *, on: date, divisor: str | None = None) -> Outcome:
    """Every person-month under the scheme with the amounts of the month of `on`. Exact to the cent.

    The schemes that smooth need the column `averaged`: the mean of those months, rounded to the cent.
    """
    return simulate_each(people, [scheme], on=on, divisor=divisor)[0]


def simulate_each(
    people: Population,
    schemes: Sequence[Scheme],
    *,
    on: date,
    divisor: str | None = None,
    into: Sequence[Outcome] | None = None,
    changed: Sequence[Changes] | None = None,
) -> Sequence[Outcome]:
    """Every person-month under each of the schemes, in one pass. `into`: columns of an earlier answer to fill again.

    `changed` takes in, for each scheme but the first, how many have how much more or less than under that one.
    """
    made = [Outcome.of(len(people)) for _ in schemes] if into is None else into
    given = [rates(scheme, on, divisor) for scheme in schemes]
    check(people, given, on)
    loops = [compiled(kernel.rows(one.plain, one.whole)) for one in given]
    taken = [fixed(days_used(people.days_used, people.begun, people.cell, scheme, on)) for scheme in schemes]
    starts = iter(range(0, len(people), CHUNK))  # the next one is for whoever is ready

    def work() -> list[Tally]:
        tallies = [Tally() for _ in changed or ()]
        for start in starts:
            part = slice(start, start + CHUNK)
            cell, worked, other = people.cell[part], people.worked[part], people.other[part]
            earned, used = people.earned[part], people.used_this_year[part]
            had = [out.disposable[part] for out in made]
            for one, loop, out, has, days in zip(given, loops, made, had, taken, strict=True):
                averaged = people.averaged[part] if one.smoothing > 1 else earned
                loop(
                    cell, earned, averaged, worked, other, used, days[part], one.by, one.apart, one.table,
                    out.exempt[part], out.support[part], has,
                )  # fmt: skip
            for tally, has in zip(tallies, had[1:], strict=False):
                tally.take(has, had[0])
        return tallies

    for tallies in _by_each(work, len(people)):
        for one, tally in zip(changed or (), tallies, strict=True):
            one.add(tally.changes())
    return made


def _by_each(work: Callable[[], T], rows: int) -> list[T]:
    """What every processor makes of it, this thread among them; this thread alone when there are few rows."""
    many = os.cpu_count() or 1
    if rows < ALONE or many == 1:
        return [work()]
    with ThreadPoolExecutor(many - 1) as threads:
        others = [threads.submit(work) for _ in range(many - 1)]
        return [work(), *(one.result() for one in others)]


def rates(scheme: Scheme, on: date, divisor: str | None = None) -> Rates:
    """The scheme's numbers in the month of `on`."""
    rules, uncovered = [Rule()] * CELLS, dict[Work, NotCovered]()
    for work, code in CODES.items():
        try:
            rules[cell_of(code, 0, 1) : cell_of(code, 1, 3) + 1] = _rules(scheme, work, on)
        except NotCovered as error:
            uncovered[work] = error
    there = list({id(one): one for one in rules}.values())
    table = np.empty((FIELDS, CELLS))
    table[:SUPPORT] = np.tile(np.array([support_on(one, on) for one in Category], float).T, CELLS // len(Category))
    table[SUPPORT:] = np.array(there, float)[[there.index(one) for one in rules]].T
    chosen = parameters.on(DIVISOR, on).reading(divisor).name
    return Rates(
        table=table,
        by=float(monthrange(on.year, on.month)[1] if chosen == "calendar" else int(chosen)),
        apart=float(scheme.basis is Basis.DAY),
        whole=scheme.basis is Basis.MONTH,
        plain=kernel.is_plain(table),
        smoothing=scheme.smoothing,
        uncovered=uncovered,
    )


def days_used(used: Whole, begun: Whole | None, cell: Whole, scheme: Scheme, on: date) -> Whole:
    """The days already taken; as many as can be where the window of the scheme is over.

    `begun`: whole months since the first day of each row, None where no row can be out of its window.
    """
    if begun is None:
        return used
    windows = np.full(CELLS, np.iinfo(np.int16).max, np.int16)
    for work, code in CODES.items():
        for category in Category:
            months = scheme.window(work, on, category=category)
            if months is not None:
                for grant in (0, 1):
                    windows[cell_of(code, grant, int(category))] = months
    return np.where(begun >= windows[cell], OVER, used)


def _rules(scheme: Scheme, work: Work, on: date) -> list[Rule]:
    """The rules of a work by category, without a grant and with one.

    Only a student's grant changes a rule, and few schemes tell categories apart: a hand on a slider feels what is
    asked for nothing.
    """
    said = [scheme.of(work, one) for one in Category]
    apart = list(Category) if len(set(said)) > 1 else [Category.SINGLE]
    rules = [scheme.rule(work, on, category=one) for one in apart]
    granted = rules
    if Work.STUDENT in (work, *said):
        granted = [scheme.rule(work, on, category=one, has_grant=True) for one in apart]
    return [*rules, *granted] if len(apart) > 1 else [*rules * 3, *granted * 3]


def check(people: Population, given: Sequence[Rates], on: date) -> None:
    """Refuse what this month, or the law of this month, cannot hold."""
    if not len(people):
        return
    for work, error in {work: error for one in given for work, error in one.uncovered.items()}.items():
        here = people.work == CODES[work]
        if here.any():
            said = {language: error.say(language) for language in LANGUAGES}
            raise NotCovered("of_row", row=int(people.rows[int(here.argmax())]), work=str(work), said=said)
    last = monthrange(on.year, on.month)[1]
    if people.days.max() > last:
        row = int((people.days > last).argmax())
        raise PopulationError("too_many_days", row=int(people.rows[row]), days=int(people.days[row]), most=last)
    smooths = any(one.smoothing > 1 for one in given)
    if smooths and people.averaged is people.earned and people.earned.any():
        raise PopulationError("no_mean")
