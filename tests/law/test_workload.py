"""What each regime of the PIIS asks for the same files in a year."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.law import parameters
from jalon.law.errors import ParameterError
from jalon.law.piis import evaluations_due
from jalon.law.workload import Asked, Files, asked_in_a_year, regimes

ALL = regimes()
TWO_YEARS = Files(young=10, students=0, adults=0, open=20)


def asked(files: Files, regime: str) -> Asked:
    return asked_in_a_year(files, ALL[regime]).asked


def test_one_young_file_of_two_years_owes_what_its_law_says() -> None:
    before, since = asked(TWO_YEARS, "before_2016").times(0.1), asked(TWO_YEARS, "since_2016").times(0.1)
    # Concluded three months after the demand, then 21 months: a contract of a year and one of nine months.
    assert (before.contracts, before.evaluations, before.in_person) == (2, 7, 0)
    # Concluded three months after the decision, a month later: three in a year, one in the seven whole months after.
    assert (since.contracts, since.evaluations, since.in_person) == (2, 4, 3)
    assert since.interviews == since.in_person + 2 * since.contracts  # needs, and rights told
    assert since.letters == 1 + since.contracts + 1  # granted, handed over, a reason for the second year
    assert before.interviews == before.contracts


def test_ghent_asks_one_contract_for_the_whole_right_and_an_annex_each_semester() -> None:
    ghent = asked(TWO_YEARS, "ghent_2015").times(0.1)
    assert (ghent.contracts, ghent.evaluations, ghent.annexes) == (1, 3, 3)


def test_an_adult_owed_a_project_only_since_the_reform_and_a_student_under_both() -> None:
    adults, students = Files(young=0, students=0, adults=5, open=5), Files(young=0, students=5, adults=0, open=5)
    assert asked(adults, "before_2016").contracts == asked(adults, "ghent_2015").contracts == 0
    assert asked(adults, "since_2016").contracts == 5
    assert asked(students, "before_2016").contracts == asked(students, "since_2016").contracts == 5
    returning = replace(adults, returning=100)
    assert asked(returning, "since_2016").contracts == 0 and asked(returning, "since_2016").letters == 5
    assert asked(replace(adults, exempt=100), "since_2016").contracts == 0
    assert asked(replace(adults, working=100), "since_2016").contracts == 0


def test_a_right_that_ends_before_the_last_day_to_conclude_owes_no_contract() -> None:
    assert asked(Files(young=12, students=0, adults=0, open=2), "since_2016").contracts == 0


@settings(max_examples=6)
@given(young=st.integers(0, 50), adults=st.integers(1, 50), open_=st.integers(1, 400), share=st.integers(0, 100))
def test_twice_the_files_ask_twice_as_much_under_every_regime(young: int, adults: int, open_: int, share: int) -> None:
    once = Files(young=young, students=1, adults=adults, open=open_, returning=share, exempt=share)
    twice = replace(once, young=2 * young, students=2, adults=2 * adults, open=2 * open_)
    for regime in ("before_2016", "since_2016"):
        one, two = asked(once, regime), asked(twice, regime)
        assert two.contracts == pytest.approx(2 * one.contracts)
        assert two.letters == pytest.approx(2 * one.letters)
        assert one.in_person <= one.evaluations + 1e-9


def test_a_supposed_parameter_lasts_no_longer_than_its_supposition() -> None:
    span = {"start": date(2008, 1, 1), "until": date(2008, 12, 31)}
    with parameters.supposing({"piis.evaluation.window_months": 6}):
        assert len(evaluations_due(**span)) == 2
    assert len(evaluations_due(**span)) == 4
    with pytest.raises(ParameterError), parameters.supposing({"piis.unheard_of": 1}):
        pass
