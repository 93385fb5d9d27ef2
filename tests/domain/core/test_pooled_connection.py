"""A connection is used again by the next request: nothing of the former one may remain on it."""

import pytest
from django.conf import settings
from django.db import connection

from jalon.domain.core.context import centre_context
from tests.factories import a_centre, a_person

pytestmark = pytest.mark.django_db(transaction=True)


def _left_behind() -> dict[str, str]:
    """What a new client would find on this connection: settings of another's context, or a role with rights."""
    names = ["app.centre_id", "app.member_id", "app.user_id", "app.purpose", "app.successor_id", "app.trace_id"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, current_setting(name, true) FROM unnest(%s::text[]) AS name", [names])
        found = {name: value for name, value in cursor.fetchall() if value}
        cursor.execute("SELECT current_user")
        role = cursor.fetchone()[0]
    return found if role == settings.JALON_RESTING_ROLE else {**found, "role": role}


def test_a_finished_context_leaves_nothing_on_the_connection():
    with centre_context(a_centre().pk):
        a_person()
    assert _left_behind() == {}


def test_a_failed_context_leaves_nothing_on_the_connection():
    with pytest.raises(ZeroDivisionError), centre_context(a_centre().pk):
        a_person()
        raise ZeroDivisionError
    assert _left_behind() == {}


def test_a_broken_transaction_leaves_nothing_on_the_connection():
    from django.db import DatabaseError

    with pytest.raises(DatabaseError), centre_context(a_centre().pk):
        connection.cursor().execute("SELECT 1/0")
    assert _left_behind() == {}


def test_a_leak_that_was_planted_is_found():
    centre = a_centre()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.centre_id', %s, false)", [str(centre.pk)])
            cursor.execute("SET ROLE jalon_app")
        assert _left_behind() == {"app.centre_id": str(centre.pk), "role": "jalon_app"}
    finally:
        connection.close()  # the next test gets a clean one
    assert _left_behind() == {}
