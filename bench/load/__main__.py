"""`python -m bench.load`: every centre sends its report in ten minutes. Written to docs/measures/load.md.

With fewer centres or in another time it says so, and is written to the folder of the databases instead.
"""

import os
import statistics
import threading
import time
from datetime import datetime
from pathlib import Path
from queue import Empty, Queue
from random import Random
from zoneinfo import ZoneInfo

import click
import psutil
from rich.table import Table

from bench import database as databases
from bench import server
from bench.load import __doc__ as about
from bench.load import centre, database
from bench.load.line import Line, Seen
from jalon.command.console import bar, out, say
from jalon.command.environment import var_folder

REPORT = databases.ROOT / "docs" / "measures" / "load.md"
EXPECTED = {"texts sent": 1, "reports sent": 1, "costs": centre.COSTS, "documents": centre.COSTS}
MOST_SECONDS = 2
WHOLE = (600, 10)  # centres, minutes: what is promised


def drive(users: list[tuple[str, str]], port: int, minutes: float, people: int) -> tuple[Seen, list[str], float]:
    """Every centre begins at a moment drawn within the time; what was seen, who did not come to the end, seconds.

    A centre that finds everybody at work begins later than it would: `Seen.late` says by how much at most.
    """
    seen, failed, done = Seen(), [], Queue()
    draw = Random("begin")
    starts = sorted(draw.uniform(0, 60 * minutes * 0.9) for _ in users)
    waiting: Queue[tuple[float, int]] = Queue()
    for number, start in enumerate(starts):
        waiting.put((start, number))
    begun = time.monotonic()

    def run() -> None:
        while True:
            try:
                start, number = waiting.get_nowait()
            except Empty:
                return
            time.sleep(max(0, begun + start - time.monotonic()))
            seen.late = max(seen.late, time.monotonic() - begun - start)
            try:
                president, secretary = (Line(port, seen, Random(f"{number} {who}")) for who in users[number])
                centre.work(president, secretary, users[number], number)
            except Exception as fault:  # counted and told at the end, whatever it was
                failed.append(f"centre {number}: {fault}")
            done.put(number)

    for _ in range(people):
        threading.Thread(target=run, daemon=True).start()
    with bar("Centres that sent their report") as advance:
        for count in range(1, len(users) + 1):
            done.get()
            advance(count, len(users))
    return seen, failed, time.monotonic() - begun


def _percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def rows_of(seen: Seen) -> list[list[str]]:
    """A line for each thing done, then all together."""
    every = [one for times in seen.times.values() for one in times]
    lines = []
    for name, times in [*seen.times.items(), ("all", every)]:
        figures = (statistics.median(times), _percentile(times, 0.95), max(times))
        lines.append([name, f"{len(times):,}", *(f"{one:,.0f} ms" for one in figures)])
    return lines


@click.command(help=about)
@click.option("--minutes", default=10.0, show_default=True, type=click.FloatRange(0.1, 60))
@click.option(
    "--centres", default=600, show_default=True, type=click.IntRange(2, 600), help="Each size has its own base."
)
@click.option("--people", default=64, show_default=True, type=click.IntRange(1, 400), help="Centres at work at once.")
@click.option("--path", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
def cli(minutes: float, centres: int, people: int, path: Path | None) -> None:
    """Measure."""
    whole = (centres, minutes) == WHOLE
    path = path or (REPORT if whole else var_folder() / "load.md")
    name = database.connect(datetime.now(ZoneInfo("Europe/Brussels")), centres)
    database.empty(name)
    users = database.browsers(name)
    with server.serve(name) as (port, process):
        before = _work(process)
        seen, failed, seconds = drive(users, port, minutes, people)
        work = {who: spent - before[who] for who, spent in _work(process).items()}
    found = database.found(name)
    lines = rows_of(seen)
    table = Table("what", "answers", "median", "95 %", "longest", box=None)
    for line in lines:
        table.add_row(*line)
    out.print(table)
    wrong = {name: sum(one != EXPECTED[name] for one in counts) for name, counts in found.items()}
    for sentence in [*failed[:10], *seen.faults[:10]]:
        say(sentence)
    say(f"{seen.lost} answers lost, {seen.twice} forms sent twice at once, {len(failed)} centres stopped on the way.")
    say(f"Centres with another number than expected: {wrong}.")
    say("; ".join(f"{who}: {spent:.0f} s of the processor" for who, spent in work.items()) + ".")
    command = f"python -m bench.load --minutes {minutes:g} --centres {centres}"
    write(lines, seen, failed, found, wrong, seconds, work, command, path, whole=whole)
    say(f"Written to {path}.")
    every = [one for times in seen.times.values() for one in times]
    broken = {
        "more or fewer than sent": any(wrong.values()),
        "did not come to the end": bool(failed),
        "faults": bool(seen.faults),
        f"95 % over {MOST_SECONDS} s": _percentile(every, 0.95) > 1000 * MOST_SECONDS,
        "longer than the time given": seconds > 60 * minutes,
    }
    if any(broken.values()):
        raise SystemExit("Not as promised: " + "; ".join(name for name, found in broken.items() if found) + ".")


def _work(process: psutil.Process) -> dict[str, float]:
    """Seconds of the processor so far: the web server with its readers of files, PostgreSQL, and who drives them."""
    return {
        "web server": server.work_of(process), "PostgreSQL": server.postgres_work(), "clients": time.process_time(),
    }  # fmt: skip


def write(
    lines: list[list[str]], seen: Seen, failed: list[str], found: dict[str, list[int]], wrong: dict[str, int],
    seconds: float, work: dict[str, float], command: str, path: Path, *, whole: bool,
) -> None:  # fmt: skip
    """The report."""
    rule = [["what", "answers", "median", "95 %", "longest"], ["---"] * 5]
    table = "\n".join("| " + " | ".join(line) + " |" for line in [*rule, *lines])
    every = [one for times in seen.times.values() for one in times]
    slowest = _percentile(every, 0.95)
    mark = "" if slowest <= 1000 * MOST_SECONDS else " ✗"
    counts = "\n".join(
        f"| {name} | {EXPECTED[name]} | {sum(found[name]):,} | {number} |" for name, number in wrong.items()
    )
    small = "" if whole else f"**A trial: {WHOLE[0]} centres in {WHOLE[1]} minutes are promised.**\n\n"
    spent = ", ".join(f"{who} {each:,.0f} s" for who, each in work.items())
    path.write_text(
        f"""# Every centre sends its report at once

{small}Written by `{command}` on {databases.today().isoformat()}, on 2 cores
that also ran the clients and PostgreSQL; load of the machine over the last five minutes (2 is busy):
{os.getloadavg()[1]:.1f}. {len(found["costs"])} centres, two people each, {centre.COSTS} documents of about 100 kB
each, in {seconds / 60:.1f} minutes. {seen.lost:,} requests lost their answer and were sent again as they were,
{seen.twice:,} were sent twice at the same time; {len(failed)} centres did not come to the end;
{len(seen.faults)} answers were faults (5xx) or broke. The centre that found everybody at work longest began
{seen.late:.1f} s after its moment.

95 % of all answers came within {slowest:,.0f} ms{mark} (promised: {MOST_SECONDS} s). Of the processor: {spent};
together {sum(work.values()):,.0f} s, of {2 * seconds:,.0f} s that 2 cores had.

{table}

| what there is in the end | for each centre | in all | centres with another number |
| --- | --- | --- | --- |
{counts}
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    cli()
