"""Sharing to the cent, who is selected, clusters, and the programmes that ship."""

import json
import random
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.law.errors import ParameterError
from jalon.law.subsidies import (
    CannotShare,
    Cluster,
    ClusterRule,
    Criterion,
    SelectionRule,
    Terms,
    check_clusters,
    content_of,
    keys,
    programme_of,
    say,
    select,
    share_by,
    share_out,
    shipped_programmes,
    why,
)
from jalon.law.subsidies.programme_file import FOLDER, load
from jalon.law.subsidies.selection import reasons
from jalon.law.subsidies.sharing import Bound, reduced

NAMES = st.text("ABCDEFG0123456789", min_size=1, max_size=6)
WEIGHTS = st.dictionaries(NAMES, st.integers(0, 5_000), min_size=1, max_size=25).filter(lambda all_: any(all_.values()))
BUDGETS = st.integers(0, 10**11)
ON = date(2013, 1, 1)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def cents(sharing) -> dict[str, int]:
    return {one.identity: one.cents for one in sharing.shares}


@given(WEIGHTS, BUDGETS, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_sum_is_the_budget_whatever_the_order_of_the_rows_and_more_weight_is_never_less(weights, budget, chance):
    shared = share_out(budget, weights)
    found = cents(shared)
    assert sum(found.values()) == budget
    rows = list(weights.items())
    chance.shuffle(rows)
    assert share_out(budget, dict(rows)) == shared
    order = sorted(weights, key=lambda one: (weights[one], found[one]))
    assert [found[one] for one in order] == sorted(found.values())
    for one in shared.shares:
        assert one.quotient == Fraction(budget * weights[one.identity], sum(weights.values()))
        assert 0 <= one.cents - one.quotient + one.remainder <= 1
        assert one.weight or one.cents == 0, "who has nothing that counts receives nothing"


@given(WEIGHTS, BUDGETS, st.integers(0, 10**6), st.integers(0, 10**9), st.booleans())
@settings(max_examples=40)
def test_floors_and_caps_hold_or_a_sentence_says_why_not(weights, budget, floor, above, may_leave):
    cap = floor + above
    try:
        shared = share_out(budget, weights, floors=floor, caps=cap, may_leave=may_leave)
    except CannotShare as refusal:
        assert all(refusal.say(language) for language in ("en", "fr", "nl"))
        most = sum(cap if weight else floor for weight in weights.values())
        assert budget < floor * len(weights) or (budget > most and not may_leave)
        return
    assert sum(cents(shared).values()) + shared.left == budget
    assert not shared.left or all(one.cents == (cap if one.weight else floor) for one in shared.shares)
    assert all(floor <= one.cents <= cap for one in shared.shares)
    free = [one for one in shared.shares if one.bound is Bound.NONE and one.weight]
    assert len({one.quotient / one.weight for one in free}) <= 1, "what no bound stops stays in proportion"


@given(WEIGHTS, st.integers(0, 10**9), st.integers(1, 10**6))
@settings(max_examples=30)
def test_a_larger_budget_lowers_no_exact_quotient_and_costs_nobody_more_than_a_cent(weights, budget, more):
    """Largest remainders are not monotone to the cent; the exact shares they round are."""
    before, after = share_out(budget, weights), share_out(budget + more, weights)
    for old, new in zip(before.shares, after.shares, strict=True):
        assert old.quotient <= new.quotient and old.cents <= new.cents + 1


def test_one_centre_takes_all_and_589_are_exact():
    assert cents(share_out(653476386, {"52011": 1})) == {"52011": 653476386}
    chance = random.Random(589)
    weights = {str(10_000 + place): chance.randint(0, 500_000) for place in range(589)}
    assert sum(cents(share_out(941500000, weights)).values()) == 941500000
    bounded = share_out(941500000, weights, floors=500_000, caps=2_500_000)
    assert sum(cents(bounded).values()) == 941500000
    assert {one.bound for one in bounded.shares} == {Bound.NONE, Bound.FLOOR, Bound.CAP}


def test_where_caps_leave_something_everybody_is_said_to_be_stopped_by_theirs():
    few = share_out(200_000_00, {"84029": 1, "45062": 1}, caps=10_000_00, may_leave=True)
    assert (few.left, {one.bound for one in few.shares}) == (180_000_00, {Bound.CAP})
    exact = share_out(20_000_00, {"84029": 1, "45062": 1}, caps=10_000_00, may_leave=True)
    assert (exact.left, {one.bound for one in exact.shares}) == (0, {Bound.NONE})


def test_equal_remainders_go_to_the_smallest_code():
    assert cents(share_out(200, dict.fromkeys(("30", "10", "20"), 1))) == {"10": 67, "20": 67, "30": 66}


@pytest.mark.parametrize(
    ("terms", "data", "sentence"),
    [
        (Terms("equal", 100), {}, "Personne n’est dans la liste"),
        (Terms("inhabitants", 100), {"a": {"inhabitants": 0}}, "vaut zéro pour tous"),
        (Terms("inhabitants", 100), {"a": {}}, "manque pour 1 de la liste (d’abord : a)"),
        (Terms("list", 100), {"a": {"amount": 99}}, "une différence de 0,01 €"),
        (Terms("weights", 100, floor=60), {"a": {"weight": 1}, "b": {"weight": 1}}, "ajoutez 0,20 €"),
        (Terms("weights", 100), {"a": {"weight": 1}}, "Écrivez-en un, ou choisissez"),
        (Terms("weights", 100, cap=40), {"a": {"weight": 1}, "b": {"weight": 1}}, "0,20 € sur 1,00 €"),
        (Terms("equal", 100, reduction=Fraction(101)), {"a": {}}, "101 %"),
        (Terms("equal", -1), {"a": {}}, "négatif"),
    ],
)
def test_what_cannot_be_shared_says_why_and_what_to_do(terms, data, sentence):
    given_data = {one: {code: Fraction(value) for code, value in values.items()} for one, values in data.items()}
    with pytest.raises(CannotShare) as refusal:
        share_by(terms, given_data)
    assert sentence in plain(refusal.value.say("fr"))


def test_three_quarters_follow_income_support_and_one_quarter_health():
    data = {
        "a": {"ris": Fraction(30), "equivalent_aid": Fraction(10), "increased_intervention": Fraction(0)},
        "b": {"ris": Fraction(40), "equivalent_aid": Fraction(0), "increased_intervention": Fraction(100)},
    }
    outcome = share_by(Terms("income_and_health", 100_00), data)
    assert cents(outcome.sharing) == {"a": 37_50, "b": 62_50}
    told = plain("\n".join(say(one) for one in why(outcome, "a")))
    assert "+ Aide financière remboursée par l’État : 40 sur 80 en tout, soit 50 %." in told
    assert "décide de 75 % du montant" in told and "Rien n’est arrondi" in told
    assert json.loads(json.dumps(why(outcome, "a"))) == [list(one) for one in why(outcome, "a")]


def test_twenty_percent_less_and_a_loss_is_never_paid_twice():
    assert reduced(8168454_83, 20) == 6534763_86
    previous = {one: {"previous": Fraction(amount)} for one, amount in {"a": 300, "b": 100, "c": 0}.items()}
    assert cents(share_by(Terms("previous", 400, reduction=Fraction(20)), previous).sharing) == {
        "a": 240,
        "b": 80,
        "c": 0,
    }
    lost = {
        "a": {"previous": Fraction(500), "new": Fraction(200)},
        "b": {"previous": Fraction(100), "new": Fraction(900)},
        "c": {"previous": Fraction(100), "new": Fraction(0)},
    }
    assert cents(share_by(Terms("losses", 200), lost).sharing) == {"a": 150, "b": 0, "c": 50}
    rich = share_by(Terms("losses", 900, may_leave=True), lost).sharing
    assert cents(rich) == {"a": 300, "b": 0, "c": 100} and rich.left == 500


def test_every_reason_can_be_said_in_every_language():
    data = {
        one: {code: Fraction(value) for code in keys()["income_and_health"].series} | {"weight": Fraction(value)}
        for one, value in {"a": 1, "b": 5, "c": 90}.items()
    }
    for terms in (
        Terms("income_and_health", 10_000, reduction=Fraction("12.5")),
        Terms("weights", 10_000, floor=1_000, cap=6_000),
        Terms("equal", 100),
    ):
        outcome = share_by(terms, data)
        for identity in data:
            for language in ("fr", "nl", "en"):
                assert all("{" not in say(one, language) for one in why(outcome, identity))


def test_two_of_three_criteria_are_enough_and_a_missing_value_decides_nothing_by_itself():
    rule = SelectionRule(
        2, (Criterion("urban_policy"), Criterion("inhabitants", Fraction(40_000)), Criterion("increased_subsidy")), ON
    )
    yes, no = Fraction(1), Fraction(0)
    data = {
        "in": {"urban_policy": yes, "inhabitants": Fraction(40_000)},
        "out": {"urban_policy": yes, "inhabitants": Fraction(39_999), "increased_subsidy": no},
        "unknown": {"urban_policy": yes, "inhabitants": Fraction(10)},
    }
    verdicts = {one.identity: one for one in select(rule, data)}
    assert {name: one.inside for name, one in verdicts.items()} == {"in": True, "out": False, "unknown": None}
    assert verdicts["unknown"].missing == ("increased_subsidy",) and verdicts["in"].missing == ()
    told = [plain(say(one)) for one in reasons(rule, verdicts["out"])]
    assert told[0] == "« Sur la liste de la politique urbaine » : oui." and told[-1].endswith("Pas retenu.")


def test_a_cluster_has_three_centres_one_promoter_and_the_minister_completes_below_twenty():
    rule = ClusterRule(members=3, most=20, completed_below=20, data_on=ON)
    good = [Cluster(f"{n:02d}", (f"{n}a", f"{n}b", f"{n}c"), (f"{n}a",)) for n in range(18)]
    added = [Cluster(f"x{n}", (f"x{n}a", f"x{n}b", f"x{n}c"), (f"x{n}a",), added=True) for n in range(3)]
    bad = [Cluster("two", ("0a", "z"), ())]
    verdicts = {one.cluster.name: one for one in check_clusters(rule, [*good, *added])}
    assert [name for name, one in verdicts.items() if not one.inside] == ["x2"]
    faults = {one.cluster.name: [code for code, _ in one.faults] for one in check_clusters(rule, [*good, *bad])}
    assert faults["two"] == ["cluster_small", "cluster_promoter", "cluster_twice"] and faults["00"] == ["cluster_twice"]
    assert (
        say(verdicts["x2"].faults[0])
        == "Le ministre ne peut compléter la liste que tant qu’il y a moins de 20 clusters."
    )


def test_the_programmes_that_ship_say_what_is_known_and_invent_no_amount():
    programmes = shipped_programmes()
    assert programmes["big_cities-2015"].total == 653476386
    assert [line.amount for line in programmes["participation-2015"].lines] == [564900000, 376600000]
    assert programmes["compensation-2017"].total == 295850000
    assert programmes["participation-2016"].total is None and programmes["participation-2016"].source.doubt
    cluster = programmes["clusters-2015"].lines[0]
    assert (cluster.cap, cluster.may_leave, cluster.rule.members) == (1000000, True, 3)
    for one in programmes.values():
        assert programme_of(json.loads(json.dumps(content_of(one)))) == one


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("first: 2016-01-01", "first: 2016-02-01", "leaves a gap after 2015-12-31"),
        ("first: 2016-01-01", "first: 2015-12-01", "overlaps 2015"),
        ("text: decree-2016-cities", "text: nothing", "source 'nothing' is not in"),
        ("key: previous", "key: dice", "key 'dice' is unknown"),
        ("kind: criteria", "kind: lottery", "rule of unknown kind 'lottery'"),
        ('total: "6534763.86"', 'total: "1.00"', "its lines make 653476386 cents, its total is 100"),
        ('total: "6534763.86"', "total: 6534763.86", "write euros between quotes"),
        ("certainty: found", "certainty: sure", "certainty is 'sure'"),
        ("percent: 50", "percent: 40", "do not make 100 %"),
        ("need: 2", "need: 4", "asks 4 of 3 criteria"),
        ("first: 2015-08-31", "first: soon", "write a day as"),
    ],
)
def test_a_programme_badly_written_says_where_and_how_to_mend_it(tmp_path: Path, old: str, new: str, sentence: str):
    for name in ("_texts.yaml", "_forms.yaml"):
        shutil.copy(FOLDER / name, tmp_path)
    text = (FOLDER / "big_cities.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "big_cities.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParameterError, match="To mend it") as refusal:
        load(tmp_path)
    assert sentence in str(refusal.value) and "big_cities.yaml" in str(refusal.value)
