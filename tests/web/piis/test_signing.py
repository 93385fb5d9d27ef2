"""Signing at the desk and on paper: the exact text, once, by whom it concerns."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.piis import services
from jalon.domain.piis.enums import Method, Side, State
from jalon.domain.piis.models import Piis, Signature
from tests.domain.piis.world import MAY_SIGN, MONDAY, a_text, at, handed_over, sign, with_third_party
from tests.web.piis.pages import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(office, person):
    with office.context():
        return handed_over(person, with_third_party(a_text()))


def sign_url(version):
    return reverse("piis:sign", args=[version.pk])


def signatures(office):
    with office.context():
        return sorted(Signature.objects.values_list("side", "method"))


def third_name(office, version):
    with office.context():
        return f"third_{version.piis.third_parties.get().pk.hex}"


def test_before_the_days_to_think_the_page_says_from_when_and_only_the_others_can_sign(office, worker, version):
    page = worker.get(sign_url(version))
    assert "peut signer à partir du lundi 9 mars 2026" in page.text
    assert "person-name" not in form_of(page)
    forged = {**form_of(page), "person-name": "Camille Dubois", "person-confirmed": "on"}
    assert worker.post(sign_url(version), forged).status_code == 422
    assert signatures(office) == []


def test_drawn_and_typed_signatures_of_all_parties_in_one_form(office, worker, version, clock):
    clock(MAY_SIGN)
    fields = form_of(worker.get(sign_url(version)))
    third = third_name(office, version)
    fields |= {
        "person-drawn": "M10 100L200 40L400 160M420 20",
        "centre-name": "Ada Val-Clair",
        "centre-confirmed": "on",
        f"{third}-name": "Lou Peeters",
        f"{third}-confirmed": "on",
    }
    answers = [worker.post(sign_url(version), fields) for _time in range(2)]  # a double click
    assert [answer.status_code for answer in answers] == [302, 302]
    assert signatures(office) == [("centre", "typed"), ("person", "drawn"), ("third", "typed")]
    with office.context():
        assert Piis.objects.get().state == State.SIGNED
        assert bytes(Signature.objects.get(side=Side.PERSON).picture).startswith(b"\x89PNG")


def test_one_wrong_signature_keeps_the_others_on_the_page_and_signs_nothing(office, worker, version, clock):
    clock(MAY_SIGN)
    fields = form_of(worker.get(sign_url(version)))
    drawn = "M10 100L200 40"
    fields |= {"person-name": "Camila Duboi", "person-confirmed": "on", "centre-drawn": drawn}
    answer = worker.post(sign_url(version), fields)
    assert answer.status_code == 422
    assert 'href="#id_person-name"' in answer.text
    assert form_of(answer)["centre-drawn"] == [drawn]
    assert signatures(office) == []


@pytest.mark.parametrize("path", ["M1 1L<script>", "M10 10" * 20_000, "alert(1)", "M1 1L2"])
def test_a_forged_drawing_is_refused(office, worker, version, clock, path):
    clock(MAY_SIGN)
    answer = worker.post(sign_url(version), {**form_of(worker.get(sign_url(version))), "person-drawn": path})
    assert answer.status_code == 422
    assert signatures(office) == []


def test_a_name_without_its_confirmation_is_no_signature(office, worker, version, clock):
    clock(MAY_SIGN)
    answer = worker.post(sign_url(version), {**form_of(worker.get(sign_url(version))), "person-name": "Camille Dubois"})
    assert answer.status_code == 422
    assert 'href="#id_person-confirmed"' in answer.text


def test_nobody_signed_is_said(worker, version, clock):
    clock(MAY_SIGN)
    answer = worker.post(sign_url(version), form_of(worker.get(sign_url(version))))
    assert answer.status_code == 422
    assert "Personne n’a encore signé" in answer.text


def test_an_old_version_shows_where_the_current_one_is_and_cannot_be_signed(office, worker, person, version, clock):
    old_form = None
    clock(MAY_SIGN)
    old_form = form_of(worker.get(sign_url(version)))
    with office.context():
        piis = services.take_back(actor=person.responsible, piis=version.piis, at=at(MAY_SIGN))
        new = services.hand_over(actor=person.responsible, piis=piis, at=at(MAY_SIGN))
    page = worker.get(sign_url(version))
    assert page.status_code == 409
    assert sign_url(new) in page.text
    answer = worker.post(sign_url(version), {**old_form, "centre-name": "Ada Val-Clair", "centre-confirmed": "on"})
    assert answer.status_code == 409
    assert signatures(office) == []


def test_another_text_than_the_one_shown_is_not_signed(office, worker, version, clock):
    clock(MAY_SIGN)
    fields = {**form_of(worker.get(sign_url(version))), "shown_hash": "0" * 64}
    answer = worker.post(sign_url(version), {**fields, "centre-name": "Ada Val-Clair", "centre-confirmed": "on"})
    assert answer.status_code == 422
    assert signatures(office) == []


def scanned(office, version):
    with office.context():
        return bytes(Document.objects.get(pk=version.document_id).content)


def scan_form(page, content, name="x.pdf"):
    return {**form_of(page), "upload": SimpleUploadedFile(name, content, content_type="text/plain")}


def test_a_signed_paper_finds_its_place_by_its_code(office, worker, version, clock):
    clock(MAY_SIGN + timedelta(days=1))
    page = worker.get(reverse("piis:papers"))
    answer = worker.post(reverse("piis:papers"), scan_form(page, scanned(office, version), "../../passwd.exe"))
    assert answer.status_code == 302, answer.text
    assert answer["Location"] == reverse("piis:show", args=[version.piis_id])
    assert signatures(office) == [("centre", Method.PAPER), ("person", Method.PAPER)]
    with office.context():
        scan = Document.objects.get(kind=DocumentKind.SCAN)
        assert scan.media_type == "application/pdf"
        assert "passwd" not in scan.title


@pytest.mark.parametrize(
    "content", [b"", b"not a paper", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n" + b"0" * 100, b"MZ" + b"\0" * 5000]
)
def test_what_is_no_scan_is_refused_in_words(office, worker, version, clock, content):
    clock(MAY_SIGN)
    answer = worker.post(reverse("piis:papers"), scan_form(worker.get(reverse("piis:papers")), content))
    assert answer.status_code == 422
    assert 'href="#id_upload"' in answer.text or "À corriger" in answer.text
    assert signatures(office) == []


def test_a_scan_too_heavy_is_refused(worker, version, clock, monkeypatch):
    monkeypatch.setattr("jalon.web.piis.forms.signing.HEAVIEST_SCAN", 10)
    answer = worker.post(reverse("piis:papers"), scan_form(worker.get(reverse("piis:papers")), b"x" * 11))
    assert answer.status_code == 422
    assert "15 Mo" in answer.text


def test_the_paper_of_another_text_is_refused_on_the_page_of_this_one(office, worker, person, version, clock):
    paper = scanned(office, version)
    with office.context():
        piis = services.take_back(actor=person.responsible, piis=version.piis, at=at(MONDAY))
        new = services.hand_over(actor=person.responsible, piis=piis, at=at(MONDAY))
    clock(MAY_SIGN)
    url = reverse("piis:scan", args=[new.pk])
    answer = worker.post(url, scan_form(worker.get(url), paper))
    assert answer.status_code == 422
    assert "autre texte" in answer.text
    assert signatures(office) == []


def test_the_link_of_the_project_leads_to_the_version_that_waits(office, worker, version):
    with office.context():
        sign(version, Side.CENTRE, on=MONDAY)
    answer = worker.get(reverse("piis:signing", args=[version.piis_id]))
    assert answer["Location"] == sign_url(version)
    assert "a signé le" in worker.get(answer["Location"]).text
