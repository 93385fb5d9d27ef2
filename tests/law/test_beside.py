"""A month beside another: a day more or less at the same pace, and what each euro earned leaves."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jalon.law.income import (
    Category,
    Earning,
    Person,
    Work,
    Worked,
    beside,
    earnings_of,
    income_of_month,
    income_support,
    months_covered,
    with_days,
)

MARCH = date(2025, 3, 1)


def working(net: int, days: int | None) -> Person:
    return Person(category=Category.SINGLE, earnings=[Earning(work=Work.JOB, net=net, days=days)])


@given(st.integers(0, 300_000), st.integers(2, 30))
def test_a_day_more_then_a_day_less_is_the_same_month_to_a_cent(net: int, days: int) -> None:
    more = with_days(working(net, days), 1, on=MARCH)
    assert more is not None and more.earnings[0].days == days + 1
    back = with_days(more, -1, on=MARCH)
    assert back is not None and back.earnings[0].days == days
    assert abs(back.earnings[0].net - net) <= 1


@given(st.integers(0, 300_000), st.integers(0, 300_000))
def test_what_a_euro_leaves_has_the_sign_of_what_is_gained(one: int, other: int) -> None:
    answers = [income_of_month(working(net, None), on=MARCH) for net in (one, other)]
    change = beside(answers[0], answers[1])
    assert change.earned == one - other
    assert (change.of_a_euro is None) == (one == other)
    if change.of_a_euro:
        assert (change.of_a_euro > 0) == (change.disposable * change.earned > 0)


def test_the_only_day_taken_away_leaves_a_month_without_work() -> None:
    none = with_days(working(8_000, 1), -1, on=MARCH)
    assert none is not None and income_of_month(none, on=MARCH).disposable == 131_420


def test_no_day_is_added_to_a_month_that_is_full_or_whose_days_are_not_known() -> None:
    assert with_days(working(8_000, 31), 1, on=MARCH) is None
    assert with_days(working(8_000, None), 1, on=MARCH) is None


def test_hours_become_days_and_say_so() -> None:
    earnings = earnings_of([Worked(work=Work.JOB, net=18_000, minutes=720)], month=MARCH)
    assert earnings == [Earning(work=Work.JOB, net=18_000, days=2, minutes=720)]
    answer = income_of_month(Person(category=Category.SINGLE, earnings=earnings), on=MARCH)
    assert "hours_as_days" in answer.codes and answer.doubts


def test_the_months_covered_are_those_that_answer() -> None:
    first, last = months_covered()
    assert (first, last) == (date(2013, 9, 1), date(2025, 12, 1))
    for month in (first, last):
        assert income_support(Category.SINGLE, month).month_cents > 0
