"""The same months in ttsim, the engine under GETTSIM: a graph of functions over columns, a name space for each scheme.

Only its compiled graph is timed, on data it has already checked, which is generous: `main` itself checks much more.
"""

from typing import Any

import numpy as np

from bench.simulation.data import SCHEMES, Input, Result, nine
from bench.simulation.engines import Run
from bench.simulation.peers import OUT, complement, nearest, needed, numbers, wide

DAY = "2025-03-01"


def ttsim(data: Input) -> Run:
    """Its own data, its own graph; numpy behind it."""
    package, units = needed("ttsim"), needed("ttsim.tt.units")
    tt, unit = needed("ttsim.tt"), units.TTSIMUnit.DIMENSIONLESS
    columns = {"p_id": np.arange(len(data)), **wide(data)}
    environment: dict[str, Any] = {}
    for name in columns:
        body = _typed(lambda: None, name)
        environment[name] = tt.policy_input(unit=unit)(body)
    for scheme, one in zip(SCHEMES, data.given, strict=True):
        steps = _steps(numbers(one), int(one.by), one.whole)
        environment[scheme] = {
            step.__name__: tt.policy_function(unit=unit, verify_units=False, vectorization_strategy="not_required")(
                _columns(step)
            )
            for step in steps
        }
    wanted = {scheme: dict.fromkeys(OUT) for scheme in SCHEMES}
    common = {
        "policy_environment": environment,
        "policy_date_str": DAY,
        "evaluation_date_str": DAY,
        "input_data": package.InputData.tree(columns),
        "tt_targets": package.TTTargets(tree=wanted),
        "unit_system": units.UnitSystem(currencies={"EUR": units.Currency(statutory_from="2002-01-01")}),
        "rounding": False,
        "include_fail_nodes": False,
        "include_warn_nodes": False,
    }
    target = package.MainTarget
    graph = package.main(main_target=target.tt_function, **common)
    processed = package.main(main_target=target.processed_data, **common)
    del processed["p_id"]  # the graph asks for what it needs, and these months stand alone

    def run() -> Result:
        made = graph(processed)
        found = [np.asarray(made[f"{scheme}__{what}"]) for scheme in SCHEMES for what in OUT]
        return Result(found, [nine(found[at] - found[2]) for at in (5, 8)])

    return run


def _typed(function: Any, name: str) -> Any:
    function.__name__ = name
    function.__annotations__ = {"return": int}
    return function


def _columns(step: Any) -> Any:
    """The same with its arguments and result said to be columns, as ttsim wants them."""
    step.__annotations__ = dict.fromkeys(step.__annotations__, "IntColumn")
    return step


def _steps(rule: dict[str, np.ndarray], by: int, whole: bool) -> list[Any]:
    """The steps of one scheme; what a step needs are the names of its arguments."""

    def days(worked: int) -> int:
        return np.full_like(worked, by) if whole else np.where(worked == 0, by, np.minimum(worked, by))

    def full(earned: int, days: int) -> int:
        return np.where(days >= by, earned, nearest(earned * by, np.maximum(days, 1)))

    def part(full: int, cell: int, other: int, used_this_year: int, days_used: int) -> int:
        flat, limit = rule["flat"][cell], rule["allowed"][cell]
        free = np.minimum(full, flat)
        free = free + nearest(rule["share"][cell] * np.maximum(0, full - np.maximum(flat, rule["start"][cell])), 10_000)
        free = np.minimum(np.maximum(free, rule["at_least"][cell]), rule["ceiling"][cell])
        yearly = np.maximum(0, flat - used_this_year)
        free = np.minimum(np.where(rule["by_year"][cell] != 0, yearly, free), full)
        free = np.where(days_used >= limit, 0, free)
        return np.where(12 * (full - free + other) >= rule["income"][cell], 0, free)

    def paid(full: int, part: int, other: int, cell: int) -> int:
        return complement(12 * (full - part + other), rule["income"][cell], rule["general"][cell])

    def exempt(part: int, days: int) -> int:
        return np.where(days >= by, part, nearest(part * days, by))

    def support(paid: int, days: int, other: int, cell: int) -> int:
        idle = complement(12 * other, rule["income"][cell], rule["general"][cell])
        return np.where(days >= by, paid, nearest(paid * days, by) + idle - nearest(idle * days, by))

    def disposable(earned: int, other: int, support: int) -> int:
        return earned + other + support

    return [days, full, part, paid, exempt, support, disposable]
