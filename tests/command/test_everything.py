"""`make test` says loudly what did not run."""

import pytest

from tests import everything
from tests.everything import FAILED, NOT_RUN, PASSED, Outcome

LEFT_OUT = Outcome("browser", NOT_RUN, why="no Chromium on this machine")


@pytest.mark.parametrize(
    ("outcomes", "strict", "status", "words"),
    [
        ([Outcome("tests", PASSED)], True, 0, "Everything ran and passed."),
        ([Outcome("tests", PASSED), LEFT_OUT], False, 0, "ATTENTION: browser DID NOT RUN: no Chromium"),
        ([Outcome("tests", PASSED), LEFT_OUT], True, 1, "What did not run proves nothing."),
        ([Outcome("tests", FAILED), LEFT_OUT], False, 1, "FAILED: tests."),
    ],
)
def test_the_closing_lines_tell_what_failed_and_what_did_not_run(
    outcomes: list[Outcome],
    strict: bool,
    status: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CI", "true" if strict else "")
    assert everything._close(outcomes) == status
    said = capsys.readouterr().out
    assert words in said
    assert ("DID NOT RUN" in said) == (LEFT_OUT in outcomes)


def test_chromium_is_found_by_any_of_its_names() -> None:
    there = {"google-chrome": "/opt/chrome"}
    assert everything.find_chromium(there.get) == "/opt/chrome"
    assert everything.find_chromium({}.get) is None
