"""The journal is written once and its chain tells when it was touched."""

import pytest
from django.db import DatabaseError, connection, transaction

from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.services import record, verify_chain
from jalon.domain.core.context import centre_context
from tests.conftest import TODAY
from tests.factories import a_centre, a_person

pytestmark = pytest.mark.django_db


def test_each_centre_has_its_own_unbroken_chain():
    for name in ("A", "B"):
        with centre_context(a_centre(name).pk):
            person = a_person()
            for verb in ("file.opened", "file.changed", "file.closed"):
                record(actor=None, verb=verb, subject=person, person_id=person.pk, on=TODAY)
            entries = list(JournalEntry.objects.order_by("number"))
            assert [entry.number for entry in entries] == [1, 2, 3]
            assert entries[1].previous_hash == entries[0].hash
            assert list(verify_chain()) == []


def test_nobody_at_work_in_a_centre_can_change_or_erase_the_journal():
    with centre_context(a_centre().pk):
        person = a_person()
        record(actor=None, verb="file.opened", subject=person, on=TODAY)
        for statement in (
            "UPDATE audit_journalentry SET verb = 'x'",
            "DELETE FROM audit_journalentry",
            "TRUNCATE audit_journalentry",
            "UPDATE audit_journalhead SET number = 0",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(statement)
        assert JournalEntry.objects.count() == 1
