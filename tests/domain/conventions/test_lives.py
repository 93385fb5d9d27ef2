"""The table of transitions cell by cell, and random lives: no early advance, no signature on an old text."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.conventions import services
from jalon.domain.conventions.enums import AT_THE_CENTRE, KINDS, Act, State
from jalon.domain.conventions.migrations import __path__ as migrations
from jalon.domain.conventions.models import Advance, Convention, Paper, Signature, Version
from jalon.domain.conventions.queries import draft_of
from jalon.domain.conventions.transitions import CONVENTION, as_page, moves
from jalon.domain.core import graphemes
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from tests.domain.conventions import scene
from tests.domain.conventions.scene import CHECKS, FIELDS, a_world, of
from tests.scene import played, shared

world_of_module = shared(a_world)

OFFICER, CABINET, ANSWERABLE, COUNCIL = {"officer"}, {"cabinet"}, {"coordinator", "president", "secretary"}, {
    "president", "secretary"
}  # fmt: skip
# The same table as the code's, written again from the field: state → act → (who, state after).
ALLOWED = {
    "invited": {"begin": (ANSWERABLE, "draft"), "withdraw": (COUNCIL, "withdrawn"), "extend": (OFFICER, "invited")},
    "draft": {"send": (COUNCIL, "sent"), "withdraw": (COUNCIL, "withdrawn"), "extend": (OFFICER, "draft")},
    "sent": {"send_back": (OFFICER, "back"), "advise": (OFFICER, "advised")},
    "back": {"send": (COUNCIL, "sent"), "withdraw": (COUNCIL, "withdrawn"), "extend": (OFFICER, "back")},
    "advised": {
        "return_advice": (CABINET, "sent"), "approve": (CABINET, "decided"), "refuse": (CABINET, "refused"),
    },
    "decided": {
        "sign": (COUNCIL, "decided"), "sign_last": (COUNCIL, "centre_signed"), "withdraw": (COUNCIL, "withdrawn"),
        "recall": (CABINET, "back"),
    },
    "centre_signed": {"sign_minister": (CABINET, "in_force"), "recall": (CABINET, "back")},
    "in_force": {},
    "refused": {"reopen": (OFFICER, "draft")},
    "withdrawn": {"reopen": (OFFICER, "draft")},
}  # fmt: skip
EVERYBODY = [*Role.values, *FederalRole.values]


def _somebody(role: str) -> Membership | FederalMembership:
    if role in FederalRole.values:
        return FederalMembership(role=role)
    return Membership(role=role, centre_id="5f4dcc3b-0000-4000-8000-000000000001")


def test_every_act_from_every_state_by_everybody_is_allowed_or_refused_as_the_field_says():
    day = scene.UNTIL
    facts = {
        "reason": "Une raison", "until": day + timedelta(days=9), "on": day, "missing": (), "remarks": {"A": "x"},
        "words": "", "favourable": True, "all_checked": True,
    }  # fmt: skip
    for state in State.values:
        for act in Act.values:
            for role in EVERYBODY:
                actor = _somebody(role)
                subject = SimpleNamespace(state=state, entry_until=day, centre_id=getattr(actor, "centre_id", None))
                who, after = ALLOWED[state].get(act, (None, state))
                try:
                    CONVENTION.apply(subject, act, actor=actor, **facts)
                    assert who and role in who, (state, act, role)
                except TransitionRefused:
                    assert who is None, (state, act, role)
                except NotAllowed:
                    assert who and role not in who, (state, act, role)
                    after = state
                assert subject.state == after
    elsewhere = SimpleNamespace(state="draft", entry_until=day, centre_id="another")
    with pytest.raises(NotAllowed):
        CONVENTION.apply(elsewhere, Act.WITHDRAW, actor=_somebody("president"), **facts)


def test_the_table_in_the_documentation_and_in_the_database_is_this_one():
    with translation.override("fr"):
        page = Path(__file__).parents[3] / "docs" / "states-convention.md"
        assert page.read_text(encoding="utf-8") == as_page(), "run python -m jalon.command.states_pages"
    sql = Path(next(iter(migrations)), "0002_moves.py").read_text(encoding="utf-8")
    assert all(f"('{role}', '{source}', '{target}')" in sql for role, source, target in moves())
    listed = sql[sql.index("IN (\n") : sql.index("does not lead")]
    assert listed.count("('jalon_") == len(moves())
    assert set(AT_THE_CENTRE) == set(KINDS) == set(State)


def test_a_character_is_what_a_person_sees():
    seen = {
        "": 0,
        "abc": 3,
        "e\u0301": 1,
        "👩‍👩‍👧‍👦": 1,
        "🇧🇪🇫🇷": 2,
        "👍🏽": 1,
        "a\r\nb": 3,
        "각각": 2,
        "1\ufe0f\u20e3": 1,
        "नि": 1,
    }
    assert {text: graphemes.count(text) for text in seen} == seen


def _acts(world):
    ours = world.ours

    def centre(act):
        def run(day):
            with centre_context(ours.centre.pk):
                act(rows(Convention).get(number=0), scene.at(day))

        return run

    def federal(act):
        def run(day):
            with federal_context():
                act(rows(Convention).get(centre_id=ours.centre.pk, number=0), scene.at(day))

        return run

    def write(one, at):
        draft = draft_of(one)
        told = {"fields": FIELDS, "reply": "", "revision": draft.revision if draft else 0}
        services.save(actor=ours.coordinator, convention=one, at=at, **told)

    def send(one, at):
        if one.state in ("draft", "back"):
            write(one, at)
        services.send(actor=ours.president, convention=one, revision=getattr(draft_of(one), "revision", 0), at=at)

    def sign(member):
        return lambda one, at: services.sign(actor=member, convention=one, shown=scene.paper_hash(one), at=at)

    why = {"reason": "Une raison"}
    later = {"until": scene.UNTIL.replace(year=2028), **why}
    officer, cabinet = {"actor": world.officer}, {"actor": world.cabinet}
    return {
        "begin": centre(write),
        "send": centre(send),
        "withdraw": centre(lambda one, at: services.withdraw(actor=ours.secretary, convention=one, at=at, **why)),
        "sign": centre(sign(ours.president)),
        "sign_last": centre(sign(ours.secretary)),
        "extend": federal(lambda one, at: services.extend(convention=one, at=at, **officer, **later)),
        "reopen": federal(lambda one, at: services.reopen(convention=one, at=at, **officer, **later)),
        "send_back": federal(
            lambda one, at: services.send_back(convention=one, remarks={"A": "Revoir"}, words="", at=at, **officer)
        ),
        "advise": federal(
            lambda one, at: services.advise(convention=one, favourable=True, checks=CHECKS, words="", at=at, **officer)
        ),
        "return_advice": federal(lambda one, at: services.return_advice(convention=one, at=at, **cabinet, **why)),
        "approve": federal(lambda one, at: services.approve(convention=one, at=at, **cabinet)),
        "refuse": federal(lambda one, at: services.refuse(convention=one, at=at, **cabinet, **why)),
        "recall": federal(lambda one, at: services.recall(convention=one, at=at, **cabinet, **later)),
        "sign_minister": federal(
            lambda one, at: services.sign_for_minister(convention=one, shown=scene.paper_hash(one), at=at, **cabinet)
        ),
    }


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 99)), min_size=10, max_size=30))
def test_no_life_pays_before_the_minister_signed_nor_signs_another_text_than_the_last(world_of_module, steps):
    with played(world_of_module) as world:
        scene.invited(world)
        acts = _acts(world)
        for day, (luck, pick) in enumerate(steps, start=1):
            state = of(world.ours).state
            likely = [line.act.value for line in CONVENTION.transitions if line.source == state]
            names = (
                sorted(acts) if luck == 0 or not likely else [one for one in likely if one != "withdraw" or luck == 1]
            )
            try:
                acts[names[pick % len(names)]](day)
            except DomainError:
                assert of(world.ours).state == state, "what is refused leaves no trace"
            _holds(world)


def _holds(world) -> None:
    with federal_context():
        one = rows(Convention).get(centre_id=world.ours.centre.pk, number=0)
        versions = {each.pk: each for each in rows(Version)}
        last = max((each.number for each in versions.values()), default=0)
        signed = [each for each in rows(Signature) if versions[each.version_id].number == last]
        papers = {each.version_id: each.sha256 for each in rows(Paper)}
        assert all(
            each.version_hash == versions[each.version_id].sha256 and each.paper_hash == papers[each.version_id]
            for each in rows(Signature)
        )
        names = {each.capacity for each in signed}
        assert (one.state == "in_force") == ("minister" in names) == rows(Advance).exists()
        assert "minister" not in names or names == {"president", "secretary", "minister"}
        assert one.state != "centre_signed" or names == {"president", "secretary"}
