"""What the facts of files miss or contradict: found, said whose it is to mend, and where."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jalon.domain.accounts.enums import MembershipState
from jalon.domain.accounts.models import Deputyship, Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person, Status
from jalon.domain.piis.enums import Kind
from jalon.domain.piis.models import Piis
from tests.domain.piis.world import GRANTED, MONDAY, a_beneficiary, running
from tests.factories import a_person, a_status
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
PAGE = "/files/to-mend/"
LATER = MONDAY + timedelta(30)


def found(client, whose="mine"):
    """{key of the check: its lines as text} on the page."""
    answer = client.get(PAGE, {"whose": whose})
    assert answer.status_code == 200
    return {one.check.key: [file.person.last_name for file in one.files] for one in answer.context["findings"]}


def test_a_file_in_order_is_not_there_and_the_page_says_what_is_looked_at(worker, person):
    assert found(worker) == {}
    page = worker.get(PAGE).content.decode()
    assert "Rien à corriger dans ces dossiers" in page
    assert "Droit sans date de décision" in page and "PIIS en cours, droit terminé" in page


def test_each_thing_that_misses_is_found_and_gone_once_it_is_written(office, worker):
    with office.context():
        nobody = a_person("Sans", responsible=office.worker)
        ageless = a_person("Âge", responsible=office.worker, birth_year=None)
        undecided = a_person("Décision", responsible=office.worker)
        broad = a_person("Large", responsible=office.worker)
        for one, kind in ((ageless, StatusKind.BROAD), (broad, StatusKind.BROAD), (undecided, StatusKind.INTEGRATION)):
            a_status(one, kind=kind, since=GRANTED)
    assert found(worker) == {"no_status": ["Sans"], "no_decision": ["Décision"], "no_birth": ["Âge"]}
    page = worker.get(PAGE).content.decode()
    for path in (f"/files/{nobody.pk}/statuses/new/", f"/files/{ageless.pk}/edit/", f"/files/{undecided.pk}/statuses/"):
        assert f'href="{path}"' in page
        assert worker.get(path).status_code == 200, "where it is mended"
    with office.context():
        a_status(nobody, kind=StatusKind.BROAD, since=GRANTED)
        Person.objects.filter(pk=ageless.pk).update(birth_year=1990)
        Status.objects.filter(person=undecided).update(decided_on=GRANTED)
    assert found(worker) == {}


def test_a_change_of_category_asks_for_no_decision_of_its_own(office, worker):
    with office.context():
        person = a_beneficiary(responsible=office.worker)
        Status.objects.filter(person=person).update(until=MONDAY - timedelta(1))
        a_status(person, since=MONDAY)
    assert found(worker) == {}


def test_a_project_that_outlives_its_right_is_found_and_a_voluntary_one_is_not(office, worker, clock):
    with office.context():
        person = a_beneficiary(responsible=office.worker, last_name="Éteint")
        running(person)
        clock(LATER)
    assert found(worker) == {}
    with office.context():
        Status.objects.filter(person=person).update(until=LATER - timedelta(1))
        a_status(person, kind=StatusKind.BROAD, since=LATER)
    assert found(worker) == {"no_right": ["Éteint"]}
    with office.context():
        Piis.objects.update(is_voluntary=True)
    assert found(worker) == {}


def test_a_study_project_of_somebody_who_does_not_study_is_found(office, worker, clock):
    with office.context():
        person = a_beneficiary(responsible=office.worker, last_name="École")
        running(person)
        clock(LATER)
        Piis.objects.update(kind=Kind.STUDY)
    assert found(worker) == {"no_student": ["École"]}
    with office.context():
        Status.objects.update(is_student=True)
    assert found(worker) == {}


def test_each_line_names_who_mends_it_and_a_file_of_nobody_is_given_first(office):
    with office.context():
        a_person("Mien", responsible=office.coordinator)
        a_person("Sien", responsible=office.colleague)
        orphan = a_person("Seul", responsible=office.worker)
        Membership.objects.filter(pk=office.worker.pk).update(state=MembershipState.LEFT)
    page = client_of(office.coordinator).get(PAGE, {"whose": "centre"}).content.decode()
    assert "à corriger par vous" in page and f"à corriger par {office.colleague.name}" in page
    assert "personne ne suit ce dossier" in page and f'href="/files/{orphan.pk}/worker/"' in page
    with office.context():
        today = timezone.localdate()
        Deputyship.objects.create(absent=office.colleague, deputy=office.coordinator, since=today, until=today)
    page = client_of(office.coordinator).get(PAGE, {"whose": "centre"}).content.decode()
    assert f"à corriger par {office.colleague.name}" not in page, "who replaces mends"
    assert found(client_of(office.coordinator)) == {"no_status": ["Mien", "Sien"]}


def test_what_is_more_than_a_handful_is_a_filter_of_the_list(office, worker):
    with office.context():
        for number in range(12):
            a_person(f"Nom {number:02}", responsible=office.worker)
    page = worker.get(PAGE).content.decode()
    assert page.count("Noter le statut") == 10
    assert 'href="/files/?whose=mine&amp;todo=no_status"' in page
    assert worker.get("/files/?whose=mine&todo=no_status").content.decode().count('class="row"') == 12


def test_the_page_asks_the_same_few_queries_for_one_file_and_for_many(office, worker):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert worker.get(PAGE).status_code == 200
        return len(captured)

    with office.context():
        a_person("Un", responsible=office.worker)
    asked()
    few = asked()
    with office.context():
        for number in range(15):
            a_person(f"Nom {number:02}", responsible=office.worker, birth_year=None)
    assert asked() == few


def test_names_outside_ones_own_work_leave_a_trace_and_another_centre_shows_none(office, elsewhere, worker):
    with office.context():
        a_person("Caché", responsible=office.colleague)
    assert found(worker, "centre") == {}, "a worker sees their own files"
    assert found(client_of(elsewhere.coordinator), "centre") == {}
    coordinator = client_of(office.coordinator)
    with office.context():
        before = JournalEntry.objects.filter(verb="files.listed").count()
    assert found(coordinator, "centre") == {"no_status": ["Caché"]}
    with office.context():
        last = JournalEntry.objects.filter(verb="files.listed").order_by("-number").first()
        assert JournalEntry.objects.filter(verb="files.listed").count() == before + 1
        assert last.detail == {"files": 1} and last.actor_id == office.coordinator.pk
    assert client_of(office.president).get(PAGE).status_code == 403
