"""Whoever could write SQL in the name of a person would still read what the list says and no more, of them alone."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jalon.domain.core.catalogue import problems
from jalon.domain.core.context import centre_context, operator_context, person_context
from jalon.domain.people.models import Person
from jalon.domain.piis import services as piis
from jalon.domain.space import services
from jalon.domain.space.models import EvaluationVoice
from jalon.domain.space.project import my_project
from jalon.domain.space.reach import REACH
from tests.domain.piis.world import MONDAY, a_text, at
from tests.web.space.scene import a_card, a_scene

pytestmark = pytest.mark.django_db

TABLES = sorted(model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed)
COLUMNS = {model._meta.db_table: [one.column for one in model._meta.local_fields] for model in apps.get_models()}


def _rows(statement: str, *params: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def _is_refused(statement: str, *params: object) -> bool:
    try:
        with transaction.atomic():
            _rows(statement, *params)
    except DatabaseError as refusal:
        assert "permission denied" in str(refusal) or "row-level security" in str(refusal), refusal
        return True
    return False


def _open(scene):
    card = a_card(scene)
    return person_context(scene.centre.pk, person_id=scene.person.pk, user_id=card.access.user_id)


def test_a_person_reads_the_columns_of_the_list_and_no_other_table_or_column():
    scene = a_scene()
    with _open(scene):
        open_tables = [table for table in TABLES if table not in REACH and not _is_refused(f"SELECT 1 FROM {table}")]
        found = [
            (table, column)
            for table in REACH
            for column in COLUMNS[table]
            if (column in REACH[table].read.split()) == _is_refused(f'SELECT "{column}" FROM {table} LIMIT 0')
        ]
        written = [
            (table, act)
            for table in TABLES
            for act in (f"UPDATE {table} SET centre_id = centre_id", f"DELETE FROM {table}", f"TRUNCATE {table}")
            if not ("centre_id =" in act and "centre_id" not in COLUMNS.get(table, ())) and not _is_refused(act)
        ]
    assert open_tables == []
    assert found == []
    assert written == []


def test_a_person_sees_no_row_of_anybody_else_not_even_by_naming_it():
    scene = a_scene()
    other, elsewhere = a_scene("Autre", centre=scene.centre), a_scene("Ailleurs")
    with centre_context(scene.centre.pk):
        drafted = piis.prepare(actor=other.worker, person=other.person, at=at(MONDAY), draft=a_text())
    with _open(scene):
        assert my_project(scene.person.pk, timezone.localdate()).aims
        for stranger in (other.person.pk, elsewhere.person.pk):
            with pytest.raises(Person.DoesNotExist):
                my_project(stranger, timezone.localdate())
        for table in REACH:
            if "person_id" in COLUMNS[table]:
                assert not _rows(f"SELECT 1 FROM {table} WHERE person_id <> %s", scene.person.pk), table
        assert not _rows("SELECT 1 FROM people_person WHERE id <> %s", scene.person.pk)
        for table in ("piis_commitment", "piis_evaluation", "piis_piisversion", "piis_thirdparty"):
            assert _rows(f"SELECT 1 FROM {table}"), table
            assert not _rows(
                f"SELECT 1 FROM {table} WHERE piis_id NOT IN (SELECT id FROM piis_piis WHERE person_id = %s)",
                scene.person.pk,
            )
        assert not _rows("SELECT 1 FROM documents_document WHERE kind IN ('scan', 'evidence')")
        assert {name for (name,) in _rows("SELECT name FROM accounts_membership")} == {scene.worker.name}
        assert not _rows("SELECT 1 FROM audit_journalentry WHERE kind <> 'read'")
    with person_context(scene.centre.pk, person_id=other.person.pk, user_id=uuid4()):
        assert not _rows("SELECT 1 FROM piis_piis WHERE id = %s", drafted.pk), "a text being prepared"
        assert not _rows("SELECT 1 FROM space_personaccess"), "another user's access"


def test_a_person_writes_in_their_own_name_alone():
    scene = a_scene()
    other = a_scene("Autre", centre=scene.centre)
    at_now, on = timezone.now(), timezone.localdate()
    with _open(scene):
        mine = services.say(
            person_id=scene.person.pk, evaluation_id=scene.evaluation.pk, opinion="agrees", words="", at=at_now, on=on
        )
        assert mine is not None
        theirs = {"person_id": scene.person.pk, "evaluation_id": other.evaluation.pk, "opinion": "agrees", "words": ""}
        assert services.say(**theirs, at=at_now, on=on) is None
        columns = "id, centre_id, person_id, evaluation_id, opinion, words, said_on, said_at"
        insert = f"INSERT INTO space_evaluationvoice ({columns}) VALUES (%s, %s, %s, %s, 'agrees', '', now(), now())"
        forged = [
            (scene.centre.pk, other.person.pk, other.evaluation.pk),
            (scene.centre.pk, scene.person.pk, other.evaluation.pk),
            (uuid4(), scene.person.pk, scene.evaluation.pk),
        ]
        assert all(_is_refused(insert, uuid4(), *one) for one in forged)
    with centre_context(scene.centre.pk):
        assert EvaluationVoice.objects.count() == 1
        said = (scene.centre.pk, scene.person.pk, scene.evaluation.pk)
        assert _is_refused(insert, uuid4(), *said), "the centre does not speak for the person"


def test_every_loosening_of_what_a_person_reaches_is_seen():
    plants = [f"ALTER POLICY person_reads ON {table} USING (true)" for table, reach in REACH.items() if reach.rows]
    plants += [
        "ALTER POLICY person_adds ON audit_journalentry WITH CHECK (true)",
        "ALTER POLICY person_adds ON space_evaluationvoice WITH CHECK (true)",
        "DROP POLICY person_reads ON documents_document",
        "CREATE POLICY also ON piis_piis FOR SELECT TO jalon_person USING (true)",
        "GRANT SELECT (absence_note) ON piis_evaluation TO jalon_person",
        "GRANT SELECT (contact) ON piis_thirdparty TO jalon_person",
        "GRANT SELECT (code_hash) ON space_personaccess TO jalon_person",
        "GRANT SELECT ON people_partnership TO jalon_person",
        "GRANT UPDATE (words) ON space_evaluationvoice TO jalon_person",
        "GRANT INSERT ON space_evaluationvoice TO jalon_app",
        "ALTER POLICY person_adds ON piis_signature WITH CHECK (true)",
        "GRANT INSERT ON space_signingway TO jalon_app",
        "GRANT SELECT (kept) ON space_signingway TO jalon_person",
        "GRANT SELECT (comment) ON instruments_measurement TO jalon_person",
        "GRANT SELECT (correction_reason) ON instruments_bilan TO jalon_person",
        "DROP TRIGGER space_own_hand ON piis_signature",
        "ALTER TABLE space_wayevent DISABLE TRIGGER space_four_eyes",
        "CREATE OR REPLACE FUNCTION space_both_are_in(centre uuid, of_sitting uuid) RETURNS boolean LANGUAGE sql "
        "SECURITY DEFINER SET search_path = pg_catalog, public AS 'SELECT true'",
        "CREATE OR REPLACE FUNCTION space_change_told(of_version uuid) RETURNS jsonb LANGUAGE sql "
        "SECURITY DEFINER SET search_path = pg_catalog, public AS 'SELECT NULL::jsonb'",
        "GRANT INSERT (what) ON space_entryend TO jalon_person",
        "GRANT SELECT ON space_personidentity TO jalon_person",
        "GRANT INSERT ON space_personidentity TO jalon_app",
        "REVOKE SELECT (aims) ON piis_piis FROM jalon_person",
    ]
    unseen = []
    for plant in plants:
        try:
            with transaction.atomic(), operator_context():
                _rows(plant)
                unseen += [] if problems() else [plant]
                raise InterruptedError
        except InterruptedError:
            pass
    assert unseen == []
