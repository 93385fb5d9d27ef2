"""The process that stays answers one question at a time, and nobody's answer is lost to another's question."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from jalon.domain.lab.standing import KEPT, Standing

SLOW = """
import json, sys, time
for line in sys.stdin:
    time.sleep(0.2)
    print(json.dumps({"of": line.strip()}), flush=True)
"""


class Echo(Standing):
    """One that says after a fifth of a second what it was asked."""

    def _running(self) -> "subprocess.Popen[bytes]":
        if not self._is_there():
            command = [sys.executable, "-c", SLOW]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process is not None
        return self._process


@pytest.fixture
def standing() -> Iterator[Standing]:
    one = Echo()
    yield one
    one.stop()


def test_an_answer_that_was_not_waited_for_is_there_when_it_is_asked_again(standing: Standing) -> None:
    assert standing.ask("June", wait=0.05) is None, "a page does not wait"
    assert standing.ask("July", wait=30) == {"of": "July"}, "what was left is answered first"
    assert standing.ask("June", wait=0) == {"of": "June"}


def test_what_was_answered_needs_no_process(standing: Standing) -> None:
    assert standing.ask("June", wait=30) == {"of": "June"}
    standing.stop()
    assert standing.ask("June", wait=0, starts=False) == {"of": "June"}
    assert standing.ask("July", wait=0, starts=False) is None


def test_only_the_latest_answers_are_kept(standing: Standing) -> None:
    standing._told = {str(number): {"of": number} for number in range(KEPT)}
    assert standing.ask("June", wait=30) == {"of": "June"}
    assert "0" not in standing._told and len(standing._told) == KEPT
