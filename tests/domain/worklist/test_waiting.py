"""The list shows what waits, to those it waits for, and takes it off when it is done."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from jalon.domain.accounts import law_readings
from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Deputyship, Team
from jalon.domain.core.context import centre_context
from jalon.domain.people.models import PiisExemption
from jalon.domain.piis.enums import AmendmentState, CommitmentState, Side
from jalon.domain.piis.enums import State as PiisState
from jalon.domain.piis.models import Amendment, Commitment, Piis
from jalon.domain.worklist.calendar import as_icalendar
from jalon.domain.worklist.kinds import Kind
from jalon.domain.worklist.queries import counts, waiting
from jalon.domain.worklist.scopes import Reach, Scope
from jalon.domain.worklist.services import calendar_owner, close_calendar, open_calendar, read_token
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def centre() -> Any:
    centre = a_centre()
    with centre_context(centre.pk):
        yield centre


@pytest.fixture
def worker(centre: Any) -> Any:
    return a_member(Role.WORKER, name="Noor Peeters")


def a_project(worker: Any, state: PiisState = PiisState.RUNNING, **facts: Any) -> Piis:
    person = a_person(responsible=worker)
    facts = {"number": 1, "drafted_on": date(2026, 1, 5), "since": date(2026, 2, 1), "until": date(2027, 6, 1)} | facts
    return Piis.objects.create(person=person, state=state, responsible=worker, **facts)


def kinds(worker: Any, reach: Reach = Reach.ME) -> list[Kind]:
    return [row.kind for row in waiting(Scope(worker, reach, ON))]


@pytest.mark.parametrize(
    ("state", "facts", "kind"),
    [
        (PiisState.DRAFT, {}, Kind.HAND_OVER),
        (PiisState.HANDED_OVER, {"may_sign_from": date(2026, 11, 20)}, Kind.SIGN),
        (PiisState.SIGNED, {"concluded_on": date(2026, 11, 2)}, Kind.DECIDE),
        (PiisState.RUNNING, {"next_evaluation_on": date(2026, 12, 1)}, Kind.EVALUATE),
        (PiisState.RUNNING, {"until": date(2026, 12, 10)}, Kind.RENEW),
        (PiisState.RUNNING, {"until": date(2026, 11, 10)}, Kind.CLOSE),
    ],
)
def test_a_project_waits_for_one_act(worker: Any, state: PiisState, facts: dict[str, Any], kind: Kind):
    a_project(worker, state, **facts)
    assert kinds(worker) == [kind]


def test_somebody_obliged_without_a_project_waits_for_one_before_the_laws_day(worker: Any):
    person = a_person(responsible=worker)
    a_status(person, since=date(2026, 9, 10), decided_on=date(2026, 9, 10), demanded_on=date(2026, 9, 1))
    [row] = waiting(Scope(worker, Reach.ME, ON))
    assert (row.kind, row.due_on, row.person_id) == (Kind.CONCLUDE, date(2026, 12, 10), person.pk)
    Piis.objects.create(person=person, number=1, state=PiisState.DRAFT, drafted_on=ON, responsible=worker)
    assert kinds(worker) == []


def test_what_the_centre_promised_waits_until_it_is_kept(worker: Any):
    promise = Commitment.objects.create(
        piis=a_project(worker), side=Side.CENTRE, text="Nous payons le cours.", due_on=date(2026, 11, 2)
    )
    [row] = waiting(Scope(worker, Reach.ME, ON))
    assert row.subject_id == promise.piis_id
    assert row.kind == Kind.PROMISE and row.words == "Nous payons le cours." and row.is_late(ON)
    Commitment.objects.filter(pk=promise.pk).update(state=CommitmentState.KEPT)
    assert kinds(worker) == []


def test_a_persons_own_commitment_is_nobodys_alarm(worker: Any):
    Commitment.objects.create(piis=a_project(worker), side=Side.PERSON, text="Je visite.", due_on=date(2026, 11, 2))
    assert kinds(worker) == []


def test_an_exemption_is_looked_at_again(worker: Any):
    PiisExemption.objects.create(
        person=a_person(responsible=worker),
        reason="health",
        explanation="Hospitalisation.",
        since=date(2026, 5, 1),
        review_on=date(2026, 11, 30),
        author=worker,
    )
    assert kinds(worker) == [Kind.EXEMPTION]


def test_work_is_mine_my_teams_or_the_centres_and_a_deputy_sees_the_absent_ones(worker: Any):
    team = Team.objects.create(name="Insertion")
    mate, far, deputy = (a_member(Role.WORKER, team=each) for each in (team, None, None))
    worker.team = team
    worker.save()
    a_project(mate, PiisState.DRAFT)
    a_project(far, PiisState.DRAFT)
    assert len(kinds(worker)) == 0
    assert len(kinds(worker, Reach.TEAM)) == 1
    assert kinds(worker, Reach.CENTRE).count(Kind.HAND_OVER) == 2
    Deputyship.objects.create(absent=far, deputy=deputy, since=date(2026, 11, 16), until=date(2026, 11, 27))
    assert len(kinds(deputy)) == 1


def test_files_of_nobody_are_the_centres_business(worker: Any):
    a_person(responsible=None)
    assert kinds(worker) == []
    assert kinds(worker, Reach.CENTRE) == [Kind.WORKER]


def test_the_list_goes_on_where_it_stopped_and_the_counts_agree(worker: Any):
    for _ in range(7):
        a_project(worker, PiisState.DRAFT)
    scope = Scope(worker, Reach.ME, ON)
    seen: list[Any] = []
    while rows := waiting(scope, limit=3, after=(seen[-1].due_on, seen[-1].key) if seen else None):
        seen += rows
    assert len({row.subject_id for row in seen}) == 7
    assert [(count.kind, count.waiting, count.late) for count in counts(scope)] == [(Kind.HAND_OVER, 7, 7)]


def test_the_number_of_queries_does_not_grow(worker: Any, django_assert_num_queries: Any):
    scope = Scope(worker, Reach.CENTRE, ON)
    law_readings.chosen()  # a page brings them with its member
    for size in (1, 20):
        for _ in range(size):
            a_project(worker, PiisState.DRAFT)
        with django_assert_num_queries(4):
            waiting(scope)
            counts(scope)


def test_a_calendar_names_nobody(worker: Any):
    project = a_project(worker, PiisState.DRAFT)
    text = as_icalendar(waiting(Scope(worker, Reach.ME, ON)), home="https://jalon.example/").decode()
    assert text.count("BEGIN:VEVENT") == 1
    for secret in (project.person.last_name, project.person.file_number, str(project.person_id), worker.name):
        assert secret not in text


def test_a_calendar_address_can_be_taken_away_and_never_guessed(worker: Any):
    token = open_calendar(actor=worker, on=ON)
    centre_id, member_id, nonce = read_token(token)
    assert centre_id == worker.centre_id and calendar_owner(member_id, nonce) == worker
    close_calendar(actor=worker, on=ON)
    assert calendar_owner(member_id, nonce) is None
    assert read_token(token[:-2] + "xx") is None and read_token("..") is None


def test_another_centres_work_is_never_listed(worker: Any):
    a_project(worker, PiisState.DRAFT)
    with centre_context(a_centre("Autre").pk):
        intruder = a_member(Role.COORDINATOR)
        assert waiting(Scope(intruder, Reach.CENTRE, ON)) == []


def test_an_appointment_takes_the_place_of_the_reminder(worker: Any):
    evaluation_at = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    project = a_project(worker, next_evaluation_on=date(2026, 11, 20))
    project.evaluations.create(
        number=1, due_on=date(2026, 11, 20), planned_for=evaluation_at, recorded_by=worker, recorded_at=evaluation_at
    )
    [row] = waiting(Scope(worker, Reach.ME, ON))
    assert (row.kind, row.subject_id) == (Kind.APPOINTMENT, project.pk)


def test_an_amendment_waits_while_it_is_signed_and_again_on_the_day_it_takes_effect(worker: Any):
    project = a_project(worker)
    amendment = Amendment.objects.create(
        piis=project, number=1, effective_on=date(2026, 11, 23), state=AmendmentState.AGREED
    )
    [row] = waiting(Scope(worker, Reach.ME, ON))
    assert (row.kind, row.subject_id, row.due_on) == (Kind.AMENDMENT, project.pk, date(2026, 11, 23))
    for state, effective_on in ((AmendmentState.AGREED, date(2026, 11, 24)), (AmendmentState.IN_FORCE, ON)):
        Amendment.objects.filter(pk=amendment.pk).update(state=state, effective_on=effective_on)
        assert kinds(worker) == []
