"""`jalon exemption explain`: the month in words, in two languages, beside what would change; and what it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from jalon.command.main import cli

MONTH = ("--month", "2025-03", "--category", "single")
CALENDAR = """\
month: 2025-03
category: single
work:
  - {work: job, employer: Bakery, net: 240.00, days: [3, 4, 17]}
  - {work: training, net: 90.50, days: 20-24}
used: 3
first_used_on: 2024-06-01
"""


def explain(*arguments: str, code: int = 0) -> str:
    shown = CliRunner().invoke(cli, ["exemption", "explain", *arguments])
    assert shown.exit_code == code, shown.output
    return shown.output.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_the_month_is_told_line_by_line_with_its_texts_and_doubts() -> None:
    told = explain(*MONTH, "--work", "job=800")
    assert (
        "• Le revenu d’intégration d’une personne isolée est de 1 314,20 € par mois (15 770,41 € par an). [1]" in told
    )
    assert "309,48 € d’un mois complet sont exonérés ; 490,52 € comptent." in told
    assert "[1] Loi du 26 mai 2002, art. 14, § 1" in told
    assert "Ce mois prend 31 jours à l’exonération ; il en restera 1064." in told
    assert "Ce qui n'est pas établi" in told
    assert "En tout: 1 644,51 €" in told


def test_it_speaks_dutch_too() -> None:
    told = explain(*MONTH, "--work", "job=800", "--language", "nl")
    assert "Het centrum betaalt 844,51 euro; in totaal heeft de persoon deze maand 1.644,51 euro." in told
    assert "Wet van 26 mei 2002, art. 14, § 1" in told


def test_one_more_day_and_a_reform_stand_beside_today() -> None:
    told = explain(*MONTH, "--work", "job=500@1-20", "--more", "job=25@21", "--scheme", "liege")
    assert "Avec ceci en plus: job=25@21" in told
    assert "Liège : forfait minimal, puis un pourcentage" in told
    assert told.count("Différence: ") == 2


def test_the_readings_where_no_source_says_can_be_chosen() -> None:
    three_days = (*MONTH, "--work", "job=240@3,4,17")
    assert "En tout: 1 427,02 €" in explain(*three_days)
    assert "En tout: 1 364,98 €" in explain(*three_days, "--basis", "prorate")
    assert "En tout: 1 554,20 €" in explain(*three_days, "--basis", "month")


def test_a_calendar_in_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "march.yaml"
    file.write_text(CALENDAR, encoding="utf-8")
    told = explain(str(file))
    assert "330,50 € en 8 jours sur 31 feraient 1 280,69 € en un mois complet." in told
    assert "il reste 1092 des 1095 jours" in told


def test_hours_in_a_file_are_counted_as_days_and_say_so(tmp_path: Path) -> None:
    file = tmp_path / "march.yaml"
    file.write_text("month: 2025-03\ncategory: single\nwork: [{work: job, net: 90, hours: 12.5}]", encoding="utf-8")
    assert "12 h 30 de travail comptent pour 2 jours" in explain(str(file)).replace("\u00a0", " ")


def test_the_result_can_be_kept_with_its_inputs_and_lines() -> None:
    kept = json.loads(explain(*MONTH, "--work", "job=800", "--json"))
    assert kept["person"]["earnings"] == [{"work": "job", "net": 80_000, "days": None, "minutes": None}]
    assert kept["answers"][0]["disposable_cents"] == 164_451
    assert {"code", "params", "text", "article", "certainty", "said"} <= set(kept["answers"][0]["lines"][0])


def test_a_scheme_of_ones_own_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "title: {en: mine, fr: la mienne, nl: de mijne}\nabout: {en: a, fr: b, nl: c}\n"
        "basis: month\nexempt:\n  - for: [job]\n    flat: 500\n",
        encoding="utf-8",
    )
    assert "la mienne\n  Exonéré: 500,00 €" in explain(*MONTH, "--work", "job=800", "--scheme", str(file))
    file.write_text("title: 3", encoding="utf-8")
    assert "mine.yaml, line 1: title" in explain(*MONTH, "--scheme", str(file), code=1)


REFUSED = {
    "a month not covered": (
        ["--month", "2026-03", "--category", "single"],
        "it is known from 2013-09-01 to 2025-12-31",
    ),
    "nothing at all": ([], "The month and the category are missing"),
    "no month": (["--month", "March", "--category", "single"], "Write it as 2025-03"),
    "an impossible month": (["--month", "2025-13", "--category", "single"], "it is not a month"),
    "a fraction of a cent": ([*MONTH, "--work", "job=1.005"], "two decimals at most"),
    "a negative amount": ([*MONTH, "--work", "job=-5"], "it is not an amount"),
    "an unknown work": ([*MONTH, "--work", "holiday=5"], "The work is one of job, training"),
    "no amount": ([*MONTH, "--work", "job"], "Write for example job=240.00@3,4,17"),
    "no day": ([*MONTH, "--work", "job=5@x"], "Write them as @3,4,17"),
    "a day outside": ([*MONTH, "--work", "job=5@32"], "the day 32 is not in 2025-03"),
    "a day twice": ([*MONTH, "--work", "job=5@3,3"], "is counted twice"),
    "an unknown scheme": ([*MONTH, "--scheme", "utopia"], "No scheme or file is called utopia"),
    "two kinds of work": ([*MONTH, "--work", "job=5", "--work", "art=5"], "no source says how their exemptions add up"),
}


@pytest.mark.parametrize("refused", REFUSED)
def test_what_cannot_be_is_refused_with_the_way_to_mend_it(refused: str) -> None:
    arguments, says = REFUSED[refused]
    assert says in explain(*arguments, code=1)


FILES = {
    "not yaml": ("a: [", "it is not readable as YAML"),
    "no month": ("category: single", "it does not give the month and the category"),
    "an unknown key": ("month: 2025-03\ncategory: single\nwage: 3", "wage is unknown"),
    "work in words": ("month: 2025-03\ncategory: single\nwork: some", "work is not a list"),
    "hours in words": (
        "month: 2025-03\ncategory: single\nwork: [{work: job, net: 3, hours: many}]",
        "Write the hours worked",
    ),
    "a work without keys": ("month: 2025-03\ncategory: single\nwork: [3]", "it has no keys"),
    "an unknown category": ("month: 2025-03\ncategory: alone", "Choose cohabitant, single, family"),
    "yes in words": ("month: 2025-03\ncategory: single\nhas_grant: perhaps", "Write true or false"),
}


@pytest.mark.parametrize("wrong", FILES)
def test_a_wrong_file_is_refused_with_the_way_to_mend_it(wrong: str, tmp_path: Path) -> None:
    text, says = FILES[wrong]
    file = tmp_path / "march.yaml"
    file.write_text(text, encoding="utf-8")
    assert says in explain(str(file), code=1)


def test_a_contract_without_end_is_said_in_a_word(tmp_path: Path) -> None:
    file, month = tmp_path / "march.yaml", "month: 2025-03\ncategory: single\nwork: [{work: shortage, net: 900}]\n"
    file.write_text(month, encoding="utf-8")
    assert "suppose un contrat" in explain(str(file))
    file.write_text(month + "contract_months: no_end\nhas_certificate: true\n", encoding="utf-8")
    assert "Ceci suppose" not in explain(str(file))
    file.write_text(month + "contract_months: for ever\n", encoding="utf-8")
    assert "un nombre entier" in explain(str(file), "--language", "fr", code=1)


SAID = {
    "no day": ([*MONTH, "--work", "job=5@32"], "2025-03 n’a pas de jour 32", "2025-03 heeft geen dag 32"),
    "a day twice": (
        [*MONTH, "--work", "job=5@3,3"],
        "le 3 mars 2025 est compté deux",
        "3 maart 2025 is twee keer geteld",
    ),
    "two kinds of work": ([*MONTH, "--work", "job=5", "--work", "art=5"], "Donnez-en un", "Geef er één van"),
    "nothing at all": ([], "Le mois et la catégorie manquent", "De maand en de categorie ontbreken"),
    "a scheme that is none": (
        [*MONTH, "--scheme", "utopia"],
        "Aucune piste, aucun fichier",
        "Geen spoor en geen bestand",
    ),
}


@pytest.mark.parametrize("refused", SAID)
def test_what_is_refused_is_said_in_the_language_asked(refused: str) -> None:
    arguments, french, dutch = SAID[refused]
    assert french in explain(*arguments, "--language", "fr", code=1)
    assert dutch in explain(*arguments, "--language", "nl", code=1)


def test_a_scheme_that_is_wrong_is_said_in_the_language_asked(tmp_path: Path) -> None:
    scheme = tmp_path / "mine.yaml"
    scheme.write_text("title: 3", encoding="utf-8")
    assert "mine.yaml, regel 1" in explain(*MONTH, "--scheme", str(scheme), "--language", "nl", code=1)


def test_a_file_and_the_line_are_not_mixed(tmp_path: Path) -> None:
    file = tmp_path / "march.yaml"
    file.write_text(CALENDAR, encoding="utf-8")
    assert "both in the file and on the line" in explain(str(file), *MONTH, code=1)
