"""Costs to be justified: each rule on both sides, in three languages, and the share of an amount exact to the cent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.law.activation import Activity
from jalon.law.sayings import LANGUAGES, Saying
from jalon.law.subsidies import shipped_programmes
from jalon.law.subsidies.cost_texts import cost_rules, telling_words
from jalon.law.subsidies.costs import (
    WHOLE,
    Category,
    VatPart,
    above_grant,
    document_missing,
    investment,
    justified,
    named,
    not_social,
    outside_period,
    part_at,
    refused_kind,
    time_used,
    used,
    vat,
    words_missing,
)

FIRST, LAST = date(2015, 1, 1), date(2015, 12, 31)
OF_2016 = date(2016, 5, 2)
AMOUNTS = st.integers(-(10**12), 10**12)
SHARES = st.integers(1, WHOLE)


def said(found) -> list[tuple[str, bool]]:
    """Codes, and whether each refuses; each can be said, mended and cited in every language."""
    for one in found:
        for language in LANGUAGES:
            words = one.say(language) + one.mend(language) + one.cite(language)
            assert one.mend(language) and "{" not in words
    return [(one.code, one.refuses) for one in found]


@given(AMOUNTS, SHARES)
def test_a_share_is_below_the_amount_by_less_than_a_cent_and_a_credit_note_mirrors_its_invoice(total, share):
    part = justified(total, share)
    assert 0 <= abs(total) * share - abs(part) * WHOLE < WHOLE
    assert justified(-total, share) == -part
    assert justified(total, WHOLE) == total


@given(AMOUNTS, st.lists(SHARES, min_size=1, max_size=6))
def test_the_shares_of_one_document_never_make_more_than_it(total, shares):
    within = [one * WHOLE // sum([*shares, 1]) for one in shares]
    assert sum(within) <= WHOLE
    assert abs(sum(justified(total, one) for one in within)) <= abs(total)


def test_investment_is_refused_and_running_costs_that_sound_like_it_are_asked_about():
    assert said(investment(Category.INVESTMENT, "")) == [("investment", True)]
    assert said(investment(Category.RUNNING, "Rénovation du local")) == [("looks_like_investment", False)]
    assert said(investment(Category.RUNNING, "Verbouwing van de keuken")) == [("looks_like_investment", False)]
    assert said(investment(Category.RUNNING, "Innovation et langues")) == []
    assert said(investment(Category.STAFF, "Rénovation")) == []
    (found,) = investment(Category.RUNNING, "Petits travaux")
    assert "« travaux »" in found.say("fr").replace("\N{NO-BREAK SPACE}", " ")


def test_a_kind_of_cost_is_refused_with_the_source_its_programme_gives():
    refused = [one for one in shipped_programmes()["participation-2017"].costs if not one.accepted]
    assert refused
    for one in shipped_programmes()["participation-2017"].costs:
        found = refused_kind(one.title, one.accepted, one.source)
        assert said(found) == ([] if one.accepted else [("kind_refused", True)])
        assert all(each.source is one.source for each in found)
    assert refused_kind(Saying("a", "a", "a"), True, refused[0].source) == []


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2014, 12, 31), False), (FIRST, True), (LAST, True), (date(2016, 1, 1), False)],
)
def test_only_what_was_spent_within_the_period_counts(day, inside):
    assert said(outside_period([day], FIRST, LAST)) == ([] if inside else [("outside_period", True)])
    assert said(outside_period([FIRST, day], FIRST, LAST)) == ([] if inside else [("outside_period", True)])


def test_what_is_on_the_list_of_professional_activation_is_refused_what_sounds_like_it_is_asked_about():
    assert said(not_social(Activity.LANGUAGE, "", OF_2016)) == []
    assert said(not_social(Activity.JOB_SEARCH, "", OF_2016)) == [("professional", True)]
    assert said(not_social(Activity.DISCOVERY, "", OF_2016)) == [("to_decide", False)]
    assert said(not_social(Activity.LANGUAGE, "Atelier de recherche d’emploi", OF_2016)) == []
    assert said(not_social(None, "Atelier de recherche d’emploi", OF_2016)) == [("looks_professional", False)]
    assert said(not_social(None, "Sollicitatietraining", OF_2016)) == [("looks_professional", False)]
    assert said(not_social(None, "Cours de français", OF_2016)) == []
    assert said(not_social(Activity.JOB_SEARCH, "", date(2014, 5, 2))) == []  # no list is known of that year


def test_link_and_proportionality_are_both_said():
    assert said(words_missing("Pour l’atelier", "La moitié des places")) == []
    assert said(words_missing(" \n", "x")) == [("link_missing", True)]
    assert said(words_missing("", "")) == [("link_missing", True), ("proportion_missing", True)]
    assert said(document_missing(False)) == [("document_missing", False)]
    assert said(document_missing(True)) == []


@pytest.mark.parametrize(
    ("net", "tax", "total", "codes"),
    [
        (100_00, 21_00, 121_00, []),
        (100_00, 6_00, 106_00, []),
        (100_00, 12_00, 112_00, []),
        (100_00, 0, 100_00, []),
        (33_33, 7_00, 40_33, []),
        (-100_00, -21_00, -121_00, []),
        (100_00, 20_98, 120_98, []),
        (100_00, 20_97, 120_97, [("vat_unexplained", False)]),
        (100_00, 13_50, 113_50, [("vat_unexplained", False)]),
        (100_00, 21_03, 121_03, [("vat_too_high", True)]),
        (100_00, -6_00, 94_00, [("vat_too_high", True)]),
        (100_00, 21_00, 120_00, [("sum_wrong", True)]),
        (100_00, 30_00, 100_00, [("sum_wrong", True), ("vat_too_high", True)]),
    ],
)
def test_the_three_amounts_add_up_and_the_tax_is_that_of_a_rate(net, tax, total, codes):
    assert said(vat(net, tax, total)) == codes


def test_a_document_under_several_rates_adds_up_rate_by_rate():
    parts = [VatPart(2100, 100_00, 21_00), VatPart(600, 50_00, 3_00)]
    assert said(vat(150_00, 24_00, 174_00, parts)) == []
    assert said(vat(150_00, 24_00, 174_00)) == [("vat_unexplained", False)]
    assert said(vat(150_00, 25_00, 175_00, parts)) == [("vat_parts_wrong", False)]
    assert said(vat(151_00, 24_00, 175_00, parts)) == [("vat_parts_wrong", False)]
    assert said(vat(100_00, 12_00, 112_00, [VatPart(2100, 100_00, 12_00)])) == [("vat_parts_wrong", False)]
    assert part_at(-33_33, 2100) == -7_00


def test_a_document_and_a_persons_time_are_justified_for_the_whole_at_most():
    assert said(used(100_00, [])) == []
    assert said(used(40_00, [("ligne 1", 60_00)])) == [("used_elsewhere", False)]
    assert said(used(40_01, [("ligne 1", 60_00)])) == [("used_above_whole", True)]
    assert said(time_used(40_00, [("ligne 1", 60_00)])) == []
    assert said(time_used(40_01, [("ligne 1", 60_00)])) == [("time_above_whole", True)]
    (found,) = used(40_01, [("ligne 1", 60_00), ("ligne 1", 1)])
    assert "100,02 % en tout : ligne 1" in found.say("fr").replace("\N{NO-BREAK SPACE}", " ")


def test_more_than_the_grant_is_allowed_and_said_to_be_useful():
    assert said(above_grant(100_00, 100_00)) == []
    (found,) = above_grant(100_01, 100_00)
    assert not found.refuses and "0,01" in found.say("fr") and "Genk" in found.cite("fr")


def test_every_rule_has_its_words_its_way_out_and_its_source():
    assert {"investment", "used_above_whole", "above_grant", "rounding"} <= set(cost_rules())
    for rule in cost_rules().values():
        assert rule.source.text.title
    assert {kind for kind in telling_words() if kind != "investment"} <= set(Activity)
    for kind, words in telling_words().items():
        for word in words:
            assert named(f"Un {word} ici", kind), word
