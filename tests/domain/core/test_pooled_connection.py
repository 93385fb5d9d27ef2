"""A connection is used again by the next request: nothing of the former one may remain on it."""

from contextlib import closing

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from jalon.command.embedded import ensure_running
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


def test_a_connection_is_asked_nothing_while_it_lives_and_known_as_dead_once_the_server_ended_it(monkeypatch):
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "execute", None)  # whoever asks, fails
    assert connection.is_usable()
    monkeypatch.undo()
    server = ensure_running(settings.VAR).dsn(database=connection.settings_dict["NAME"])
    with closing(psycopg.connect(server, autocommit=True)) as superuser:
        superuser.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
    assert not connection.is_usable()
    connection.close()
