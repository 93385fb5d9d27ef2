"""The lock between centres is in the database."""

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from jalon.domain.core.context import ContextMissing, centre_context, current_or_none, federal_context
from jalon.domain.people.models import Person
from tests.factories import a_centre, a_person

pytestmark = pytest.mark.django_db


def _names_seen() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_name FROM people_person ORDER BY last_name")
        return [row[0] for row in cursor.fetchall()]


def test_a_centre_sees_its_own_people_even_through_raw_sql():
    ours, theirs = a_centre("A"), a_centre("B")
    with centre_context(ours.pk):
        a_person("Ici")
    with centre_context(theirs.pk):
        a_person("Là")
        assert _names_seen() == ["Là"]
    with centre_context(ours.pk):
        assert _names_seen() == ["Ici"]


def test_outside_a_context_nobody_has_any_right_on_a_file():
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        _names_seen()
    with pytest.raises(ContextMissing):
        Person.objects.count()


def test_the_federal_role_has_no_right_on_a_file():
    with pytest.raises(ProgrammingError, match="permission denied"), federal_context():
        _names_seen()


def test_a_row_cannot_be_written_for_or_moved_to_another_centre():
    ours, theirs = a_centre("A"), a_centre("B")
    with centre_context(ours.pk):
        person = a_person()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Person.objects.filter(pk=person.pk).update(centre_id=theirs.pk)
    with pytest.raises(ValueError, match="own centre"), centre_context(theirs.pk):
        person.save()


def test_nested_contexts_put_the_outer_one_back():
    ours, theirs = a_centre("A"), a_centre("B")
    with centre_context(ours.pk):
        a_person("Ici")
        with centre_context(theirs.pk):
            assert _names_seen() == []
        assert _names_seen() == ["Ici"]
    assert current_or_none() is None
