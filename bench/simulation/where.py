"""`python -m bench.simulation.where`: where a row's time goes, in processor time of one thread, rounds interleaved.

The same three schemes as beside the others. Results that are written over one another stay near the processor, so what
they lack of the whole is what memory costs.
"""

from collections.abc import Callable
from statistics import median
from time import process_time_ns

import click

from bench.simulation import data
from jalon.command.console import say
from jalon.simulation import kernel, warm
from jalon.simulation.changes import Tally
from jalon.simulation.compiled import compiled
from jalon.simulation.engine import CHUNK, Outcome


def parts(given: data.Input) -> dict[str, Callable[[], None]]:
    """What is measured, by name."""
    people, rows = given.people, len(given)
    loops = [compiled(kernel.rows(one.plain, one.whole)) for one in given.given]
    every, few = ([Outcome.of(size) for _ in loops] for size in (rows, CHUNK))

    def work_out(into: list[Outcome], *, near: bool, schemes: tuple[int, ...] = (0, 1, 2)) -> None:
        for start in range(0, rows, CHUNK):
            here = slice(start, min(start + CHUNK, rows))
            there = slice(0, here.stop - here.start) if near else here
            for place in schemes:
                one, out, earned = given.given[place], into[place], people.earned[here]
                loops[place](
                    people.cell[here], earned, earned, people.worked[here], people.other[here],
                    people.used_this_year[here], people.days_used[here], one.by, one.apart, one.table,
                    out.exempt[there], out.support[there], out.disposable[there],
                )  # fmt: skip

    def count() -> None:
        for out in every[1:]:
            tally = Tally()
            for start in range(0, rows, CHUNK):
                here = slice(start, start + CHUNK)
                tally.take(out.disposable[here], every[0].disposable[here])

    found: dict[str, Callable[[], None]] = {"three schemes, results in memory": lambda: work_out(every, near=False)}
    found["three schemes, results kept near"] = lambda: work_out(few, near=True)
    for place, name in enumerate(data.SCHEMES):
        found[f"{name} alone, results kept near"] = lambda place=place: work_out(few, near=True, schemes=(place,))
    return found | {"changes of two schemes counted": count, "36 bytes of results only written": lambda: _fill(every)}


def _fill(outs: list[Outcome]) -> None:
    for out in outs:
        for column in (out.exempt, out.support, out.disposable):
            column.fill(1)


@click.command(help=__doc__)
@click.option("--rows", default=1_000_000, show_default=True, type=click.IntRange(CHUNK))
@click.option("--rounds", default=15, show_default=True, type=click.IntRange(5))
def cli(rows: int, rounds: int) -> None:
    """Measure and print."""
    warm()
    measured = parts(data.make(rows))
    taken: dict[str, list[float]] = {name: [] for name in measured}
    for one in measured.values():
        one()
    for _ in range(rounds):
        for name, one in measured.items():
            begun = process_time_ns()
            one()
            taken[name].append((process_time_ns() - begun) / rows)
    for name, values in taken.items():
        say(f"{median(values):6.1f} ns a row (least {min(values):.1f}): {name}")


if __name__ == "__main__":
    cli()
