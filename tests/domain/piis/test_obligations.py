"""Who must have a PIIS, asked of a whole centre: the same answer as the law gives person by person."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.core.context import centre_context
from jalon.domain.people.enums import Category, ExemptionReason, StatusKind
from jalon.domain.people.models import Person, PiisExemption, Status
from jalon.domain.piis import deadlines, queries
from jalon.domain.piis.enums import State
from jalon.domain.piis.models import Piis, Right
from tests.domain.piis.world import a_beneficiary, a_draft_piis, ended, running
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db

REFORM = date(2016, 11, 1)
asked = st.dates(date(2015, 6, 1), date(2027, 12, 31)) | st.sampled_from([REFORM, REFORM - timedelta(days=1)])


@st.composite
def lives(draw: st.DrawFn, on: date) -> dict[str, Any]:
    """A birth, one to three periods near the day, and perhaps an exemption."""
    year = draw(st.none() | st.integers(on.year - 30, on.year - 18))
    month = draw(st.none() | st.integers(1, 12)) if year else None
    day = draw(st.none() | st.integers(1, 28)) if month else None
    periods, since = [], on - timedelta(days=draw(st.integers(0, 1500)))
    for _index in range(draw(st.integers(1, 3))):
        until = draw(st.none() | st.integers(0, 500).map(lambda n, since=since: since + timedelta(days=n)))
        granted = draw(st.none() | st.integers(-40, 60).map(lambda n, since=since: since + timedelta(days=n)))
        periods.append(
            {
                "kind": draw(st.sampled_from([StatusKind.INTEGRATION] * 3 + [StatusKind.BROAD])),
                "since": since,
                "until": until,
                "decided_on": granted,
                "demanded_on": granted - timedelta(days=20) if granted and draw(st.booleans()) else None,
                "category": draw(st.sampled_from(Category)),
                "is_student": draw(st.booleans()),
                "is_homeless": draw(st.integers(0, 4)) == 0,
                "works_part_time": draw(st.integers(0, 3)) == 0,
                "previous_right_ended_on": draw(
                    st.none() | st.integers(1, 120).map(lambda n, since=since: since - timedelta(days=n))
                ),
            }
        )
        if until is None:
            break
        since = until + timedelta(days=draw(st.sampled_from([1, 1, 30, 91, 92, 93, 200])))
    exempt = draw(st.none() | st.integers(-100, 100))
    return {"birth": (year, month, day), "periods": periods, "exempt": exempt}


def _live(life: dict[str, Any], on: date, member: Membership) -> Person:
    year, month, day = life["birth"]
    person = a_person(birth_year=year, birth_month=month, birth_day=day, responsible=member)
    for period in life["periods"]:
        facts = dict(period)
        if facts["kind"] == StatusKind.BROAD:
            facts["category"] = None
        Status.objects.create(person=person, **facts)
    if life["exempt"] is not None:
        since = on - timedelta(days=50)
        PiisExemption.objects.create(
            person=person,
            reason=ExemptionReason.HEALTH,
            explanation="Hospitalisation.",
            since=since,
            review_on=since + timedelta(days=400),
            until=on + timedelta(days=life["exempt"]) if life["exempt"] >= -50 else None,
            author=member,
        )
    return person


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_the_whole_centre_is_asked_as_the_law_answers_person_by_person(centre: None, data: st.DataObject):
    on = data.draw(asked)
    with centre_context(a_centre().pk):
        member = a_member(Role.WORKER)
        people = [_live(life, on, member) for life in data.draw(st.lists(lives(on), min_size=1, max_size=8))]
        by_law = {person.pk for person in people if deadlines.obligation(person, on)}
        terms = {person.pk: deadlines.conclude_by(person, on) for person in people}
        rows = {row.pk: row for row in queries.obliged_without_piis(on)}
        assert set(rows) == by_law
        assert {row.pk for row in queries.obliged(on)} == by_law
        for key, row in rows.items():
            term = terms[key]
            assert row.conclude_by == (term.date if term else None)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_the_runs_of_the_right_kept_by_the_database_follow_every_change_of_status(centre: None, data: st.DataObject):
    on = data.draw(asked)
    with centre_context(a_centre().pk):
        member = a_member(Role.WORKER)
        people = [_live(life, on, member) for life in data.draw(st.lists(lives(on), min_size=1, max_size=4))]
        statuses = list(Status.objects.order_by("since"))
        changed = data.draw(st.sampled_from(statuses))
        Status.objects.filter(pk=changed.pk).update(until=changed.since)
        if data.draw(st.booleans()):
            Status.objects.filter(pk=changed.pk).update(kind=StatusKind.BROAD, category=None)
        for person in people:
            kept = {one.since: one for one in Right.objects.filter(person=person)}
            own = list(person.statuses.all())
            seen = {right.since: right for row in own if (right := deadlines.right_on(own, row.since))}
            assert set(kept) == set(seen)
            for since, right in seen.items():
                assert kept[since].decided_on == right.grant.decided_on
                assert kept[since].earlier_ended_on == right.previous_ended_on


def test_nobody_writes_a_right_by_hand(person: Person):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Right.objects.filter(person=person).update(since=date(2020, 1, 1))


def test_a_change_of_category_does_not_end_the_right_nor_the_obligation(person: Person):
    status = person.statuses.get()
    Status.objects.filter(pk=status.pk).update(until=date(2026, 3, 31))
    a_status(person, since=date(2026, 4, 1), category=Category.FAMILY, decided_on=date(2026, 4, 10))
    row = queries.obliged_without_piis(date(2026, 4, 15)).get()
    assert row.right_since == status.since
    assert row.conclude_by == date(2026, 5, 16)


def test_the_partner_of_category_3_is_obliged_on_their_own(person: Person):
    partner = a_beneficiary(last_name="Peeters")
    Status.objects.update(category=Category.FAMILY)
    running(person)
    assert list(queries.obliged_without_piis(date(2026, 4, 1))) == [partner]


def test_who_has_one_in_force_is_not_asked_for_another_and_after_its_end_no_term_runs(person: Person):
    piis = running(person)
    assert not queries.obliged_without_piis(date(2026, 4, 1)).exists()
    ended(piis, date(2026, 5, 31))
    row = queries.obliged_without_piis(date(2026, 6, 1)).get()
    assert row.conclude_by is None
    assert row.open_piis_state is None


def test_a_project_on_its_way_is_shown_beside_the_term(person: Person):
    a_draft_piis(person)
    row = queries.obliged_without_piis(date(2026, 4, 1)).get()
    assert row.open_piis_state == State.DRAFT


def test_concluded_in_time_or_late_is_read_from_the_project_s_own_term(person: Person):
    running(person)
    assert Piis.objects.concluded_in_time().count() == 1
    assert not Piis.objects.concluded_late().exists()
    Piis.objects.update(conclude_by=date(2026, 3, 8))
    assert Piis.objects.concluded_late().count() == 1


def test_without_the_right_a_project_is_voluntary(centre: None):
    person = a_person(responsible=a_member())
    a_status(person, StatusKind.BROAD)
    piis = a_draft_piis(person)
    assert piis.is_voluntary
    assert piis.conclude_by is None
    assert not queries.obliged(date(2026, 4, 1)).exists()


def test_projects_that_held_a_community_service_are_listed_with_the_day_to_revise_them(person: Person):
    piis = running(person)
    Piis.objects.filter(pk=piis.pk).update(has_community_service=True, since=date(2018, 1, 1), until=date(2018, 12, 31))
    [(found, due)] = queries.community_service_to_revise(date(2018, 8, 1))
    assert (found, due) == (piis, date(2018, 9, 30))
