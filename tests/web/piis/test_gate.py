"""Who reaches a page: not a member of another centre with the same rights, not a role it is not for. And how much a
page asks of the database: the same for three commitments and for thirty."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from jalon.domain.piis import services
from jalon.domain.piis.drafts import CommitmentDraft
from jalon.domain.piis.enums import Side
from jalon.domain.piis.models import Amendment, Evaluation, Piis, PiisEvent
from jalon.domain.piis.queries import current_draft
from tests.domain.piis.world import MAY_SIGN, a_beneficiary, a_text, at, running, with_third_party
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
NOW = MAY_SIGN + timedelta(days=60)
BUDGET = 12  # queries of a page, all counted: session, user, context, journal of reads


@pytest.fixture
def project(office, person, clock):
    with office.context():
        piis = running(person, with_third_party(a_text()))
    clock(NOW)
    return piis


@pytest.fixture
def targets(office, project, person):
    """Every address of this room that names something, with something real in it."""
    with office.context():
        draft = current_draft(project)
        amendment = services.prepare_amendment(
            actor=office.worker, piis=project, draft=replace(draft, aims="Autre chose."), asked_by="person",
            reason="", effective_on=NOW, at=at(NOW),
        )  # fmt: skip
        evaluation = services.plan_evaluation(
            actor=office.worker, piis=project, planned_for=at(date(2026, 6, 15)), at=at(NOW)
        )
        version = project.versions.get()
        known = {
            "person_id": person.pk,
            "piis_id": project.pk,
            "version_id": version.pk,
            "document_id": version.document_id,
            "evaluation_id": evaluation.pk,
            "commitment_id": project.commitments.first().pk,
            "amendment_id": amendment.pk,
            "act": "hand-over",
        }
    found = {}
    for name, entry in get_resolver("jalon.web.piis.urls").reverse_dict.items():
        if isinstance(name, str):
            arguments = entry[0][0][1]
            found[name] = reverse(f"piis:{name}", kwargs={one: known[one] for one in arguments})
    return found


def state(office):
    with office.context():
        return (
            list(Piis.objects.values_list("pk", "state", "revision")),
            list(Amendment.objects.values_list("pk", "state", "revision")),
            list(Evaluation.objects.values_list("pk", "state", "revision")),
            PiisEvent.objects.count(),
        )


@pytest.mark.parametrize("role", ["worker", "coordinator", "president", "secretary"])
def test_the_same_rights_in_another_centre_reach_nothing(office, elsewhere, targets, role):
    before, intruder = state(office), client_of(getattr(elsewhere, role))
    sent = {
        "idempotency_key": str(uuid4()),
        "reason": "x",
        "quick": "kept",
        "outcome": "approved",
        "decided_on": str(NOW),
    }
    for name, address in targets.items():
        if str(address).count("-") < 4:
            continue  # names nothing: a page of one's own centre
        for answer in (client_get(intruder, address), intruder.post(address, sent)):
            assert answer.status_code in {403, 404, 405}, (name, answer.status_code)
        if getattr(elsewhere, role).role in {"worker", "coordinator"} and name not in {"decide"}:
            assert client_get(intruder, address).status_code == 404, name
    assert state(office) == before


def client_get(client, address):
    return client.get(address)


def test_the_pages_of_a_centre_show_nothing_of_another(elsewhere, person, targets):
    president = client_of(elsewhere.president)
    assert person.last_name not in president.get(reverse("piis:decisions")).text


def test_somebody_who_is_not_signed_in_is_asked_to(client, targets):
    for name, address in targets.items():
        assert client.get(address).status_code in {302, 405}, name
        assert client.post(address).status_code in {302, 403, 405}, name


def test_the_council_writes_nothing_and_workers_decide_nothing(office, targets, president, worker):
    before, council = state(office), president()
    sent = {
        "idempotency_key": str(uuid4()),
        "reason": "x",
        "quick": "kept",
        "outcome": "approved",
        "decided_on": str(NOW),
    }
    writing = {"new", "edit", "hand_over", "take_back", "withdraw", "amend", "extend", "evaluate", "missed", "end"}
    for name in (*writing, "resume", "appointment", "cancel_appointment", "review", "amendment_act", "docx"):
        assert council.post(targets[name], sent).status_code in {403, 405}, name
        assert council.get(targets[name]).status_code == 403, name
    for name in ("decide", "decisions", "library_item", "library_hide"):
        assert worker.post(targets[name], sent).status_code == 403, name
    assert state(office) == before


@pytest.mark.parametrize("name", ["show", "evaluate", "history", "amend", "of_person"])
def test_thirty_commitments_ask_no_more_of_the_database_than_three(office, worker, clock, name):
    counts = []
    for many in (3, 30):
        sides = [Side.PERSON, Side.CENTRE]
        lines = tuple(CommitmentDraft(side=sides[n % 2], text=f"Faire {n}") for n in range(many))
        with office.context():
            one = a_beneficiary(responsible=office.worker)
            piis = running(one, a_text(commitments=lines))
            services.record_evaluation(
                actor=office.worker, piis=piis, held_on=MAY_SIGN + timedelta(days=30), in_person=True, findings=(),
                at=at(MAY_SIGN + timedelta(days=30)),
            )  # fmt: skip
        clock(NOW)
        address = reverse(f"piis:{name}", args=[one.pk if name == "of_person" else piis.pk])
        worker.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert worker.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1], counts


def test_the_page_of_a_project_asks_little_of_the_database(worker, project, client):
    address = reverse("piis:show", args=[project.pk])
    worker.get(address)
    with CaptureQueriesContext(connection) as asked:
        worker.get(address)
    statements = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(statements) <= BUDGET, "\n".join(one[:100] for one in statements)
