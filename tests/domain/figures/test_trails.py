"""Figures and the projects' own room read the same trail, also when its days are not in the order of its acts; what was
known when follows a file that moves to another centre."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context, operator_context
from jalon.domain.figures.counting import measure
from jalon.domain.figures.models import KnownCommitment, KnownExemption, KnownStatus
from jalon.domain.figures.periods import Period
from jalon.domain.people.models import PiisExemption, Status
from jalon.domain.people.moving import move_files
from jalon.domain.piis.models import Commitment, Piis, PiisEvent
from tests.domain.piis.world import a_beneficiary, at, running
from tests.factories import a_centre, a_member, a_person

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)
ACTS = [("prepare", "", "draft"), ("hand_over", "draft", "handed"), ("sign_last", "handed", "signed")]
ACTS += [("approve", "signed", "running"), ("evaluate", "running", "running"), ("evaluate", "running", "running")]
ACTS += [("end", "running", "ended")]
MERGED = date(2026, 6, 1)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.integers(0, 60), min_size=4, max_size=len(ACTS)),
    noted=st.lists(st.integers(0, 60), min_size=len(ACTS), max_size=len(ACTS)),
    begins=st.integers(0, 60),
    lasts=st.integers(0, 60),
    looked=st.lists(st.integers(0, 70), min_size=1, max_size=4),
)
def test_a_project_stands_as_its_last_act_by_number_left_it(db, days, noted, begins, lasts, looked):
    with centre_context(a_centre().pk):
        _a_trail(days, noted, START + timedelta(days=begins), lasts)
        for offset in looked:
            day = START + timedelta(days=offset)
            period = Period(START, day)
            assert measure(period).total("in_force") == Piis.objects.in_force_as_of(day).count()
            known = datetime.combine(START + timedelta(days=30), time(12), tzinfo=UTC)
            then = Piis.objects.in_force_as_of(day, known_by=known).count()
            assert measure(replace(period, known_by=known)).total("in_force") == then


def _a_trail(days: list[int], noted: list[int], since: date, lasts: int) -> None:
    """A project whose acts happened on any days, noted on any days; its row is as the last act left it."""
    worker, until = a_member(Role.WORKER), since + timedelta(days=lasts)
    state, is_ended = ACTS[len(days) - 1][2], len(days) == len(ACTS)
    piis = Piis.objects.create(
        person=a_person(), number=1, state=state, drafted_on=START, since=since, until=until, responsible=worker,
        ended_on=max(since, START + timedelta(days=days[-1])) if is_ended else None,
    )  # fmt: skip
    for number, ((act, source, target), day, when) in enumerate(zip(ACTS, days, noted, strict=False), start=1):
        PiisEvent.objects.create(
            piis=piis, number=number, act=act, source=source, target=target, on=START + timedelta(days=day),
            at=datetime.combine(START + timedelta(days=when), time(9), tzinfo=UTC), actor=worker, until=until,
        )  # fmt: skip


def test_an_end_dated_before_the_last_evaluation_still_ends_the_project(db):
    with centre_context(a_centre().pk):
        _a_trail([0, 1, 2, 3, 20, 40, 30], [0] * len(ACTS), START, 60)
        day = START + timedelta(days=50)
        assert Piis.objects.in_force_as_of(day).count() == measure(Period(START, day)).total("in_force") == 0


def test_what_was_known_when_follows_a_merged_centre(db):
    old, new = a_centre("Vieux-Bourg"), a_centre("Bourg-Neuf")
    with centre_context(old.pk):
        piis = running(a_beneficiary())
        Status.objects.filter(person=piis.person).update(until=date(2026, 12, 31))
        Commitment.objects.filter(piis=piis, side="person").update(due_on=date(2026, 5, 20))
        PiisExemption.objects.create(
            person=piis.person, reason="health", explanation="…", since=date(2026, 5, 1), review_on=date(2027, 1, 1),
            author=piis.responsible,
        )  # fmt: skip
        before, known = _known_rows(), at(date(2027, 6, 1))
        spring = measure(Period(date(2026, 4, 1), date(2026, 5, 31), known))
    assert all(before.values())
    old.closed_on, old.successor = MERGED, new
    with operator_context():
        old.save()
    move_files(source=old, target=new, on=MERGED)
    with centre_context(old.pk):
        assert not any(_known_rows().values())
    with centre_context(new.pk):
        assert _known_rows() == before
        assert measure(spring.period).cells == spring.cells


def _known_rows() -> dict[str, list[Any]]:
    copies = (KnownStatus, KnownExemption, KnownCommitment)
    return {one.__name__: sorted(one.objects.values_list("pk", "source_id", "replaced_at")) for one in copies}
