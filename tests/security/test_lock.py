"""Whoever could write SQL in the name of one centre would still not read, change or guess another's."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from jalon.domain.accounts.models import Team
from jalon.domain.core.context import centre_context
from jalon.domain.core.postgres.schema import tenancy_of
from jalon.domain.people import services as people
from jalon.domain.people.models import Person
from jalon.domain.piis.models import Piis, PiisEvent
from tests.factories import a_person
from tests.scene import undone
from tests.security.house import NISS, House

TABLES = {model._meta.db_table: tenancy_of(model) for model in apps.get_models() if tenancy_of(model)}


def _run(statement: str, *params: object) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


def _shown(statement: str, *params: object) -> int:
    """How many rows are shown: none of a table that centres have no right to read at all."""
    try:
        return _run(statement, *params)
    except DatabaseError as refusal:
        assert "permission denied" in str(refusal), statement
        return 0


def test_no_table_shows_a_row_of_another_centre_even_to_one_who_names_it(house: House):
    there = {}
    with centre_context(house.theirs.pk):
        for table in TABLES:
            there[table] = _shown(f"SELECT 1 FROM {table}")
    assert sum(map(bool, there.values())) > 15, "the other centre is not empty"
    with undone(), centre_context(house.ours.pk):
        _run("SELECT set_config('app.successor_id', %s, true)", str(house.theirs.pk))
        seen = [table for table in TABLES if _shown(f"SELECT 1 FROM {table} WHERE centre_id = %s", house.theirs.pk)]
    assert seen == []


@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_no_table_lets_a_row_of_another_centre_be_changed(house: House, act: str):
    reached = []
    with undone(), centre_context(house.ours.pk):
        for table in TABLES:
            try:
                if _run(f"{act.format(table)} WHERE centre_id = %s", house.theirs.pk):
                    reached.append(table)
            except DatabaseError as refusal:
                assert "permission denied" in str(refusal), table
    assert reached == []


def test_no_row_of_the_journal_is_written_for_another_centre(house: House):
    """Its trigger runs with the owner's rights, whom a merger lets see a second centre."""
    before = house.fingerprint(centre=house.theirs)
    with undone(), centre_context(house.ours.pk), pytest.raises(DatabaseError, match="row-level security"):
        _run("SELECT set_config('app.successor_id', %s, true)", str(house.theirs.pk))
        _run(
            "INSERT INTO audit_journalentry (id, centre_id, number, kind, verb, actor_name, subject_type, \"on\", "
            "purpose, detail, trace_id, previous_hash, hash) "
            "VALUES (%s, %s, 1, 'act', 'forged', '', '', now(), '', '{}', %s, '', '')",
            uuid4(), house.theirs.pk, uuid4(),
        )  # fmt: skip
    assert house.fingerprint(centre=house.theirs) == before


def test_what_is_taken_in_one_centre_is_free_in_another(house: House):
    """A number, a name or a key already used elsewhere is refused by nothing: a refusal would tell of it."""
    on = house.person.opened_on
    with undone(), centre_context(house.theirs.pk):
        worker = house.members["other_worker"]
        person = a_person(file_number=house.person.file_number, responsible=worker, pk=house.person.pk)
        people.record_niss(actor=worker, person=person, typed=NISS, on=on)
        Team.objects.create(name="Insertion-2")
        project = Piis.objects.create(person=person, number=1, drafted_on=on)
        told = {"number": 1, "act": "prepare", "source": "", "target": "draft", "on": on, "actor": worker}
        PiisEvent.objects.create(piis=project, key=house.objects["used_key"], at=house.members["worker"].user.last_login
                                 or "2026-01-01T00:00Z", **told)  # fmt: skip
        assert Person.objects.get(pk=house.person.pk).niss_index
