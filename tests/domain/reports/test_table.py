"""The table of transitions cell by cell; drawing is fair and repeatable; random lives leave nothing undone."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.core.errors import NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.reports.checks import problems
from jalon.domain.reports.drawing import Candidate, drawn
from jalon.domain.reports.enums import AT_THE_CENTRE, KINDS, Act, State
from jalon.domain.reports.migrations import __path__ as migrations
from jalon.domain.reports.transitions import REPORT, as_page, moves
from tests.domain.reports import scene
from tests.domain.reports.scene import DUE

OFFICER, CABINET, ANSWERABLE, COUNCIL = {"officer"}, {"cabinet"}, {"coordinator", "president", "secretary"}, {
    "president", "secretary"
}  # fmt: skip
# The same table as the code's, written again from the field: state → act → (who, state after).
ALLOWED = {
    "open": {"sign": (COUNCIL, "ready"), "extend": (OFFICER, "open")},
    "ready": {
        "sign_last": (COUNCIL, "sent"), "take_back": (ANSWERABLE, "open"), "take_back_again": (ANSWERABLE, "back"),
        "extend": (OFFICER, "ready"),
    },
    "sent": {"send_back": (OFFICER, "back"), "advise": (OFFICER, "advised")},
    "back": {"sign": (COUNCIL, "ready"), "extend": (OFFICER, "back")},
    "advised": {"return_advice": (CABINET, "sent"), "approve": (CABINET, "approved")},
    "approved": {"reopen": (OFFICER, "back")},
}  # fmt: skip
EVERYBODY = [*Role.values, *FederalRole.values]


def _somebody(role: str) -> Membership | FederalMembership:
    if role in FederalRole.values:
        return FederalMembership(role=role)
    return Membership(role=role, centre_id="5f4dcc3b-0000-4000-8000-000000000001")


def test_every_act_from_every_state_by_everybody_is_allowed_or_refused_as_the_field_says():
    facts = {
        "reason": "Une raison", "until": DUE + timedelta(days=9), "on": DUE, "blocking": (), "remarks": {"A1": "x"},
        "words": "", "favourable": True, "all_checked": True, "open_lines": 0,
    }  # fmt: skip
    for state in State.values:
        for act in Act.values:
            for role in EVERYBODY:
                actor = _somebody(role)
                subject = SimpleNamespace(state=state, due=DUE, centre_id=getattr(actor, "centre_id", None))
                who, after = ALLOWED[state].get(act, (None, state))
                try:
                    REPORT.apply(subject, act, actor=actor, **facts)
                    assert who and role in who, (state, act, role)
                except TransitionRefused:
                    assert who is None, (state, act, role)
                except NotAllowed:
                    assert who and role not in who, (state, act, role)
                    after = state
                assert subject.state == after
    elsewhere = SimpleNamespace(state="ready", due=DUE, centre_id="another")
    with pytest.raises(NotAllowed):
        REPORT.apply(elsewhere, Act.TAKE_BACK, actor=_somebody("president"), **facts)


def test_the_table_in_the_documentation_and_in_the_database_is_this_one():
    with translation.override("fr"):
        page = Path(__file__).parents[3] / "docs" / "states-report.md"
        assert page.read_text(encoding="utf-8") == as_page(), "run python -m jalon.command.states_pages"
    sql = Path(next(iter(migrations)), "0002_moves.py").read_text(encoding="utf-8")
    assert all(f"('{role}', '{source}', '{target}')" in sql for role, source, target in moves())
    listed = sql[sql.index("IN (\n") : sql.index("does not lead")]
    assert listed.count("('jalon_") == len(moves())
    assert set(AT_THE_CENTRE) == set(KINDS) == set(State)


lines = st.dictionaries(st.integers(0, 60), st.integers(0, 9), max_size=15)


@given(
    lines=lines, seed=st.text(min_size=1, max_size=8), largest=st.integers(0, 8), rest=st.integers(0, 8), data=st.data()
)
def test_the_same_lines_and_seed_draw_the_same_sample_in_any_order(lines, seed, largest, rest, data):
    found = [Candidate((UUID(int=key % 5), UUID(int=key)), cents) for key, cents in lines.items()]
    by_amount, by_lot = drawn(found, seed=seed, largest=largest, at_random=rest)
    again = data.draw(st.permutations(found))
    assert drawn(again, seed=seed, largest=largest, at_random=rest) == (by_amount, by_lot)
    worth = [one for one in found if one.cents]
    assert len(by_amount) == min(largest, len(worth)) and len(by_lot) == min(rest, len(worth) - len(by_amount))
    assert not set(by_amount) & set(by_lot)
    left = set(worth) - set(by_amount)
    assert all(one.cents >= other.cents for one in by_amount for other in left)


def test_every_line_has_its_chance():
    found = [Candidate((UUID(int=0), UUID(int=place)), 100) for place in range(20)]
    times = [0] * 20
    for seed in range(400):
        for one in drawn(found, seed=str(seed), largest=0, at_random=5)[1]:
            times[one.key[1].int] += 1
    assert min(times) > 60 and max(times) < 140, "about a hundred times each"


def _held(limit=None):
    titles = {"fr": "Titre", "nl": "Titel", "en": "Title"}
    whole = {"kind": "text", "title": titles, "limit": limit, "measure": None}
    fields = [{**whole, "code": code, "need": "below" if code == "A3" else "always"} for code in ("A1", "A2", "A3")]
    grant = SimpleNamespace(form=lambda kind: {"code": kind, "fields": fields}, last=date(2015, 12, 31))
    return SimpleNamespace(grant=grant, lines=[SimpleNamespace(code="activation", title="Ligne", cents=100_00)])


def _found(values, results, costs, limit=None):
    return {
        (one.section, one.field, one.blocks)
        for one in problems(_held(limit), values, results, scene.told(costs), on=DUE)
    }


def test_each_thing_to_look_at_says_where_it_is_and_whether_it_stops():
    exact, results = [scene.cost("Loyer", 100_00)], scene.table()
    assert _found(scene.WORDS, results, exact) == set()
    assert _found({"A1": "Oui"}, results, exact) == {("A", "A2", True)}, "why not is asked of what was not reached"
    assert _found({**scene.WORDS, "A2": "x" * 39}, results, exact, limit=40) == set()
    assert _found({**scene.WORDS, "A2": "x" * 41}, results, exact, limit=40) == {("A", "A2", True)}
    numbered = {**scene.WORDS, "A1": "Surtout 85.07.30-033.28.", "reply": "Le 85073003328, enfin."}
    assert _found(numbered, results, exact) == {("A", "A1", True), ("A", "reply", True)}, "no number of a person leaves"
    cells = results["activation"]["cells"]
    cells[0].update(target=40, value=38)
    assert _found({"A1": "Oui", "A2": "Non"}, results, exact) == {("A", "A3", True)}
    assert _found(scene.WORDS, results, exact) == set(), "said why: nothing stops"
    assert _found(scene.WORDS, scene.table(**{"2.1": 12, "R1": 31, "R2": None}), exact) == {
        ("B", "activation:2", False), ("B", "activation:R1", False), ("B", "activation:R2", True)
    }  # fmt: skip
    cells[1].update(how="corrected", reason=" ")
    assert _found(scene.WORDS, results, exact) == {("B", "activation:2", True)}
    indicators = scene.table(I1=10, I2=11)
    for one in indicators["activation"]["cells"][-2:]:
        one.update(form="indicators_2017", at_most=None if one["code"] == "I1" else "I1", strict=True)
    assert _found(scene.WORDS, indicators, exact) == {("B", "activation:I2", True)}
    assert _found(scene.WORDS, scene.table(), []) == {("C", "", False)}
    for cents in (99_99, 100_01):
        assert _found(scene.WORDS, scene.table(), [scene.cost("Loyer", cents)]) == {("C", "", False)}
