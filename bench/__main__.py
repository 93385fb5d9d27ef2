"""`make bench`: the promises of speed in one run, as ratios, written to docs/measures/bench.md.

Each size has its own database, generated when it is missing. Through HTTP, as a signed-in worker of the largest
centre: queries, the median beside a bare Django page of the same size from the same server, and how the median grows
from the smallest size to the largest.
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import click
from rich.table import Table

from bench import database, figures, pages, server
from jalon.command.console import out, say, step

REPORT = database.ROOT / "docs" / "measures" / "bench.md"
MOST_QUERIES, MOST_TIMES_BARE, MOST_GROWTH, MOST_MEMORY = 12, 3.0, 1.2, 300  # the last in MB
PEOPLE = 4  # who ask at once, for the memory that their answers leave behind
LINO = {  # Lino Welfare 26.7 with 2 workers, as quoted in the project's requirements; measured in another run
    "home": "788 queries, 0.7–1.6 s",
    "search by name": "21–100 ms; ×7 from 63 to 100,000",
    "list of files": "×5 from 63 to 100,000",
    "file": "63–127 queries, 62–190 ms; ×8",
    "PIIS": "list of 25: 195 queries, 115–245 ms",
}


Found = dict[str, list[tuple[server.Timing, server.Timing]]]  # name → for each size, the page and the bare page


def measure(sizes: list[int], rounds: int) -> Found:
    """Every page at every size. Pages that do not exist are left out.

    A round asks each size once, and the bare page after each: what else the machine does lengthens all of them alike.
    """
    chosen = {size: pages.choose(size) for size in sizes}
    with ExitStack() as stack:
        browsers = {}
        for size in sizes:
            port, _process = stack.enter_context(server.serve(size))
            browsers[size, False], browsers[size, True] = server.Browser(port), server.Browser(port)
            browsers[size, False].sign_in(chosen[size].user_id)
            browsers[size, True].sign_in_with_card(chosen[size].card_id)
        found: Found = {}
        for name, page in chosen[sizes[0]].named.items():
            asked = [(browsers[size, page.own], chosen[size].named[name]) for size in sizes]
            statuses = [browser.ask(page)[0].status for browser, page in asked]
            if any(status != 200 for status in statuses):
                say(f"{name}: answers {statuses}; left out.")
                continue
            found[name] = _rounds(asked, rounds)
    return found


def _rounds(asked: list[tuple[server.Browser, pages.Page]], rounds: int) -> list[tuple[server.Timing, server.Timing]]:
    """The first three are not counted: each of two workers has its own caches to fill."""
    found = [(server.Timing(), server.Timing()) for _ in asked]
    for _ in range(rounds + 3):
        for (browser, page), (own, bare) in zip(asked, found, strict=True):
            browser.once(page, own)
            browser.once(server.bare(own.size), bare)
    for pair in found:
        for timing in pair:
            timing.forget(3)
    return found


def weigh(size: int) -> tuple[float, float]:
    """Megabytes of two workers and of PostgreSQL, after every page was opened some times on that database alone.

    By several people at once: one by one, the same worker would take every page, and the other stay empty.
    """
    chosen = pages.choose(size)
    asked = [page for page in chosen.named.values() if not page.own]

    def work(browser: server.Browser) -> None:
        for page in asked * 4:
            browser.ask(page)

    with server.serve(size) as (port, process):
        browsers = [server.Browser(port) for _ in range(PEOPLE)]
        for browser in browsers:
            browser.sign_in(chosen.user_id)
        with ThreadPoolExecutor(PEOPLE) as together:
            list(together.map(work, browsers))
        return server.memory(process)


def rows_of(sizes: list[int], found: Found) -> list[list[str]]:
    """A line for each page: the largest size's figures, and the growth from the smallest."""
    lines = []
    for name, timings in found.items():
        (small, _bare), (large, bare) = timings[0], timings[-1]
        times, growth = large.median / bare.median, large.median / small.median if len(sizes) > 1 else None
        lines.append(
            [
                name,
                _judged(str(large.queries), large.queries <= MOST_QUERIES),
                f"{large.median:.1f} ms",
                f"{bare.median:.1f} ms",
                _judged(f"×{times:.1f}", times <= MOST_TIMES_BARE),
                f"×{large.work / bare.work:.1f}",
                _judged(f"×{growth:.2f}", growth <= MOST_GROWTH) if growth else "–",
                f"{large.size / 1000:.0f} kB",
                LINO.get(name, "–"),
            ]
        )
    return lines


