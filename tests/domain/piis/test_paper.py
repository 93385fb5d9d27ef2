"""Paper: print, sign, scan; the code on the sheet files it with the right text. And everything an inspector asks."""

import hashlib
import io
import zipfile
from datetime import date, timedelta

import pytest
from PIL import Image

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import DomainError, InvalidInput, NotAllowed
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.people.models import Person
from jalon.domain.piis import queries, services
from jalon.domain.piis.documents import contract_as_docx, draft_pdf
from jalon.domain.piis.enums import Method, Side, State
from jalon.domain.piis.errors import AlreadySigned, TooEarly, UnreadableCode, WrongVersion
from jalon.domain.piis.models import Piis, PiisVersion, Signature
from tests.domain.piis.world import (
    MAY_SIGN,
    MONDAY,
    a_beneficiary,
    a_draft_piis,
    a_text,
    at,
    fresh_key,
    handed_over,
    running,
    signed,
    with_third_party,
)
from tests.factories import a_centre, a_member

pytestmark = pytest.mark.django_db


def _file(printed: PiisVersion, /, **changes: object) -> services.Filed:
    facts = {
        "actor": printed.made_by,
        "upload": bytes(printed.document.content),
        "at": at(MAY_SIGN),
        "signed_on": MAY_SIGN,
    }
    return services.file_scan(**{**facts, **changes})


def _blank_sheet() -> bytes:
    out = io.BytesIO()
    Image.new("L", (600, 800), 255).save(out, "PNG")
    return out.getvalue()


def test_the_code_on_the_paper_files_it_with_its_text_and_records_both_signatures(person: Person):
    version = handed_over(person)
    filed = _file(version)
    assert filed.version == version
    assert [one.method for one in filed.signatures] == [Method.PAPER, Method.PAPER]
    assert filed.document.kind == DocumentKind.SCAN
    assert Piis.objects.get(pk=version.piis_id).state == State.SIGNED


def test_the_paper_of_a_text_taken_back_is_refused_and_nothing_is_kept(person: Person):
    old = handed_over(person)
    services.take_back(actor=person.responsible, piis=old.piis, at=at(MONDAY))
    new = services.hand_over(actor=person.responsible, piis=old.piis, at=at(date(2026, 3, 3)))
    with pytest.raises(DomainError, match="remplacé"):
        _file(old, at=at(date(2026, 3, 20)), signed_on=date(2026, 3, 20))
    assert not Document.objects.filter(kind=DocumentKind.SCAN).exists()
    assert new.signatures.count() == 0


def test_a_paper_put_in_the_wrong_file_is_refused(person: Person):
    version, other = handed_over(person), handed_over(a_beneficiary(last_name="Peeters"))
    with pytest.raises(WrongVersion):
        _file(version, upload=bytes(other.document.content), version=version)


def test_the_paper_of_another_centre_is_unknown_here(person: Person):
    version = handed_over(person)
    with centre_context(a_centre("Ailleurs").pk), pytest.raises(WrongVersion):
        _file(version, actor=a_member())
    assert not Signature.objects.exists()


def test_a_code_that_cannot_be_read_is_filed_from_the_page_of_the_piis(person: Person):
    version = handed_over(person)
    with pytest.raises(UnreadableCode):
        _file(version, upload=_blank_sheet())
    assert len(_file(version, upload=_blank_sheet(), version=version).signatures) == 2


def test_a_paper_signed_too_early_is_refused(person: Person):
    version = handed_over(person)
    with pytest.raises(TooEarly):
        _file(version, signed_on=MAY_SIGN - timedelta(days=1))
    assert not Document.objects.filter(kind=DocumentKind.SCAN).exists()


def test_what_is_neither_a_picture_nor_a_pdf_is_refused(person: Person):
    version = handed_over(person)
    with pytest.raises(InvalidInput):
        _file(version, upload=b"MZ" + b"\0" * 100)


def test_the_same_scan_sent_twice_is_filed_once(person: Person):
    version, key = handed_over(person), fresh_key()
    first, second = _file(version, key=key), _file(version, key=key)
    assert first.document == second.document
    assert {one.pk for one in first.signatures} == {one.pk for one in second.signatures}
    with pytest.raises(AlreadySigned):
        _file(version)


def test_the_signature_of_an_organisation_is_filed_too(person: Person):
    version = handed_over(person, with_third_party(a_text()))
    third = version.piis.third_parties.get()
    filed = _file(version, sides=(Side.PERSON, Side.CENTRE), third_parties=(third.pk,))
    assert {one.side for one in filed.signatures} == {Side.PERSON, Side.CENTRE, Side.THIRD}


def test_the_contract_is_given_as_an_editable_text_and_a_draft_cannot_be_mistaken_for_one(person: Person):
    piis = a_draft_piis(person)
    centre = person.responsible.centre
    docx = contract_as_docx(piis, centre=centre, on=MONDAY, made_at=at(MONDAY))
    draft = draft_pdf(piis, centre=centre, on=MONDAY, made_at=at(MONDAY))
    assert docx.startswith(b"PK")
    assert draft.bytes.startswith(b"%PDF")
    assert not Document.objects.exists()


def test_the_evidence_holds_every_paper_exactly_as_it_was_frozen(person: Person):
    piis = running(person)
    evidence = services.make_evidence(
        actor=person.responsible, person=person, at=at(date(2026, 6, 1)), purpose="Inspection du SPP IS"
    )
    archive = zipfile.ZipFile(io.BytesIO(evidence.archive))
    hashes = {hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    assert {paper.sha256 for paper in queries.documents_of(piis)} <= hashes
    assert evidence.cover.sha256 in hashes
    assert "SHA256SUMS" in archive.namelist()
    assert JournalEntry.objects.filter(verb="piis.evidence_made", person_id=person.pk).count() == 1
    assert not any(person.last_name in name for name in archive.namelist())


def test_the_evidence_of_a_period_holds_only_that_period(person: Person):
    running(person)
    empty = services.make_evidence(
        actor=person.responsible,
        person=person,
        at=at(date(2026, 6, 1)),
        purpose="Contrôle",
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
        language="nl",
    )
    assert sorted(zipfile.ZipFile(io.BytesIO(empty.archive)).namelist()) == ["000-index.pdf", "SHA256SUMS"]


def test_evidence_says_why_and_never_leaves_for_another_centre(person: Person):
    with pytest.raises(InvalidInput):
        services.make_evidence(actor=person.responsible, person=person, at=at(MONDAY), purpose=" ")
    with centre_context(a_centre("Ailleurs").pk):
        intruder = a_member()
    with pytest.raises(NotAllowed):
        services.make_evidence(actor=intruder, person=person, at=at(MONDAY), purpose="Curiosité")


def test_a_paper_attests_who_signed_which_text(person: Person):
    version = signed(person)
    trace = services.signature_trace(version, made_at=at(MAY_SIGN))
    assert trace.bytes.startswith(b"%PDF")
