"""A sanction follows the reading of its centre on the day of the decision, and keeps it."""

from datetime import date, datetime, timedelta, timezone

import pytest

from jalon.domain.accounts import law_readings
from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.law_readings import MONTHS, SANCTION_AGAIN, SANCTION_STARTS
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import InvalidInput
from jalon.domain.sanctions import services
from jalon.domain.sanctions.models import Proposal, SanctionDecision
from jalon.domain.sanctions.services.deciding import limit_for
from tests.domain.sanctions.builders import COUNCIL_DAY, a_signed_piis, a_submitted_proposal, moment, some_terms
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(db):
    centre = a_centre()
    with centre_context(centre.pk):
        yield centre


def choose(parameter: str, reading: str, on: date = date(2026, 1, 10)) -> None:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=timezone(timedelta(hours=1)))
    facts = {"actor": a_member(Role.SECRETARY), "at": at, "on": on}
    law_readings.choose(parameter=parameter, reading=reading, **facts)


def proposed():
    person = a_person()
    a_status(person)
    return a_submitted_proposal(a_member(Role.WORKER), a_signed_piis(person))


def decided(proposal, **terms):
    terms = some_terms(**terms)
    return services.decide(actor=a_member(Role.PRESIDENT), proposal=proposal, terms=terms, at=moment(COUNCIL_DAY))


def test_the_centre_that_begins_in_the_second_month_begins_on_its_first_day_alone(centre):
    choose(SANCTION_STARTS, "second_month")
    proposal = proposed()
    with pytest.raises(InvalidInput, match="01/01/2027"):
        decided(proposal, starts_on=date(2026, 12, 1))
    assert decided(proposal, starts_on=date(2027, 1, 1)).start_reading == "second_month"


def test_its_neighbour_begins_between_two_days_whatever_a_form_says(centre):
    assert decided(proposed(), starts_on=date(2026, 12, 1), start_reading="second_month").start_reading == "between"


def test_a_decision_taken_before_the_choice_keeps_its_reading(centre):
    choose(SANCTION_STARTS, "second_month", on=COUNCIL_DAY)
    decided(proposed(), starts_on=date(2026, 12, 1))
    assert SanctionDecision.objects.get().start_reading == "between"


def test_recidivism_is_counted_to_the_facts_where_the_centre_reads_so(centre):
    first = proposed()
    decided(first)
    again = Proposal(person_id=first.person_id, facts_on=date(2027, 10, 1))
    later = date(2027, 11, 3)  # a year and a day after the first decision; the facts lie within the year
    assert limit_for(again, later).months == 1
    choose(SANCTION_AGAIN, "decision_to_facts")
    assert limit_for(again, later).months == 3


def test_the_appeal_ends_with_its_month_where_terms_are_counted_from_the_eve(centre):
    choose(MONTHS, "eve")
    proposal = proposed()
    decided(proposal, starts_on=date(2027, 1, 15))
    day = date(2026, 11, 30)
    told = services.notify(actor=a_member(Role.PRESIDENT), proposal=proposal, notified_on=day, at=moment(day))
    assert told.appeal_until == date(2027, 2, 28)
