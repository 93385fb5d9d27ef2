"""Every reason the law gives can be said, in every language, and kept with an act."""

import json
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jalon.law.activation import texts as of_activation
from jalon.law.answers import Line
from jalon.law.errors import LawError, ParameterError
from jalon.law.income import texts as of_income
from jalon.law.piis import conclude_by
from jalon.law.piis import texts as of_piis
from jalon.law.sayings import LANGUAGES, Saying, sayings_of, spoken_cents, spoken_date

from .reading import cases

OF = {"piis": of_piis, "income": of_income, "activation": of_activation}
TEXTS = {code: (room, one) for room, texts in OF.items() for code, one in texts.texts().items()}


def say(line: Line, language: str) -> str:
    return OF[TEXTS[line.code][0]].say(line, language)


def lines_of(answer: Any) -> Iterator[Line]:
    if isinstance(answer, Line):
        yield answer
    elif isinstance(answer, tuple):
        for one in answer:
            yield from lines_of(one)
    else:
        yield from getattr(answer, "lines", ())


def every_line() -> dict[str, Line]:
    found: dict[str, Line] = {}
    for case in cases():
        try:
            found.update({line.code: line for line in lines_of(case.answer())})
        except LawError:
            continue
    return found


LINES = every_line()


def test_every_reason_has_a_text_and_every_text_a_case_that_gives_it() -> None:
    law = {code for code in TEXTS if not code.startswith("scheme_")}  # those of the schemes: see test_schemes.py
    assert set(LINES) == law
    assert len(TEXTS) == sum(len(one.texts()) for one in OF.values()), "a code stands in two rooms"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(LINES))
def test_a_reason_is_a_whole_sentence_with_its_article(code: str, language: str) -> None:
    said = say(LINES[code], language)
    assert said.endswith(".")
    assert "{" not in said
    assert LINES[code].cite(language)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_the_three_languages_name_the_same_things(code: str) -> None:
    one = TEXTS[code][1]
    names = [{name for _, name, _, _ in string.Formatter().parse(getattr(one, lang)) if name} for lang in LANGUAGES]
    assert names[0] == names[1] == names[2]


@pytest.mark.parametrize("code", sorted(LINES))
def test_a_reason_can_be_stored_with_the_act_it_served(code: str) -> None:
    kept = json.loads(json.dumps(LINES[code].as_json()))
    assert kept["code"] == code
    assert kept["text"] == LINES[code].source.text.id


def test_a_language_without_texts_falls_back_on_french() -> None:
    line = conclude_by(decided_on=date(2026, 11, 1)).lines[0]
    assert (
        say(line, "de") == say(line, "fr") == "Le PIIS se conclut dans les 3 mois de la décision du 1er novembre 2026."
    )
    assert say(line, "nl").endswith("na de beslissing van 1 november 2026.")
    assert line.cite("nl") == "Wet van 26 mei 2002, art. 6"


def test_dates_are_written_as_people_say_them() -> None:
    assert [spoken_date(date(2026, 2, 1), one) for one in ("en", "fr", "nl")] == [
        "1 February 2026",
        "1er février 2026",
        "1 februari 2026",
    ]
    assert Saying("at {day}", "le {day}", "op {day}").say("nl", day=date(2024, 2, 29)) == "op 29 februari 2024"


def test_the_law_imports_no_framework_and_asks_no_clock() -> None:
    import jalon.law

    for file in Path(jalon.law.__file__).parent.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for word in ("django", "today(", "now(", "requests", "jalon.domain", "jalon.web"):
            assert word not in text, f"{file.name} speaks of {word}"


def test_a_text_missing_in_a_language_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "texts.yaml"
    file.write_text("good: {en: a, fr: b, nl: c}\nbad: {en: a, fr: b}", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"texts\.yaml: bad: a language is missing"):
        sayings_of(file)


def test_amounts_are_written_as_people_say_them() -> None:
    said = [spoken_cents(131_420, one) for one in ("en", "fr", "nl")]
    assert [one.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ") for one in said] == [
        "€1,314.20",
        "1 314,20 €",
        "1.314,20 euro",
    ]
    assert Saying("{a_cents}", "{a_cents}", "{a_cents}").say("en", a_cents=-5) == "−€0.05"
