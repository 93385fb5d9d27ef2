"""The words of the documents are complete: every key in four languages, with the same places to fill."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jalon.domain.documents.rendering import contexts, dates, wording
from jalon.domain.documents.rendering.contexts import LifeDomain
from jalon.domain.documents.rendering.errors import MissingTimeZone
from jalon.domain.documents.rendering.texts import FOLDER, LANGUAGES, source, texts, typeset

FILES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
PLACE = re.compile(r"\{(\w+)\}")
MAY_BE_EMPTY = {("contract", "annex_language")}  # French and Dutch are the languages of the law itself


def test_every_document_has_its_words():
    assert set(wording.BUILDERS) == set(FILES) - {"common"}
    kinds = {
        kind.template for kind in vars(contexts).values() if isinstance(kind, type) and getattr(kind, "template", "")
    }
    assert kinds == set(wording.BUILDERS)


@pytest.mark.parametrize("name", FILES)
def test_every_text_exists_in_the_four_languages_with_the_same_places(name):
    for key, entry in source(name).items():
        assert tuple(sorted(entry)) == tuple(sorted(LANGUAGES)), key
        for language, text in entry.items():
            assert isinstance(text, str) and (text.strip() or (name, key) in MAY_BE_EMPTY), (key, language)
            assert set(PLACE.findall(text)) == set(PLACE.findall(entry["fr"])), (key, language)


@pytest.mark.parametrize("name", FILES)
def test_no_text_is_a_copy_of_the_french_by_oversight(name):
    for key, entry in source(name).items():
        if len(entry["fr"].split()) > 3:
            others = [entry[language] for language in LANGUAGES if language != "fr"]
            assert entry["fr"] not in others, key


def test_no_text_is_written_that_no_document_says():
    """Keys are said in the wording, literally or built from an enumeration's values."""
    folder = Path(wording.__file__).parent
    said: set[str] = set()
    stems: list[str] = []
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                stems.append(node.values[0].value)
    built = tuple(stem for stem in stems if stem.endswith("_"))
    unsaid = {key for name in FILES for key in source(name) if key not in said and not key.startswith(built)}
    assert unsaid == set()


def test_every_domain_of_life_has_its_name():
    for language in LANGUAGES:
        known = texts("common", language)
        assert all(f"domain_{domain.value}" in known for domain in LifeDomain)


def test_french_spaces_and_articles_do_not_break():
    assert typeset("Pourquoi ? « Oui » : art. 11, § 1er", "fr") == (
        "Pourquoi\u202f? «\u202fOui\u202f»\u00a0: art.\u00a011, §\u00a01er"
    )
    assert typeset("Waarom? art. 11", "nl") == "Waarom? art.\u00a011"


def test_days_are_said_as_people_say_them():
    first = date(2026, 3, 1)
    said = {language: dates.weekday(first, language).replace("\u00a0", " ") for language in LANGUAGES}
    assert said == {
        "fr": "dimanche 1er mars 2026",
        "nl": "zondag 1 maart 2026",
        "de": "Sonntag, 1. März 2026",
        "en": "Sunday 1 March 2026",
    }


def test_hours_are_those_of_a_belgian_clock():
    winter, summer = datetime(2026, 1, 5, 8, 5, tzinfo=UTC), datetime(2026, 7, 5, 8, 0, tzinfo=UTC)
    assert dates.hour(winter, "fr").replace("\u00a0", " ") == "9 h 05"
    assert dates.hour(summer, "fr").replace("\u00a0", " ") == "10 h"
    assert dates.hour(summer, "nl").replace("\u00a0", " ") == "10.00 uur"
    assert dates.hour(winter, "de").replace("\u00a0", " ") == "9.05 Uhr" and dates.hour(winter, "en") == "9:05"
    with pytest.raises(MissingTimeZone):
        dates.hour(winter.replace(tzinfo=None), "fr")


def test_amounts_are_written_as_each_language_writes_them():
    said = [dates.money(123_450, language).replace("\u00a0", " ").replace("\u202f", " ") for language in LANGUAGES]
    assert said == ["1 234,50 €", "€ 1.234,50", "1.234,50 €", "€1,234.50"]
