"""A sanction is hard to misuse: what is missing stops it, what the centre or an organiser caused never counts."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from jalon.domain.accounts.enums import Role
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.documents.models import Document
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Status
from jalon.domain.piis.enums import AbsenceCause, Cause, CommitmentState, EvaluationState, Side
from jalon.domain.piis.models import Commitment, Evaluation, Piis
from jalon.domain.sanctions import services
from jalon.domain.sanctions.enums import Scope, State
from jalon.domain.sanctions.machine import MACHINE
from jalon.domain.sanctions.models import LatenessExplained, Proposal, SanctionDecision
from jalon.domain.sanctions.requirements import NotReady, NotSanctionable, lacks
from tests.domain.sanctions.builders import (
    COUNCIL_DAY,
    NOTICE_DAY,
    a_broken_promise,
    a_complete_proposal,
    a_signed_piis,
    a_submitted_proposal,
    moment,
    some_terms,
)
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Any:
    centre = a_centre()
    with centre_context(centre.pk):
        yield centre


@pytest.fixture
def worker(centre: Any) -> Any:
    return a_member(Role.WORKER)


@pytest.fixture
def president(centre: Any) -> Any:
    return a_member(Role.PRESIDENT)


@pytest.fixture
def piis(centre: Any) -> Piis:
    person = a_person()
    a_status(person)
    return a_signed_piis(person)


@pytest.mark.parametrize("kind", [StatusKind.EQUIVALENT, StatusKind.BROAD])
def test_a_person_without_the_right_to_social_integration_is_never_sanctioned(centre: Any, worker: Any, kind: Any):
    person = a_person()
    a_status(person, kind)
    piis = a_signed_piis(person)
    with pytest.raises(NotSanctionable):
        services.propose(actor=worker, piis=piis, at=moment(NOTICE_DAY))
    with pytest.raises(DatabaseError, match="right to social integration"), transaction.atomic():
        Proposal.objects.create(person=person, piis=piis, author=worker, opened_on=NOTICE_DAY)
    assert Proposal.objects.count() == 0


def test_a_voluntary_project_is_never_sanctioned(piis: Piis, worker: Any):
    Piis.objects.update(is_voluntary=True)
    piis.refresh_from_db()
    with pytest.raises(NotSanctionable):
        services.propose(actor=worker, piis=piis, at=moment(NOTICE_DAY))


def test_a_proposal_starts_with_everything_missing_and_nothing_against_the_person(piis: Piis, worker: Any):
    proposal = services.propose(actor=worker, piis=piis, at=moment(NOTICE_DAY))
    assert proposal.has_legitimate_reason is None
    fields = {lack.field for lack in lacks(proposal, COUNCIL_DAY)}
    assert fields == {"facts", "facts_on", "tried", "advice", "hearing_on", "has_legitimate_reason", "cited", "notice"}
    with pytest.raises(NotReady):
        services.submit(actor=worker, proposal=proposal, at=moment(COUNCIL_DAY))
    proposal.refresh_from_db()
    assert proposal.state == State.DRAFT


@pytest.mark.parametrize("missing", ["facts", "tried", "advice"])
def test_each_missing_text_stops_the_proposal(piis: Piis, worker: Any, missing: str):
    proposal = a_complete_proposal(worker, piis)
    proposal = services.save(
        actor=worker, proposal=proposal, revision=proposal.revision, at=moment(NOTICE_DAY), **{missing: ""}
    )
    with pytest.raises(NotReady):
        services.submit(actor=worker, proposal=proposal, at=moment(date(2026, 10, 26)))


def test_a_late_centre_blocks_the_proposal_until_it_explains_itself(piis: Piis, worker: Any):
    ours = Commitment.objects.create(
        piis=piis, side=Side.CENTRE, text="Nous inscrivons Camille.", due_on=date(2026, 3, 1)
    )
    proposal = a_complete_proposal(worker, piis)
    with pytest.raises(NotReady, match="Nous inscrivons"):
        services.submit(actor=worker, proposal=proposal, at=moment(date(2026, 10, 26)))
    services.explain_lateness(
        actor=worker,
        proposal=proposal,
        commitment=ours,
        explanation="L’école n’avait plus de place ; inscription faite en septembre.",
        on=date(2026, 10, 26),
    )
    submitted = services.submit(actor=worker, proposal=proposal, at=moment(date(2026, 10, 26)))
    assert submitted.state == State.SUBMITTED
    assert LatenessExplained.objects.count() == 1


def test_a_promise_the_centre_did_not_keep_is_explained_like_a_late_one(piis: Piis, worker: Any):
    Commitment.objects.create(
        piis=piis, side=Side.CENTRE, text="Nous payons le bus.", state=CommitmentState.NOT_KEPT, cause=Cause.CENTRE
    )
    with pytest.raises(NotReady, match="Nous payons le bus"):
        services.submit(actor=worker, proposal=a_complete_proposal(worker, piis), at=moment(date(2026, 10, 26)))


def test_an_act_sent_twice_is_done_once(piis: Piis, worker: Any, president: Any):
    proposal, key = a_complete_proposal(worker, piis), uuid4()
    for _click in range(2):
        services.submit(actor=worker, proposal=proposal, at=moment(date(2026, 10, 26)), key=key)
    refusal = {"reason": "Le cours a repris.", "decided_on": date(2026, 11, 2), "at": moment(date(2026, 11, 2))}
    key = uuid4()
    for _click in range(2):
        services.refuse(actor=president, proposal=proposal, key=key, **refusal)
    proposal.refresh_from_db()
    assert proposal.state == State.REFUSED
    done = proposal.events.filter(act__in=["submit", "refuse"]).order_by("number")
    assert [event.act for event in done] == ["submit", "refuse"]


@pytest.mark.parametrize("cause", [AbsenceCause.ORGANISER, AbsenceCause.FORCE_MAJEURE])
def test_an_absence_the_person_did_not_cause_is_never_cited(piis: Piis, worker: Any, cause: Any):
    missed = Evaluation.objects.create(
        piis=piis,
        number=1,
        due_on=date(2026, 6, 1),
        held_on=date(2026, 6, 1),
        state=EvaluationState.MISSED,
        absence_cause=cause,
        absence_note="La salle était fermée.",
        recorded_by=worker,
        recorded_at=moment(date(2026, 6, 1)),
    )
    proposal = services.propose(actor=worker, piis=piis, at=moment(NOTICE_DAY))
    with pytest.raises(DomainError, match="ne peut pas être invoquée"):
        services.cite_absence(actor=worker, proposal=proposal, evaluation=missed, on=NOTICE_DAY)
    assert proposal.cited_absences.count() == 0


@pytest.mark.parametrize("cause", [Cause.CENTRE, Cause.ORGANISER, Cause.FORCE_MAJEURE])
def test_a_promise_broken_by_another_cause_is_never_cited(piis: Piis, worker: Any, cause: Any):
    promise = a_broken_promise(piis)
    Commitment.objects.filter(pk=promise.pk).update(cause=cause)
    promise.refresh_from_db()
    proposal = services.propose(actor=worker, piis=piis, at=moment(NOTICE_DAY))
    with pytest.raises(DomainError, match="ne peut pas être invoqué"):
        services.cite_commitment(actor=worker, proposal=proposal, commitment=promise, on=NOTICE_DAY)


def test_the_whole_way_leaves_two_papers_and_the_person_stays_a_beneficiary(piis: Piis, worker: Any, president: Any):
    before = list(Status.objects.values())
    proposal = a_submitted_proposal(worker, piis)
    decision = services.decide(actor=president, proposal=proposal, terms=some_terms(), at=moment(COUNCIL_DAY))
    assert (decision.starts_on, decision.ends_on) == (date(2026, 12, 1), date(2026, 12, 31))
    told = services.notify(actor=worker, proposal=proposal, notified_on=date(2026, 11, 5), at=moment(date(2026, 11, 5)))
    assert told.appeal_until == date(2027, 2, 5)
    assert sorted(Document.objects.values_list("kind", flat=True)) == ["notice", "sanction"]
    assert list(Status.objects.values()) == before


def test_the_first_sanction_lasts_one_month_at_most_and_three_on_recidivism_within_a_year(
    piis: Piis, worker: Any, president: Any
):
    proposal = a_submitted_proposal(worker, piis)
    with pytest.raises(InvalidInput, match="1 à 1 mois"):
        services.decide(actor=president, proposal=proposal, terms=some_terms(months=2), at=moment(COUNCIL_DAY))
    services.decide(actor=president, proposal=proposal, terms=some_terms(), at=moment(COUNCIL_DAY))
    assert SanctionDecision.objects.get().is_recidivism is False


def test_a_suspension_cannot_begin_before_the_day_after_the_decision_or_too_late(
    piis: Piis, worker: Any, president: Any
):
    proposal = a_submitted_proposal(worker, piis)
    for starts_on in (COUNCIL_DAY, date(2027, 2, 2)):
        with pytest.raises(InvalidInput):
            services.decide(
                actor=president, proposal=proposal, terms=some_terms(starts_on=starts_on), at=moment(COUNCIL_DAY)
            )
    assert SanctionDecision.objects.count() == 0


def test_a_partial_sanction_names_its_amount(piis: Piis, worker: Any, president: Any):
    proposal = a_submitted_proposal(worker, piis)
    with pytest.raises(InvalidInput, match="montant"):
        services.decide(
            actor=president, proposal=proposal, terms=some_terms(scope=Scope.PARTIAL), at=moment(COUNCIL_DAY)
        )
    made = services.decide(
        actor=president,
        proposal=proposal,
        terms=some_terms(scope=Scope.PARTIAL, withheld_cents=15_000),
        at=moment(COUNCIL_DAY),
    )
    assert made.withheld_cents == 15_000


def test_nobody_decides_on_their_own_proposal_and_a_worker_decides_on_none(piis: Piis, worker: Any):
    proposal = a_submitted_proposal(worker, piis)
    for actor in (worker, a_member(Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            services.decide(actor=actor, proposal=proposal, terms=some_terms(), at=moment(COUNCIL_DAY))
    assert SanctionDecision.objects.count() == 0


def test_two_councils_at_once_make_one_decision(piis: Piis, worker: Any, president: Any):
    proposal = a_submitted_proposal(worker, piis)
    services.decide(actor=president, proposal=proposal, terms=some_terms(), at=moment(COUNCIL_DAY))
    with pytest.raises(TransitionRefused):
        services.decide(actor=president, proposal=proposal, terms=some_terms(), at=moment(COUNCIL_DAY))
    assert SanctionDecision.objects.count() == 1


def test_a_change_made_meanwhile_is_shown_and_not_overwritten(piis: Piis, worker: Any):
    proposal = services.propose(actor=worker, piis=piis, at=moment(NOTICE_DAY))
    services.save(actor=worker, proposal=proposal, revision=1, at=moment(NOTICE_DAY), facts="Le premier texte.")
    with pytest.raises(Conflict) as refusal:
        services.save(actor=worker, proposal=proposal, revision=1, at=moment(NOTICE_DAY), facts="Le second.")
    assert refusal.value.theirs.facts == "Le premier texte."


def test_a_suspension_the_person_does_not_know_of_cannot_be_notified_late(piis: Piis, worker: Any, president: Any):
    proposal = a_submitted_proposal(worker, piis)
    services.decide(actor=president, proposal=proposal, terms=some_terms(), at=moment(COUNCIL_DAY))
    with pytest.raises(InvalidInput, match="avant que la personne le sache"):
        services.notify(actor=worker, proposal=proposal, notified_on=date(2026, 12, 1), at=moment(date(2026, 12, 2)))


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("act", MACHINE.acts)
def test_only_the_acts_of_the_table_exist(state: str, act: str, piis: Piis, worker: Any, president: Any):
    proposal = Proposal(person=piis.person, piis=piis, author=worker, state=state, opened_on=NOTICE_DAY)
    line = MACHINE.find(state, act)
    for actor in (worker, president):
        proposal.state = state
        if line and line.who(actor, proposal):
            MACHINE.apply(proposal, act, actor=actor)
            assert proposal.state == line.target
        else:
            with pytest.raises(DomainError):
                MACHINE.apply(proposal, act, actor=actor)
            assert proposal.state == state


def test_an_intruder_of_another_centre_finds_nothing(piis: Piis, worker: Any):
    proposal = services.propose(actor=worker, piis=piis, at=moment(NOTICE_DAY))
    with centre_context(a_centre("Autre").pk):
        intruder = a_member(Role.WORKER)
        with pytest.raises(Proposal.DoesNotExist):
            services.withdraw(actor=intruder, proposal=proposal, reason="", at=moment(NOTICE_DAY))
    proposal.refresh_from_db()
    assert proposal.state == State.DRAFT


def test_the_hearing_must_lie_behind_the_council(piis: Piis, worker: Any):
    proposal = a_complete_proposal(worker, piis)
    services.save(
        actor=worker,
        proposal=proposal,
        revision=proposal.revision,
        at=moment(NOTICE_DAY),
        hearing_on=moment(COUNCIL_DAY + timedelta(days=5)),
    )
    with pytest.raises(NotReady, match="audition"):
        services.submit(actor=worker, proposal=proposal, at=moment(COUNCIL_DAY))


def test_everything_written_in_a_proposal_leaves_its_row_in_the_journal(piis: Piis, worker: Any):
    a_complete_proposal(worker, piis)
    verbs = list(JournalEntry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["sanction.open", "sanction.cited", "sanction.written", "sanction.notice"]
