"""Who runs an installation lets the amounts go on, with their source, and sees them before they are written."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jalon.command.main import cli
from jalon.law import parameters
from jalon.law.added import go_on
from jalon.law.loading import load

INDEX = ["--title", "Circulaire", "--link", "https://circular.example/1", "--pivots"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JALON_LAW", str(tmp_path / "law"))
    return tmp_path / "law"


def go_on_from(day: str, pivots: int, *more: str, answer: str = "y\n") -> Result:
    return CliRunner().invoke(cli, ["law", "go-on", "--from", day, *INDEX, str(pivots), *more], input=answer)


def pivots_on(folder: Path, day: date) -> int:
    return int(go_on(load(parameters.FOLDER), folder).parameter("income.support.single").on(day).value["pivots"])


def test_after_two_indexes_each_month_has_its_own_amount_and_the_rules_stay(folder: Path) -> None:
    assert go_on_from("2026-01-01", 28).exit_code == 0
    told = go_on_from("2026-03-01", 29, "--month", "single=1340.47", "--month", "general=315.67")
    assert (told.exit_code, "1340.47 a month" in told.output, "count_in: stays as it is" in told.output) == (
        0,
        True,
        True,
    )
    assert [pivots_on(folder, date(2026, month, 1)) for month in (1, 2, 3, 12)] == [28, 28, 29, 29]
    book = go_on(load(parameters.FOLDER), folder)
    assert book.parameter("exemption.count_in").on(date(2026, 6, 1)).source.doubt is not None
    assert book.parameter("income.support.single").on(date(2026, 6, 1)).source.seen_in[0].link == INDEX[3]
    assert "exemption.student_with_grant" not in told.output, "what the law ended long before does not come back"


def test_nothing_is_written_without_a_yes_or_when_an_amount_read_is_not_the_rules(folder: Path) -> None:
    assert go_on_from("2026-01-01", 29, answer="n\n").exit_code == 1
    wrong = go_on_from("2026-01-01", 29, "--month", "single=1340.48")
    assert (wrong.exit_code, "the rule gives 134047" in wrong.output) == (1, True)
    assert go_on_from("2026-01-01", 29, "--month", "lonely=12.00").exit_code == 1
    assert go_on_from("2026-01-01", 29, "--month", "single=12,3").exit_code == 1
    assert list(folder.glob("*")) == []


def test_a_gap_is_refused_and_what_ends_is_listed(folder: Path) -> None:
    refused = go_on_from("2026-02-01", 29)
    assert (refused.exit_code, "Nothing waits to go on from 2026-02-01" in refused.output) == (1, True)
    listed = CliRunner().invoke(cli, ["law", "show"])
    assert "2025-12-31  income.support.single" in listed.output
    assert "holds on" not in listed.output
    assert "holds on" in CliRunner().invoke(cli, ["law", "show", "--all"]).output


def test_without_a_place_for_it_the_command_says_which_one_to_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JALON_LAW", raising=False)
    refused = go_on_from("2026-01-01", 29)
    assert (refused.exit_code, "Set JALON_LAW to a folder" in refused.output) == (1, True)
