"""What the measures say, as a page."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

PAGE = Path(__file__).resolve().parents[2] / "docs" / "measures" / "simulation.md"
READ, WRITTEN = 16, 36  # bytes of a row: seven columns in, nine out
MOST_C, LEAST_OTHER, LEAST_OPENFISCA, MOST_LIMIT, MOST_VARIANT, MOST_GROWTH = 1.1, 10, 60, 3.5, 3.0, 1.2
MOST_MEMORY = 2_048  # megabytes, whatever the size

Times = dict[str, dict[int, float]]


def lines(found: Any, floor: str, ours: str) -> list[list[str]]:
    """A line for each engine, the fastest first: medians, and how many times ours and the floor."""
    times: Times = found.times
    sizes = sorted(times[ours])
    heads = ["", *(f"{size:,}" for size in sizes), "times Jalon", "times C", "ns a row", "processor alone"]
    largest, made = sizes[-1], []
    for name, taken in sorted(times.items(), key=lambda one: one[1][largest]):
        base = times.get(floor, {}).get(largest)
        made.append(
            [
                name,
                *(f"{taken[size]:.1f} ms" for size in sizes),
                f"×{taken[largest] / times[ours][largest]:.2f}",
                f"×{taken[largest] / base:.2f}" if base else "–",
                f"{taken[largest] * 1e6 / largest:.1f}",
                f"{found.busy[name][largest] * 1e6 / largest:.1f} ns",
            ]
        )
    return [heads, *made]


def aims(found: Any, floor: str, ours: str) -> list[str]:
    """Each promise with what was measured; ✗ where it is missed."""
    mine, made = found.times[ours], []
    for size in sorted(mine):
        others = {name: taken[size] for name, taken in found.times.items() if name not in (floor, ours)}
        if floor in found.times:
            made.append(_aim(f"{size:,}: times the C loop", mine[size] / found.times[floor][size], most=MOST_C))
            busy = found.busy[ours][size] / found.busy[floor][size]
            made.append(_aim(f"{size:,}: times the C loop, processor alone", busy, most=MOST_C))
        if others:
            name = min(others, key=lambda one: others[one])
            made.append(_aim(f"{size:,}: faster than {name}", others[name] / mine[size], least=LEAST_OTHER))
        if "OpenFisca" in others:
            made.append(
                _aim(f"{size:,}: faster than OpenFisca", others["OpenFisca"] / mine[size], least=LEAST_OPENFISCA)
            )
            busy = found.busy["OpenFisca"][size] / found.busy[ours][size]
            made.append(_aim(f"{size:,}: faster than OpenFisca, processor alone", busy, least=LEAST_OPENFISCA))
        if found.limits:
            bound = size * _bound(found) / 1e6
            made.append(_aim(f"{size:,}: times the memory limit ({bound:.1f} ms)", mine[size] / bound, most=MOST_LIMIT))
    rates = [taken / size for size, taken in mine.items()]
    made.append(_aim("cost of a row, dearest size over cheapest", max(rates) / min(rates), most=MOST_GROWTH))
    if found.streamed:
        flat = [taken for taken, _peak in found.streamed.values()]
        made.append(
            _aim("streamed: cost of a row, dearest size over cheapest", max(flat) / min(flat), most=MOST_GROWTH)
        )
        size, (_taken, peak) = max(found.streamed.items())
        kept = "" if peak <= MOST_MEMORY else " ✗"
        made.append(f"streamed: peak memory at {size:,} rows: {peak:,} MB (at most {MOST_MEMORY:,}){kept}")
    for name, taken in found.variants.items():
        kept = "" if taken <= MOST_VARIANT else " ✗"
        made.append(
            f"one more variant ({name}) on 1,000,000 prepared: {taken:.2f} ms (at most {MOST_VARIANT:.0f}){kept}"
        )
    return made


def _bound(found: Any) -> float:
    """Nanoseconds a row takes only to be read once and its results to be written, at the best the memory did."""
    read, written = (max(one[at] for one in found.limits) for at in (0, 1))
    return READ / read + WRITTEN / written


def _aim(what: str, value: float, *, most: float | None = None, least: float | None = None) -> str:
    kept = value <= most if most is not None else value >= (least or 0)
    bound = f"at most {most:g}" if most is not None else f"at least {least:g}"
    return f"{what}: ×{value:.2f} ({bound}){'' if kept else ' ✗'}"


def write(found: Any, table: list[list[str]], command: str, floor: str, ours: str) -> Path:
    """The page; gives where it stands."""
    rows = ["| " + " | ".join(line) + " |" for line in [table[0], ["---"] * len(table[0]), *table[1:]]]
    limit = "; ".join(f"{read:.0f} GB/s read, {written:.0f} GB/s written" for read, written in found.limits)
    missing = "".join(f"\n**Missing: {name}** ({why})." for name, why in found.missing.items())
    streamed = "\n".join(
        f"| {size:,} | {taken:.0f} ns | {peak:,} MB |" for size, (taken, peak) in sorted(found.streamed.items())
    )
    day = datetime.now(ZoneInfo("Europe/Brussels")).date().isoformat()
    text = f"""# Whole populations, beside others

Written by `{command}` on {day}, on {os.cpu_count()} processors; load of the
machine over one minute: {found.loads[0]:.1f} before, {found.loads[-1]:.1f} after. One run, one machine, one input (an
[invented population](../simulation.md)); every engine gave the same results to the cent before any was timed. Rounds
are interleaved; medians. Compare within the page: a busy machine lengthens all, the parallel ones most.
« Processor alone » is the time all processors together worked, a row, which waiting does not lengthen.

Three schemes (today's rule, Liège's, percentage with floor and ceiling), nine columns of results, and the deciles of
change of two of them. From the same prepared columns and tables for all, in memory to in memory. Ours and the C loop,
written for this measure with the same shape, fill columns made once; the others make their own, as they do. OpenFisca
and PolicyEngine are given their inputs before the clock starts; of ttsim only the compiled graph is timed.

{chr(10).join(rows)}
{missing}

{chr(10).join(f"- {line}" for line in aims(found, floor, ours))}

The memory limit is what one row's {READ} bytes take to be read and {WRITTEN} bytes of results to be written, at the
best this machine did before and after: {limit}. Aims that are missed have a ✗.

Before that, a row costs {found.preparing.get("checked", 0):.1f} ns to be checked (types, bounds, what can't be), and
{found.preparing.get("in order", 0):.1f} ns more, once, to be put in order for variants. A variant is worked out by one
thread. It leaves out what no scheme changes: whole months without work or without a right to an exemption, six in ten
of this population.

## Streamed from a file

`count` on a Parquet file, three schemes, by category and region, with deciles; all from the disk to the counts, each
in a process of its own that does nothing else.

| person-months | a row | peak memory of that process |
| --- | --- | --- |
{streamed}

Versions: {", ".join(f"{name} {one}" for name, one in found.versions.items())}.
"""
    PAGE.write_text(text, encoding="utf-8")
    return PAGE.relative_to(PAGE.parents[2])
