"""A machine that lives thousands of small lives of a PIIS and checks after each step what must always hold."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.services import verify_chain
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import DomainError
from jalon.domain.piis import content, queries, services
from jalon.domain.piis.drafts import CommitmentDraft
from jalon.domain.piis.enums import AmendmentState, CommitmentState, DecisionOutcome, Side, State
from jalon.domain.piis.models import Amendment, Commitment, Piis, PiisEvent, Signature
from jalon.domain.piis.services import CommitmentFinding
from jalon.law.calendar import is_working_day
from tests.domain.piis.world import MONDAY, a_beneficiary, a_text, at, council, sign, with_third_party
from tests.factories import a_centre

pytestmark = pytest.mark.django_db


class Life(RuleBasedStateMachine):
    """One person, one project at a time; days only go forward."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.stack.enter_context(centre_context(a_centre().pk))
        self.person = a_beneficiary()
        self.council = council()
        self.worker = self.person.responsible
        self.today = MONDAY
        self.reports: list[tuple[date, Any, list[str]]] = []
        self.piis = self._begin()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()

    def _begin(self) -> Piis:
        text = a_text(since=self.today + timedelta(days=20), until=self.today + timedelta(days=385))
        lines = tuple(replace(one, id=CommitmentDraft(side="person", text="x").id) for one in text.commitments)
        return services.prepare(
            actor=self.worker, person=self.person, at=at(self.today), draft=replace(text, commitments=lines)
        )

    def _fresh(self) -> Piis:
        return Piis.objects.get(pk=self.piis.pk)

    def _in(self, *states: str) -> bool:
        return self._fresh().state in states

    def _try(self, act: Callable[[], Any]) -> bool:
        """Do an act, or see it refused in words with nothing written."""
        before = (PiisEvent.objects.count(), JournalEntry.objects.count(), Signature.objects.count())
        try:
            act()
        except DomainError as refusal:
            assert str(refusal)
            assert (PiisEvent.objects.count(), JournalEntry.objects.count(), Signature.objects.count()) == before
            return False
        return True

    @initialize(already_runs=st.sampled_from([True, True, False]))
    def where_the_story_begins(self, already_runs: bool) -> None:
        if already_runs:
            self.hand_over()
            self.everybody_signs()
            self.decide(DecisionOutcome.APPROVED)
            assert self._in(State.RUNNING)

    @rule(days=st.integers(1, 45))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @precondition(lambda self: self._in(State.DRAFT))
    @rule(third=st.booleans())
    def write(self, third: bool) -> None:
        piis, text = self._fresh(), queries.current_draft(self._fresh())
        text = with_third_party(text) if third and not text.third_parties else replace(text, additional_aid="Bus.")
        self._try(
            lambda: services.save_draft(
                actor=self.worker, piis=piis, draft=text, revision=piis.revision, at=at(self.today)
            )
        )

    @precondition(lambda self: self._in(State.DRAFT))
    @rule()
    def hand_over(self) -> None:
        self._try(lambda: services.hand_over(actor=self.worker, piis=self.piis, at=at(self.today)))

    @precondition(lambda self: self._in(State.HANDED_OVER))
    @rule(sure=st.integers(0, 3))
    def take_back(self, sure: int) -> None:
        if sure:
            return
        signed = self._fresh().versions.order_by("-number").first().signatures.exists()
        done = self._try(lambda: services.take_back(actor=self.worker, piis=self.piis, at=at(self.today)))
        assert done is not signed

    @rule(side=st.sampled_from([Side.PERSON, Side.CENTRE, Side.THIRD]), number=st.integers(0, 3))
    def sign(self, side: str, number: int) -> None:
        versions = list(self._fresh().versions.order_by("-number"))
        if not versions:
            return
        version = versions[min(number, len(versions) - 1)]
        third = self._fresh().third_parties.filter(signs=True).first() if side == Side.THIRD else None
        amendments = {AmendmentState.DRAFT, AmendmentState.HANDED_OVER}
        open_ = queries.current_version(self.piis, version.amendment)
        done = self._try(lambda: sign(version, side, on=self.today, third_party=third))
        if done:
            assert version == open_
            assert version == versions[0]
            assert side != Side.PERSON or self.today >= version.may_sign_from
            assert version.amendment is None or version.amendment.state in amendments

    @precondition(lambda self: self._in(State.HANDED_OVER, State.RUNNING))
    @rule()
    def everybody_signs(self) -> None:
        """The person comes back after their days to think over."""
        version = queries.current_version(self.piis, queries.amendment_in_progress(self.piis))
        if version is None or not version.must_sign:
            return
        self.today = max(self.today, version.may_sign_from)
        for party in queries.signing_parties(version):
            if not party.has_signed:
                sign(version, party.side, on=self.today, third_party=party.third_party)

    @precondition(lambda self: self._in(State.RUNNING))
    @rule()
    def open_the_page(self) -> None:
        """What was agreed for a day that has come takes force."""
        agreed = Amendment.objects.filter(piis=self.piis, state=AmendmentState.AGREED).first()
        self.piis = services.take_effect(actor=self.worker, piis=self.piis, at=at(self.today))
        if agreed:
            due = agreed.effective_on <= self.today
            agreed.refresh_from_db()
            assert agreed.state == (AmendmentState.IN_FORCE if due else AmendmentState.AGREED)

    @precondition(lambda self: self._in(State.SIGNED))
    @rule(outcome=st.sampled_from([DecisionOutcome.APPROVED, *DecisionOutcome]))
    def decide(self, outcome: str) -> None:
        self._try(
            lambda: services.decide(
                actor=self.council,
                piis=self.piis,
                outcome=outcome,
                decided_on=self.today,
                at=at(self.today),
                explanation="Vu.",
            )
        )

    @precondition(lambda self: self._in(State.RUNNING))
    @rule(state=st.sampled_from([CommitmentState.KEPT, CommitmentState.UNDER_WAY]), in_person=st.booleans())
    def evaluate(self, state: str, in_person: bool) -> None:
        lines = self.piis.commitments.filter(left_on__isnull=True)
        findings = tuple(CommitmentFinding(commitment=one.pk, state=state) for one in lines)
        self._try(
            lambda: services.record_evaluation(
                actor=self.worker,
                piis=self.piis,
                held_on=self.today,
                in_person=in_person,
                findings=findings,
                at=at(self.today),
            )
        )

    @precondition(lambda self: self._in(State.RUNNING))
    @rule(binding=st.booleans())
    def amend(self, binding: bool) -> None:
        def act() -> None:
            text = queries.current_draft(self._fresh())
            line = CommitmentDraft(side=Side.CENTRE, text="Le CPAS appelle l’école.")
            changed = (
                replace(text, commitments=(*text.commitments, line))
                if binding
                else replace(text, aims=text.aims.upper() if text.aims != text.aims.upper() else text.aims.lower())
            )
            amendment = services.prepare_amendment(
                actor=self.worker,
                piis=self.piis,
                draft=changed,
                asked_by=Side.PERSON,
                reason="",
                effective_on=max(self.today, self.piis.since),
                at=at(self.today),
            )
            version = services.hand_over_amendment(actor=self.worker, amendment=amendment, at=at(self.today))
            assert version.must_sign is binding

        before = PiisEvent.objects.count()
        try:
            with transaction.atomic():
                act()
        except DomainError:
            assert PiisEvent.objects.count() == before

    @precondition(lambda self: self._in(State.RUNNING))
    @rule(sure=st.integers(0, 3))
    def end(self, sure: int) -> None:
        if sure:
            return
        day = max(self.today, self.piis.since)
        self._try(
            lambda: services.end(
                actor=self.worker,
                piis=self.piis,
                reason="employment",
                outcome="job",
                effective_on=day,
                at=at(self.today),
            )
        )

    @precondition(lambda self: self._in(State.ENDED))
    @rule()
    def resume(self) -> None:
        ended_on = self._fresh().ended_on
        if self.today <= ended_on:
            self.today = ended_on + timedelta(days=1)
        self.piis = services.resume(
            actor=self.worker, piis=self.piis, worked_from=ended_on, worked_until=ended_on, at=at(self.today)
        )

    @precondition(lambda self: self._in(State.REFUSED, State.WITHDRAWN))
    @rule()
    def begin_again(self) -> None:
        self.piis = self._begin()

    @precondition(lambda self: self._in(State.DRAFT, State.HANDED_OVER, State.SIGNED))
    @rule(sure=st.integers(0, 4))
    def withdraw(self, sure: int) -> None:
        if sure:
            return
        assert self._try(
            lambda: services.withdraw(actor=self.worker, piis=self.piis, at=at(self.today), reason="Change d’avis.")
        )

    @rule()
    def report(self) -> None:
        """Write down today's figure, to ask for it again at each later step."""
        states = sorted(one.state_then for one in Piis.objects.as_of(self.today, known_by=at(self.today, 23)))
        self.today += timedelta(days=1)
        self.reports.append((self.today - timedelta(days=1), at(self.today - timedelta(days=1), 23), states))

    @invariant()
    def the_state_is_that_of_the_last_act(self) -> None:
        for piis in Piis.objects.all():
            events = list(piis.events.order_by("number"))
            assert events[-1].target == piis.state
            assert [one.number for one in events] == list(range(1, len(events) + 1))
            assert all(one.target == two.source for one, two in zip(events, events[1:], strict=False))

    @invariant()
    def every_signature_binds_the_text_it_was_given_on(self) -> None:
        for signature in Signature.objects.select_related("version"):
            assert signature.hash == signature.version.sha256 == content.digest(signature.version.content)

    @invariant()
    def at_most_one_project_runs_and_its_text_is_the_one_in_force(self) -> None:
        running = list(Piis.objects.filter(state=State.RUNNING))
        assert len(running) <= 1
        for piis in running:
            version = queries.version_in_force(piis)
            assert content.body_of(queries.current_draft(piis)) == content.body_of(content.draft_of(version.data))
            assert piis.next_evaluation_on is None or is_working_day(piis.next_evaluation_on)

    @invariant()
    def a_commitment_is_in_the_state_last_seen(self) -> None:
        for line in Commitment.objects.all():
            last = line.reviews.order_by("on", "at").last()
            assert line.state == (last.state if last else CommitmentState.TO_DO)

    @invariant()
    def past_reports_give_the_same_number_again(self) -> None:
        for day, known_by, states in self.reports:
            assert sorted(one.state_then for one in Piis.objects.as_of(day, known_by=known_by)) == states

    @invariant()
    def the_journal_holds(self) -> None:
        assert list(verify_chain()) == []


def test_whatever_order_people_act_in_the_file_stays_true():
    run_state_machine_as_test(
        Life,
        settings=settings(max_examples=12, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )
