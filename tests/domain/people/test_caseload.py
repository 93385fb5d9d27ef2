"""Who answers for which file, and the lists that follow."""

from datetime import date, timedelta

import pytest

from jalon.domain.accounts.enums import MembershipState
from jalon.domain.accounts.models import Deputyship, Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Assignment, Person
from jalon.domain.people.queries import NO_STATUS, Filters, caseload, exemption_to_review, workload
from jalon.domain.people.services import assign, grant_exemption, hand_over
from tests.factories import a_person, a_status

ON = date(2026, 11, 23)


def names(page):
    return [person.last_name for person in page.items]


def files(member, **filters):
    return names(caseload(member=member, filters=Filters(**filters), on=ON))


def test_a_file_handed_over_keeps_the_history_of_who_answered(here):
    person = a_person()
    assign(actor=here.worker, person=person, to=here.worker, on=ON - timedelta(10))
    person.refresh_from_db()
    assign(actor=here.worker, person=person, to=here.colleague, reason="changement de quartier", on=ON)
    assert list(Assignment.objects.order_by("since").values_list("member", "since", "until")) == [
        (here.worker.pk, ON - timedelta(10), ON - timedelta(1)),
        (here.colleague.pk, ON, None),
    ]
    assert Person.objects.get().responsible == here.colleague


def test_two_hand_overs_on_one_day_leave_one_assignment_and_two_rows_in_the_journal(here):
    person = a_person()
    for to in (here.worker, here.colleague):
        assign(actor=here.coordinator, person=person, to=to, on=ON)
    assert Assignment.objects.get().member == here.colleague
    assert JournalEntry.objects.filter(verb="file.assigned").count() == 2


def test_a_worker_takes_a_file_of_nobody_but_not_a_colleague_s(here):
    taken, orphan = a_person("Pris", responsible=here.colleague), a_person("Seul")
    assign(actor=here.worker, person=orphan, to=here.worker, on=ON)
    for to in (here.worker, here.colleague):
        with pytest.raises(NotAllowed):
            assign(actor=here.worker, person=taken, to=to, on=ON)
    taken.refresh_from_db()
    assert taken.responsible == here.colleague


def test_a_worker_takes_the_file_of_somebody_who_left(here):
    Membership.objects.filter(pk=here.colleague.pk).update(state=MembershipState.LEFT)
    orphan = a_person("Seul", responsible=Membership.objects.get(pk=here.colleague.pk))
    assign(actor=here.worker, person=orphan, to=here.worker, on=ON)
    assert Person.objects.get().responsible == here.worker


@pytest.mark.parametrize("state", [MembershipState.SUSPENDED, MembershipState.LEFT, MembershipState.INVITED])
def test_nobody_away_or_outside_social_work_receives_a_file(here, state):
    person = a_person()
    with pytest.raises(InvalidInput):
        assign(actor=here.coordinator, person=person, to=here.president, on=ON)
    here.colleague.state = state
    with pytest.raises(InvalidInput):
        assign(actor=here.coordinator, person=person, to=here.colleague, on=ON)
    assert Person.objects.get().responsible is None


def test_a_whole_caseload_is_shared_in_turn_by_name(here):
    people = [a_person(name, responsible=here.worker) for name in ("Dd", "Bb", "Aa", "Cc")]
    moved = hand_over(
        actor=here.coordinator,
        person_ids=[person.pk for person in people],
        to=[here.colleague, here.coordinator],
        reason="congé de maternité",
        on=ON,
    )
    assert moved == 4
    assert files(here.colleague) == ["Aa", "Cc"]
    assert files(here.coordinator) == ["Bb", "Dd"]


