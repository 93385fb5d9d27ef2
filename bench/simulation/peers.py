"""The same months by other means: NumPy, Polars, DuckDB, pandas. Each the way its own users would write it.

All work on whole numbers of 64 bits, from the same prepared columns and the same tables of 42 cells.
"""

from importlib import import_module
from typing import Any

import numpy as np

from bench.simulation.data import SCHEMES, Input, Result, nine
from bench.simulation.engines import Missing, Run

OUT = ("exempt", "support", "disposable")
FIELDS = {"income": 0, "general": 1, "flat": 2, "by_year": 3, "start": 4, "share": 5}
FIELDS |= {"at_least": 12, "ceiling": 13, "allowed": 16}


def needed(name: str) -> Any:
    """The module of a peer, or a reason why it can't be compared with."""
    try:
        return import_module(name)
    except ImportError as error:
        raise Missing(f"{error.name} is not installed") from error


def wide(data: Input) -> dict[str, np.ndarray]:
    """The columns as a user of the peer would have them: whole numbers of 64 bits."""
    return {name: values.astype(np.int64) for name, values in data.columns.items()}


def numbers(one: Any) -> dict[str, np.ndarray]:
    """A scheme's table, a column for each field that the three schemes use."""
    return {name: one.table[row].astype(np.int64) for name, row in FIELDS.items()}


def nearest(number: Any, by: Any) -> Any:
    """To the nearest whole, a half up."""
    return (2 * number + by) // (2 * by)


def complement(resources: Any, income: Any, general: Any) -> Any:
    """What is paid for a full month."""
    spared = np.where(resources >= income, 0, np.minimum(resources, general))
    return nearest(np.maximum(0, income - resources + spared), 12)


def month(given: dict[str, Any], rule: dict[str, Any], by: int, whole: bool) -> tuple[Any, Any, Any]:
    """Exempt, support and disposable, on arrays: what NumPy and those that stand on it run."""
    earned, other, said = given["earned"], given["other"], given["worked"]
    days = np.full_like(said, by) if whole else np.where(said == 0, by, np.minimum(said, by))
    full = np.where(days >= by, earned, nearest(earned * by, np.maximum(days, 1)))
    part = np.minimum(full, rule["flat"])
    part = part + nearest(rule["share"] * np.maximum(0, full - np.maximum(rule["flat"], rule["start"])), 10_000)
    part = np.minimum(np.minimum(np.maximum(part, rule["at_least"]), rule["ceiling"]), full)
    yearly = np.minimum(full, np.maximum(0, rule["flat"] - given["used_this_year"]))
    part = np.where(rule["by_year"] != 0, yearly, part)
    part = np.where(given["days_used"] >= rule["allowed"], 0, part)
    resources = 12 * (full - part + other)
    lost = resources >= rule["income"]
    part = np.where(lost, 0, part)
    resources = np.where(lost, 12 * (full + other), resources)
    paid = complement(resources, rule["income"], rule["general"])
    idle = complement(12 * other, rule["income"], rule["general"])
    here = np.where(days >= by, paid, nearest(paid * days, by) + idle - nearest(idle * days, by))
    return np.where(days >= by, part, nearest(part * days, by)), here, earned + other + here


def numpy(data: Input) -> Run:
    """Arrays, one operation after the other."""
    given, tables = wide(data), [numbers(one) for one in data.given]

    def run() -> Result:
        columns = []
        for table, one in zip(tables, data.given, strict=True):
            rule = {name: values[given["cell"]] for name, values in table.items()}
            columns += month(given, rule, int(one.by), one.whole)
        return Result(columns, [nine(columns[at] - columns[2]) for at in (5, 8)])

    return run


