"""Any day as of then: a past report gives the same number again."""

from datetime import date, datetime, timedelta

import pytest

from jalon.domain.people.models import Person
from jalon.domain.piis import services
from jalon.domain.piis.enums import CommitmentState, Side, State
from jalon.domain.piis.models import Commitment, Piis
from jalon.domain.piis.services import CommitmentFinding
from tests.domain.piis.world import a_beneficiary, a_text, at, ended, running, sign

pytestmark = pytest.mark.django_db


def _states(on: date, known_by: datetime | None = None) -> list[str]:
    return sorted(one.state_then for one in Piis.objects.as_of(on, known_by=known_by))


def test_each_past_day_keeps_the_state_it_had(person: Person):
    ended(running(person), date(2026, 6, 30))
    assert _states(date(2026, 3, 1)) == []
    assert _states(date(2026, 3, 2)) == [State.HANDED_OVER]
    assert _states(date(2026, 3, 9)) == [State.SIGNED]
    assert _states(date(2026, 3, 10)) == [State.RUNNING]
    assert _states(date(2026, 7, 1)) == [State.ENDED]


def test_in_force_begins_on_its_first_day_and_includes_its_last(person: Person):
    ended(running(person), date(2026, 6, 30))
    inside = [date(2026, 3, 16), date(2026, 5, 1), date(2026, 6, 30)]
    outside = [date(2026, 3, 15), date(2026, 7, 1)]
    assert [Piis.objects.in_force_as_of(day).count() for day in inside] == [1, 1, 1]
    assert [Piis.objects.in_force_as_of(day).count() for day in outside] == [0, 0]


def test_what_is_recorded_late_changes_what_was_so_but_not_what_was_known(person: Person):
    piis = running(person)
    report_day = date(2026, 5, 31)
    known = at(date(2026, 6, 5))
    assert Piis.objects.in_force_as_of(report_day, known_by=known).count() == 1
    services.end(
        actor=person.responsible,
        piis=piis,
        reason="moved",
        outcome="none_yet",
        effective_on=date(2026, 5, 15),
        at=at(date(2026, 6, 20)),
    )
    assert Piis.objects.in_force_as_of(report_day).count() == 0
    assert Piis.objects.in_force_as_of(report_day, known_by=known).count() == 1


def test_a_prolongation_does_not_rewrite_the_days_before_it(person: Person):
    piis = running(person, a_text(until=date(2026, 6, 15)))
    version = services.extend(
        actor=person.responsible,
        piis=piis,
        until=date(2026, 12, 15),
        asked_by=Side.PERSON,
        reason="Stage.",
        at=at(date(2026, 7, 1)),
    )
    sign(version)
    sign(version, Side.CENTRE)
    assert Piis.objects.in_force_as_of(date(2026, 6, 20)).count() == 0
    assert Piis.objects.in_force_as_of(date(2026, 8, 1)).count() == 1


def test_commitments_are_counted_on_both_sides_as_they_stood(person: Person):
    piis = running(person)
    for day, state in ((date(2026, 5, 4), CommitmentState.UNDER_WAY), (date(2026, 7, 6), CommitmentState.KEPT)):
        findings = tuple(CommitmentFinding(commitment=one.pk, state=state) for one in piis.commitments.all())
        services.record_evaluation(
            actor=person.responsible, piis=piis, held_on=day, in_person=True, findings=findings, at=at(day)
        )
    for day, state in (
        (date(2026, 5, 3), CommitmentState.TO_DO),
        (date(2026, 7, 5), CommitmentState.UNDER_WAY),
        (date(2026, 7, 6), CommitmentState.KEPT),
    ):
        then = Commitment.objects.as_of(day)
        assert {(one.side, one.state_then) for one in then} == {(Side.PERSON, state), (Side.CENTRE, state)}


def test_a_report_is_the_same_whenever_it_is_made_again(person: Person):
    first = running(person)
    second = running(a_beneficiary(last_name="Peeters"))
    made = at(date(2026, 6, 1))
    days = [date(2026, 3, 1) + timedelta(days=step) for step in range(0, 90, 7)]
    report = [_states(day, made) for day in days]
    ended(first, date(2026, 6, 15))
    services.end(
        actor=second.responsible,
        piis=second,
        reason="normal",
        outcome="autonomy",
        effective_on=date(2026, 4, 30),
        at=at(date(2026, 6, 16)),
    )
    assert [_states(day, made) for day in days] == report
