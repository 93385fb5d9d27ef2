"""Figures against the clock: the centre's pages in the largest centre, and the national pages of a federal member.

Their promise is a time, not a ratio: 300 ms for what a page of the centre says first, one second for the country. The
fresh count that follows in a large centre is measured beside them, with its own name.
"""

from dataclasses import dataclass
from datetime import timedelta
from random import SystemRandom

from bench import database, national, pages, server
from bench.pages import Page
from jalon.domain.figures.periods import EARLIEST, recent

CENTRE, NATIONAL = 300, 1_000  # milliseconds
COUNTS = 5  # fresh counts


@dataclass(frozen=True)
class Promise:
    """One line: what is asked, its median in milliseconds, and at most how many were promised (None: nothing)."""

    name: str
    timing: server.Timing
    most: int | None


def measure(files: int, rounds: int) -> list[Promise]:
    """As a worker of the largest centre and as a federal member, from one server on that database."""
    newest, published = recent(database.today(), 2)
    with server.serve(files) as (port, _process):
        worker, federal = server.Browser(port), server.Browser(port)
        worker.sign_in(pages.choose(files).user_id)
        federal.sign_in(str(national.federal_user()))
        asked = [
            ("centre: the fresh count", worker, "/figures/?again=1", COUNTS, None),
            ("centre: figures, first answer", worker, "/figures/", rounds, CENTRE),
            ("centre: one figure with its charts", worker, "/figures/in_force/", rounds, CENTRE),
            ("centre: days never asked before, first answer", worker, "", COUNTS, CENTRE),
            ("national: quarters", federal, "/federal/", rounds, NATIONAL),
            ("national: a quarter not yet published", federal, f"/federal/{newest}/", rounds, NATIONAL),
            ("national: a published quarter", federal, f"/federal/{published}/", rounds, NATIONAL),
            (
                "national: one figure by province",
                federal,
                f"/federal/{published}/obliged/?by=province",
                rounds,
                NATIONAL,
            ),
        ]
        return [Promise(name, _timed(who, path, times), most) for name, who, path, times, most in asked]


def _timed(browser: server.Browser, path: str, rounds: int) -> server.Timing:
    """The first two are not counted: each of two workers has its own caches to fill."""
    timing = server.Timing()
    for _round in range(rounds + 2):
        browser.once(Page(path or _never_asked()), timing)
    del timing.times[:2]
    return timing


def _never_asked() -> str:
    """Days drawn each time, so that nothing of them was ever counted."""
    first = EARLIEST + timedelta(days=SystemRandom().randrange(5_000))
    return f"/figures/?first={first}&last={first + timedelta(days=SystemRandom().randrange(700))}"


def section(promises: list[Promise]) -> str:
    """The lines of the report."""
    lines = [f"| {one.name} | {one.timing.queries} | {one.timing.median:.0f} ms | {_judged(one)} |" for one in promises]
    return f"""## Figures

In the largest centre, and over the {national.QUARTERS} last quarters sent by every centre. A page of the centre says at
once what was counted last, with its moment, and fetches a fresh count, which takes as long as the line says.

| page | queries | median | promised |
| --- | --- | --- | --- |
{chr(10).join(lines)}
"""


def _judged(one: Promise) -> str:
    if one.most is None:
        return "–"
    return f"{one.most} ms" if one.timing.median <= one.most else f"{one.most} ms ✗"
