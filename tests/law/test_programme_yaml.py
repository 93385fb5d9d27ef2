"""A programme as one file: written and read again the same, and every mistake told on its line."""

import pytest

from jalon.law.subsidies import shipped_programmes
from jalon.law.subsidies.programme_written import write_programme
from jalon.law.subsidies.programme_yaml import HEAVIEST, ProgrammeRefused, read_programme

CITIES = write_programme(shipped_programmes()["big_cities-2015"])


@pytest.mark.parametrize("code", sorted(shipped_programmes()))
def test_a_programme_comes_back_from_its_file_as_it_was(code):
    one = shipped_programmes()[code]
    assert read_programme(write_programme(one).encode()) == one


def test_a_title_said_in_german_too_comes_back_from_its_file_and_one_left_empty_is_refused():
    german = CITIES.replace("\n  nl: ", "\n  de: Soziale Aktivierung\n  nl: ", 1).replace(
        "      nl: De specifieke", "      de: Die Initiativen\n      nl: De specifieke", 1
    )
    one = read_programme(german.encode())
    assert one.title.say("de") == "Soziale Aktivierung" and one.forms[0].fields[0].title.say("de") == "Die Initiativen"
    assert one.lines[0].title.say("de") == one.lines[0].title.fr, "French where nobody said it"
    assert read_programme(write_programme(one).encode()) == one
    (fault,) = mistakes(german.replace("Soziale Aktivierung", "''", 1))
    assert "dit dans les trois langues" in fault.say("fr")


def mistakes(content):
    with pytest.raises(ProgrammeRefused) as refused:
        read_programme(content if isinstance(content, bytes) else content.encode())
    return refused.value.mistakes


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("family: big_cities", "family: Grandes villes", "Le nom court du programme manque"),
        ("year: 2015", "year: bientôt", "L’année manque"),
        ("last: 2015-12-31", "last: 2015-13-45", "`last` n’est pas un jour"),
        ("total: '6534763.86'", "total: 6534763.86", "des euros entre guillemets"),
        ("total: '6534763.86'", "total: '1.00'", "Les lignes font 6\N{NARROW NO-BREAK SPACE}534"),
        ("certainty: found", "certainty: sure", "La certitude n’est pas de celles"),
        ("  key: article_60", "  key: dice", "La clé n’est pas de celles"),
        ("    kind: criteria", "    kind: lottery", "La règle de sélection n’est pas"),
        ("  percent: 50", "  percent: 40", "ne font pas 100"),
        ("  - code: '1'\n", "  - code: '1'\n    colour: red\n", "« colour » n’est pas connu ici"),
        ("    limit: 500", "    limit: 0", "n’est pas un nombre de caractères de 1 à"),
        ("    measure: accompanied", "    measure: guessed", "qu’aucune définition ne connaît"),
        ("    - '2.3'", "    - '2.9'", "comparé avec 2.9"),
        ("      fr: Les initiatives", "      de: Les initiatives", "dit dans les trois langues"),
        ("    link: https", "    link: javascript", "Commencez-la par https://"),
        ("year: 2015", "year: 2015\nyear: 2016", "« year » est dit deux fois"),
        ("year: 2015", "year: [2015", "ne se lit pas comme du YAML"),
        ("year: 2015", "year: !!python/name:os.system 2015", "ne se lit pas comme du YAML"),
    ],
)
def test_a_mistake_is_told_on_its_line_with_the_way_to_mend_it(old, new, words):
    assert old in CITIES
    before, _old, _rest = CITIES.partition(old)
    wrong = CITIES.replace(old, new, 1)
    (first, *others) = mistakes(wrong)
    assert words in first.say("fr") and not others
    changed = before.count("\n") + 1 + (new.count("\n") if "\n" in new else 0)
    assert abs(first.line - changed) <= 3 or "font" in words or "comparé" in words, (first.line, changed)
    assert first.say("nl") != first.say("fr") != first.say("en")


@pytest.mark.parametrize(
    "number", ["1e999999999", "'1e-99999999'", "'" + "9" * 4000 + "'", "0x" + "f" * 5000, ".inf", "'1/0'"]
)
@pytest.mark.parametrize("entry", ["  percent: 50", "at_least: 40000"])
def test_a_number_that_no_page_could_write_is_refused_without_being_worked_out(entry, number):
    assert entry in CITIES
    (wrong,) = mistakes(CITIES.replace(entry, f"{entry.split(':')[0]}: {number}", 1))
    assert "ne se lit pas" in wrong.say("fr") and wrong.line


def test_every_mistake_is_told_at_once_and_a_text_that_is_no_programme_is_refused_quickly():
    wrong = CITIES.replace("key: article_60", "key: dice", 1).replace("limit: 500", "limit: 0", 1)
    assert len(mistakes(wrong.replace("measure: assessed", "measure: 5", 1).replace("code: published", "code: x"))) == 4
    for content in (
        b"",
        b"\xff\xfe\x00",
        b"- 1",
        b"[" * 5_000,
        b"a: &a [*a, *a]",
        b"x" * (HEAVIEST + 1),
        b"title: \x00",
    ):
        assert len(mistakes(content)) == 1
