"""Compiles every loop ahead of need. Called when a version is set up, so that no answer waits for a compiler."""

from dataclasses import replace
from datetime import date

from jalon.law.income import Basis, Bracket, Exemption, Scheme, Work, everywhere
from jalon.law.income.scheme import NOT_LAW
from jalon.simulation.changes import changes
from jalon.simulation.columns import population
from jalon.simulation.engine import simulate_each
from jalon.simulation.prepared import prepare

MARCH = date(2025, 3, 1)


def warm() -> None:
    """Compile, or load what was compiled, by asking one person of each loop."""
    people = population({"category": [1], "work": [1], "earned": [1]})
    plain = Scheme(id="", title=NOT_LAW, about=NOT_LAW)
    steps = tuple(Bracket(start=start, share=1) for start in range(2))
    full = replace(plain, exemptions=everywhere([Work.JOB], Exemption(brackets=steps)))
    schemes = [replace(one, basis=basis) for one in (plain, full) for basis in (Basis.DAY, Basis.MONTH)]
    simulate_each(people, schemes, on=MARCH)
    ready = prepare(people, plain, on=MARCH)
    for scheme in schemes:
        ready.variant(scheme)
    changes(ready.made, ready.base)
