"""`jalon run` serves pages, survives the worst endings, and leaves nothing running behind it."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from jalon.command.embedded import find_running
from tests.command.installation import Installation, free_port, status_of, wait_for


@pytest.fixture(scope="module")
def house(var: Path) -> Installation:
    return Installation(var).prepared()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def serving(house: Installation, port: int) -> Iterator[subprocess.Popen[str]]:
    server = house.start(port)
    wait_for(lambda: "Ctrl-C stops everything" in house.said() or server.poll() is not None, "the address")
    assert server.poll() is None, house.said()
    yield server
    if server.poll() is None:
        server.terminate()
    server.wait(60)


def postmaster(house: Installation) -> int:
    return int((house.var / "postgres" / "postmaster.pid").read_text().split()[0])


def test_ctrl_c_stops_web_server_and_database(house: Installation, port: int, serving: subprocess.Popen[str]) -> None:
    assert f"http://localhost:{port}/" in house.said()
    assert status_of(port) == 200
    serving.send_signal(signal.SIGINT)
    assert serving.wait(60) == 0
    assert "What was confirmed is kept" in house.said()
    assert status_of(port) is None
    assert find_running(house.var) is None


def test_a_database_killed_while_pages_are_served_comes_back(
    house: Installation, port: int, serving: subprocess.Popen[str]
) -> None:
    house.ask("CREATE TABLE public.confirmed_before_the_kill AS SELECT 1")
    os.kill(postmaster(house), signal.SIGKILL)
    wait_for(lambda: "It runs again" in house.said(), "the database")
    wait_for(lambda: status_of(port) == 200, "a page")
    assert house.ask("SELECT count(*) FROM confirmed_before_the_kill") == [(1,)]
    house.ask("DROP TABLE confirmed_before_the_kill")


def test_after_kill_9_of_everything_the_next_start_recovers_and_says_so(
    house: Installation, port: int, serving: subprocess.Popen[str]
) -> None:
    killed = [serving.pid, postmaster(house)]
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    serving.wait()
    again = house.start(port)
    wait_for(lambda: "Ctrl-C stops everything" in house.said() or again.poll() is not None, "the address")
    assert "web server was still there" in house.said()
    assert "replayed its log" in house.said()
    assert status_of(port) == 200
    again.terminate()
    assert again.wait(60) == 0


def test_a_web_server_that_is_killed_ends_the_run_with_a_sentence(
    house: Installation, port: int, serving: subprocess.Popen[str]
) -> None:
    os.kill(int((house.var / "server.pid").read_text()), signal.SIGKILL)
    assert serving.wait(60) == 1
    assert "The web server ended by itself" in house.said()
    assert find_running(house.var) is None
