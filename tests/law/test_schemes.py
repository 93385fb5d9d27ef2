"""Reform schemes: the tracks that ship, what a month is under them, and what a file is refused for."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.law.errors import MissingFact, SchemeError, WrongFact
from jalon.law.income import (
    Basis,
    Bracket,
    Category,
    Earning,
    Exemption,
    Person,
    Scheme,
    Work,
    everywhere,
    income_of_month,
    income_under,
    parse_scheme,
    read_scheme,
    say,
    shipped_schemes,
    write_scheme,
)
from jalon.law.income.texts import texts
from jalon.law.sayings import LANGUAGES, Saying

MARCH = date(2025, 3, 1)
SAID = Saying("a", "b", "c")


def person(*nets: tuple[Work, int], **facts: object) -> Person:
    earnings = [Earning(work=work, net=net) for work, net in nets]
    return Person(category=Category.SINGLE, earnings=earnings, **facts)


def scheme(
    *works: Work, basis: Basis = Basis.MONTH, smoothing: int = 1, otherwise: bool = False, **parts: object
) -> Scheme:
    exemptions = everywhere(works or (Work.JOB,), Exemption(**parts))
    return Scheme(
        id="x",
        title=SAID,
        about=SAID,
        basis=basis,
        smoothing=smoothing,
        exemptions=exemptions,
        law_otherwise=otherwise,
    )


def exempt(one: Scheme, net: int, **facts: object) -> int:
    return income_under(one, person((Work.JOB, net), **facts), on=MARCH).exempt


def test_the_tracks_of_the_working_group_ship_with_the_project() -> None:
    tracks = {"today", "percentage", "percentage_floor", "percentage_floor_ceiling", "liege", "artists_general"}
    assert set(shipped_schemes()) == tracks


@given(st.sampled_from(Work), st.integers(0, 300_000), st.integers(1, 31) | st.none(), st.sampled_from(Category))
def test_todays_rule_as_a_scheme_is_the_law_line_for_line(work: Work, net: int, days: int, category: Category) -> None:
    one = Person(category=category, earnings=[Earning(work=work, net=net, days=days)])
    assert income_under(shipped_schemes()["today"], one, on=MARCH) == income_of_month(one, on=MARCH)


def test_a_bare_percentage_is_worst_for_the_smallest_job() -> None:
    """Auderghem in 2017; a floor mends it."""
    bare, floor = shipped_schemes()["percentage"], shipped_schemes()["percentage_floor"]
    assert [exempt(one, 20_000) for one in (bare, floor)] == [6_000, 15_000]
    assert exempt(floor, 10_000) == 10_000


def test_with_floor_and_ceiling_no_exemption_is_above_that_of_the_law() -> None:
    assert exempt(shipped_schemes()["percentage_floor_ceiling"], 120_000) == 30_948


def test_liege_gives_a_flat_part_then_a_share_up_to_a_maximum() -> None:
    liege = shipped_schemes()["liege"]
    assert [exempt(liege, net) for net in (10_000, 15_000, 65_000, 160_000)] == [10_000, 15_000, 25_000, 40_000]


def test_artists_under_the_general_rule_have_the_amount_of_a_month() -> None:
    one = person((Work.ART, 80_000))
    assert income_of_month(one, on=MARCH).exempt == 80_000
    assert income_under(shipped_schemes()["artists_general"], one, on=MARCH).exempt == 30_948


def test_what_a_scheme_exempts_alike_may_be_mixed_in_one_month() -> None:
    both = person((Work.JOB, 10_000), (Work.ART, 10_000))
    assert income_under(scheme(Work.JOB, Work.ART, flat=15_000), both, on=MARCH).exempt == 15_000
    with pytest.raises(WrongFact, match="which the scheme exempts differently"):
        income_under(scheme(Work.JOB, flat=15_000), both, on=MARCH)


def test_a_scheme_may_say_another_thing_for_each_category() -> None:
    text = (
        HEAD
        + "exempt:\n  - {for: [job], category: [family], flat: 400}\n  - {for: all, category: [single], flat: 50}\n"
    )
    one = parse_scheme(text, name="x.yaml")
    assert parse_scheme(write_scheme(one), name="x.yaml") == one
    found = {}
    for category in Category:
        earner = Person(category=category, earnings=[Earning(work=Work.JOB, net=60_000)])
        found[category] = income_under(one, earner, on=MARCH).exempt
    assert found == {Category.COHABITANT: 30_948, Category.SINGLE: 5_000, Category.FAMILY: 40_000}


def test_a_taper_takes_the_exemption_back() -> None:
    one = scheme(flat=30_000, taper_from=50_000, taper_share=5_000)
    assert [exempt(one, net) for net in (50_000, 70_000, 110_000, 120_000)] == [30_000, 20_000, 0, 0]


def test_smoothing_takes_the_mean_of_the_months() -> None:
    one = scheme(flat=20_000, smoothing=3)
    answer = income_under(one, person((Work.JOB, 90_000), earlier=[0, 0]), on=MARCH)
    assert answer.worked_out.full == 30_000
    assert answer.disposable == 90_000 + answer.support
    with pytest.raises(MissingFact, match="the mean of 3 months"):
        income_under(one, person((Work.JOB, 90_000), earlier=[0]), on=MARCH)


REFUSALS = {
    "scheme_nothing": (scheme(Work.ART), {}),
    "scheme_already_working": (scheme(flat=100), {"began_on_support": False}),
    "scheme_used_up": (scheme(flat=100, months=6), {"used": 183, "first_used_on": date(2025, 1, 1)}),
    "scheme_window_over": (scheme(flat=100, months=6, within=12), {"used": 1, "first_used_on": date(2024, 1, 1)}),
}


@pytest.mark.parametrize("code", REFUSALS)
def test_a_scheme_says_why_nothing_is_exempt(code: str) -> None:
    one, facts = REFUSALS[code]
    answer = income_under(one, person((Work.JOB, 50_000), **facts), on=MARCH)
    assert code in answer.codes
    assert answer.exempt == 0


def test_every_reason_of_a_scheme_is_given_and_said_in_each_language() -> None:
    steps = (Bracket(start=0, share=3_000), Bracket(start=50_000, share=3_350))
    full = scheme(flat=5_000, brackets=steps, floor=100, ceiling=40_000, taper_from=90_000, taper_share=1_000)
    answers = [income_under(full, person((Work.JOB, 50_000)), on=MARCH)]
    answers += [income_under(one, person((Work.JOB, 50_000), **facts), on=MARCH) for one, facts in REFUSALS.values()]
    student = person((Work.STUDENT, 100), has_piis=False)
    answers.append(income_under(scheme(Work.STUDENT, flat=100), student, on=MARCH))
    lines = {line.code: line for answer in answers for line in answer.lines if line.code.startswith("scheme_")}
    assert set(lines) == {code for code in texts() if code.startswith("scheme_")}
    for line in lines.values():
        assert line.doubt is not None, "a track is never taken for the law"
        for language in LANGUAGES:
            assert say(line, language).endswith(".")
            assert line.cite(language)


HEAD = "title: {en: a, fr: b, nl: c}\nabout: {en: a, fr: b, nl: c}\n"
WRONG = {
    "a percentage beyond all": (
        "exempt:\n  - for: all\n    shares: [{from: 0, percent: 130}]",
        "line 5: exempt.1.shares",
    ),
    "a fraction of a cent": ("exempt:\n  - for: all\n    floor: 20.005", "line 5: exempt.1.floor: is 20.005"),
    "a ceiling below the floor": ("exempt:\n  - for: all\n    floor: 30\n    ceiling: 20", "raise the ceiling"),
    "an unknown key": ("exempt:\n  - for: all\n    flor: 30", "exempt.1.flor: is unknown"),
    "an unknown work": ("exempt:\n  - for: [holiday]", "choose among job, training"),
    "a work twice": ("exempt:\n  - for: [job]\n  - for: [job]", "job stands twice"),
    "no work": ("exempt:\n  - flat: 3", "says no work"),
    "brackets that go back": (
        "exempt:\n  - for: all\n    shares:\n      - {from: 50, percent: 1}\n      - {from: 50, percent: 2}",
        "line 7: exempt.1.shares.2.from: does not follow",
    ),
    "too many brackets": ("exempt:\n  - for: all\n    shares: [1, 2, 3, 4, 5]", "four at most"),
    "a bracket without percentage": ("exempt:\n  - for: all\n    shares: [{from: 0}]", "has no percentage"),
    "smoothing by days": ("smoothing: 3", "needs whole months"),
    "smoothing without end": ("basis: month\nsmoothing: 1000", "from 1 to 12"),
    "an unknown basis": ("basis: week", "choose among day, prorate, month"),
    "half a taper": ("exempt:\n  - for: all\n    taper: {from: 3}", "lacks an amount or a percentage"),
    "within less than months": ("exempt:\n  - for: all\n    months: 6\n    within: 3", "a longer `within`"),
    "months that are none": ("exempt:\n  - for: all\n    months: 0", "from 1 to 600"),
    "yes for an amount": ("exempt:\n  - for: all\n    flat: yes", "flat: is True"),
    "the law of a year for a month": ("exempt:\n  - for: [art]\n    flat: law", "counts art by year"),
    "as and more": ("exempt:\n  - for: [art]\n    as: job\n    flat: 3", "keep `for`, `category` and `as` only"),
    "an infinite amount": ("exempt:\n  - for: [job]\n    flat: .inf", "flat: is inf"),
    "an unknown category": ("exempt:\n  - for: all\n    category: [couple]", "choose among cohabitant, single"),
    "no category": ("exempt:\n  - for: all\n    category: []", "or leave it out for all"),
    "a work twice in a category": (
        "exempt:\n  - for: [job]\n  - {for: [job], category: [family]}",
        "job stands twice for family",
    ),
    "no list": ("exempt: 3", "begin each entry with a dash"),
    "not yaml": ("a: [", "not readable as YAML"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_scheme_is_refused_with_its_line_and_the_way_to_mend_it(wrong: str) -> None:
    body, says = WRONG[wrong]
    with pytest.raises(SchemeError) as caught:
        parse_scheme(HEAD + body, name="mine.yaml")
    message = str(caught.value)
    assert message.startswith("mine.yaml, line ")
    assert says in message
    assert "To mend it:" in message
    french, dutch = caught.value.say("fr"), caught.value.say("nl")
    assert french.startswith("mine.yaml, ligne ") and "corriger : " in french
    assert dutch.startswith("mine.yaml, regel ") and "Om het te verbeteren: " in dutch
    assert str(SchemeError.from_json(caught.value.as_json())) == message


@pytest.mark.parametrize("text", ["", "3", "[]", "title: x", HEAD + "basis: 0x" + "f" * 9_000])
def test_what_is_no_scheme_is_refused(text: str) -> None:
    with pytest.raises(SchemeError, match="To mend it"):
        parse_scheme(text, name="mine.yaml")


def test_a_file_that_is_not_a_text_is_refused(tmp_path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SchemeError, match="save it as UTF-8"):
        read_scheme(file)


def test_a_scheme_read_again_is_the_same() -> None:
    one = shipped_schemes()["liege"]
    assert replace(one) == one
