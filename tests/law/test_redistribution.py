"""What was not used goes to those who justified more: exact to the cent, bounded, and said."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.law.sayings import LANGUAGES
from jalon.law.subsidies import Basis, CannotShare, Rule, Use, redistribute, say, shipped_rule, why_settled
from jalon.law.subsidies.redistribution import ceiling

AMOUNTS = st.integers(0, 5_000_00)
ROWS = st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, st.sampled_from("BFW")), min_size=1, max_size=12)
RULES = st.builds(
    Rule,
    basis=st.sampled_from(Basis),
    cap_percent=st.none() | st.integers(0, 40).map(Fraction),
    cap=st.none() | st.integers(0, 900_00),
    within_regions=st.booleans(),
)


def uses(rows) -> list[Use]:
    return [Use(f"{place:05d}", grant, justified, paid, region) for place, (grant, justified, paid, region) in
            enumerate(rows)]  # fmt: skip


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@given(ROWS, RULES, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_every_cent_is_given_or_said_to_be_left_whatever_the_order_of_the_rows(rows, rule, chance):
    every = uses(rows)
    found = redistribute(every, rule)
    given_ = sum(one.supplement for one in found.settled)
    assert given_ + found.left == found.unused == sum(one.unused for one in every)
    assert sum(one.final for one in found.settled) + found.left == sum(one.grant for one in every)
    for one in found.settled:
        assert 0 <= one.supplement <= ceiling(one.use, rule) <= one.use.excess
        assert one.final <= one.use.justified, "nobody keeps what was not justified"
        assert one.balance == one.final - one.use.paid
        assert one.use.excess or one.share is None
    shuffled = [*every]
    chance.shuffle(shuffled)
    assert redistribute(shuffled, rule) == found
    again = redistribute([Use(one.use.identity, one.final, one.use.justified, one.use.paid, one.use.region)
                          for one in found.settled], rule)  # fmt: skip
    assert again.unused == 0 and all(one.supplement == 0 for one in again.settled), "done once, nothing is left to do"


@given(ROWS, st.integers(0, 900_00))
@settings(max_examples=20)
def test_who_justified_more_above_the_same_grant_never_receives_less(rows, cap):
    same = [(2_000_00, justified, paid, region) for _grant, justified, paid, region in rows]
    found = redistribute(uses(same), Rule(cap=cap))
    order = sorted(found.settled, key=lambda one: (one.use.excess, one.supplement))
    assert [one.supplement for one in order] == sorted(one.supplement for one in found.settled)


@given(ROWS, RULES)
@settings(max_examples=12)
def test_every_reason_is_plain_data_and_is_said_in_every_language(rows, rule):
    found = redistribute(uses(rows), rule)
    for one in found.settled:
        told = why_settled(found, one.use.identity)
        assert json.loads(json.dumps(told)) == [list(each) for each in told]
        for language in LANGUAGES:
            assert all("{" not in say(each, language) for each in told)


def test_the_whole_country_is_shared_exactly_and_a_region_keeps_its_own():
    """589 centres: two thirds in the south leave means, the others justified more."""
    every = [
        Use(f"{10_000 + n}", 10_000_00 + n, 7_000_00 + n * 3 if n % 3 else 12_345_67 + n * 7, 5_000_00, "WF"[n % 5 < 3])
        for n in range(589)
    ]
    found = redistribute(every, Rule())
    assert sum(one.supplement for one in found.settled) + found.left == found.unused > 0
    apart = redistribute(every, Rule(within_regions=True))
    for pool in apart.pools:
        members = [one for one in apart.settled if one.use.region == pool.region]
        assert sum(one.supplement for one in members) + pool.left == sum(one.use.unused for one in members)


def test_a_worked_case_and_its_sentences():
    every = [Use("1", 100_00, 40_00, 50_00), Use("2", 100_00, 130_00, 50_00), Use("3", 100_00, 190_00, 50_00)]
    found = redistribute(every, Rule())
    assert [one.supplement for one in found.settled] == [0, 15_00, 45_00]
    assert [one.balance for one in found.settled] == [-10_00, 65_00, 95_00]
    english = [plain(say(each, "en")) for each in why_settled(found, "3")]
    assert "Justified above the grant: €90.00 of €120.00 in all, that is 75 %." in english
    assert english[-1] == "€50.00 are paid already; €95.00 are still to be paid."
    capped = redistribute(every, Rule(cap_percent=Fraction(20)))
    assert [one.supplement for one in capped.settled] == [0, 20_00, 20_00] and capped.left == 20_00
    assert any("20 % of the grant" in plain(say(each, "en")) for each in why_settled(capped, "3"))


def test_one_centre_zero_weights_nobody_and_impossible_rules():
    alone = redistribute([Use("1", 100, 250, 0)], Rule())
    assert (alone.unused, alone.left, alone.of("1").final) == (0, 0, 100)
    nobody_takes = redistribute([Use("1", 100, 0, 0), Use("2", 0, 70, 0)], Rule(Basis.GRANT))
    assert nobody_takes.left == 100 and nobody_takes.of("2").supplement == 0
    floored = redistribute([Use("1", 100, 50), Use("2", 100, 101), Use("3", 100, 500)], Rule(floor=20))
    assert [one.supplement for one in floored.settled] == [0, 1, 49], "a floor never lifts above one's own excess"
    refused = [lambda: redistribute([], Rule()), lambda: redistribute([Use("1", 1, 1), Use("1", 1, 1)], Rule()),
               lambda: redistribute([Use("1", 1, -1)], Rule()), lambda: Rule(cap=-1),
               lambda: redistribute([Use("1", 10, 0), Use("2", 9, 99)], Rule(floor=11))]  # fmt: skip
    for one in refused:
        with pytest.raises(CannotShare) as refusal:
            one()
        assert all(refusal.value.say(language) for language in LANGUAGES)


def test_the_shipped_rule_says_that_its_article_was_not_found():
    rule, source = shipped_rule()
    assert rule == Rule.from_json(rule.as_json()) == Rule()
    assert source.article == "art. 8" and source.doubt is not None and source.certainty == "known-low"
