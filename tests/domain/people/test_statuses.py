"""Statuses, exemptions and households over time."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.people.enums import Category, StatusKind
from jalon.domain.people.facts import StatusFacts
from jalon.domain.people.models import Partnership, PiisExemption, Status
from jalon.domain.people.queries import follow_up, partner_on, situation_on
from jalon.domain.people.services import (
    correct_status,
    end_exemption,
    end_partnership,
    end_status,
    grant_exemption,
    link_partner,
    renew_exemption,
    start_status,
)
from jalon.law import piis as law
from tests.factories import a_person, a_status

ON = date(2026, 11, 23)
FIRST, LATER = date(2026, 1, 5), date(2026, 6, 1)


def right(since=FIRST, category=Category.ISOLATED, **facts):
    return StatusFacts(StatusKind.INTEGRATION, since=since, category=category, **facts)


@pytest.fixture
def person(here):
    return a_person("Dubois", "Camille", birth_month=5, birth_day=4)


def start(here, person, facts):
    return start_status(actor=here.worker, person=person, facts=facts, on=ON)


def test_a_new_status_ends_the_former_the_day_before(here, person):
    start(here, person, right())
    start(here, person, right(LATER, Category.FAMILY))
    assert list(Status.objects.order_by("since").values_list("since", "until")) == [
        (FIRST, LATER - timedelta(1)),
        (LATER, None),
    ]


@pytest.mark.parametrize("since", [FIRST, FIRST - timedelta(1)])
def test_a_status_does_not_begin_under_another(here, person, since):
    start(here, person, right())
    with pytest.raises(InvalidInput):
        start(here, person, right(since))
    assert Status.objects.count() == 1


def test_the_database_itself_refuses_two_statuses_on_one_day(here, person):
    a_status(person, since=FIRST)
    with pytest.raises(IntegrityError, match="status_one_at_a_time"), transaction.atomic():
        a_status(person, since=LATER)


@pytest.mark.parametrize("kind", [StatusKind.INTEGRATION, StatusKind.EQUIVALENT])
def test_a_right_or_an_equivalent_aid_has_a_category(here, person, kind):
    with pytest.raises(InvalidInput) as refusal:
        start(here, person, StatusFacts(kind, since=FIRST))
    assert refusal.value.field == "category"


def test_a_user_in_the_broad_sense_has_none(here, person):
    status = start(here, person, StatusFacts(StatusKind.BROAD, since=FIRST, category=Category.FAMILY))
    assert status.category is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"demanded_on": date(2026, 2, 1), "decided_on": date(2026, 1, 31)}, "decided_on"),
        ({"decided_on": date(2026, 2, 1), "notified_on": date(2026, 1, 31)}, "notified_on"),
        ({"demanded_on": date(2026, 2, 1), "notified_on": date(2026, 1, 31)}, "notified_on"),
        ({"previous_right_ended_on": FIRST}, "previous_right_ended_on"),
        ({"demanded_on": date(1026, 2, 1)}, "demanded_on"),
        ({"decided_on": date(9999, 12, 31)}, "decided_on"),
    ],
)
def test_demand_decision_and_notification_follow_each_other(here, person, facts, field):
    with pytest.raises(InvalidInput) as refusal:
        start(here, person, right(**facts))
    assert refusal.value.field == field
    assert not Status.objects.exists()


def test_a_correction_moves_nothing_else_and_tells_the_second_writer(here, person):
    status = start(here, person, right())
    correct_status(actor=here.worker, status=status, facts=right(decided_on=FIRST), revision=1, on=ON)
    with pytest.raises(Conflict) as refusal:
        correct_status(actor=here.colleague, status=status, facts=right(decided_on=LATER), revision=1, on=ON)
    assert refusal.value.theirs.decided_on == FIRST


def test_a_correction_never_slides_under_a_neighbour(here, person):
    start(here, person, right())
    second = start(here, person, right(LATER, Category.FAMILY))
    for since in (FIRST, LATER - timedelta(1)):
        with pytest.raises(InvalidInput):
            correct_status(actor=here.worker, status=second, facts=right(since), revision=1, on=ON)


def test_a_status_ends_after_it_began_and_before_the_next(here, person):
    first = start(here, person, right())
    with pytest.raises(InvalidInput):
        end_status(actor=here.worker, status=first, until=FIRST - timedelta(1), on=ON)
    end_status(actor=here.worker, status=first, until=LATER, on=ON)
    start(here, person, right(date(2026, 9, 1)))
    with pytest.raises(InvalidInput):
        end_status(actor=here.worker, status=first, until=date(2026, 9, 1), on=ON)


def test_only_social_staff_of_the_centre_touch_a_status(here, elsewhere, person):
    for actor in (here.president, elsewhere.worker, elsewhere.coordinator):
        with pytest.raises(NotAllowed):
            start_status(actor=actor, person=person, facts=right(), on=ON)
    assert not Status.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_newcomer_to_the_right_must_have_a_piis_three_months_after_the_decision(here, person):
    start(here, person, right(date(2026, 10, 1), decided_on=date(2026, 10, 20)))
    found = follow_up(person, ON)
    assert found.answer.obligation is law.Obligation.OBLIGATORY
    assert found.deadline.date == date(2027, 1, 20)
    assert found.answer.article


def test_a_change_of_category_does_not_begin_the_right_anew(here, person):
    start(here, person, right(FIRST, decided_on=FIRST))
    start(here, person, right(LATER, Category.FAMILY, decided_on=LATER))
    assert situation_on(person, ON).right_since == FIRST
    assert follow_up(person, ON).deadline.date == date(2026, 4, 5)


def test_a_right_interrupted_for_a_few_weeks_is_told_to_the_law(here, person):
    first = start(here, person, right())
    end_status(actor=here.worker, status=first, until=date(2026, 5, 10), on=ON)
    start(here, person, right(LATER))
    situation = situation_on(person, ON)
    assert (situation.right_since, situation.previous_right_ended_on) == (LATER, date(2026, 5, 10))
    assert follow_up(person, ON).answer.obligation is law.Obligation.FACULTATIVE


def test_a_right_in_another_centre_before_counts_too(here, person):
    start(here, person, right(LATER, previous_right_ended_on=date(2026, 5, 10)))
    assert follow_up(person, ON).answer.obligation is law.Obligation.FACULTATIVE


def test_without_a_decision_date_the_term_waits_for_it(here, person):
    start(here, person, right())
    found = follow_up(person, ON)
    assert (found.deadline, found.missing) == (None, "decision")


def test_nobody_outside_the_right_is_obliged(here, person):
    start(here, person, StatusFacts(StatusKind.EQUIVALENT, since=FIRST, category=Category.ISOLATED))
    assert follow_up(person, ON).answer.obligation is law.Obligation.FACULTATIVE


def test_a_birth_known_by_its_year_is_enough_when_both_its_limits_agree(here):
    young = a_person("Jeune", birth_year=2004)
    old_enough = a_person("Ancien", birth_year=1980)
    edge = a_person("Limite", birth_year=2001)
    for one in (young, old_enough, edge):
        start(here, one, right(is_student=True, previous_right_ended_on=FIRST - timedelta(3)))
    assert follow_up(young, ON).answer.obligation is law.Obligation.OBLIGATORY
    assert follow_up(old_enough, ON).answer.obligation is law.Obligation.FACULTATIVE
    assert follow_up(edge, ON).missing == "birth"


def exempt(here, person, **facts):
    told = {"reason": "health", "explanation": "hospitalisation jusqu’au printemps", "since": ON}
    told |= {"review_on": date(2027, 3, 1), **facts}
    return grant_exemption(actor=here.worker, person=person, on=ON, **told)


def test_an_exemption_lifts_the_obligation_while_it_holds(here, person):
    start(here, person, right())
    exemption = exempt(here, person)
    assert follow_up(person, ON).answer.obligation is law.Obligation.EXEMPT
    end_exemption(actor=here.worker, exemption=exemption, until=ON, on=ON)
    assert follow_up(person, ON + timedelta(1)).answer.obligation is law.Obligation.OBLIGATORY


@pytest.mark.parametrize(
    "facts",
    [{"explanation": "malade"}, {"reason": "autre"}, {"review_on": ON}, {"review_on": date(2099, 1, 1)}],
)
def test_an_exemption_has_a_written_reason_and_a_day_to_look_again(here, person, facts):
    with pytest.raises(InvalidInput):
        exempt(here, person, **facts)
    assert not PiisExemption.objects.exists()


def test_an_exemption_looked_at_again_keeps_its_first_words(here, person):
    exemption = exempt(here, person, since=ON - timedelta(30))
    renewed = renew_exemption(
        actor=here.colleague,
        exemption=exemption,
        explanation="revalidation en cours",
        review_on=date(2027, 9, 1),
        on=ON,
    )
    exemption.refresh_from_db()
    assert (exemption.explanation, exemption.until) == ("hospitalisation jusqu’au printemps", ON - timedelta(1))
    assert (renewed.since, renewed.until, renewed.author) == (ON, None, here.colleague)


def test_one_exemption_at_a_time(here, person):
    exempt(here, person)
    with pytest.raises(InvalidInput):
        exempt(here, person)
    assert PiisExemption.objects.count() == 1


def test_partners_stand_on_both_files_and_end_on_both(here, person):
    partner = a_person("Martin", "Lou")
    link_partner(actor=here.worker, person=person, partner=partner, since=FIRST, on=ON)
    assert partner_on(person, ON).partner == partner
    assert partner_on(partner, ON).partner == person
    end_partnership(actor=here.worker, partnership=partner_on(partner, ON), until=LATER, on=ON)
    assert partner_on(person, ON) is partner_on(partner, ON) is None
    assert JournalEntry.objects.filter(verb="partner.ended").values("person_id").distinct().count() == 2


def test_one_partner_at_a_time_and_never_oneself(here, person):
    partner, third = a_person("Martin"), a_person("Trois")
    link_partner(actor=here.worker, person=person, partner=partner, since=FIRST, on=ON)
    for one, other in ((person, third), (third, partner), (person, person)):
        with pytest.raises(InvalidInput):
            link_partner(actor=here.worker, person=one, partner=other, since=LATER, on=ON)
    assert Partnership.objects.count() == 2


def test_in_category_3_each_partner_has_an_obligation_of_their_own(here, person):
    partner = a_person("Martin", "Lou", birth_month=1, birth_day=1)
    link_partner(actor=here.worker, person=person, partner=partner, since=FIRST, on=ON)
    for one in (person, partner):
        start(here, one, right(category=Category.FAMILY, decided_on=FIRST))
    exempt(here, person)
    assert follow_up(person, ON).answer.obligation is law.Obligation.EXEMPT
    answer = follow_up(partner, ON).answer
    assert answer.obligation is law.Obligation.OBLIGATORY
    assert "each_partner" in answer.codes
