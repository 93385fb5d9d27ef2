"""A centre chooses how it reads the law; its neighbour, and what is done already, are left alone."""

from datetime import date, timedelta

import pytest

from jalon.domain.accounts import law_readings
from jalon.domain.accounts.law_readings import CONCLUDE_FROM, MONTHS, OFFERED, SHARE, Choices
from jalon.domain.accounts.models import LawChoice
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.law.parameters import book
from tests.conftest import TODAY
from tests.domain.accounts.conftest import NOON

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


def choose(staff, parameter=CONCLUDE_FROM, reading="notification", *, actor=None, on=TODAY):
    facts = {"parameter": parameter, "reading": reading, "at": NOON + (on - TODAY), "on": on}
    return law_readings.choose(actor=actor or staff.secretary, **facts)


def test_every_doubt_of_the_law_with_several_readings_is_offered():
    several = {name for name, one in book().parameters.items() if any(len(e.readings) > 1 for e in one.entries)}
    assert set(OFFERED) == several


def test_a_choice_counts_from_the_next_day_on(staff):
    choose(staff)
    assert law_readings.followed(CONCLUDE_FROM, TODAY).name == "decision"
    assert law_readings.followed(CONCLUDE_FROM, TODAY + timedelta(days=1)).name == "notification"
    assert law_readings.followed(CONCLUDE_FROM, date(2010, 1, 1)).name == "demand"


def test_the_neighbour_keeps_its_own(staff, strangers):
    choose(staff)
    with centre_context(strangers.centre.pk):
        assert law_readings.followed(CONCLUDE_FROM, LATER).name == "decision"
    assert law_readings.followed(CONCLUDE_FROM, LATER).name == "notification"


def test_going_back_leaves_the_days_between_as_they_were(staff):
    choose(staff)
    choose(staff, reading="decision", on=LATER)
    assert law_readings.followed(CONCLUDE_FROM, LATER).name == "notification"
    assert law_readings.followed(CONCLUDE_FROM, LATER + timedelta(days=1)).name == "decision"


def test_the_last_of_two_choices_of_one_day_counts(staff):
    choose(staff)
    choose(staff, reading="decision")
    assert law_readings.followed(CONCLUDE_FROM, LATER).name == "decision"


def test_the_journal_says_what_was_followed_before(staff):
    choice = choose(staff)
    (entry,) = JournalEntry.objects.filter(subject_id=choice.pk)
    assert entry.verb == "centre.law_reading_chosen"
    assert entry.detail == {"parameter": CONCLUDE_FROM, "before": "decision", "reading": "notification"}


def test_only_the_director_chooses(staff):
    for actor in (staff.worker, staff.coordinator, staff.president):
        with pytest.raises(NotAllowed):
            choose(staff, actor=actor)
    assert not LawChoice.objects.exists()


@pytest.mark.parametrize(
    ("parameter", "reading"),
    [
        (CONCLUDE_FROM, "decision"),
        (CONCLUDE_FROM, "demand"),
        (MONTHS, "x"),
        ("calendar.holidays", "x"),
        (SHARE, "lower"),
    ],
)
def test_what_cannot_be_followed_is_not_chosen(staff, parameter, reading):
    with pytest.raises(InvalidInput):
        choose(staff, parameter, reading)
    assert not LawChoice.objects.exists()


def test_outside_a_centre_the_law_speaks_for_itself():
    assert law_readings.chosen() == Choices()
    assert law_readings.followed(CONCLUDE_FROM, LATER).name == "decision"
