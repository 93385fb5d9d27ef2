"""The pages of the law are those its docstrings, parameters and cases write."""

from pathlib import Path

import pytest

from jalon.law import docs
from jalon.law.rules import RULES


def test_the_pages_of_the_law_are_up_to_date() -> None:
    assert docs.stale() == [], "run python -m jalon.law.docs"


def test_every_rule_has_its_page_and_a_removed_one_loses_it(tmp_path: Path) -> None:
    (tmp_path / "a_rule_that_is_gone.md").write_text("old", encoding="utf-8")
    assert "a_rule_that_is_gone.md" in docs.write(tmp_path)
    assert {file.stem for file in tmp_path.iterdir()} == {*RULES, "README", "doubts", "sources"}
    assert docs.write(tmp_path) == []


def test_the_check_says_what_to_run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "stale", lambda: ["conclude_by.md"])
    assert docs.main(["--check"]) == 1
    assert "run python -m jalon.law.docs" in capsys.readouterr().out
