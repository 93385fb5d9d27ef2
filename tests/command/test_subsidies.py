"""`jalon subsidies`: the real list shared to the cent, and refusals that say where and how to mend."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from jalon.command.console import Refusal
from jalon.command.main import cli
from jalon.command.programme_files import keep
from jalon.domain.core.context import federal_context
from jalon.domain.subsidies.models import Programme
from jalon.law.sayings import Saying
from jalon.law.subsidies import Method, Series, Unit, shipped_programmes
from jalon.law.subsidies.keys import Component, own_key
from jalon.law.subsidies.programme_written import write_programme
from tests.domain.centres.conftest import real_list
from tests.factories import a_federal_member, a_user


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["subsidies", *map(str, arguments)])


def plain(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("amount", "cents"), [("6534763.86", 653476386), ("9 415 000", 941500000)])
def test_the_real_list_is_shared_to_the_cent(tmp_path: Path, amount: str, cents: int):
    source, target = tmp_path / "list.csv", tmp_path / "shares.xlsx"
    source.write_bytes(real_list(2018))
    done = run("share", amount, source, "--key", "inhabitants", "--why", "52011", "--output", target)
    assert done.exit_code == 0, done.output
    assert "589 centres" in done.output and "Habitants : 201 816 sur 11 376 070" in plain(done.output)
    rows = list(openpyxl.load_workbook(target).active.iter_rows(min_row=4, max_row=592, values_only=True))
    assert sum(round(row[2] * 100) for row in rows) == cents


def test_what_cannot_be_shared_is_said_with_its_line(tmp_path: Path):
    file = tmp_path / "list.csv"
    file.write_text("INS;Habitants\n52011;4\n5201;douze\n", encoding="utf-8")
    done = run("share", "100", file, "--language", "nl")
    assert done.exit_code == 1 and "list.csv:3: ‘5201’ is geen NIS-code van vijf cijfers." in done.output
    assert run("share", "abc", file).exit_code == 1
    file.write_text("INS;Habitants\n52011;4\n52012;6\n", encoding="utf-8")
    assert "Relevez le plafond" in plain(run("share", "100", file, "--cap", "1").output)
    left = run("share", "100", file, "--cap", "1", "--may-leave", "--reduce", "50")
    assert "Les plafonds laissent 48,00 €" in plain(left.output)


def test_a_key_of_a_programme_shares_from_the_command_line(tmp_path: Path):
    file, mine = tmp_path / "list.csv", tmp_path / "mine.yaml"
    file.write_text("INS;18-25 ans\n52011;1\n52012;2\n", encoding="utf-8")
    young = Series("young", Saying("Young", "Jeunes", "Jongeren"), Unit.COUNT, ("18-25 ans",))
    parts = [Component(("young",), Fraction(100))]
    key = own_key("by_young", young.title, Method.PROPORTIONAL, parts, False, {"young": young})
    one = replace(shipped_programmes()["clusters-2015"], keys=(key,), series=(young,))
    mine.write_text(write_programme(one), encoding="utf-8")
    done = plain(run("share", "1", file, "--of", mine, "--key", "by_young", "--why", "52011").output)
    assert "2 centres, 1,00 € en tout, de 0,33 € à 0,67 €" in done and "Jeunes : 1 sur 3 en tout" in done
    unknown = run("share", "1", file, "--key", "by_young")
    assert unknown.exit_code == 1 and "No key is called by_young" in unknown.output


def test_the_programmes_that_ship_are_listed_with_their_doubts():
    told = plain(run("programmes", "--language", "en").output)
    assert "big_cities-2015" in told and "participation-2016" in told and "(known-low)" in told


def test_a_programme_is_written_as_a_file_and_its_mistakes_are_told_by_line(tmp_path: Path):
    file = tmp_path / "mine.yaml"
    assert run("export", "clusters-2015", "--shipped", "--output", file).exit_code == 0
    assert "clusters-2015" in run("check", file).output
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("key: equal", "key: dice", 1), encoding="utf-8")
    told = run("check", file, "--language", "nl")
    line = text[: text.index("key: equal")].count("\n") + 1
    assert told.exit_code and f"mine.yaml:{line}: De sleutel is niet bekend" in told.output
    assert run("export", "clusters-1999", "--shipped").exit_code


@pytest.mark.django_db
def test_a_file_is_kept_as_a_draft_in_the_name_of_an_officer_and_of_nobody_else(tmp_path: Path):
    file = tmp_path / "mine.yaml"
    file.write_text(write_programme(shipped_programmes()["clusters-2015"]), encoding="utf-8")
    officer, cabinet = (a_federal_member(a_user(), role=role).email for role in ("officer", "cabinet"))
    for email in ("nobody@example.org", cabinet):
        with pytest.raises(Refusal):
            keep(file, email, "fr")
    assert keep(file, officer, "fr") == "clusters-2015"
    with federal_context():
        assert [one.verb for one in Programme.objects.get().acts.all()] == ["programme.loaded"]
    with pytest.raises(Refusal, match="existe déjà"):
        keep(file, officer, "fr")
