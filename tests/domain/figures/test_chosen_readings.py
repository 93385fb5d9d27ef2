"""With whatever a centre chose, and whenever, the file, the lists and the figures still say the same day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.domain.accounts import centre_law, law_readings
from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.law_readings import CONCLUDE_FROM, MONTHS, SHORT_PERIOD, SIGNING, TRANSITION, WEEK
from jalon.domain.core.context import centre_context
from jalon.domain.people.situation import follow_up
from jalon.domain.piis import deadlines
from jalon.domain.piis.obligations import obliged_without_piis
from jalon.law.piis import evaluations_status, may_sign_from
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 1, 10)  # the choice
NOON = datetime(2026, 1, 10, 12, tzinfo=ZoneInfo("Europe/Brussels"))


@pytest.fixture
def here(db):
    centre = a_centre("Val-Clair")
    with centre_context(centre.pk):
        yield centre


def choose(parameter: str, reading: str, on: date = BEFORE) -> None:
    at = NOON + (on - BEFORE)
    law_readings.choose(actor=a_member(Role.SECRETARY), parameter=parameter, reading=reading, at=at, on=on)


def obliged_person(decided_on: date, notified_on: date):
    person = a_person(birth_year=2000, birth_month=5, birth_day=5)
    facts = {"since": decided_on, "demanded_on": decided_on, "decided_on": decided_on, "notified_on": notified_on}
    a_status(person, **facts)
    return person


def said_everywhere(person, on: date) -> set[date | None]:
    """The last day to conclude as the panel, the file and the list of the centre say it."""
    fresh = type(person).objects.get(pk=person.pk)
    panel = deadlines.conclude_by(fresh, on)
    told = follow_up(fresh, on).deadline
    listed = obliged_without_piis(on).get(pk=person.pk).conclude_by
    return {panel and panel.date, told and told.date, listed}


def test_the_centre_that_counts_from_the_notification_has_another_last_day_than_its_neighbour(here):
    choose(CONCLUDE_FROM, "notification")
    mine = obliged_person(date(2026, 2, 2), date(2026, 2, 9))
    assert said_everywhere(mine, date(2026, 3, 1)) == {date(2026, 5, 9)}
    with centre_context(a_centre("Haut-Pré").pk):
        theirs = obliged_person(date(2026, 2, 2), date(2026, 2, 9))
        assert said_everywhere(theirs, date(2026, 3, 1)) == {date(2026, 5, 2)}


def test_a_right_granted_before_the_choice_keeps_its_day(here):
    person = obliged_person(BEFORE, date(2026, 1, 16))
    choose(CONCLUDE_FROM, "notification")
    assert said_everywhere(person, date(2026, 3, 1)) == {date(2026, 4, 10)}


def test_a_term_counted_from_the_eve_ends_with_its_month(here):
    choose(MONTHS, "eve")
    person = obliged_person(date(2026, 4, 30), date(2026, 5, 2))
    assert said_everywhere(person, date(2026, 6, 1)) == {date(2026, 7, 31)}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(-40, 400), later=st.integers(0, 40), months=st.booleans(), event=st.booleans())
def test_file_list_and_panel_agree_whatever_is_chosen(here, days, later, months, event):
    from django.db import transaction

    with transaction.atomic():
        if months:
            choose(MONTHS, "eve")
        if event:
            choose(CONCLUDE_FROM, "notification")
        decided = BEFORE + timedelta(days=days)
        person = obliged_person(decided, decided + timedelta(days=later))
        assert len(said_everywhere(person, decided + timedelta(days=50))) == 1
        transaction.set_rollback(True)
    law_readings._read.set(None)


def test_calendar_days_to_think_are_counted_for_texts_handed_over_afterwards(here):
    handed_over = date(2026, 2, 5)
    default = may_sign_from(handed_over).date
    choose(SIGNING, "calendar_days")
    assert centre_law.may_sign_from(handed_over).date == date(2026, 2, 10) < default
    assert centre_law.may_sign_from(BEFORE) == may_sign_from(BEFORE)


def test_a_centre_that_works_on_saturdays_thinks_shorter_and_meets_on_saturdays(here):
    choose(WEEK, "monday_saturday")
    saturday = date(2026, 2, 7)
    assert centre_law.is_working_day(saturday)
    assert centre_law.next_working_day(saturday) == saturday
    assert centre_law.may_sign_from(date(2026, 2, 5)).date < may_sign_from(date(2026, 2, 5)).date


def test_a_piece_of_a_year_owes_what_the_centre_reads(here):
    choose(SHORT_PERIOD, "whole")
    span = {"held": [], "on": date(2026, 2, 2), "until": date(2026, 5, 31)}
    assert centre_law.evaluations_status(start=date(2026, 2, 1), **span).windows[0].window.number == 3
    assert evaluations_status(start=date(2026, 2, 1), **span).windows[0].window.number == 1
    assert centre_law.evaluations_status(start=BEFORE, **span).windows[0].window.number < 3


def test_an_older_right_is_obliged_or_not_as_the_centre_reads_it(here):
    person = a_person(birth_year=1994, birth_month=5, birth_day=5)
    a_status(person, since=date(2015, 1, 5), demanded_on=date(2015, 1, 5), decided_on=date(2015, 1, 5))
    choose(TRANSITION, "new_rule_only")
    for on, wanted in ((BEFORE, True), (BEFORE + timedelta(days=1), False)):
        assert bool(deadlines.obligation(person, on)) is wanted
        assert bool(follow_up(person, on).answer) is wanted
        assert obliged_without_piis(on).filter(pk=person.pk).exists() is wanted
