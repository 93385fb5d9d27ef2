"""Keys and series that a programme brings: shared by as exactly as the others, told what is wrong, kept in its file."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.law.sayings import Saying
from jalon.law.subsidies import (
    CannotShare,
    Criterion,
    Method,
    SelectionRule,
    Series,
    Terms,
    Unit,
    Vocabulary,
    content_of,
    programme_of,
    say,
    select,
    share_by,
    shipped_programmes,
    why,
)
from jalon.law.subsidies.key_rules import key_faults, line_faults
from jalon.law.subsidies.keys import Component, own_key, shipped
from jalon.law.subsidies.programme_written import write_programme
from jalon.law.subsidies.programme_yaml import ProgrammeRefused, read_programme
from jalon.law.subsidies.selection import reasons

TITLE = Saying("Young people {not in work}", "Jeunes {sans emploi}", "Jongeren {zonder werk}")
YOUNG = Series("young", TITLE, Unit.COUNT, ("jeunes 18-25",))
RENT = Series("rent", Saying("Rents", "Loyers", "Huur"), Unit.EUROS)
SCHOOL = Series("school", Saying("A school", "Une école", "Een school"), Unit.YES_NO)
OWN = (YOUNG, RENT, SCHOOL)
KNOWN = Vocabulary.with_own((), OWN).series
CITIES = shipped_programmes()["big_cities-2015"]


def a_key(*parts, code="young_and_rent", method=Method.PROPORTIONAL, bounded=False):
    told = [Component(tuple(series.split("+")) if series else (), Fraction(percent)) for series, percent in parts]
    return own_key(code, Saying("Young", "Jeunes", "Jongeren"), method, told, bounded, KNOWN)


KEY = a_key(("young+ris", "62.5"), ("rent", "37.5"))
PROGRAMME = replace(CITIES, keys=(KEY,), series=OWN, lines=(replace(CITIES.lines[0], key=KEY.code),))
WORDS = PROGRAMME.words
COUNTS = st.integers(0, 5_000)
ROW = st.fixed_dictionaries({"young": COUNTS, "ris": COUNTS, "rent": st.integers(0, 10**9)})
ROWS = st.dictionaries(st.text("ABCDEF0123456789", min_size=1, max_size=5), ROW, min_size=1, max_size=20).filter(
    lambda rows: any(one["young"] + one["ris"] for one in rows.values()) and any(one["rent"] for one in rows.values())
)


@given(ROWS, st.integers(0, 10**11), st.integers(0, 10**5), st.integers(0, 10**9), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_a_typed_key_shares_to_the_cent_within_its_bounds_whatever_the_order_of_the_rows(
    rows, budget, floor, above, chance
):
    data = {one: {name: Fraction(value) for name, value in values.items()} for one, values in rows.items()}
    free = share_by(Terms(KEY.code, budget), data, WORDS)
    cents = {one.identity: one.cents for one in free.sharing.shares}
    assert sum(cents.values()) == budget
    shuffled = list(data.items())
    chance.shuffle(shuffled)
    assert share_by(Terms(KEY.code, budget), dict(shuffled), WORDS).sharing == free.sharing
    totals = {name: sum(one[name] for one in rows.values()) for name in ("young", "ris", "rent")}
    for identity, one in rows.items():
        people = Fraction(5, 8) * Fraction(one["young"] + one["ris"], totals["young"] + totals["ris"])
        exact = budget * (people + Fraction(3, 8) * Fraction(one["rent"], totals["rent"]))
        assert abs(cents[identity] - exact) < 1
    cap = floor + above
    try:
        bounded = share_by(Terms(KEY.code, budget, floor=floor, cap=cap, may_leave=True), data, WORDS).sharing
    except CannotShare:
        assert budget < floor * len(rows)
        return
    assert all(floor <= one.cents <= cap for one in bounded.shares)
    assert sum(one.cents for one in bounded.shares) + bounded.left == budget


def test_why_names_what_the_programme_counts_in_every_language_and_is_said_again_without_it():
    data = {"a": {"young": Fraction(3), "ris": Fraction(1), "rent": Fraction(10_000)},
            "b": {"young": Fraction(4), "ris": Fraction(0), "rent": Fraction(0)}}  # fmt: skip
    told = why(share_by(Terms(KEY.code, 100_000), data, WORDS), "a")
    for language, words in (
        ("fr", "Jeunes {sans emploi} + Bénéficiaires"),
        ("nl", "Jongeren {zonder werk} + Begunst"),
        ("en", "Young"),
    ):
        assert any(words in say(one, language) for one in told)
    assert any("100,00" in say(one, "fr") and "Loyers" in say(one, "fr") for one in told), "euros are said as euros"
    with pytest.raises(CannotShare) as refused:
        share_by(Terms(KEY.code, 1), {"a": {"young": Fraction(1)}}, WORDS)
    assert "manque pour 1" in refused.value.say("fr")
    with pytest.raises(CannotShare) as refused:
        share_by(Terms(KEY.code, 1), {"a": dict.fromkeys(("young", "ris", "rent"), Fraction(0))}, WORDS)
    assert "Jeunes {sans emploi}" in refused.value.say("fr")
    assert KEY.about.nl.replace("\N{NO-BREAK SPACE}", " ").startswith("In verhouding: 62,5 % Jongeren {zonder werk} + ")


def test_a_criterion_reads_what_the_programme_brings():
    rule = SelectionRule(1, (Criterion("school"), Criterion("young", Fraction(3))), CITIES.first)
    (verdict,) = select(rule, {"a": {"school": Fraction(0), "young": Fraction(3)}})
    first, second, _last = (say(one, "nl") for one in reasons(rule, verdict, KNOWN))
    assert "Een school" in first and "nee" in first and "Jongeren" in second and verdict.inside


def test_a_programme_that_brings_nothing_is_kept_as_before_and_one_that_does_comes_back_the_same():
    assert not {"keys", "series"} & set(content_of(CITIES))
    assert programme_of(content_of(PROGRAMME)) == PROGRAMME
    assert read_programme(write_programme(PROGRAMME).encode()) == PROGRAMME


@pytest.mark.parametrize(
    ("keys", "series", "code", "about", "part"),
    [
        ([replace(KEY, code="Young People")], OWN, "code_wrong", "code", None),
        ([replace(KEY, code="article_60")], OWN, "ships", "code", None),
        ([KEY, KEY], OWN, "twice", "code", None),
        ([replace(KEY, code=f"k{n}") for n in range(31)], OWN, "too_many", "code", None),
        ([replace(KEY, title=Saying("x" * 121, "x", "x"))], OWN, "title_long", "title", None),
        ([replace(KEY, method=Method.LOSSES)], OWN, "method_wrong", "method", None),
        ([replace(KEY, method=Method.EQUAL)], OWN, "equal_counts", "method", None),
        ([a_key()], OWN, "parts_number", "components", None),
        ([a_key(("young", 62), ("rent", 37))], OWN, "parts_sum", "components", None),
        ([a_key(("young", 0), ("rent", 100))], OWN, "percent_wrong", "percent", 0),
        ([a_key(("young", 50), ("", 50))], OWN, "part_empty", "series", 1),
        ([a_key(("dogs", 100))], OWN, "part_stranger", "series", 0),
        ([a_key(("young+young", 100))], OWN, "part_twice", "series", 0),
        ([a_key(("young+rent", 100))], OWN, "part_units", "series", 0),
        ([a_key(("young+ris", 50), ("ris+young", 50))], OWN, "part_again", "series", 1),
        ([], [replace(YOUNG, code="ris")], "ships", "code", None),
        ([], [replace(YOUNG, heads=("Population",))], "head_taken", "heads", None),
        ([], [YOUNG, replace(RENT, heads=("jeunes  18.25",))], "head_taken", "heads", None),
        ([], [replace(YOUNG, title=Saying("Code INS", "Code INS", "Code INS"))], "head_reserved", "title", None),
        ([], [replace(YOUNG, heads=("x",) * 11)], "heads_many", "heads", None),
    ],
)  # fmt: skip
def test_what_a_key_or_a_series_may_not_say_is_told_where_and_how_to_mend_it(keys, series, code, about, part):
    found = key_faults(keys, series)
    assert (code, about, part) in {(one.code, one.about, one.part) for one in found}
    for one in found:
        assert len({one.say(language) for language in ("en", "fr", "nl")}) == 3


def test_lines_are_told_what_they_would_lose():
    line = PROGRAMME.lines[0]
    criteria = (Criterion("young"), Criterion("school", Fraction(1)), Criterion("dogs"))
    lines = [line, replace(line, code="b", rule=SelectionRule(1, criteria, CITIES.first))]
    assert [one.code for one in line_faults(lines, shipped())][:2] == ["line_key", "line_key"]
    found = [one.code for one in line_faults(lines, WORDS)]
    assert found == ["line_unit", "line_unit", "line_series"]
    assert all("{" not in one.say("fr") for one in line_faults(lines, WORDS))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  - series:\n    - rent\n    percent: '37.5'", "  - series:\n    - rent\n    percent: 37", "font 99,5"),
        ("    percent: '37.5'", "    percent: much", "Un pourcentage ne se lit pas"),
        ("    percent: '37.5'", "    percent: 1e99999999", "Un pourcentage ne se lit pas"),
        ("    - rent\n", "    - dogs\n", "compte dogs"),
        ("  method: proportional", "  method: lottery", "deviennent des montants"),
        ("  unit: euros", "  unit: dollars", "comment les valeurs s’écrivent"),
        ("- code: rent", "- code: ris", "livré avec Jalon"),
        ("  key: young_and_rent", "  key: young", "La clé n’est pas de celles"),
        ("  - jeunes 18-25", "  - Population", "se lirait comme « inhabitants »"),
    ],
)
def test_a_mistake_in_a_key_is_told_on_its_line(old, new, words):
    file = write_programme(PROGRAMME)
    assert file.count(old) == 1, old
    with pytest.raises(ProgrammeRefused) as refused:
        read_programme(file.replace(old, new).encode())
    first = refused.value.mistakes[0]
    told = " ".join(one.say("fr") for one in refused.value.mistakes).replace("\N{NO-BREAK SPACE}", " ")
    assert words.replace("\N{NO-BREAK SPACE}", " ") in told
    at = file[: file.index(old)].count("\n") + 1
    assert any(abs(one.line - at) <= 8 for one in refused.value.mistakes), (first.line, at)