def pandas(data: Input) -> Run:
    """A data frame, with `where` and `clip`."""
    pd = needed("pandas")
    frame, tables = pd.DataFrame(wide(data)), [pd.DataFrame(numbers(one)) for one in data.given]

    def fill(resources: Any, rule: Any) -> Any:
        spared = resources.clip(upper=rule["general"]).where(resources < rule["income"], 0)
        return nearest((rule["income"] - resources + spared).clip(lower=0), 12)

    def run() -> Result:
        columns = []
        for table, one in zip(tables, data.given, strict=True):
            by, rule = int(one.by), table.iloc[frame["cell"]].reset_index(drop=True)
            days = frame["worked"].where(frame["worked"] != 0, by).clip(upper=by)
            days = days * 0 + by if one.whole else days
            full = frame["earned"].where(days >= by, nearest(frame["earned"] * by, days))
            above = (full - rule["flat"].clip(lower=rule["start"])).clip(lower=0)
            part = full.clip(upper=rule["flat"]) + nearest(rule["share"] * above, 10_000)
            part = part.clip(lower=rule["at_least"]).clip(upper=rule["ceiling"]).clip(upper=full)
            yearly = (rule["flat"] - frame["used_this_year"]).clip(lower=0).clip(upper=full)
            part = part.where(rule["by_year"] == 0, yearly).where(frame["days_used"] < rule["allowed"], 0)
            resources = 12 * (full - part + frame["other"])
            lost = resources >= rule["income"]
            part, resources = part.where(~lost, 0), resources.where(~lost, 12 * (full + frame["other"]))
            paid, idle = fill(resources, rule), fill(12 * frame["other"], rule)
            here = paid.where(days >= by, nearest(paid * days, by) + idle - nearest(idle * days, by))
            here_part = part.where(days >= by, nearest(part * days, by))
            columns += [here_part, here, frame["earned"] + frame["other"] + here]
        shares = [tenth / 10 for tenth in range(1, 10)]
        deciles = [(columns[at] - columns[2]).quantile(shares, interpolation="lower").astype(int) for at in (5, 8)]
        return Result([one.to_numpy() for one in columns], [list(one) for one in deciles])

    return run


def polars(data: Input) -> Run:
    """One lazy plan for the three schemes; the rule is gathered by cell, which a join would do more slowly."""
    pl = needed("polars")
    frame, by = pl.DataFrame(wide(data)), int(data.given[0].by)
    tables = [numbers(one) for one in data.given]

    def gathered(values: np.ndarray) -> Any:
        return pl.lit(pl.Series(values)).gather(pl.col("cell"))

    def fill(resources: Any) -> Any:
        spared = pl.when(resources >= pl.col("income")).then(0).otherwise(pl.min_horizontal(resources, "general"))
        return nearest(pl.max_horizontal(0, pl.col("income") - resources + spared), 12)

    def steps(name: str, whole: bool) -> list[dict[str, Any]]:
        def col(field: str) -> Any:
            return pl.col(f"{field}_{name}")

        days, earned = pl.lit(by) if whole else pl.col("days"), pl.col("earned")
        full = earned if whole else pl.when(days >= by).then(earned).otherwise(nearest(earned * by, days))
        above = pl.max_horizontal(0, col("full") - pl.max_horizontal(col("flat"), col("start")))
        part = pl.min_horizontal(col("full"), col("flat")) + nearest(col("share") * above, 10_000)
        part = pl.min_horizontal(pl.max_horizontal(part, col("at_least")), col("ceiling"), col("full"))
        yearly = pl.min_horizontal(col("full"), pl.max_horizontal(0, col("flat") - pl.col("used_this_year")))
        part = pl.when(col("by_year") != 0).then(yearly).otherwise(part)
        part = pl.when(pl.col("days_used") >= col("allowed")).then(0).otherwise(part)
        lost = 12 * (col("full") - col("part") + pl.col("other")) >= pl.col("income")
        free = pl.when(lost).then(0).otherwise(col("part"))
        paid, idle = col("paid"), pl.col("idle")
        exempt, support = col("free"), paid
        if not whole:
            exempt = pl.when(days >= by).then(exempt).otherwise(nearest(exempt * days, by))
            parted = nearest(paid * days, by) + idle - nearest(idle * days, by)
            support = pl.when(days >= by).then(paid).otherwise(parted)
        return [
            {"full": full},
            {"part": part},
            {"free": free},
            {"paid": fill(12 * (col("full") - col("free") + pl.col("other")))},
            {"exempt": exempt, "support": support},
            {"disposable": earned + pl.col("other") + col("support")},
        ]

    said = pl.when(pl.col("worked") == 0).then(by).otherwise(pl.min_horizontal("worked", pl.lit(by)))
    plan = frame.lazy().with_columns(
        said.alias("days"),
        *(gathered(tables[0][field]).alias(field) for field in ("income", "general")),
        *(
            gathered(values).alias(f"{field}_{name}")
            for name, table in zip(SCHEMES, tables, strict=True)
            for field, values in table.items()
            if field not in ("income", "general")
        ),
    )
    plan = plan.with_columns(idle=fill(12 * pl.col("other")))
    for several in zip(*(steps(name, one.whole) for name, one in zip(SCHEMES, data.given, strict=True)), strict=True):
        plan = plan.with_columns(
            made.alias(f"{field}_{name}")
            for name, step in zip(SCHEMES, several, strict=True)
            for field, made in step.items()
        )
    plan = plan.select(f"{what}_{name}" for name in SCHEMES for what in OUT)

    def run() -> Result:
        made = plan.collect()
        changes = [made[f"disposable_{name}"] - made[f"disposable_{SCHEMES[0]}"] for name in SCHEMES[1:]]
        deciles = [[int(one.quantile(tenth / 10, "lower")) for tenth in range(1, 10)] for one in changes]
        return Result([made[name].to_numpy() for name in made.columns], deciles)

    return run


