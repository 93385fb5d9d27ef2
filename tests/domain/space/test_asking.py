"""What a person asks for beside an interview, and who may answer."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jalon.domain.accounts.enums import Role
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context, person_context
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.people.models import Person
from jalon.domain.space import queries, services
from jalon.domain.space.models import CardRequest
from jalon.domain.space.services.lost_cards import MOST_UNKNOWN, settle_with_card
from tests.factories import a_centre, a_member
from tests.web.space.scene import a_card, a_scene

pytestmark = pytest.mark.django_db


def test_a_hearing_is_answered_by_social_staff_and_given_by_hearing_or_by_who_needs_it_no_more():
    scene, elsewhere = a_scene(), a_scene("Ailleurs")
    card, at, on = a_card(scene), timezone.now(), timezone.localdate()
    asking = {"person_id": scene.person.pk, "words": "", "at": at, "on": on}
    inside = {"person_id": scene.person.pk, "user_id": card.access.user_id}
    with person_context(scene.centre.pk, **inside):
        asked = services.ask_for(kind="hearing", **asking)
        with pytest.raises(InvalidInput):
            services.ask_for(kind="change", **asking)
    answer = {"request": asked, "meets_at": None, "words": "Bien noté.", "at": at, "on": on}
    with centre_context(scene.centre.pk):
        for stranger in (elsewhere.worker, a_member(Role.PRESIDENT)):
            with pytest.raises(NotAllowed):
                services.answer_request(actor=stranger, **answer)
        with pytest.raises(InvalidInput):
            services.answer_request(actor=scene.worker, **answer | {"words": " "})
        services.answer_request(actor=scene.worker, **answer)
        assert [one.answered for one in queries.own_requests_of(scene.person.pk)] == [False]
        services.answer_request(actor=scene.worker, **answer, agreed="Elle-même, au guichet.")
        assert not queries.waiting_own_requests().exists()
    with person_context(scene.centre.pk, **inside):
        (told,) = queries.own_requests_of(scene.person.pk)
        assert told.answered and len(told.answers.all()) == 2, "they read both answers"
        with pytest.raises(Conflict):
            services.ask_for(kind="hearing", **asking)


def test_a_request_for_a_card_is_kept_once_where_somebody_can_read_it_and_settled_once():
    scene, at, on = a_scene(), timezone.now(), timezone.localdate()
    by_name = {"number": "", "born_on": None, "reach": "", "at": at, "on": on, "centre_id": scene.centre.pk}
    for name in ("Nul Part", "Nul Part", "", " "):
        services.ask_card(name=name, **by_name)
    with centre_context(scene.centre.pk):
        (lost,) = CardRequest.objects.all()
        with pytest.raises(NotAllowed):
            services.settle_card(actor=a_member(Role.PRESIDENT), request=lost, outcome="Vu.", at=at, on=on)
        for outcome in ("Aucun dossier.", "Autre chose."):
            services.settle_card(actor=scene.worker, request=lost, outcome=outcome, at=at, on=on)
        lost.refresh_from_db()
        assert lost.outcome == "Aucun dossier."
        rows = [CardRequest(name=f"Jeu {n}", asked_on=on, asked_at=at) for n in range(MOST_UNKNOWN)]
        CardRequest.objects.bulk_create(rows)
    services.ask_card(name="Un de trop", **by_name)
    with centre_context(scene.centre.pk):
        assert not CardRequest.objects.filter(name="Un de trop").exists()
        mine = CardRequest.objects.create(person=scene.person, asked_on=on, asked_at=at)
        settle_with_card(actor=scene.worker, person_id=scene.person.pk, at=at, on=on)
        mine.refresh_from_db()
        assert mine.settled_by == scene.worker


def test_asking_for_a_card_costs_the_same_whether_anybody_is_known_or_not():
    scene, at, on = a_scene(), timezone.now(), timezone.localdate()
    card, empty = a_card(scene), a_centre("Sans Personne")
    with centre_context(scene.centre.pk):
        born = date(1990, 5, 17)
        Person.objects.filter(pk=scene.person.pk).update(birth_year=1990, birth_month=5, birth_day=17)
        name = scene.person.full_name

    def ask(number="", name="", born_on=None, centre_id=scene.centre.pk):
        facts = {"number": number, "centre_id": centre_id, "name": name, "born_on": born_on, "reach": "0470"}
        with CaptureQueriesContext(connection) as asked:
            services.ask_card(at=at, on=on, **facts)
        with centre_context(scene.centre.pk):
            return len(asked), CardRequest.objects.count(), JournalEntry.objects.filter(verb="card.asked").count()

    known = ask(number=card.access.number, centre_id=None)
    assert known[1:] == (1, 1)
    for again in (card.access.number, "1000000021"):  # asked already; a card that nobody has
        assert ask(number=again, centre_id=None) == known
    with centre_context(scene.centre.pk):
        settle_with_card(actor=scene.worker, person_id=scene.person.pk, at=at, on=on)
    by_name = ask(name=name, born_on=born)
    assert by_name[1:] == (2, 2)
    stranger = ask(name="Nulle Part", born_on=born)
    assert stranger == (by_name[0], 3, 3)
    for nothing in ({"name": name}, {"name": "Nulle Part"}, {"name": name, "centre_id": empty.pk}):
        assert ask(born_on=born, **nothing) == stranger
