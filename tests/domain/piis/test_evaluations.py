"""Evaluations: due from the law, held or missed with whose cause, every commitment on every side."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.domain.people.models import Person
from jalon.domain.piis import deadlines, queries, services
from jalon.domain.piis.enums import (
    AbsenceCause,
    Cause,
    CommitmentState,
    EvaluationState,
    Kind,
    Opinion,
    Side,
    State,
)
from jalon.domain.piis.models import Commitment, CommitmentReview, Evaluation, Piis
from jalon.domain.piis.services import CommitmentFinding
from jalon.law.calendar import is_working_day
from jalon.law.piis import Held
from tests.domain.piis.world import a_bilan, a_drawing, a_text, at, fresh_key, running

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)


def _held(piis: Piis, on: date = DAY, **changes: object) -> Evaluation:
    facts = {"actor": piis.responsible, "piis": piis, "held_on": on, "in_person": True, "findings": (), "at": at(on)}
    return services.record_evaluation(**{**facts, **changes})


def test_the_state_of_each_commitment_is_kept_on_every_side_even_when_nobody_spoke_of_it(person: Person):
    piis = running(person)
    own = piis.commitments.get(side=Side.PERSON)
    finding = CommitmentFinding(commitment=own.pk, state=CommitmentState.KEPT, comment="Le CV est prêt.")
    evaluation = _held(piis, findings=(finding,))
    seen = {one.commitment.side: one.state for one in evaluation.reviews.all()}
    assert seen == {Side.PERSON: CommitmentState.KEPT, Side.CENTRE: CommitmentState.TO_DO}
    own.refresh_from_db()
    assert (own.state, own.state_on) == (CommitmentState.KEPT, DAY)


def test_a_commitment_not_kept_says_whose_cause_it_is(person: Person):
    piis = running(person)
    centre = piis.commitments.get(side=Side.CENTRE)
    with pytest.raises(InvalidInput, match="à cause de qui"):
        _held(piis, findings=(CommitmentFinding(commitment=centre.pk, state=CommitmentState.NOT_KEPT),))
    assert not Evaluation.objects.exists()
    found = CommitmentFinding(commitment=centre.pk, state=CommitmentState.NOT_KEPT, cause=Cause.CENTRE)
    _held(piis, findings=(found,))
    assert Commitment.objects.get(pk=centre.pk).cause == Cause.CENTRE


def test_the_person_disagrees_comments_and_signs(person: Person):
    piis = running(person)
    evaluation = _held(
        piis,
        opinion=Opinion.DISAGREES,
        person_comment="Je n’ai pas eu le temps.",
        signature_picture_png=a_drawing(),
        bilan_id=a_bilan(person, DAY).pk,
    )
    assert evaluation.opinion == Opinion.DISAGREES
    assert evaluation.signature_name == person.full_name
    assert bytes(evaluation.document.content).startswith(b"%PDF")
    assert evaluation.document in queries.documents_of(piis)


def test_the_next_date_is_proposed_on_a_working_day_and_refused_otherwise(person: Person):
    piis = running(person)
    with pytest.raises(InvalidInput, match="jour ouvrable"):
        _held(piis, next_on=date(2026, 8, 15))
    evaluation = _held(piis)
    assert evaluation.next_on
    assert is_working_day(evaluation.next_on)
    assert Piis.objects.get(pk=piis.pk).next_evaluation_on >= evaluation.next_on


def test_an_evaluation_missed_by_the_organiser_is_nobody_s_fault_and_stays_due(person: Person):
    piis = running(person)
    due = piis.next_evaluation_on
    evaluation = services.record_missed_evaluation(
        actor=person.responsible, piis=piis, missed_on=DAY, cause=AbsenceCause.ORGANISER, at=at(DAY), note="Grève."
    )
    assert evaluation.state == EvaluationState.MISSED
    assert evaluation.document.pages == 1
    assert Piis.objects.get(pk=piis.pk).next_evaluation_on == due
    assert not Evaluation.objects.missed_by_person().exists()
    assert not CommitmentReview.objects.exists()
    assert queries.evaluations_status(piis, DAY).windows[0].held == 0


def test_the_appointment_becomes_the_evaluation(person: Person):
    piis = running(person)
    when = datetime(2026, 5, 4, 14, 30, tzinfo=ZoneInfo("Europe/Brussels"))
    planned = services.plan_evaluation(
        actor=person.responsible, piis=piis, planned_for=when, at=at(date(2026, 4, 1)), place="Bureau 3"
    )
    moved = services.plan_evaluation(
        actor=person.responsible, piis=piis, planned_for=when + timedelta(days=1), at=at(date(2026, 4, 2))
    )
    assert moved.pk == planned.pk
    held = _held(piis, date(2026, 5, 5))
    assert held.pk == planned.pk
    assert held.state == EvaluationState.HELD


def test_an_appointment_on_a_holiday_is_refused_with_the_next_working_day(person: Person):
    piis = running(person)
    ascension = datetime(2026, 5, 14, 10, tzinfo=ZoneInfo("Europe/Brussels"))
    with pytest.raises(InvalidInput, match="15/05/2026"):
        services.plan_evaluation(actor=person.responsible, piis=piis, planned_for=ascension, at=at(date(2026, 4, 1)))


def test_a_cancelled_appointment_leaves_the_evaluation_due(person: Person):
    piis = running(person)
    planned = services.plan_evaluation(
        actor=person.responsible, piis=piis, planned_for=at(DAY), at=at(date(2026, 4, 1))
    )
    services.cancel_appointment(
        actor=person.responsible, evaluation=planned, at=at(date(2026, 4, 2)), reason="Formation ce jour-là."
    )
    assert Evaluation.objects.get().state == EvaluationState.CANCELLED
    assert _held(piis).number == 2


def test_the_same_evaluation_sent_twice_is_recorded_once(person: Person):
    piis, key = running(person), fresh_key()
    assert _held(piis, key=key) == _held(piis, key=key)
    with pytest.raises(InvalidInput, match="déjà enregistrée"):
        _held(piis)
    assert Evaluation.objects.count() == 1


def test_an_evaluation_before_the_beginning_or_in_the_future_is_refused(person: Person):
    piis = running(person)
    with pytest.raises(InvalidInput, match="trop tôt"):
        _held(piis, date(2026, 3, 15))
    with pytest.raises(InvalidInput, match="futur"):
        _held(piis, DAY, at=at(DAY - timedelta(days=1)))


def test_somebody_else_s_change_meanwhile_is_not_lost(person: Person):
    piis = running(person)
    seen = piis.revision
    _held(piis)
    with pytest.raises(Conflict):
        _held(piis, date(2026, 5, 5), revision=seen)


def test_the_bilan_of_another_person_is_refused(person: Person):
    from tests.domain.piis.world import a_beneficiary

    other = a_beneficiary()
    with pytest.raises(InvalidInput, match="celui de cette personne"):
        _held(running(person), bilan_id=other.bilans.get().pk)


def test_a_late_note_about_an_earlier_day_does_not_undo_what_was_seen_since(person: Person):
    piis = running(person)
    own = piis.commitments.get(side=Side.PERSON)
    _held(piis, findings=(CommitmentFinding(commitment=own.pk, state=CommitmentState.KEPT),))
    services.review_commitment(
        actor=person.responsible,
        commitment=own,
        state=CommitmentState.UNDER_WAY,
        on=DAY - timedelta(days=10),
        at=at(DAY),
    )
    assert Commitment.objects.get(pk=own.pk).state == CommitmentState.KEPT
    then = Commitment.objects.as_of(DAY - timedelta(days=5)).get(pk=own.pk)
    assert then.state_then == CommitmentState.UNDER_WAY


def test_a_commitment_of_an_ended_project_is_no_longer_noted(person: Person):
    from tests.domain.piis.world import ended

    piis = running(person)
    ended(piis, DAY)
    with pytest.raises(DomainError, match="plus en cours"):
        services.review_commitment(
            actor=person.responsible,
            commitment=piis.commitments.first(),
            state=CommitmentState.KEPT,
            on=DAY,
            at=at(DAY),
        )


def test_late_and_due_lists_read_the_same_dates(person: Person):
    piis = running(person)
    due = piis.next_evaluation_on
    assert piis not in Piis.objects.evaluation_due_by(due - timedelta(days=1))
    assert piis in Piis.objects.evaluation_due_by(due)
    assert list(Commitment.objects.late(date(2026, 5, 5))) == [piis.commitments.get(side=Side.PERSON)]
    assert not Commitment.objects.late(date(2026, 5, 4)).exists()


starts = st.dates(date(2016, 11, 1), date(2026, 12, 31))


def _unsaved(kind: str, since: date, until: date | None) -> Piis:
    return Piis(centre_id=uuid4(), kind=kind, state=State.RUNNING, since=since, until=until)


@settings(max_examples=60)
@given(starts, st.integers(30, 900), st.lists(st.integers(0, 900), max_size=6, unique=True))
def test_the_next_evaluation_is_a_working_day_within_the_project_and_after_nothing_it_counts(
    since: date, length: int, offsets: list[int]
):
    piis = _unsaved(Kind.GENERAL, since, since + timedelta(days=length))
    held = [Held(on=since + timedelta(days=day), in_person=True) for day in offsets if day <= length]
    due = deadlines.next_evaluation_on(piis, held)
    if due is not None:
        assert is_working_day(due)
        assert since <= due
        assert due <= piis.until + timedelta(days=10)


@settings(max_examples=40)
@given(starts, st.integers(0, 400))
def test_a_study_project_without_end_always_has_a_next_evaluation(since: date, day: int):
    piis = _unsaved(Kind.STUDY, since, None)
    due = deadlines.next_evaluation_on(piis, [Held(on=since + timedelta(days=day), in_person=True)])
    assert due is not None


@settings(max_examples=40)
@given(starts, st.integers(200, 700), st.integers(1, 400))
def test_a_longer_project_never_needs_its_next_evaluation_earlier_than_a_third_of_a_year(
    since: date, length: int, more: int
):
    short = deadlines.next_evaluation_on(_unsaved(Kind.GENERAL, since, since + timedelta(days=length)), [])
    long = deadlines.next_evaluation_on(_unsaved(Kind.GENERAL, since, since + timedelta(days=length + more)), [])
    assert short and long
    assert long <= since + timedelta(days=124)


def test_a_text_handed_over_before_the_reform_may_be_of_the_older_kinds_and_one_after_not(person: Person):
    from jalon.domain.piis.errors import Incomplete
    from tests.domain.piis.world import a_draft_piis

    old = date(2016, 6, 1)
    piis = a_draft_piis(person, a_text(kind=Kind.TRAINING, since=old, until=date(2016, 12, 1)), on=old)
    assert services.hand_over(actor=person.responsible, piis=piis, at=at(old)).data["kind"] == Kind.TRAINING
    again = a_draft_piis(person, a_text(kind=Kind.TRAINING), on=date(2026, 3, 2))
    with pytest.raises(Incomplete) as refusal:
        services.hand_over(actor=person.responsible, piis=again, at=at(date(2026, 3, 2)))
    assert [one.field for one in refusal.value.missing] == ["kind"]
