"""Where the processor's time goes: centres one after the other, in this very process (`python -m bench.load.alone`).

`python -m bench.load` measures what a browser waits for; here neither the clock nor whoever else uses the machine
weighs: each request is told by the processor's time of the application, of the reader of files beside it, and by its
queries. What all centres of a country would ask is then set against two cores and ten minutes.

    python -m bench.load.alone --profile "cost with its document"
"""

import cProfile
import io
import os
import pstats
import statistics
import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from multiprocessing import get_context
from random import Random
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click
import psutil
from rich.table import Table

from bench import database as databases
from bench import server
from bench.load import centre, database
from bench.load.line import Answer, Line, Seen
from bench.middleware import QUERIES
from jalon.command.console import out, say

COUNTRY, CORES, MINUTES, AGAIN = 600, 2, 10, 1.3  # the last: a form lost one time in five, or sent twice, works again
FORMS = {"cost with its document", "words of the report", "signature"}


class Costs:
    """Milliseconds of the processor and queries of each request, by what it was for; the profiler of one of them."""

    def __init__(self, name: str, profiled: str = ""):
        url = databases.server().url("jalon_web", databases.name_of(name))
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings", "JALON_PROCESS": "web"}
        self.found: dict[str, list[tuple[float, int]]] = defaultdict(list)
        self.profiled, self.profiler = profiled, cProfile.Profile(time.process_time)


class Direct(Line):
    """A browser without a network: it calls the application as gunicorn does, and never loses an answer."""

    lost = twice = 0.0
    application: Any
    costs: Costs

    def _timed(self, what: str, *asked: object) -> Answer:
        beside, begun = _beside(), time.process_time()
        with self.costs.profiler if what == self.costs.profiled else nullcontext():
            answer = self._ask(*asked)  # type: ignore[arg-type]
        own = time.process_time() - begun
        self.costs.found[what].append((1000 * (own + _beside() - beside), self.queries))
        return answer

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        place, told = urlsplit(path), {}

        def start(status: str, given: list[tuple[str, str]]) -> None:
            told.update(status=int(status[:3]), headers=given)

        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": place.path, "QUERY_STRING": place.query, "HTTP_COOKIE": self.cookie,
            "CONTENT_TYPE": headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)), "SERVER_PORT": "80",
            "SERVER_NAME": "127.0.0.1", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
        }  # fmt: skip
        answer = self.application(environ, start)
        page = b"".join(answer).decode(errors="replace")
        answer.close()
        self.queries = int(dict(told["headers"])[QUERIES])
        return self.answered(told["status"], told["headers"], page)


def _beside() -> float:
    """Seconds of the processor of what this process started: the reader of files, with its children."""
    return sum(server.work_of(one) for one in psutil.Process().children())


@click.command(help=__doc__)
@click.option("--centres", default=12, show_default=True, type=click.IntRange(3, 600), help="How many do it.")
@click.option("--profile", default="", help="Say where the time of these requests goes instead.")
def cli(centres: int, profile: str) -> None:
    """Measure; the first two centres fill what a process keeps, and are not counted."""
    # In a process of its own: this one is the web server, and must not know the operator's.
    made = get_context("spawn").Process(
        target=database.connect, args=(datetime.now(ZoneInfo("Europe/Brussels")), COUNTRY)
    )
    made.start()
    made.join()
    name = f"load_{COUNTRY}"
    database.empty(name)
    Direct.costs = costs = Costs(name, profile)
    from jalon.config.wsgi import application

    Direct.application, users = application, database.browsers(name)[:centres]
    seen = Seen()
    for number, pair in enumerate(users):
        if number == 2:
            costs.found.clear()
            costs.profiler.clear()
            begun = server.postgres_work()
        centre.work(*(Direct(0, seen, Random(f"{number} {who}")) for who in pair), pair, number)
    if profile:
        stream = io.StringIO()
        pstats.Stats(costs.profiler, stream=stream).sort_stats("cumulative").print_stats(120)
        say(stream.getvalue())
    told(costs.found, centres - 2, 1000 * (server.postgres_work() - begun) / (centres - 2))


def told(found: Mapping[str, list[tuple[float, int]]], centres: int, postgres: float) -> None:
    """A line for each request, then the sum."""
    table, web = Table("what", "a centre", "queries", "processor", box=None), 0.0
    for name, asked in found.items():
        often = len(asked) / centres * (AGAIN if name in FORMS else 1)
        middle = statistics.mean(one for one, _count in asked)
        web += often * middle
        table.add_row(name, f"{often:.1f}", f"{max(count for _one, count in asked)}", f"{middle:.1f} ms")
    out.print(table)
    whole = COUNTRY * (web + AGAIN * postgres) / 1000
    say(
        f"A centre: {web:,.0f} ms of the application, {AGAIN * postgres:,.0f} ms of PostgreSQL. {COUNTRY} of them: "
        f"{whole:,.0f} s of the processor, {whole / CORES:,.0f} s on {CORES} cores, of {60 * MINUTES} s."
    )


if __name__ == "__main__":
    cli()
