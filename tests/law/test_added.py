"""What an installation adds to the law goes on where the book ends, and changes nothing that the book says."""

from datetime import date
from pathlib import Path

import pytest

from jalon.law import parameters
from jalon.law.added import go_on
from jalon.law.errors import NotCovered, ParameterError
from jalon.law.income.amounts import indexed
from jalon.law.loading import load
from jalon.law.sources import Certainty

SINGLE = "income.support.single"
CIRCULAR = (
    "circular: {title: Circulaire, short: {en: Circular, fr: Circulaire, nl: Omzendbrief}, link: 'https://x.example'}"
)
FOUND = "text: act-2002, article: 'art. 14, § 1', seen_in: [circular], certainty: found"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "_texts.yaml").write_text(CIRCULAR)
    return tmp_path


def added(folder: Path, *entries: str, name: str = SINGLE, file: str = "mine.yaml") -> parameters.Parameter:
    lines = "\n".join(f"  - {{{one}}}" for one in entries)
    (folder / file).write_text(f"last_checked: 2026-03-02\n{name}:\n{lines}\n")
    return go_on(load(parameters.FOLDER), folder).parameter(name)


def test_an_index_that_moved_goes_on_from_the_base_that_holds(folder: Path) -> None:
    single = added(
        folder,
        f"value: {{pivots: 28}}, valid_from: 2026-01-01, {FOUND}",
        f"value: {{pivots: 29}}, valid_from: 2026-03-01, valid_until: 2026-12-31, {FOUND}",
    )
    before, after = single.on(date(2026, 2, 28)), single.on(date(2026, 3, 1))
    assert (indexed(before), indexed(after)) == (indexed(single.on(date(2025, 12, 31))), 16_085_64)
    assert (after.source.certainty, after.source.seen_in[0].title) == (Certainty.FOUND, "Circulaire")
    with pytest.raises(NotCovered):
        single.on(date(2027, 1, 1))


def test_an_amount_read_that_the_rule_does_not_give_is_refused(folder: Path) -> None:
    entry = f"value: {{pivots: 29, month: 1340_00}}, valid_from: 2026-01-01, {FOUND}"
    with pytest.raises(ParameterError, match="month was read as 134000 cents, the rule gives 134047"):
        indexed(added(folder, entry).on(date(2026, 1, 1)))


def test_a_rule_that_stays_keeps_its_value_and_its_readings(folder: Path) -> None:
    name = "exemption.count_in"
    doubt = "doubt: {en: No text was read., fr: Aucun texte lu., nl: Geen tekst gelezen.}"
    entry = f"as_before: true, valid_from: 2026-01-01, text: decree-2002, certainty: known-medium, {doubt}"
    stays = added(folder, entry, name=name).on(date(2026, 6, 1))
    shipped = parameters.parameter(name).entries[-1]
    assert (stays.value, stays.readings) == (shipped.value, shipped.readings)
    assert stays.source.certainty is Certainty.KNOWN_MEDIUM


def test_nothing_the_book_knows_changes_and_a_later_book_takes_the_place_of_what_was_added(folder: Path) -> None:
    shipped = parameters.parameter(SINGLE)
    entry = f"value: {{pivots: 40}}, valid_from: 2025-03-01, valid_until: 2025-10-31, {FOUND}"
    assert added(folder, entry).entries == shipped.entries
    across = f"value: {{pivots: 29}}, valid_from: 2025-03-01, valid_until: 2026-06-30, {FOUND}"
    longer = added(folder, across)
    assert longer.on(date(2025, 12, 31)) == shipped.entries[-1]
    assert longer.entries[-1].valid_from == date(2026, 1, 1)


def test_a_later_file_ends_what_an_earlier_one_began(folder: Path) -> None:
    added(folder, f"value: {{pivots: 28}}, valid_from: 2026-01-01, {FOUND}", file="a.yaml")
    single = added(folder, f"value: {{pivots: 29}}, valid_from: 2026-05-01, {FOUND}", file="b.yaml")
    assert [one.valid_until for one in single.entries[-2:]] == [date(2026, 4, 30), None]


@pytest.mark.parametrize(
    ("entry", "name", "said"),
    [
        (f"value: {{pivots: 29}}, valid_from: 2026-03-01, {FOUND}", SINGLE, "leaves a gap after 2025-12-31"),
        ("value: {pivots: 29}, valid_from: 2026-01-01, certainty: found", SINGLE, "no source"),
        ("value: 3, valid_from: 2026-01-01, text: letter, certainty: found", SINGLE, "'letter' is not in _texts.yaml"),
        ("as_before: true, valid_from: 2026-01-01, text: act-2002, certainty: known-low", SINGLE, "states no doubt"),
        (f"value: 3, valid_from: 2026-01-01, {FOUND}", "income.support.lonely", "is no parameter of this version"),
    ],
)
def test_a_wrong_addition_says_where_and_how_to_mend_it(folder: Path, entry: str, name: str, said: str) -> None:
    with pytest.raises(ParameterError, match=said) as refused:
        added(folder, entry, name=name)
    assert "mine.yaml" in str(refused.value) and "To mend it" in str(refused.value)


def test_the_fingerprint_of_the_law_tells_of_what_was_added(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "book", parameters.book.__wrapped__)
    alone = parameters.fingerprint.__wrapped__()
    added(folder, f"value: {{pivots: 28}}, valid_from: 2026-01-01, {FOUND}")
    monkeypatch.setenv("JALON_LAW", str(folder))
    assert parameters.fingerprint.__wrapped__() != alone
    assert parameters.book().parameter(SINGLE).on(date(2026, 6, 1)).value["pivots"] == 28


def test_a_sentence_told_better_is_the_same_law(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "book", parameters.book.__wrapped__)
    monkeypatch.setenv("JALON_LAW", str(folder))
    added(folder, f"value: {{pivots: 28}}, valid_from: 2026-01-01, {FOUND}")
    before = parameters.fingerprint.__wrapped__()
    (folder / "_texts.yaml").write_text(CIRCULAR.replace("fr: Circulaire", "fr: La circulaire"))
    assert parameters.fingerprint.__wrapped__() == before
    added(folder, f"value: {{pivots: 29}}, valid_from: 2026-01-01, {FOUND}")
    assert parameters.fingerprint.__wrapped__() != before
