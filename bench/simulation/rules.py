"""The same months by the other rule engines: OpenFisca and PolicyEngine.

A variable for each step, as their own countries are written; whole numbers of 64 bits inside a formula, 32 between
them, because that is what their integers are.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from bench.simulation.data import SCHEMES, Input, Result, nine
from bench.simulation.engines import Run
from bench.simulation.peers import OUT, complement, nearest, needed, numbers

PERIOD = "2025-03"
INPUTS = ("cell", "earned", "worked", "other", "used_this_year", "days_used")
Formula = Callable[..., Any]


def openfisca(data: Input) -> Run:
    """A tax-benefit system of our own rule, in openfisca-core."""
    return _system("openfisca_core", data)


def policyengine(data: Input) -> Run:
    """The same in policyengine-core, which began as openfisca-core."""
    return _system("policyengine_core", data)


def _system(package: str, data: Input) -> Run:
    entities = needed(f"{package}.entities")
    person = entities.Entity("person", "persons", "", "")
    system = needed(f"{package}.taxbenefitsystems").TaxBenefitSystem([person])
    base = needed(f"{package}.variables").Variable
    month = needed(f"{package}.periods").MONTH

    def add(name: str, formula: Formula | None = None) -> None:
        body = {"value_type": int, "entity": person, "definition_period": month, "label": name}
        system.add_variable(type(name, (base,), body | ({"formula": formula} if formula else {})))

    for name in INPUTS:
        add(name)
    for scheme, one in zip(SCHEMES, data.given, strict=True):
        for name, formula in _formulas(scheme, numbers(one), int(one.by), one.whole).items():
            add(f"{scheme}_{name}", formula)
    built = needed(f"{package}.simulations").SimulationBuilder if package == "openfisca_core" else None
    builder = built or needed(f"{package}.simulations.simulation_builder").SimulationBuilder
    columns = data.columns

    def fresh() -> Any:
        simulation = builder().build_default_simulation(system, len(data))
        for name in INPUTS:
            simulation.set_input(name, PERIOD, columns[name].astype(np.int32))
        return simulation

    def run() -> Result:
        simulation = waiting.pop() if waiting else fresh()
        made = [simulation.calculate(f"{scheme}_{what}", PERIOD) for scheme in SCHEMES for what in OUT]
        return Result(made, [nine(made[at] - made[2]) for at in (5, 8)])

    waiting: list[Any] = []
    run.before = lambda: waiting.append(fresh())  # type: ignore[attr-defined]
    return run


def _formulas(  # noqa: C901  a function for each step
    scheme: str, rule: dict[str, np.ndarray], by: int, whole: bool
) -> dict[str, Formula]:
    """The steps of one scheme. `person(name, period)` gives a column."""

    def read(person: Any, name: str, period: Any) -> Any:
        return np.asarray(person(name, period)).astype(np.int64)

    def mine(person: Any, name: str, period: Any) -> Any:
        return read(person, f"{scheme}_{name}", period)

    def of(person: Any, name: str, period: Any) -> Any:
        return rule[name][np.asarray(person("cell", period))]

    def days(person: Any, period: Any) -> Any:
        said = read(person, "worked", period)
        return np.full_like(said, by) if whole else np.where(said == 0, by, np.minimum(said, by))

    def full(person: Any, period: Any) -> Any:
        earned, some = read(person, "earned", period), mine(person, "days", period)
        return np.where(some >= by, earned, nearest(earned * by, np.maximum(some, 1)))

    def part(person: Any, period: Any) -> Any:
        pay, flat = mine(person, "full", period), of(person, "flat", period)
        above = np.maximum(0, pay - np.maximum(flat, of(person, "start", period)))
        free = np.minimum(pay, flat) + nearest(of(person, "share", period) * above, 10_000)
        free = np.minimum(np.maximum(free, of(person, "at_least", period)), of(person, "ceiling", period))
        yearly = np.maximum(0, flat - read(person, "used_this_year", period))
        free = np.minimum(np.where(of(person, "by_year", period) != 0, yearly, free), pay)
        over = read(person, "days_used", period) >= of(person, "allowed", period)
        lost = 12 * (pay - np.where(over, 0, free) + read(person, "other", period)) >= of(person, "income", period)
        return np.where(over | lost, 0, free)

    def fill(person: Any, period: Any, resources: Any) -> Any:
        return complement(12 * resources, of(person, "income", period), of(person, "general", period))

    def paid(person: Any, period: Any) -> Any:
        counted = mine(person, "full", period) - mine(person, "part", period)
        return fill(person, period, counted + read(person, "other", period))

    def exempt(person: Any, period: Any) -> Any:
        some, free = mine(person, "days", period), mine(person, "part", period)
        return np.where(some >= by, free, nearest(free * some, by))

    def support(person: Any, period: Any) -> Any:
        some, all_of_it = mine(person, "days", period), mine(person, "paid", period)
        idle = fill(person, period, read(person, "other", period))
        parted = nearest(all_of_it * some, by) + idle - nearest(idle * some, by)
        return np.where(some >= by, all_of_it, parted)

    def disposable(person: Any, period: Any) -> Any:
        return sum(read(person, name, period) for name in ("earned", "other", f"{scheme}_support"))

    steps = (days, full, part, paid, exempt, support, disposable)
    return {one.__name__: _called(one) for one in steps}


def _called(step: Formula) -> Formula:
    """Both engines look at how many arguments a formula takes."""

    def formula(person: Any, period: Any) -> Any:
        return step(person, period)

    return formula
