"""The country that stays ready is started by whoever needs it first, and is one for the whole server."""

import json
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from jalon.domain.lab import standing
from jalon.domain.lab.asking import bare
from jalon.domain.lab.standing import ask
from jalon.law.income import shipped_schemes, write_scheme
from jalon.simulation.country import ROWS

ASKED = {"month": "2025-06-01", "schemes": {"a": write_scheme(shipped_schemes()["liege"])}}
ANOTHER_PAGE = """
import json, sys
from pathlib import Path
from jalon.domain.lab.asking import bare
from jalon.domain.lab.standing import ask
print(json.dumps(ask(json.loads(sys.argv[1]), folder=Path(sys.argv[2]), wait=60)))
"""


def test_one_process_answers_every_page_of_the_server_and_ends_when_they_are_gone(tmp_path: Path) -> None:
    assert ask(ASKED, folder=tmp_path, starts=False) == {"step": "starting"}
    assert not list(tmp_path.iterdir()), "nothing is started for a page without a script"
    pages = [
        subprocess.Popen([sys.executable, "-c", ANOTHER_PAGE, json.dumps(ASKED), str(tmp_path)], stdout=subprocess.PIPE)
        for _page in range(2)
    ]
    told = [json.loads(page.communicate(timeout=120)[0]) for page in pages]
    for answer in told:
        assert answer.get("rows") == ROWS or answer == {"step": "starting"}, "the second may come before it listens"
    assert any("rows" in answer for answer in told)
    for _second in range(30):
        if not list(tmp_path.glob("*.sock")):
            return
        time.sleep(1)
    raise AssertionError("it stays although nobody is there to ask")


def test_a_page_that_does_not_wait_is_told_how_far_it_is(tmp_path: Path) -> None:
    early = ask(ASKED, folder=tmp_path, wait=0)
    assert set(early) == {"step"}
    late = ask(ASKED, folder=tmp_path, wait=120)
    assert late["rows"] == ROWS and late["schemes"]["a"]["winners"] > 0
    assert ask(ASKED, folder=tmp_path, wait=5, starts=False) == late


def test_one_that_was_killed_leaves_a_socket_that_keeps_nobody_from_starting_another(tmp_path: Path) -> None:
    assert ask(ASKED, folder=tmp_path, wait=120)["rows"] == ROWS
    for process in psutil.process_iter(["cmdline"]):
        if str(tmp_path) in (process.info["cmdline"] or ()):
            process.kill()
            psutil.wait_procs([process], timeout=10)
    assert len(list(tmp_path.glob("*.sock"))) == 1
    assert ask(ASKED, folder=tmp_path, wait=0, starts=False) == {"step": "starting"}
    assert ask(ASKED, folder=tmp_path, wait=120)["rows"] == ROWS


def test_where_it_cannot_be_started_the_page_does_not_wait_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing.sys, "executable", str(tmp_path / "no-python-here"))
    assert ask(ASKED, folder=tmp_path) == {"failed": "start"}


def test_it_works_under_the_law_of_its_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_LAW", str(tmp_path / "law"))
    told = "from jalon.law import parameters; print(parameters.fingerprint())"

    def law_of(**environment: str) -> str:
        return subprocess.check_output([sys.executable, "-c", told], env=environment, text=True)

    alone = law_of(**bare())
    (tmp_path / "law").mkdir()
    entry = "{value: {pivots: 29}, valid_from: 2026-01-01, text: act-2002, certainty: found}"
    mine = f"last_checked: 2026-03-02\nincome.support.single: [{entry}]\n"
    (tmp_path / "law" / "mine.yaml").write_text(mine)
    assert law_of(**bare()) != alone
