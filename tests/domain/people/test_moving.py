"""The files of a merged centre follow it, whole; what was signed keeps its hash, what was read stays told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from jalon.domain.accounts.enums import Role
from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.services import record, verify_chain
from jalon.domain.core.catalogue import problems
from jalon.domain.core.context import centre_context, operator_context
from jalon.domain.core.errors import DomainError
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.documents.services import freeze
from jalon.domain.instruments import installing, measuring
from jalon.domain.instruments.models import InstrumentVersion, Measurement
from jalon.domain.people.models import NameToken, Person, Status
from jalon.domain.people.moving import move_files, tables_that_follow
from jalon.domain.piis.models import Piis
from jalon.domain.sanctions.models import Proposal
from tests.domain.sanctions.builders import a_complete_proposal, a_signed_piis
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db

ON = date(2019, 1, 1)


def closed_into(source: Any, target: Any) -> None:
    source.closed_on, source.successor = ON, target
    with operator_context():
        source.save()


def test_files_of_a_merged_centre_follow_it_whole():
    old, new = a_centre("Vieux-Bourg"), a_centre("Bourg-Neuf")
    with centre_context(old.pk):
        worker = a_member(Role.WORKER)
        person = a_person("Suivie", responsible=worker, file_number="2018-00001")
        a_status(person)
        proposal = a_complete_proposal(worker, a_signed_piis(person))
        paper = freeze(
            kind=DocumentKind.LETTER,
            subject_id=person.pk,
            person_id=person.pk,
            language="fr",
            title="Lettre",
            content=b"%PDF",
            made_at=datetime(2018, 5, 5, tzinfo=UTC),
        )
        (seen,) = measuring.begin(actor=worker, person=person, code="check_in", moment="check_in", held_on=ON, on=ON)
        record(actor=worker, verb="file.opened", subject=person, person_id=person.pk, on=ON)
    with centre_context(new.pk):
        a_person("Autre", file_number="2018-00001")
        installing.ready(actor=a_member(), code="check_in", on=ON)  # the successor has the same instrument
    closed_into(old, new)
    moved, doubles = move_files(source=old, target=new, on=ON)
    assert (moved, doubles) == (1, [])
    with centre_context(new.pk):
        came = Person.objects.get(pk=person.pk)
        assert came.file_number.startswith("2018-00001/") and came.responsible.name == worker.name
        assert Status.objects.get(person=came) and NameToken.objects.filter(person=came).exists()
        assert Piis.objects.get(person=came) and Proposal.objects.get(pk=proposal.pk).facts == proposal.facts
        assert Document.objects.get(pk=paper.pk).sha256 == paper.sha256
        assert Measurement.objects.get(pk=seen.pk).instrument.read.code == "check_in"
        assert InstrumentVersion.objects.own().filter(code="check_in").count() == 1
    with centre_context(old.pk):
        assert Person.objects.count() == 0 and Document.objects.count() == 0
        assert JournalEntry.objects.filter(verb="file.opened").count() == 1
        assert list(verify_chain()) == []
    assert problems() == []


def test_files_do_not_move_from_a_centre_that_works_or_to_another_than_its_successor():
    old, new, third = a_centre("A"), a_centre("B"), a_centre("C")
    with centre_context(old.pk):
        a_person()
    with pytest.raises(DomainError):
        move_files(source=old, target=new, on=ON)
    closed_into(old, new)
    with pytest.raises(DomainError):
        move_files(source=old, target=third, on=ON)
    with centre_context(old.pk):
        assert Person.objects.count() == 1


def test_every_table_of_a_person_follows_and_the_journal_does_not():
    tables = set(tables_that_follow())
    assert {"people_person", "people_status", "piis_piis", "piis_signature", "sanctions_proposal"} <= tables
    assert {"documents_document", "instruments_bilan", "people_nametoken"} <= tables
    assert {"figures_knownstatus", "figures_knownexemption", "figures_knowncommitment"} <= tables
    assert not any(table.startswith(("audit_", "accounts_")) for table in tables)
