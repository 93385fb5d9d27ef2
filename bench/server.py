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
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import psutil

from bench import database
from bench.middleware import PROCESSOR, QUERIES
from bench.pages import Page
from jalon.command.environment import var_folder

BARE = "/bench/bare/"  # see bench.urls
PATIENCE = 120  # seconds
IDLE = 3  # seconds; the server lets go of a silent connection after five


@dataclass
class Timing:
    """Milliseconds of each answer on the clock and of the worker's processor, bytes, the most queries of one answer."""

    times: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    size: int = 0
    queries: int = 0

    @property
    def median(self) -> float:
        """The answer in the middle, on the clock."""
        return statistics.median(self.times)

    @property
    def work(self) -> float:
        """The answer in the middle, of the processor."""
        return statistics.median(self.processor)

    def forget(self, first: int) -> None:
        """Leave out the first answers."""
        del self.times[:first], self.processor[:first]


class Browser:
    """One connection kept open, with its cookies."""

    def __init__(self, port: int):
        self.port, self.cookies = port, {}
        self.link = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.last = time.monotonic()

    def ask(self, page: Page) -> tuple[HTTPResponse, bytes]:
        """One request, by POST when there is a form to send; redirects are not followed."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if page.form:
            body = urlencode({"csrfmiddlewaretoken": self.cookies["csrftoken"], **page.form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if time.monotonic() - self.last > IDLE:
            self.link.close()  # opened again by the request
        self.link.request("POST" if page.form else "GET", page.path, body=body, headers=headers)
        response = self.link.getresponse()
        content = response.read()
        self.last = time.monotonic()
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

    def sign_in_with_card(self, user_id: str) -> None:
        """As an invented person in their own space, through the demonstration's door."""
        self.ask(Page("/mine/sign-in/"))
        response, _content = self.ask(Page("/mine/demo/", {"user": user_id}))
        assert response.getheader("Location") == "/mine/", f"the card opens nothing: {response.status}"

    def once(self, page: Page, timing: Timing) -> None:
        """The page once more, added to its timing."""
        begun = time.perf_counter()
        response, content = self.ask(page)
        timing.times.append(1000 * (time.perf_counter() - begun))
        timing.processor.append(float(response.getheader(PROCESSOR) or 0))
        if response.status != 200:
            raise RuntimeError(f"{page.path} answered {response.status} {response.getheader('Location') or ''}")
        timing.size = len(content)
        timing.queries = max(timing.queries, int(response.getheader(QUERIES) or 0))


def bare(size: int) -> Page:
    """A plain table of that size, its rows in memory, behind the same middlewares."""
    return Page(f"{BARE}?size={size}")


@contextmanager
def serve(files: int | str) -> Iterator[tuple[int, psutil.Process]]:
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


def memory(process: psutil.Process) -> tuple[float, float]:
    """Megabytes of the web server with its workers, and of PostgreSQL with all its processes; what several of them
    share is counted once (PSS, the kernel's own sum)."""
    return _share(process), _share(_postmaster())


def _postmaster() -> psutil.Process:
    return psutil.Process(int((var_folder() / "postgres" / "postmaster.pid").read_text().split()[0]))


def work_of(first: psutil.Process) -> float:
    """Seconds of the processor of a process and of all it started, those that ended with the others."""
    times = [one.cpu_times() for one in (first, *first.children(recursive=True))]
    return sum(one.user + one.system + one.children_user + one.children_system for one in times)


def postgres_work() -> float:
    """The same of PostgreSQL, with the connections that were closed."""
    return work_of(_postmaster())


def _share(first: psutil.Process) -> float:
    everyone = [first, *first.children(recursive=True)]
    return sum(_pss(one.pid) for one in everyone) / 1024


def _pss(pid: int) -> int:
    """Kilobytes, each shared page divided by those who share it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
