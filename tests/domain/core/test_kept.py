"""Words are kept; what they are asked about never is."""

from datetime import date

import pytest

from jalon.domain.core.context import centre_context
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.people.models import Person, Status
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db
BY_NAME = Kept(
    lambda: Person.objects.filter(last_name=Slot("name")).select_related("responsible").order_by("sort_name")
)


def test_the_same_words_answer_each_centre_with_its_own_people_and_never_anothers():
    here, there = a_centre(), a_centre()
    with centre_context(here.pk):
        mine = a_person("Dubois", "Ada", responsible=a_member(name="Noor Peeters"))
    for _ in range(2):
        with centre_context(there.pk):
            assert BY_NAME.ask(name="Dubois") == []
        with centre_context(here.pk):
            assert BY_NAME.ask(name="Dubois") == [mine]


def test_kept_words_hold_no_value_of_the_one_who_asked_first():
    centre = a_centre()
    with centre_context(centre.pk):
        person = a_person("Peeters")
        BY_NAME.ask(name=person.last_name)
    _compiler, sql, names = BY_NAME._words
    kept = f"{sql} {names}"
    assert str(centre.pk) not in kept and "Peeters" not in kept


def test_an_object_comes_whole_with_what_was_selected_beside_it(django_assert_num_queries):
    with centre_context(a_centre().pk):
        a_person("Maes", responsible=a_member(name="Noor Peeters"))
        with django_assert_num_queries(1):
            found = BY_NAME.one(name="Maes")
            assert (found.full_name, found.responsible.name) == ("Camille Maes", "Noor Peeters")
        assert BY_NAME.one(name="Nobody") is None


def test_a_list_is_one_value_however_long():
    held = Kept(lambda: Status.objects.filter(person__any=Slot("people")).covering(Slot("on")))
    with centre_context(a_centre().pk):
        statuses = [a_status(a_person(f"Nom{number}"), since=date(2026, 1, 5)) for number in range(3)]
        people = [one.person_id for one in statuses]
        assert {one.pk for one in held.ask(people=people, on=date(2026, 1, 5))} == {one.pk for one in statuses}
        assert held.ask(people=people[:1], on=date(2026, 1, 5)) == statuses[:1]
        assert held.ask(people=people, on=date(2026, 1, 4)) == []
        assert held.ask(people=[], on=date(2026, 1, 5)) == []
