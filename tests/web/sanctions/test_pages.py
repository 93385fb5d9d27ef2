"""A proposal goes from the worker's page to the council's, and the papers can be read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context
from jalon.domain.sanctions.enums import State
from jalon.domain.sanctions.models import Proposal, SanctionDecision
from jalon.web.access.middleware import SESSION_MEMBER
from tests.domain.sanctions.builders import a_complete_proposal, a_signed_piis, a_submitted_proposal
from tests.factories import a_centre, a_member, a_person, a_status, a_user

pytestmark = pytest.mark.django_db


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.user)
    session = client.session
    session[SESSION_MEMBER] = {"centre": str(member.centre_id), "member": str(member.pk)}
    session.save()
    return client


@pytest.fixture
def desk() -> dict[str, Any]:
    """A centre with a worker, a president and somebody with a signed PIIS."""
    centre = a_centre()
    users = [a_user("Noor Peeters"), a_user("Luc Martin")]
    with centre_context(centre.pk):
        worker = a_member(Role.WORKER, user=users[0])
        president = a_member(Role.PRESIDENT, user=users[1])
        person = a_person(responsible=worker)
        a_status(person)
        return {"centre": centre, "worker": worker, "president": president, "piis": a_signed_piis(person)}


def test_a_worker_reads_what_is_asked_before_a_proposal_exists(desk: dict[str, Any]):
    client = signed_in(desk["worker"])
    path = reverse("sanctions:new", kwargs={"piis_id": desk["piis"].pk})
    assert "Avant d’en venir là" in client.get(path).content.decode()
    with centre_context(desk["centre"].pk):
        assert Proposal.objects.count() == 0
    assert client.post(path).status_code == 302
    with centre_context(desk["centre"].pk):
        proposal = Proposal.objects.get()
    page = client.get(reverse("sanctions:proposal", kwargs={"proposal_id": proposal.pk})).content.decode()
    assert "Ce qui manque encore" in page and "Transmettre au Conseil" not in page


def test_two_people_writing_the_same_proposal_see_each_other(desk: dict[str, Any]):
    client = signed_in(desk["worker"])
    client.post(reverse("sanctions:new", kwargs={"piis_id": desk["piis"].pk}))
    with centre_context(desk["centre"].pk):
        proposal = Proposal.objects.get()
    path = reverse("sanctions:edit", kwargs={"proposal_id": proposal.pk})
    facts = {"has_legitimate_reason": "unknown", "version": proposal.revision}
    assert client.post(path, {**facts, "facts": "Le premier texte."}).status_code == 302
    second = client.post(path, {**facts, "facts": "Le second texte."})
    assert second.status_code == 400
    page = second.content.decode()
    assert "Le premier texte." in page and "Le second texte." in page


@pytest.mark.parametrize(
    "text", ["\x00nul", "x" * 1_000_000, "\u202eabc", "é" * 300, "'; DROP TABLE people_person; --"]
)
def test_a_strange_text_is_kept_or_refused_with_a_sentence(desk: dict[str, Any], text: str):
    client = signed_in(desk["worker"])
    client.post(reverse("sanctions:new", kwargs={"piis_id": desk["piis"].pk}))
    with centre_context(desk["centre"].pk):
        proposal = Proposal.objects.get()
    path = reverse("sanctions:edit", kwargs={"proposal_id": proposal.pk})
    data = {"facts": text, "facts_on": "31/02/2026" if len(text) > 10**5 else "", "version": 1}
    assert client.post(path, {**data, "has_legitimate_reason": "unknown"}).status_code in {302, 400}


def test_the_council_decides_on_its_page_inside_the_law(desk: dict[str, Any]):
    with centre_context(desk["centre"].pk):
        proposal = a_submitted_proposal(desk["worker"], desk["piis"])
    client = signed_in(desk["president"])
    path = reverse("sanctions:decide", kwargs={"proposal_id": proposal.pk})
    client.post(
        reverse("people:purpose", kwargs={"person_id": proposal.person_id}), {"reason": "council", "next": path}
    )
    terms = {
        "decided_on": "2026-11-02",
        "scope": "total",
        "months": "1",
        "start_reading": "between",
        "starts_on": "2026-12-01",
        "reprieve": "none",
        "motivation": "Après deux rappels, le cours n’a pas été repris.",
    }
    assert client.post(path, {**terms, "months": "3"}).status_code == 400
    assert client.post(path, terms).status_code == 302
    with centre_context(desk["centre"].pk):
        assert SanctionDecision.objects.get().months == 1
        assert Proposal.objects.get().state == State.DECIDED


def test_an_intruder_with_the_same_rights_elsewhere_finds_nothing_and_changes_nothing(desk: dict[str, Any]):
    with centre_context(desk["centre"].pk):
        proposal = a_complete_proposal(desk["worker"], desk["piis"])
    other, user = a_centre("Autre"), a_user("Intruse")
    with centre_context(other.pk):
        member = a_member(Role.WORKER, user=user)
    intruder = signed_in(member)
    for name in ("proposal", "edit", "notice", "submit", "withdraw"):
        path = reverse(f"sanctions:{name}", kwargs={"proposal_id": proposal.pk})
        assert intruder.get(path).status_code == 404
        assert intruder.post(path, {"reason": "x"}).status_code in {404, 405}
    with centre_context(desk["centre"].pk):
        assert Proposal.objects.get().state == State.DRAFT


def test_a_worker_never_reaches_the_councils_pages(desk: dict[str, Any]):
    with centre_context(desk["centre"].pk):
        proposal = a_submitted_proposal(desk["worker"], desk["piis"])
    client = signed_in(desk["worker"])
    for name in ("decide", "refuse", "send_back", "lift"):
        path = reverse(f"sanctions:{name}", kwargs={"proposal_id": proposal.pk})
        assert client.post(path, {"reason": "x", "decided_on": "2026-11-02"}).status_code == 403
    with centre_context(desk["centre"].pk):
        assert Proposal.objects.get().state == State.SUBMITTED


def test_the_notice_can_be_read_as_it_was_sent(desk: dict[str, Any]):
    with centre_context(desk["centre"].pk):
        proposal = a_complete_proposal(desk["worker"], desk["piis"])
    client = signed_in(desk["worker"])
    path = reverse("sanctions:paper", kwargs={"proposal_id": proposal.pk, "document_id": proposal.notice_id})
    assert client.get(path).content.startswith(b"%PDF")
