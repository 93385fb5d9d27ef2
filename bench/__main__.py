"""`make bench`: the promises of speed in one run, as ratios, written to docs/measures/bench.md.

Each size has its own database, generated when it is missing. Through HTTP, as a signed-in worker of the largest
centre: queries, the median beside a bare Django page of the same size from the same server, and how the median grows
from the smallest size to the largest.
"""

import subprocess
import sys
from pathlib import Path

import click
from rich.table import Table

from bench import database, pages, server
from jalon.command.console import out, say, step

REPORT = database.ROOT / "docs" / "measures" / "bench.md"
MOST_QUERIES, MOST_TIMES_BARE, MOST_GROWTH = 12, 3.0, 1.2
LINO = {  # Lino Welfare 26.7 with 2 workers, as quoted in the project's requirements; measured in another run
    "home": "788 queries, 0.7–1.6 s",
    "search by name": "21–100 ms; ×7 from 63 to 100,000",
    "list of files": "×5 from 63 to 100,000",
    "file": "63–127 queries, 62–190 ms; ×8",
    "PIIS": "list of 25: 195 queries, 115–245 ms",
}


def measure(files: int, rounds: int) -> tuple[dict[str, server.Timing], dict[str, float], float]:
    """Timings and bare medians by page name, and the memory of two workers in MB. Pages that do not exist are left."""
    chosen = pages.choose(files)
    with server.serve(files) as (port, process):
        browser = server.Browser(port)
        browser.sign_in(chosen.user_id)
        timings, bare = {}, {}
        for name, page in chosen.named.items():
            response, _content = browser.ask(page)
            if response.status != 200:
                say(f"{name}: {page.path} answers {response.status}; left out.")
                continue
            timings[name] = browser.time(page, rounds)
            bare[name] = browser.bare(timings[name].size, rounds)
        return timings, bare, server.memory(process)


def rows_of(sizes: list[int], found: dict) -> list[list[str]]:
    """A line for each page: the largest size's figures, and the growth from the smallest."""
    small, large = found[sizes[0]][0], found[sizes[-1]]
    lines = []
    for name, timing in large[0].items():
        times = timing.milliseconds / large[1][name]
        growth = timing.milliseconds / small[name].milliseconds if len(sizes) > 1 and name in small else None
        lines.append(
            [
                name,
                _judged(str(timing.queries), timing.queries <= MOST_QUERIES),
                f"{timing.milliseconds:.1f} ms",
                f"{large[1][name]:.1f} ms",
                _judged(f"×{times:.1f}", times <= MOST_TIMES_BARE),
                _judged(f"×{growth:.2f}", growth <= MOST_GROWTH) if growth else "–",
                f"{timing.size / 1000:.0f} kB",
                LINO.get(name, "–"),
            ]
        )
    return lines


def _judged(text: str, kept: bool) -> str:
    return text if kept else f"{text} ✗"


def write(sizes: list[int], lines: list[list[str]], memory: float, command: str, path: Path = REPORT) -> None:
    """The report."""
    heads = ["page", "queries", "median", "bare page", "times bare", "growth", "size", "Lino Welfare 26.7 (quoted)"]
    table = ["| " + " | ".join(line) + " |" for line in [heads, ["---"] * len(heads), *lines]]
    text = f"""# The benchmark

Written by `{command}` on {database.today().isoformat()}, on 2 cores and 24 GiB. The times of one run compare with one
another; they are not promises for another machine, and a busy machine lengthens all of them.

Largest database: {sizes[-1]:,} files in 600 centres, {round(sizes[-1] * 0.2):,} in the one that is measured.
Growth: median there over the median with {sizes[0]:,} files. Aims: at most {MOST_QUERIES} queries (every statement
counts, savepoints and settings included), ×{MOST_TIMES_BARE:.0f} a bare Django page of the same size from the same
server, growth at most ×{MOST_GROWTH}; ✗ stands beside what misses its aim.

{chr(10).join(table)}

Memory of the web server with two workers, shared pages counted once: {memory:.0f} MB (aim: 300 MB with the database).

Documents have their own command: `python -m bench.documents`.
"""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@click.command(help=__doc__)
@click.option("--files", default="10000,1000000", show_default=True, help="Sizes of the databases, smallest first.")
@click.option("--rounds", default=30, show_default=True, type=click.IntRange(5), help="Requests a page.")
def cli(files: str, rounds: int) -> None:
    """Measure."""
    sizes = sorted(int(size) for size in files.split(","))
    for size in sizes:
        if not database.is_ready(size):
            # A process of its own: Django knows one database.
            subprocess.run([sys.executable, "-m", "bench.generate", "--files", str(size)], check=True)
    found = {}
    for size in sizes:
        with step(f"Pages with {size} files"):
            found[size] = measure(size, rounds)
    lines, memory = rows_of(sizes, found), found[sizes[-1]][2]
    table = Table("page", "queries", "median", "bare", "times bare", "growth", "size", "Lino (quoted)", box=None)
    for line in lines:
        table.add_row(*line)
    out.print(table)
    say(f"Memory of two workers: {memory:.0f} MB.")
    write(sizes, lines, memory, f"python -m bench --files {files} --rounds {rounds}")
    say(f"Written to {REPORT.relative_to(database.ROOT)}.")


if __name__ == "__main__":
    cli()
