"""Two people doing things at the same moment: real connections, real commits."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict
from jalon.domain.people.enums import Category, StatusKind
from jalon.domain.people.facts import PersonFacts, StatusFacts
from jalon.domain.people.models import Assignment, Partnership, Person, Status
from jalon.domain.people.services import (
    NissTaken,
    assign,
    create_person,
    edit_person,
    link_partner,
    start_status,
)
from tests.at_once import at_once
from tests.factories import a_centre, a_member, a_person, a_user

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 11, 23)
NISS = "85.07.30-033.28"


class Place:
    """A committed centre with two members."""

    def __init__(self) -> None:
        self.centre = a_centre("Val-Clair")
        users = [a_user("Ada"), a_user("Coo")]
        with self.context():
            self.worker = a_member(Role.WORKER, user=users[0], state=MembershipState.ACTIVE)
            self.coordinator = a_member(Role.COORDINATOR, user=users[1], state=MembershipState.ACTIVE)

    def context(self):
        return centre_context(self.centre.pk)

    def at_once(self, *acts: Callable[[], object]) -> list[object]:
        """What each act of this centre returned or how it was refused."""
        return at_once(*(self.context()(act) for act in acts))


@pytest.fixture
def place(db):
    return Place()


def test_files_opened_at_once_have_different_numbers(place):
    def create():
        return create_person(actor=place.worker, facts=PersonFacts("Dubois"), on=ON)

    people = place.at_once(*[create] * 5)
    assert sorted(person.file_number for person in people) == [f"2026-{number:05d}" for number in range(1, 6)]


def test_one_form_sent_by_two_hands_opens_one_file(place):
    key = uuid4()

    def create():
        return create_person(actor=place.worker, facts=PersonFacts("Dubois"), key=key, on=ON)

    assert {person.pk for person in place.at_once(*[create] * 3)} == {key}
    with place.context():
        assert Person.objects.count() == 1


def test_one_number_noted_twice_at_once_gives_one_file_and_one_refusal(place):
    def create():
        return create_person(actor=place.worker, facts=PersonFacts("Dubois"), niss=NISS, on=ON)

    kinds = sorted(type(one).__name__ for one in place.at_once(create, create))
    assert kinds == [NissTaken.__name__, Person.__name__]
    with place.context():
        assert Person.objects.count() == 1


def test_of_two_corrections_at_once_one_is_kept_and_the_other_shown(place):
    with place.context():
        person = a_person("Dubois", "Camille")
    acts = [
        lambda name=name: edit_person(
            actor=place.worker, person=person, facts=PersonFacts("Dubois", name), revision=1, on=ON
        )
        for name in ("Anne", "Zoé")
    ]
    results = place.at_once(*acts)
    kept = next(one for one in results if isinstance(one, Person))
    refused = next(one for one in results if isinstance(one, Conflict))
    assert refused.theirs.first_names == kept.first_names


def test_of_two_statuses_at_once_one_is_noted(place):
    with place.context():
        person = a_person("Dubois", "Camille")
    facts = StatusFacts(StatusKind.INTEGRATION, since=date(2026, 11, 2), category=Category.ISOLATED)

    def start():
        return start_status(actor=place.worker, person=person, facts=facts, on=ON)

    place.at_once(start, start)
    with place.context():
        assert Status.objects.count() == 1


def test_a_file_given_twice_at_once_has_one_worker(place):
    with place.context():
        person = a_person("Dubois", "Camille")
    place.at_once(
        *[
            lambda to=to: assign(actor=place.coordinator, person=person, to=to, on=ON)
            for to in (place.worker, place.coordinator)
        ]
    )
    with place.context():
        assert Assignment.objects.get(until=None).member_id == Person.objects.get().responsible_id


def test_two_households_at_once_neither_block_nor_double(place):
    with place.context():
        one, other = a_person("Un"), a_person("Deux")
    place.at_once(
        lambda: link_partner(actor=place.worker, person=one, partner=other, since=ON, on=ON),
        lambda: link_partner(actor=place.worker, person=other, partner=one, since=ON, on=ON),
    )
    with place.context():
        assert Partnership.objects.count() == 2
