"""`make bench-simulation`: a population under three schemes, by us and by others, in one run.

Everyone gets the same columns and must give the same results and deciles, to the cent; only then is anyone timed.
Rounds are interleaved, so that what else the machine does lengthens all alike. Written to docs/measures/simulation.md.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import click
from rich.table import Table

from bench.simulation import data, engines, gettsim, peers, report, rules
from jalon.command.console import out, say, step
from jalon.simulation import prepare, warm
from jalon.simulation.columns import LIMITS, population
from jalon.simulation.invented import save_invented

PEERS = {
    "NumPy": (peers.numpy, "numpy"),
    "Polars": (peers.polars, "polars"),
    "DuckDB": (peers.duckdb, "duckdb"),
    "pandas": (peers.pandas, "pandas"),
    "PolicyEngine": (rules.policyengine, "policyengine-core"),
    "ttsim (GETTSIM)": (gettsim.ttsim, "ttsim-backend"),
    "OpenFisca": (rules.openfisca, "openfisca-core"),
}
OURS, FLOOR = "Jalon", "C"


@dataclass
class Found:
    """What was measured: milliseconds by engine and size, and what could not be."""

    times: dict[str, dict[int, float]] = field(default_factory=dict)
    busy: dict[str, dict[int, float]] = field(default_factory=dict)  # of all processors together
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    loads: list[float] = field(default_factory=list)
    limits: list[tuple[float, float]] = field(default_factory=list)
    variants: dict[str, float] = field(default_factory=dict)
    preparing: dict[str, float] = field(default_factory=dict)  # ns a row
    streamed: dict[int, tuple[float, int]] = field(default_factory=dict)  # ns a row, and peak megabytes


def contestants(given: data.Input, floor: engines.Floor | None, found: Found) -> dict[str, engines.Run]:
    """Those that are here and give the same; the others are said loudly."""
    made: dict[str, engines.Run] = {OURS: engines.ours(given)}
    right = made[OURS]()
    makers: dict[str, Callable[[data.Input], engines.Run]] = {FLOOR: floor.engine} if floor else {}
    makers |= {name: make for name, (make, _package) in PEERS.items()}
    for name, make in makers.items():
        try:
            one = make(given)
        except engines.Missing as error:
            if name not in found.missing:
                out.print(f"[bold red]MISSING: {name}: {error}.[/] It is not compared with.")
            found.missing[name] = str(error)
            continue
        if not one().same_as(right):
            raise SystemExit(f"{name} gives other results than ours at {len(given):,} rows. Nothing is written.")
        made[name] = one
    return made


def race(given: data.Input, floor: engines.Floor | None, rounds: int, found: Found) -> None:
    """Every contestant once a round."""
    runners = contestants(given, floor, found)
    times: dict[str, list[float]] = {name: [] for name in runners}
    busy: dict[str, list[float]] = {name: [] for name in runners}
    for _ in range(rounds):
        for name, run in runners.items():
            getattr(run, "before", lambda: None)()
            begun, worked = perf_counter(), process_time()
            run()
            times[name].append((perf_counter() - begun) * 1000)
            busy[name].append((process_time() - worked) * 1000)
    for name, taken in times.items():
        found.times.setdefault(name, {})[len(given)] = median(taken)
        found.busy.setdefault(name, {})[len(given)] = median(busy[name])


def slide(given: data.Input, rounds: int, found: Found) -> None:
    """One more variant on a prepared population, in this thread alone."""
    ready = prepare(given.people, given.schemes[0], on=data.MARCH)
    for name, scheme in zip(data.SCHEMES[1:], given.schemes[1:], strict=True):
        found.variants[name] = median(_ms(lambda scheme=scheme: ready.variant(scheme)) for _ in range(3 * rounds))


def ready(given: data.Input, found: Found) -> None:
    """What it costs to check columns, and to put them in order."""
    columns = {name: getattr(given.people, name) for name in LIMITS if name not in ("averaged", "begun")}
    each = 1e6 / len(given)
    found.preparing["checked"] = median(_ms(lambda: population(columns)) for _ in range(5)) * each
    found.preparing["in order"] = (
        median(_ms(lambda: prepare(given.people, given.schemes[0], on=data.MARCH)) for _ in range(5)) * each
    )


def stream(rows: int, found: Found) -> None:
    """A Parquet file read, worked out under three schemes and counted by category and region.

    Made here, counted in a process of its own: its memory is that of the counting alone.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "months.parquet"
        save_invented(file, rows, seed=1, on=data.MARCH)
        command = [sys.executable, "-m", "bench.simulation.stream", str(file)]
        told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    if told["rows"] != rows:
        raise SystemExit(f"{rows:,} person-months were written, {told['rows']:,} counted. Nothing is written.")
    found.streamed[rows] = (told["ns"] / rows, told["peak_kb"] // 1024)


def _ms(run: Callable[[], object]) -> float:
    begun = perf_counter()
    run()
    return (perf_counter() - begun) * 1000


def versions(floor: engines.Floor | None) -> dict[str, str]:
    """Of everything that ran."""
    made = {"Python": platform.python_version(), "gcc": floor.version if floor else "–"}
    for package in ("numba", "pyarrow", *(package for _make, package in PEERS.values())):
        try:
            made[package] = version(package)
        except PackageNotFoundError:
            continue
    return made


@click.command(help=__doc__)
@click.option("--sizes", default="100000,1000000", show_default=True, help="Person-months.")
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(5), help="At least five.")
@click.option(
    "--stream", "streams", default="100000,1000000,10000000,100000000", show_default=True, help="Files streamed."
)
@click.option("--only-stream", is_flag=True, help="Stream, print, and compare with nobody.")
@click.option("--write/--no-write", default=True, show_default=True, help="Write docs/measures/simulation.md.")
def cli(sizes: str, rounds: int, streams: str, only_stream: bool, write: bool) -> None:
    """Measure."""
    found = Found()
    if only_stream:
        for rows in _numbers(streams):
            with step(f"A file of {rows:,} person-months, streamed"):
                stream(rows, found)
            say(f"{rows:,}: {found.streamed[rows][0]:.0f} ns a row, {found.streamed[rows][1]:,} MB at most")
        return
    found.loads.append(os.getloadavg()[0])
    with step("Compiled"):
        warm()
    for rows in _numbers(streams):
        with step(f"A file of {rows:,} person-months, streamed"):
            stream(rows, found)
    try:
        floor = engines.Floor()
        found.limits.append(floor.limit())
    except engines.Missing as error:
        floor, found.missing[FLOOR] = None, str(error)
        out.print(f"[bold red]MISSING: the C loop: {error}.[/] There is no floor to compare with.")
    for size in _numbers(sizes):
        with step(f"{size:,} person-months, {rounds} rounds"):
            given = data.make(size)
            race(given, floor, rounds, found)
            if size == 1_000_000:
                slide(given, rounds, found)
                ready(given, found)
    found.versions = versions(floor)
    found.limits += [floor.limit()] if floor else []
    found.loads.append(os.getloadavg()[0])
    lines = report.lines(found, FLOOR, OURS)
    shown = Table(*lines[0], box=None)
    for line in lines[1:]:
        shown.add_row(*line)
    out.print(shown)
    for line in report.aims(found, FLOOR, OURS):
        say(line)
    if write:
        command = f"python -m bench.simulation --sizes {sizes} --rounds {rounds} --stream {streams}"
        say(f"Written to {report.write(found, lines, command, FLOOR, OURS)}.")


def _numbers(text: str) -> list[int]:
    return sorted(int(one) for one in text.split(",") if one)


if __name__ == "__main__":
    cli()
