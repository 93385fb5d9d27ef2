"""What stays true of the income support and its exemption whatever the amounts; and what its parameters refuse."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.law import parameters
from jalon.law.errors import ParameterError
from jalon.law.income import Category, Earning, Person, Work, income_of_month, income_support
from jalon.law.income.amounts import coefficient, indexed
from jalon.law.income.cents import UNLIMITED, Rule, Support, exempt_part, nearest, shares
from jalon.law.sources import Certainty

MARCH = date(2025, 3, 1)
NET = st.integers(0, 400_000)
CATEGORY = st.sampled_from(Category)
INDEXED = [
    one
    for each in parameters.book().parameters.values()
    for one in each.entries
    if isinstance(one.value, dict) and "pivots" in one.value
]


def single(net: int, days: int | None = None, **facts: int) -> Person:
    return Person(category=Category.SINGLE, earnings=[Earning(work=Work.JOB, net=net, days=days)], **facts)


@pytest.mark.parametrize("one", INDEXED, ids=lambda one: f"{one.parameter} from {one.valid_from}")
def test_the_rule_of_the_index_gives_what_was_read_and_computed_says_so(one: parameters.Entry) -> None:
    read = [name for name in ("year", "month", "amount") if name in one.value]
    assert indexed(one) > 0
    assert bool(read) == (one.source.certainty is Certainty.FOUND)


def test_an_amount_that_the_rule_does_not_give_is_refused() -> None:
    good = parameters.on("income.support.single", MARCH)
    bad = replace(good, value=good.value | {"month": 131_421})
    with pytest.raises(ParameterError, match="month was read as 131421 cents, the rule gives 131420"):
        indexed(bad)


def test_the_coefficients_are_those_of_the_table() -> None:
    assert [coefficient(pivots) for pivots in (14, 17, 23, 28)] == [13_195, 14_002, 15_769, 17_410]


@given(st.integers(0, 10**9), st.integers(1, 10_000))
def test_a_division_is_never_half_a_cent_away(numerator: int, denominator: int) -> None:
    twice = 2 * (numerator - nearest(numerator, denominator) * denominator)
    assert -denominator <= twice < denominator


@given(NET, CATEGORY)
def test_working_a_whole_month_never_leaves_less_than_not_working_at_all(net: int, category: Category) -> None:
    person = Person(category=category, earnings=[Earning(work=Work.JOB, net=net)])
    nothing = income_support(category, MARCH).month_cents
    assert income_of_month(person, on=MARCH).disposable >= nothing


@given(NET, st.integers(1, 31), st.integers(0, 150_000))
def test_the_centre_never_pays_more_than_the_income_and_the_sums_agree(net: int, days: int, other: int) -> None:
    answer = income_of_month(single(net, days, other=other), on=MARCH)
    assert 0 <= answer.support <= income_support(Category.SINGLE, MARCH).month_cents
    assert answer.disposable == net + other + answer.support
    assert 0 <= answer.exempt <= net + 1  # back from a full month, within its rounding


@given(NET)
def test_a_month_that_is_not_applied_is_not_used_up(net: int) -> None:
    answer = income_of_month(single(net), on=MARCH)
    assert answer.applied == (answer.exempt > 0)
    assert answer.support > 0 or not answer.applied


@given(NET, NET)
def test_earning_more_never_raises_the_support_of_a_whole_month(one: int, more: int) -> None:
    low, high = sorted((one, more))
    supports = [income_of_month(single(net), on=MARCH).support for net in (low, high)]
    assert supports[0] >= supports[1]


def test_a_cent_too_much_loses_the_last_exemption() -> None:
    """The cliff of the rule: what is left of the complement, and the yearly exemption, go at once."""
    last, first = (income_of_month(single(net), on=MARCH) for net in (162_368, 162_369))
    assert (last.support > 0, first.support) == (True, 0)
    assert last.disposable > first.disposable


RULES = st.builds(
    Rule,
    flat=st.integers(0, 60_000),
    from_1=st.sampled_from([0, 20_000, UNLIMITED]),
    share_1=st.integers(0, 10_000),
    from_2=st.sampled_from([40_000, UNLIMITED]),
    share_2=st.integers(0, 10_000),
    floor=st.integers(0, 20_000),
    ceiling=st.integers(20_000, 90_000) | st.just(UNLIMITED),
    taper_from=st.integers(0, 150_000) | st.just(UNLIMITED),
    taper_share=st.integers(0, 10_000),
    by_year=st.just(0),
    from_3=st.just(UNLIMITED),
    from_4=st.just(UNLIMITED),
    days=st.just(UNLIMITED),
)


@given(NET, RULES)
def test_no_scheme_exempts_more_than_is_earned_or_than_its_ceiling(net: int, rule: Rule) -> None:
    exempt = exempt_part(net, 0, 0, rule)
    assert 0 <= exempt <= min(net, rule.ceiling)
    assert exempt >= min(net, rule.floor) or rule.taper_from < net


@given(NET, RULES)
def test_brackets_are_the_sum_of_their_cents(net: int, rule: Rule) -> None:
    starts = [(rule.from_1, rule.share_1), (rule.from_2, rule.share_2), (UNLIMITED, 0)]
    parts = 0
    for (start, share), (end, _) in itertools.pairwise(starts):
        low, high = max(start, rule.flat), max(end, rule.flat)
        parts += share * max(0, min(net, high) - low)
    assert shares(net, rule) == nearest(parts, 10_000)


def test_the_days_once_used_up_exempt_nothing() -> None:
    assert exempt_part(10_000, 0, 1_095, Rule(flat=5_000, days=1_095)) == 0
    assert exempt_part(10_000, 0, 1_094, Rule(flat=5_000, days=1_095)) == 5_000


def test_support_is_a_pair_of_amounts_of_a_year() -> None:
    assert Support(income=1_577_041, general=25_000) == (1_577_041, 25_000)
