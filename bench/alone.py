"""One page beside a bare one of its size, by turns in this very process (`python -m bench.alone home`).

`python -m bench` measures what a browser waits for; here the network, the workers and whoever else uses the machine
weigh less: what is compared is the fastest tenth of the answers of each. The median stands beside.
"""

import cProfile
import io
import os
import pstats
import statistics
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import click

from bench import database, pages, server
from bench.middleware import PROCESSOR, QUERIES
from jalon.command.console import say

Answer = tuple[str, dict[str, str], bytes]
WARM = 10


class Alone:
    """The application as gunicorn calls it, and a browser's cookies."""

    def __init__(self, files: int):
        url = database.server().url("jalon_web", database.name_of(files))
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings", "JALON_PROCESS": "web"}
        from jalon.config.wsgi import application

        self.application: Callable[..., Any] = application

    def ask(self, page: pages.Page, cookies: dict[str, str]) -> Answer:
        """One page, read to its end."""
        place, _mark, query = page.path.partition("?")
        body = urlencode({"csrfmiddlewaretoken": cookies["csrftoken"], **page.form}).encode() if page.form else b""
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            told.update(status=status, headers=dict(headers))

        environ = {
            "REQUEST_METHOD": "POST" if body else "GET", "PATH_INFO": place, "QUERY_STRING": query,
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
        }  # fmt: skip
        answer = self.application(environ, start)
        content = b"".join(answer)
        answer.close()
        return told["status"], told["headers"], content


def _cookies(files: int, chosen: pages.Pages, *, own: bool) -> dict[str, str]:
    """Signed in as a browser is, at a server of its own."""
    with server.serve(files) as (port, _process):
        browser = server.Browser(port)
        if own:
            browser.sign_in_with_card(chosen.card_id)
        else:
            browser.sign_in(chosen.user_id)
        return dict(browser.cookies)


def _timed(asked: Callable[[], Answer]) -> tuple[float, float]:
    """Milliseconds on the clock, and of the processor."""
    begun = time.perf_counter()
    status, headers, _content = asked()
    assert status.startswith("200"), status
    return 1000 * (time.perf_counter() - begun), float(headers[PROCESSOR])


@click.command(help=__doc__)
@click.argument("name")
@click.option("--files", default=10_000, show_default=True, help="Size of the database, generated before.")
@click.option("--rounds", default=300, show_default=True, type=click.IntRange(20))
@click.option("--profile", is_flag=True, help="Say where the time goes instead.")
def cli(name: str, files: int, rounds: int, profile: bool) -> None:
    """Measure."""
    chosen = pages.choose(files)
    page = chosen.named[name]
    cookies = _cookies(files, chosen, own=page.own)
    alone = Alone(files)
    _status, headers, content = alone.ask(page, cookies)
    bare = server.bare(len(content))
    asked = (lambda: alone.ask(page, cookies), lambda: alone.ask(bare, cookies))
    for one in asked * WARM:
        _timed(one)
    if profile:
        _profiled(asked[0], rounds)
        return
    times = [[*_timed(asked[0]), *_timed(asked[1])] for _ in range(rounds)]
    say(f"{name}: {headers[QUERIES]} queries, {len(content) / 1000:.1f} kB")
    for said, share in (("fastest tenth", 0.1), ("median", 0.5)):
        clock, work, bare_clock, bare_work = (_of(column, share) for column in zip(*times, strict=True))
        say(
            f"{said}: {clock:.2f} ms beside {bare_clock:.2f} ms bare, ×{clock / bare_clock:.2f}; of the processor "
            f"{work:.2f} beside {bare_work:.2f}, ×{work / bare_work:.2f}"
        )


def _of(times: tuple[float, ...], share: float) -> float:
    return statistics.median(times) if share == 0.5 else statistics.quantiles(times, n=10)[0]


def _profiled(asked: Callable[[], Answer], rounds: int) -> None:
    profiler = cProfile.Profile(time.thread_time)
    profiler.enable()
    for _ in range(rounds):
        asked()
    profiler.disable()
    stream = io.StringIO()
    pstats.Stats(profiler, stream=stream).sort_stats("cumulative").print_stats(150)
    say(stream.getvalue())


if __name__ == "__main__":
    cli()
