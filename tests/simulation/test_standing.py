"""A population that stays ready while a hand moves: the same counts as the rows give, and a process that ends."""

import json
import os
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from jalon.domain.lab import standing as asking
from jalon.law.income import shipped_schemes, write_scheme
from jalon.simulation import simulate_each, standing, table_of
from jalon.simulation.synthetic import synthetic

JUNE, ROWS = date(2025, 6, 1), 4_000
LIEGE = write_scheme(shipped_schemes()["liege"])
ASKED = {"month": JUNE.isoformat(), "schemes": {"a": LIEGE}}


def test_it_counts_what_each_row_of_the_built_in_population_has() -> None:
    told = standing.answer(ASKED, ROWS)
    table = table_of(pa.Table.from_batches(synthetic(ROWS, seed=standing.SEED, on=JUNE)))
    (part,) = next(table.loads())()
    today, liege = simulate_each(part.people, [shipped_schemes()[one] for one in ("today", "liege")], on=JUNE)
    change = liege.disposable.astype(np.int64) - today.disposable
    found = told["schemes"]["a"]
    assert told["rows"] == found["months"] == ROWS and found["support_cents"] == liege.support.sum()
    assert (found["winners"], found["losers"]) == ((change > 0).sum(), (change < 0).sum())
    assert told["schemes"]["today"]["support_cents"] == today.support.sum()


def test_a_month_whose_law_is_not_known_is_refused_in_a_sentence() -> None:
    told = standing.answer(ASKED | {"month": "2023-06-01"}, ROWS)
    assert told["refused"][0] == "NotCovered"


def test_the_process_answers_again_and_again_and_ends_with_whoever_asks() -> None:
    one = asking.Standing()
    assert one.ask(json.dumps(ASKED), starts=False) is None, "nothing is started for who may not"
    try:
        left = json.dumps({"month": "2025-05-01", "schemes": {}})
        assert one.ask(left, wait=0) is None, "a page that does not wait is told that it is not ready"
        told = one.ask(json.dumps(ASKED), wait=60)
        assert told is not None and told["rows"] == standing.ROWS, "the question left is not the answer to this one"
        process = one._process
        assert process is not None
        assert one.ask(json.dumps(ASKED | {"schemes": {"a": LIEGE, "b": LIEGE}}), wait=60, starts=False) is not None
        process.kill()
        process.wait()
        assert one.ask(json.dumps(ASKED | {"month": "2025-04-01"}), wait=0) is None
        assert one._process is not None and one._process.pid != process.pid, "another is started"
    finally:
        one.stop()


def test_it_ends_when_nothing_is_asked_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open("rb") as never:
        monkeypatch.setattr(standing.select, "select", lambda *asked: ([], [], []))
        monkeypatch.setattr(standing.sys, "stdin", never)
        assert list(standing.lines()) == []