_SQL_STEPS = (  # each step adds these columns to the one before, for every scheme `s`
    "{days} AS days_{s}",
    "CASE WHEN days_{s} >= {by} THEN earned ELSE (2 * earned * {by} + days_{s}) // (2 * days_{s}) END AS whole_{s}",
    """CASE WHEN days_used >= allowed_{s} THEN 0
        WHEN by_year_{s} <> 0 THEN least(whole_{s}, greatest(0, flat_{s} - used_this_year))
        ELSE least(greatest(least(whole_{s}, flat_{s}) + (2 * share_{s}
          * greatest(0, whole_{s} - greatest(flat_{s}, start_{s})) + 10000) // 20000, at_least_{s}),
          ceiling_{s}, whole_{s}) END AS part_{s}""",
    """CASE WHEN 12 * (whole_{s} - part_{s} + other) >= income_{s} THEN 0 ELSE part_{s} END AS free_{s},
       CASE WHEN 12 * (whole_{s} - part_{s} + other) >= income_{s} THEN 12 * (whole_{s} + other)
        ELSE 12 * (whole_{s} - part_{s} + other) END AS resources_{s}""",
    """(2 * greatest(0, income_{s} - resources_{s} + CASE WHEN resources_{s} >= income_{s} THEN 0
        ELSE least(resources_{s}, general_{s}) END) + 12) // 24 AS paid_{s},
       (2 * greatest(0, income_{s} - 12 * other + CASE WHEN 12 * other >= income_{s} THEN 0
        ELSE least(12 * other, general_{s}) END) + 12) // 24 AS idle_{s}""",
    """CASE WHEN days_{s} >= {by} THEN free_{s} ELSE (2 * free_{s} * days_{s} + {by}) // (2 * {by}) END AS {s}_exempt,
       CASE WHEN days_{s} >= {by} THEN paid_{s} ELSE (2 * paid_{s} * days_{s} + {by}) // (2 * {by}) + idle_{s}
        - (2 * idle_{s} * days_{s} + {by}) // (2 * {by}) END AS {s}_support""",
)


def duckdb(data: Input) -> Run:
    """SQL over a table of its own, the rules joined by cell."""
    db = needed("duckdb")
    import pyarrow as pa

    link, all_cells = db.connect(), np.arange(data.given[0].table.shape[1])
    rules = {"cell": all_cells}
    for name, one in zip(SCHEMES, data.given, strict=True):
        rules |= {f"{column}_{name}": values for column, values in numbers(one).items()}
    for name, columns in {"people": wide(data) | {"row": np.arange(len(data))}, "rules": rules}.items():
        given = pa.table(columns)  # noqa: F841  DuckDB finds it by its name
        link.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
    asked = "people JOIN rules USING (cell)"
    for step in _SQL_STEPS:
        added = []
        for name, one in zip(SCHEMES, data.given, strict=True):
            by = int(one.by)
            days = str(by) if one.whole else f"CASE WHEN worked = 0 THEN {by} ELSE least(worked, {by}) END"
            added.append(step.format(s=name, by=by, days=days))
        asked = f"(SELECT *, {', '.join(added)} FROM {asked})"
    outputs = ", ".join(
        f"{name}_exempt, {name}_support, earned + other + {name}_support AS {name}_disposable" for name in SCHEMES
    )
    tenths = [tenth / 10 for tenth in range(1, 10)]
    cuts = ", ".join(f"quantile_disc({name}_disposable - {SCHEMES[0]}_disposable, {tenths})" for name in SCHEMES[1:])

    def run() -> Result:
        link.execute(f"CREATE OR REPLACE TEMP TABLE made AS SELECT row, {outputs} FROM {asked}")
        deciles = link.execute(f"SELECT {cuts} FROM made").fetchone()
        return Result(_Fetched(link), deciles)

    return run


class _Fetched(list):
    """The nine columns, fetched only when they are compared: DuckDB keeps its results to itself until then."""

    def __init__(self, link: Any) -> None:
        super().__init__()
        self.link = link

    def __iter__(self) -> Any:
        made = self.link.execute("SELECT * FROM made ORDER BY row").fetchnumpy()
        return iter([made[f"{name}_{what}"] for name in SCHEMES for what in OUT])