def _judged(text: str, kept: bool) -> str:
    return text if kept else f"{text} ✗"


def write(
    sizes: list[int],
    lines: list[list[str]],
    memory: tuple[float, float],
    counted: str,
    command: str,
    path: Path = REPORT,
) -> None:
    """The report."""
    heads = [
        "page",
        "queries",
        "median",
        "bare page",
        "times bare",
        "processor alone",
        "growth",
        "size",
        "Lino Welfare 26.7 (quoted)",
    ]
    table = ["| " + " | ".join(line) + " |" for line in [heads, ["---"] * len(heads), *lines]]
    together = _judged(f"{sum(memory):.0f} MB", sum(memory) <= MOST_MEMORY)
    text = f"""# The benchmark

Written by `{command}` on {database.today().isoformat()}, on 2 cores and 24 GiB; load of the machine over the last
five minutes (2 is busy): {os.getloadavg()[1]:.1f}. The times of one run compare with one another; they are not promises
for another machine, and a busy machine lengthens all of them.

Largest database: {sizes[-1]:,} files in 600 centres, {round(sizes[-1] * 0.2):,} in the one that is measured.
Each round asks a page at each size and the bare page after it, so that all meet the same moments.
Growth: median there over the median with {sizes[0]:,} files. Aims: at most {MOST_QUERIES} queries (every statement
counts, savepoints and settings included), ×{MOST_TIMES_BARE:.0f} a bare Django page of the same size from the same
server, growth at most ×{MOST_GROWTH}; ✗ stands beside what misses its aim. « Processor alone »: the same ratio in the
worker's own work, without PostgreSQL and without waiting, which a busy machine lengthens less.

{chr(10).join(table)}

Memory once every page was opened on the largest database, pages shared between processes counted once (PSS): the web
server with two workers {memory[0]:.0f} MB, PostgreSQL {memory[1]:.0f} MB, together {together}
(aim: {MOST_MEMORY} MB).

{counted}
Documents have their own command: `python -m bench.documents`.
"""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@click.command(help=__doc__)
@click.option("--files", default="10000,1000000", show_default=True, help="Sizes of the databases, smallest first.")
@click.option("--rounds", default=30, show_default=True, type=click.IntRange(5), help="Requests a page.")
@click.option("--path", default=REPORT, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
def cli(files: str, rounds: int, path: Path) -> None:
    """Measure."""
    sizes = sorted(int(size) for size in files.split(","))
    for size in sizes:
        if not database.is_ready(size):
            # A process of its own: Django knows one database.
            subprocess.run([sys.executable, "-m", "bench.generate", "--files", str(size)], check=True)
    with step(f"Pages with {' and '.join(f'{size:,}' for size in sizes)} files"):
        found = measure(sizes, rounds)
    with step("Memory"):
        memory = weigh(sizes[-1])
    with step("Figures, of the largest centre and national"):
        counted = figures.section(figures.measure(sizes[-1], rounds))
    lines = rows_of(sizes, found)
    table = Table(
        "page", "queries", "median", "bare", "times bare", "processor", "growth", "size", "Lino (quoted)", box=None
    )
    for line in lines:
        table.add_row(*line)
    out.print(table)
    say(f"Memory: two workers {memory[0]:.0f} MB, PostgreSQL {memory[1]:.0f} MB.")
    write(sizes, lines, memory, counted, f"python -m bench --files {files} --rounds {rounds}", path)
    say(f"Written to {path}.")


if __name__ == "__main__":
    cli()
