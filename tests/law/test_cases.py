"""Every case of the law, and the demand that no rule and no date goes without one."""

from collections import defaultdict

import pytest

from jalon.law import activation, calendar, income, piis
from jalon.law.rules import RULES

from .reading import Case, cases, error, look, plain

ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=str)
def test_the_law_answers_as_its_source_says(case: Case) -> None:
    expected = dict(case.expected)
    if "raises" in expected:
        with pytest.raises(error(expected["raises"])) as caught:
            case.answer()
        assert expected.get("says", "") in str(caught.value)
        assert str(caught.value).endswith("."), "an error is a sentence"
        return
    answer = case.answer()
    if "is" in expected:
        assert plain(answer) == expected["is"]
    elif "listed" in expected:
        for name, values in expected["listed"].items():
            assert [look(one, name) for one in answer] == values
    else:
        assert {name: look(answer, name) for name in expected} == expected


@pytest.mark.parametrize("case", ALL, ids=str)
def test_a_case_names_its_source(case: Case) -> None:
    assert len(case.source.strip()) > 10


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_has_a_case_on_each_side_of_each_of_its_dates(name: str) -> None:
    mine = defaultdict(list)
    for case in ALL:
        if case.rule.name == name:
            mine[case.date].append(case.dated)
    dates = RULES[name].dates()
    assert dates, f"{name} depends on no dated parameter"
    assert set(mine) == set(dates), f"the folders of {name} are not its dates"
    for day in dates:
        assert any(one < day for one in mine[day]), f"{name}: no case before {day}"
        assert any(one >= day for one in mine[day]), f"{name}: no case from {day} on"


def test_every_public_function_of_the_law_is_a_registered_rule() -> None:
    schemes = {
        "everywhere",
        "income_under",
        "parse_scheme",
        "read_scheme",
        "shipped_schemes",
        "write_scheme",
    }  # reforms, which are not law
    arithmetic = {"subsidy_cents", "way", "direction"}  # without a date
    helpers = {"say", "say_code", "earnings_of", *arithmetic, *schemes}  # formatters, a calendar
    helpers |= {"beside", "with_days", "months_covered", "curve"}  # months compared, and which there are
    faces = {name: getattr(face, name) for face in (piis, income, activation) for name in face.__all__}
    functions = {name for name, one in faces.items() if callable(one) and name[0].islower()}
    assert functions - helpers <= set(RULES)
    days = {"is_working_day", "next_working_day", "previous_working_day", "add_working_days"}
    assert days <= set(RULES)
    assert all(hasattr(calendar, name) for name in days)
    assert set(RULES) == (functions - helpers) | days


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_says_what_it_holds_and_which_article(name: str) -> None:
    doc = (RULES[name].function.__doc__ or "").strip().split("\n\n")
    assert len(doc) >= 2, "the rule first, then the article"
    assert "\n" not in doc[0], "the rule in one line"
    assert doc[0].endswith(".")
    assert any(word in doc[1] for word in ("Act of", "decree", "Circular", "Judicial Code", "Instructions"))
