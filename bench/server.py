"""The web server as in production (two gunicorn workers), on one benchmark database, and a signed-in browser."""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

import psutil

from bench import database
from bench.middleware import QUERIES
from bench.pages import Page
from jalon.command.environment import var_folder

BARE = "/bench/bare/"  # see bench.urls
PATIENCE = 120  # seconds


@dataclass(frozen=True)
class Timing:
    """Median milliseconds on the clock, bytes, and the most queries of one answer."""

    milliseconds: float
    size: int
    queries: int


class Browser:
    """One connection kept open, with its cookies."""

    def __init__(self, port: int):
        self.port, self.cookies = port, {}
        self.link = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def ask(self, page: Page) -> tuple[HTTPResponse, bytes]:
        """One request, by POST when there is a form to send; redirects are not followed."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if page.form:
            body = urlencode({"csrfmiddlewaretoken": self.cookies["csrftoken"], **page.form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.link.request("POST" if page.form else "GET", page.path, body=body, headers=headers)
        response = self.link.getresponse()
        content = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, given = value.partition(";")[0].partition("=")
                self.cookies[cookie] = given
        return response, content

    def sign_in(self, user_id: str) -> None:
        """As an invented person, through the demonstration's door."""
        self.ask(Page("/account/login/"))
        self.ask(Page("/demo/sign-in/", {"user": user_id}))
        response, _content = self.ask(Page("/centres/choose/"))
        assert response.status == 302, f"no place was taken: {response.status}"

    def time(self, page: Page, rounds: int) -> Timing:
        """The page again and again; the first three are not counted."""
        clock, queries, size = [], 0, 0
        for number in range(rounds + 3):
            begun = time.perf_counter()
            response, content = self.ask(page)
            if number >= 3:
                clock.append(1000 * (time.perf_counter() - begun))
            if response.status != 200:
                raise RuntimeError(f"{page.path} answered {response.status} {response.getheader('Location') or ''}")
            queries, size = max(queries, int(response.getheader(QUERIES) or 0)), len(content)
        return Timing(statistics.median(clock), size, queries)

    def bare(self, size: int, rounds: int) -> float:
        """Median milliseconds of a plain table of that size, its rows in memory, behind the same middlewares."""
        return self.time(Page(f"{BARE}?size={size}"), rounds).milliseconds


@contextmanager
def serve(files: int) -> Iterator[tuple[int, psutil.Process]]:
    """The port and the server's first process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = database.server().url("jalon_web", database.name_of(files))
    told = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings", "JALON_PROCESS": "web"}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:jalon.config.gunicorn", "jalon.config.wsgi"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--log-level", "warning"]
    environment = os.environ | told | {"PYTHONPATH": str(database.ROOT)}
    (var_folder() / "static").mkdir(exist_ok=True)
    process = subprocess.Popen(command, cwd=database.ROOT, env=environment, start_new_session=True)
    try:
        _wait(port, process)
        yield port, psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up and process.poll() is None:
        try:
            if Browser(port).ask(Page("/health"))[0].status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not answer")


def memory(process: psutil.Process) -> float:
    """Megabytes of the server and its workers, what they share counted once (PSS)."""
    everyone = [process, *process.children(recursive=True)]
    return sum(one.memory_full_info().pss for one in everyone) / 2**20