def test_only_a_coordinator_of_the_centre_hands_a_caseload_over(here, elsewhere):
    person = a_person(responsible=here.worker)
    for actor in (here.worker, here.president):
        with pytest.raises(NotAllowed):
            hand_over(actor=actor, person_ids=[person.pk], to=[here.colleague], reason="", on=ON)
    with centre_context(elsewhere.centre.pk):
        moved = hand_over(actor=elsewhere.coordinator, person_ids=[person.pk], to=[elsewhere.worker], reason="", on=ON)
    assert moved == 0
    assert Person.objects.get().responsible == here.worker


def test_a_file_is_never_given_to_another_centre_s_worker(here, elsewhere):
    person = a_person()
    with pytest.raises(InvalidInput):
        assign(actor=here.coordinator, person=person, to=elsewhere.worker, on=ON)
    assert Person.objects.get().responsible is None


def test_my_files_hold_those_of_the_colleague_i_replace(here):
    a_person("Moi", responsible=here.worker)
    a_person("Elle", responsible=here.colleague)
    assert files(here.worker) == ["Moi"]
    Deputyship.objects.create(absent=here.colleague, deputy=here.worker, since=ON, until=ON)
    assert files(here.worker) == ["Elle", "Moi"]


def test_files_of_nobody_are_those_never_given_and_those_of_who_left(here):
    a_person("Jamais")
    a_person("Parti", responsible=here.colleague)
    a_person("Suivi", responsible=here.worker)
    a_person("Fermé", closed_on=ON)
    Membership.objects.filter(pk=here.colleague.pk).update(until=ON - timedelta(1))
    assert files(here.worker, whose="nobody") == ["Jamais", "Parti"]


def test_lists_narrow_by_state_status_and_language(here):
    first = a_person("Aa", responsible=here.worker, language="nl")
    a_status(first)
    a_status(a_person("Bb", responsible=here.worker), StatusKind.BROAD)
    a_person("Cc", responsible=here.worker)
    a_person("Dd", responsible=here.worker, closed_on=ON)
    assert files(here.worker, status=StatusKind.INTEGRATION) == ["Aa"]
    assert files(here.worker, status=NO_STATUS) == ["Cc"]
    assert files(here.worker, language="nl") == ["Aa"]
    assert files(here.worker, state="closed") == ["Dd"]
    assert files(here.colleague, whose=here.worker.pk) == ["Aa", "Bb", "Cc"]


def test_an_exemption_past_its_review_is_found(here):
    person = a_person("Aa", responsible=here.worker)
    grant_exemption(
        actor=here.worker,
        person=person,
        reason="health",
        explanation="traitement en cours",
        since=ON - timedelta(60),
        review_on=ON + timedelta(1),
        on=ON,
    )
    assert files(here.worker, narrowed_by=[exemption_to_review]) == []
    page = caseload(member=here.worker, filters=Filters(narrowed_by=[exemption_to_review]), on=ON + timedelta(1))
    assert names(page) == ["Aa"]


def test_pages_follow_each_other_both_ways_and_namesakes_are_not_lost(here):
    for number in range(7):
        a_person("Même" if number < 4 else f"Zoé{number}", "Nom", responsible=here.worker)
    seen, after = [], None
    while True:
        page = caseload(member=here.worker, filters=Filters(), on=ON, after=after, size=3)
        seen += [person.pk for person in page.items]
        if page.after is None:
            break
        after = page.after
    assert len(seen) == len(set(seen)) == 7
    back = caseload(member=here.worker, filters=Filters(), on=ON, before=page.before, size=3)
    assert [person.pk for person in back.items] == seen[3:6]
    assert [p.pk for p in caseload(member=here.worker, filters=Filters(), on=ON, before=back.before, size=3).items] == (
        seen[:3]
    )


def test_the_workload_is_in_the_order_of_names(here):
    a_person("Aa", responsible=here.colleague)
    a_person("Bb", responsible=here.colleague)
    loads = workload(on=ON)
    assert [load.member.name for load in loads] == sorted(load.member.name for load in loads)
    assert {load.member.pk: load.files for load in loads}[here.colleague.pk] == 2
    assert here.president.pk not in {load.member.pk for load in loads}
