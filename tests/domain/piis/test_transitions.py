"""Every state × act × role of a PIIS and of an amendment: what is allowed happens, what is refused leaves no trace."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.people.models import Person
from jalon.domain.piis import queries, services
from jalon.domain.piis.enums import Act, AmendmentState, DecisionOutcome, EndReason, Outcome, Side, State
from jalon.domain.piis.models import Amendment, Piis, PiisEvent
from jalon.domain.piis.transitions import AMENDMENT, PIIS, as_page
from tests.domain.piis.world import (
    MAY_SIGN,
    MONDAY,
    a_draft_piis,
    a_text,
    at,
    council,
    ended,
    handed_over,
    running,
    sign,
    signed,
)
from tests.factories import a_centre, a_member

pytestmark = pytest.mark.django_db

STAFF = {Role.WORKER, Role.COORDINATOR}
COUNCIL = {Role.PRESIDENT, Role.SECRETARY}
ANYBODY = STAFF | COUNCIL
LATER = date(2026, 6, 1)  # a Monday after everything began

# The same table as the code's, written again from the field: state → act → (who, state after).
ALLOWED: dict[str, dict[str, tuple[set[Role], str]]] = {
    State.DRAFT: {Act.HAND_OVER: (STAFF, State.HANDED_OVER), Act.WITHDRAW: (STAFF, State.WITHDRAWN)},
    State.HANDED_OVER: {
        Act.TAKE_BACK: (STAFF, State.DRAFT),
        Act.WITHDRAW: (STAFF, State.WITHDRAWN),
        Act.SIGN: (ANYBODY, State.HANDED_OVER),
    },
    State.SIGNED: {
        Act.APPROVE: (COUNCIL, State.RUNNING),
        Act.REFUSE: (COUNCIL, State.REFUSED),
        Act.SEND_BACK: (COUNCIL, State.DRAFT),
        Act.WITHDRAW: (STAFF, State.WITHDRAWN),
    },
    State.RUNNING: {
        Act.EVALUATE: (STAFF, State.RUNNING),
        Act.AMEND: (STAFF, State.RUNNING),
        Act.EXTEND: (STAFF, State.RUNNING),
        Act.END: (STAFF, State.ENDED),
    },
    State.ENDED: {Act.RESUME: (STAFF, State.ENDED)},
    State.REFUSED: {},
    State.WITHDRAWN: {},
}


def _decide(outcome: DecisionOutcome) -> Callable[[Piis, Membership], Any]:
    return lambda piis, actor: services.decide(
        actor=actor, piis=piis, outcome=outcome, decided_on=LATER, at=at(LATER), explanation="Parce que."
    )


def _sign(piis: Piis, actor: Membership) -> Any:
    version = queries.current_version(piis) or piis.versions.order_by("-number").first()
    if version is None:
        raise TransitionRefused
    return sign(version, Side.PERSON, on=LATER, actor=actor)


TRY: dict[str, Callable[[Piis, Membership], Any]] = {
    Act.HAND_OVER: lambda piis, actor: services.hand_over(actor=actor, piis=piis, at=at(LATER)),
    Act.TAKE_BACK: lambda piis, actor: services.take_back(actor=actor, piis=piis, at=at(LATER)),
    Act.WITHDRAW: lambda piis, actor: services.withdraw(actor=actor, piis=piis, at=at(LATER), reason="Parce que."),
    Act.SIGN: _sign,
    Act.APPROVE: _decide(DecisionOutcome.APPROVED),
    Act.REFUSE: _decide(DecisionOutcome.REFUSED),
    Act.SEND_BACK: _decide(DecisionOutcome.SENT_BACK),
    Act.EVALUATE: lambda piis, actor: services.record_evaluation(
        actor=actor, piis=piis, held_on=LATER, in_person=True, findings=(), at=at(LATER)
    ),
    Act.AMEND: lambda piis, actor: services.prepare_amendment(
        actor=actor,
        piis=piis,
        draft=replace(queries.current_draft(piis), additional_aid="Un abonnement de bus."),
        asked_by=Side.PERSON,
        reason="Parce que.",
        effective_on=LATER,
        at=at(LATER),
    ),
    Act.EXTEND: lambda piis, actor: services.extend(
        actor=actor,
        piis=piis,
        until=piis.until + timedelta(days=90),
        asked_by=Side.PERSON,
        reason="Parce que.",
        at=at(LATER),
    ),
    Act.END: lambda piis, actor: services.end(
        actor=actor, piis=piis, reason=EndReason.EMPLOYMENT, outcome=Outcome.JOB, effective_on=LATER, at=at(LATER)
    ),
    Act.RESUME: lambda piis, actor: services.resume(
        actor=actor, piis=piis, worked_from=MONDAY, worked_until=MONDAY, at=at(LATER)
    ),
}

MAKE: dict[str, Callable[[Person], Piis]] = {
    State.DRAFT: a_draft_piis,
    State.HANDED_OVER: lambda person: handed_over(person).piis,
    State.SIGNED: lambda person: signed(person).piis,
    State.RUNNING: running,
    State.ENDED: lambda person: ended(running(person), date(2026, 5, 1)),
    State.REFUSED: lambda person: _decide(DecisionOutcome.REFUSED)(signed(person).piis, council()).piis,
    State.WITHDRAWN: lambda person: TRY[Act.WITHDRAW](a_draft_piis(person), person.responsible),
}


class _Undo(Exception):
    """Puts the tried act back."""


def _outcome(piis: Piis, act: str, actor: Membership) -> tuple[str, type[Exception] | None]:
    """The state an act leads to and the refusal it meets; everything it wrote is undone."""
    before = (PiisEvent.objects.count(), JournalEntry.objects.count())
    state, refusal = piis.state, None
    with suppress(_Undo), transaction.atomic():
        try:
            TRY[act](Piis.objects.get(pk=piis.pk), actor)
        except DomainError as error:
            refusal = type(error)
            assert (PiisEvent.objects.count(), JournalEntry.objects.count()) == before
        state = Piis.objects.get(pk=piis.pk).state
        raise _Undo
    return state, refusal


@pytest.mark.parametrize("state", list(ALLOWED))
def test_from_each_state_each_role_may_do_exactly_the_acts_of_the_table(state: str, person: Person):
    piis = MAKE[state](person)
    piis.refresh_from_db()
    assert piis.state == state
    for role in Role:
        actor = a_member(role)
        for act in TRY:
            roles, target = ALLOWED[state].get(act, (set(), ""))
            reached, refusal = _outcome(piis, act, actor)
            if role in roles:
                assert (reached, refusal) == (target, None), f"{role} {act}"
            elif target:
                assert (reached, refusal) == (state, NotAllowed), f"{role} {act}"
            else:
                assert reached == state, f"{role} {act}"
                assert refusal is not None, f"{role} {act}"


@pytest.mark.parametrize("state", [State.DRAFT, State.HANDED_OVER, State.SIGNED, State.RUNNING, State.ENDED])
def test_a_member_of_another_centre_with_every_role_does_nothing_here(state: str, person: Person):
    piis = MAKE[state](person)
    elsewhere = a_centre("Ailleurs")
    with centre_context(elsewhere.pk):
        intruders = [a_member(role) for role in Role]
    for act in ALLOWED[state]:
        for intruder in intruders:
            reached, refusal = _outcome(piis, act, intruder)
            assert (reached, refusal) == (state, NotAllowed), f"{intruder.role} {act}"
    with centre_context(elsewhere.pk):
        for act, attempt in TRY.items():
            for intruder in intruders:
                with pytest.raises((Piis.DoesNotExist, DomainError)):
                    attempt(piis, intruder)
                assert not PiisEvent.objects.exists(), act


def test_the_table_of_the_code_is_the_table_of_the_field():
    written = {(line.source, line.act): line.target for line in PIIS.transitions if line.act != Act.SIGN_LAST}
    expected = {(state, act): target for state, acts in ALLOWED.items() for act, (_who, target) in acts.items()}
    assert written == expected


def test_every_act_says_what_it_causes():
    assert all(str(line.effect) for machine in (PIIS, AMENDMENT) for line in machine.transitions)


def test_the_printed_tables_are_up_to_date():
    page = Path(__file__).parents[3] / "docs" / "states-piis.md"
    assert page.read_text(encoding="utf-8") == as_page(), "run python -m jalon.command.states_pages"


AMENDMENT_ALLOWED: dict[str, dict[str, tuple[set[Role], str]]] = {
    AmendmentState.DRAFT: {
        Act.HAND_OVER: (STAFF, AmendmentState.HANDED_OVER),
        Act.WITHDRAW: (STAFF, AmendmentState.ABANDONED),
    },
    AmendmentState.HANDED_OVER: {
        Act.TAKE_BACK: (STAFF, AmendmentState.DRAFT),
        Act.WITHDRAW: (STAFF, AmendmentState.ABANDONED),
        Act.SIGN: (ANYBODY, AmendmentState.HANDED_OVER),
    },
    AmendmentState.AGREED: {Act.TAKE_EFFECT: (ANYBODY, AmendmentState.IN_FORCE)},
    AmendmentState.IN_FORCE: {},
    AmendmentState.ABANDONED: {},
}


def _sign_amendment(amendment: Amendment, actor: Membership) -> Any:
    version = amendment.versions.order_by("-number").first()
    if version is None:
        raise TransitionRefused
    return sign(version, Side.PERSON, on=LATER, actor=actor)


def _take_effect(amendment: Amendment, actor: Membership) -> Any:
    """The service does nothing when nothing is agreed; the table refuses."""
    if amendment.state != AmendmentState.AGREED:
        raise TransitionRefused
    return services.take_effect(actor=actor, piis=amendment.piis, at=at(LATER))


TRY_AMENDMENT: dict[str, Callable[[Amendment, Membership], Any]] = {
    Act.HAND_OVER: lambda one, actor: services.hand_over_amendment(actor=actor, amendment=one, at=at(LATER)),
    Act.TAKE_BACK: lambda one, actor: services.take_back_amendment(actor=actor, amendment=one, at=at(LATER)),
    Act.WITHDRAW: lambda one, actor: services.abandon_amendment(
        actor=actor, amendment=one, at=at(LATER), reason="Parce que."
    ),
    Act.SIGN: _sign_amendment,
    Act.TAKE_EFFECT: _take_effect,
}


def _an_amendment(person: Person, state: str) -> Amendment:
    piis = running(person)
    effective_on = LATER if state == AmendmentState.AGREED else date(2026, 4, 1)
    amendment = services.prepare_amendment(
        actor=person.responsible,
        piis=piis,
        draft=replace(queries.current_draft(piis), commitments=a_text().commitments),
        asked_by=Side.PERSON,
        reason="Autre projet.",
        effective_on=effective_on,
        at=at(date(2026, 4, 1)),
    )
    if state == AmendmentState.ABANDONED:
        return TRY_AMENDMENT[Act.WITHDRAW](amendment, person.responsible)
    if state in {AmendmentState.HANDED_OVER, AmendmentState.AGREED, AmendmentState.IN_FORCE}:
        version = services.hand_over_amendment(actor=person.responsible, amendment=amendment, at=at(date(2026, 4, 1)))
        if state != AmendmentState.HANDED_OVER:
            sign(version)
            sign(version, Side.CENTRE)
    return Amendment.objects.get(pk=amendment.pk)


@pytest.mark.parametrize("state", list(AMENDMENT_ALLOWED))
def test_from_each_state_of_an_amendment_each_role_may_do_exactly_the_acts_of_the_table(state: str, person: Person):
    amendment = _an_amendment(person, state)
    assert amendment.state == state
    for role in Role:
        actor = a_member(role)
        for act, attempt in TRY_AMENDMENT.items():
            roles, target = AMENDMENT_ALLOWED[state].get(act, (set(), ""))
            refusal = None
            with suppress(_Undo), transaction.atomic():
                try:
                    attempt(Amendment.objects.get(pk=amendment.pk), actor)
                except DomainError as error:
                    refusal = type(error)
                reached = Amendment.objects.get(pk=amendment.pk).state
                raise _Undo
            if role in roles:
                assert (reached, refusal) == (target, None), f"{role} {act}"
            else:
                assert reached == state, f"{role} {act}"
                assert refusal is (NotAllowed if target else refusal), f"{role} {act}"
                assert refusal is not None, f"{role} {act}"


def test_a_decision_is_not_older_than_the_last_signature_nor_in_the_future(person: Person):
    piis = signed(person).piis
    for day, said in ((MAY_SIGN - timedelta(days=1), "trop tôt"), (LATER + timedelta(days=1), "futur")):
        with pytest.raises(DomainError, match=said):
            services.decide(actor=council(), piis=piis, outcome=DecisionOutcome.APPROVED, decided_on=day, at=at(LATER))
    assert Piis.objects.get(pk=piis.pk).state == State.SIGNED
