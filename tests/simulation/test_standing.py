"""A country that stays ready while a hand moves: the counts its rows give, in one process that ends by itself."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from jalon.law.income import shipped_schemes, write_scheme
from jalon.simulation import country, simulate_each, table_of
from jalon.simulation.standing import STEPS, Answer, Standing, alone_in, socket_in
from jalon.simulation.synthetic import synthetic

JUNE, ROWS = date(2025, 6, 1), 4_000
LIEGE = write_scheme(shipped_schemes()["liege"])
ASKED = {"month": JUNE.isoformat(), "schemes": {"a": LIEGE}}


def test_it_counts_what_each_row_of_the_built_in_population_has() -> None:
    steps: list[str] = []
    told = country.answer(ASKED, ROWS, steps.append)
    table = table_of(pa.Table.from_batches(synthetic(ROWS, seed=country.SEED, on=JUNE)))
    (part,) = next(table.loads())()
    today, liege = simulate_each(part.people, [shipped_schemes()[one] for one in ("today", "liege")], on=JUNE)
    change = liege.disposable.astype(np.int64) - today.disposable
    found = told["schemes"]["a"]
    assert told["rows"] == found["months"] == ROWS and found["support_cents"] == liege.support.sum()
    assert (found["winners"], found["losers"]) == ((change > 0).sum(), (change < 0).sum())
    assert told["schemes"]["today"]["support_cents"] == today.support.sum()
    assert steps == ["dealing", "ordering", "counting"] and set(steps) < set(STEPS)


def test_a_month_whose_law_is_not_known_is_refused_in_a_sentence() -> None:
    assert country.answer(ASKED | {"month": "2023-06-01"}, ROWS)["refused"][0] == "NotCovered"


@contextmanager
def staying(folder: Path, answer: Answer, idle: float = 60) -> Iterator[tuple[Standing, threading.Thread]]:
    """One in this process."""
    with socket_in(folder) as address:
        standing = Standing(address, answer, idle)
        standing.timeout = 0.05
        thread = threading.Thread(target=standing.stay)
        thread.start()
        try:
            yield standing, thread
        finally:
            standing._idle = 0
            thread.join(10)
            standing.server_close()
            standing._thread.shutdown()


def asked(folder: Path, question: dict[str, Any], *, wait: float, asker: int | None = None) -> dict[str, Any]:
    """What is said of it."""
    with socket.socket(socket.AF_UNIX) as talk, socket_in(folder) as address:
        talk.connect(address)
        lines = talk.makefile("rwb")
        lines.write(json.dumps(question | {"wait": wait, "asker": asker or os.getpid()}).encode() + b"\n")
        lines.flush()
        told: dict[str, Any] = json.loads(lines.readline())
        lines.close()
        return told


def test_what_was_not_waited_for_is_worked_out_once_and_is_there_when_it_is_asked_again(tmp_path: Path) -> None:
    done, may_go_on = [], threading.Event()

    def slow(question: dict[str, Any], advance: Any) -> dict[str, Any]:
        advance("dealing")
        may_go_on.wait(30)
        done.append(question)
        return {"of": question["n"]}

    with staying(tmp_path, slow):
        assert asked(tmp_path, {"n": 1}, wait=0.1)["step"] in ("starting", "dealing")
        assert asked(tmp_path, {"n": 1}, wait=0.1) == {"step": "dealing"}, "how far it is"
        may_go_on.set()
        assert asked(tmp_path, {"n": 2}, wait=30) == {"of": 2}
        assert asked(tmp_path, {"n": 1}, wait=0) == {"of": 1} and done == [{"n": 1}, {"n": 2}]


def test_an_answer_that_fails_says_so_and_may_be_asked_again(tmp_path: Path) -> None:
    tries = iter([MemoryError(), None])

    def failing(question: dict[str, Any], advance: Any) -> dict[str, Any]:
        if (error := next(tries)) is not None:
            raise error
        return {"of": question["n"]}

    with staying(tmp_path, failing):
        assert asked(tmp_path, {"n": 1}, wait=30) == {"failed": "MemoryError"}
        assert asked(tmp_path, {"n": 1}, wait=30) == {"of": 1}


def test_a_line_that_is_no_question_stops_nothing(tmp_path: Path) -> None:
    with staying(tmp_path, lambda question, advance: {"of": question["n"]}):
        for line in (b"", b"{}\n", b"no json\n"):
            with socket.socket(socket.AF_UNIX) as talk, socket_in(tmp_path) as address:
                talk.connect(address)
                talk.sendall(line)
        assert asked(tmp_path, {"n": 1}, wait=30) == {"of": 1}


def test_it_ends_when_nothing_is_asked_for_long_and_with_the_last_of_those_who_asked(tmp_path: Path) -> None:
    with staying(tmp_path, lambda question, advance: {}, idle=0.2) as (_standing, thread):
        thread.join(10)
        assert not thread.is_alive()
    (tmp_path / "again").mkdir()
    with (
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as page,
        staying(tmp_path / "again", lambda question, advance: {}) as (_standing, thread),
    ):
        asked(tmp_path / "again", {}, wait=30, asker=page.pid)
        time.sleep(0.3)
        assert thread.is_alive()
        page.communicate(b"\n")
        thread.join(10)
        assert not thread.is_alive(), "nobody is left to ask"


def test_there_is_never_a_second_one_in_a_folder(tmp_path: Path) -> None:
    with alone_in(tmp_path) as first:
        assert first
        done = subprocess.run([sys.executable, "-m", "jalon.simulation.standing", str(tmp_path)], check=False)
        assert done.returncode == 0 and [one.name for one in tmp_path.iterdir()] == ["country.lock"]


@pytest.mark.parametrize("depth", [1, 12])
def test_its_socket_is_reached_however_deep_the_folder_lies(tmp_path: Path, depth: int) -> None:
    folder = tmp_path.joinpath(*["a-folder-deep-down"] * depth)
    folder.mkdir(parents=True)
    with staying(folder, lambda question, advance: {"of": question["n"]}):
        assert asked(folder, {"n": 1}, wait=30) == {"of": 1}
        assert len(list(folder.glob("country-*.sock"))) == 1
