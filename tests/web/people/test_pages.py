"""Every page of the room: shown to who may, absent for the others, with a constant number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jalon.domain.audit.models import JournalEntry
from jalon.domain.people.enums import Category
from jalon.domain.people.models import Assignment, Partnership, PiisExemption, Status
from jalon.domain.people.services import record_niss
from tests.factories import a_person, a_status

pytestmark = pytest.mark.django_db
NISS = "85.07.30-033.28"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def full(office, today):
    """A file with something in each of its parts."""
    with office.context():
        person = a_person(
            "D’Hondt", "Éloïse", responsible=office.worker, birth_month=5, birth_day=4, phone="0470 00 00 00"
        )
        partner = a_person("Martin", "Lou", responsible=office.colleague)
        a_status(person, category=Category.FAMILY, since=today - timedelta(40), decided_on=today - timedelta(30))
        day = today - timedelta(100)
        for one, other in ((person, partner), (partner, person)):
            Partnership.objects.create(person=one, partner=other, since=day)
        PiisExemption.objects.create(
            person=person,
            reason="health",
            explanation="longue maladie",
            since=day,
            review_on=today,
            author=office.worker,
        )
        Assignment.objects.create(person=person, member=office.worker, since=day)
        record_niss(actor=office.worker, person=person, typed=NISS, on=today)
        person.refresh_from_db()
    return person


def asked(captured):
    """The queries of a page, without what only a test's outer transaction adds."""
    added = ("SAVEPOINT", "RELEASE", "SELECT set_config('role', 'jalon_web'")
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(added)]


def addresses(person, office):
    """Every page about one file, by its name."""
    with office.context():
        status, exemption = Status.objects.get(person=person), PiisExemption.objects.get(person=person)
        partnership = Partnership.objects.get(person=person)
    mine = {
        name: [person.pk]
        for name in (
            "file",
            "purpose",
            "edit",
            "niss",
            "statuses",
            "status_new",
            "exemption_new",
            "household",
            "assign",
            "close",
            "reopen",
            "readings",
            "timeline",
        )
    }
    mine |= {
        "status": [person.pk, status.pk],
        "status_end": [person.pk, status.pk],
        "exemption_review": [person.pk, exemption.pk],
        "exemption_end": [person.pk, exemption.pk],
        "household_end": [person.pk, partnership.pk],
    }
    return {name: reverse(f"people:{name}", args=args) for name, args in mine.items()}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_page_of_a_file_is_shown_to_its_worker(office, full, browser, language):
    client = browser(office.worker)
    for name, address in addresses(full, office).items():
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 200, name
        assert "85.07.30" not in answer.text, name
        assert "85073003328" not in answer.text, name


@pytest.mark.parametrize("role", ["worker", "coordinator", "president", "secretary"])
def test_no_page_of_a_file_exists_for_another_centre(office, elsewhere, full, browser, role):
    client = browser(getattr(elsewhere, role))
    with office.context():
        before = JournalEntry.objects.count()
    for name, address in addresses(full, office).items():
        expected = (404,) if role in ("worker", "coordinator") else (403, 404)
        assert client.get(address).status_code in expected, name
        assert client.post(address, {"reason": "duty", "until": "2026-01-01"}).status_code in (*expected, 405), name
    assert client.post(reverse("people:reveal", args=[full.pk])).status_code == 404
    with office.context():
        assert JournalEntry.objects.count() == before
        assert Status.objects.get(person=full).until is None


def test_the_council_reads_a_file_and_writes_nothing_in_it(office, full, browser):
    client = browser(office.president)
    client.post(reverse("people:purpose", args=[full.pk]), {"reason": "council"})
    shown = client.get(reverse("people:file", args=[full.pk]))
    assert shown.status_code == 200
    assert reverse("people:edit", args=[full.pk]) not in shown.text
    for name, address in addresses(full, office).items():
        if name not in ("file", "purpose"):
            assert client.get(address).status_code == 403, name
            assert client.post(address, {}).status_code in (403, 405), name


def test_no_page_of_a_file_opens_to_a_colleague_without_a_reason(office, full, browser):
    client = browser(office.colleague)
    for name, address in addresses(full, office).items():
        if name != "purpose":
            for answer in (client.get(address), client.post(address, {"until": "2026-01-01"})):
                assert answer.status_code in (302, 405), name
                assert answer.status_code == 405 or "/purpose/" in answer["Location"], name
    with office.context():
        assert Status.objects.get(person=full).until is None


def test_the_number_shows_on_request_only_and_each_look_is_kept(office, full, browser):
    client = browser(office.worker)
    address = reverse("people:reveal", args=[full.pk])
    assert client.get(address).status_code == 405
    whole = client.post(address)
    fragment = client.post(address, headers={"hx-request": "true"})
    assert NISS in whole.text
    assert NISS in fragment.text
    assert "<html" not in fragment.text
    assert "no-store" in whole["Cache-Control"]
    with office.context():
        assert JournalEntry.objects.filter(verb="niss.revealed", person_id=full.pk).count() == 2


def test_the_page_of_a_file_asks_at_most_nine_queries(office, full, browser):
    client = browser(office.worker)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("people:file", args=[full.pk])).status_code == 200
    assert len(asked(captured)) <= 9


def test_the_page_of_a_file_asks_a_constant_number_of_queries(office, full, browser):
    client = browser(office.worker)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("people:file", args=[full.pk])).status_code == 200
        return asked(captured)

    few = queries()
    with office.context():
        for number in range(20):
            day = timezone.localdate() - timedelta(3000 - number * 10)
            a_status(full, since=day, until=day + timedelta(9))
    many = queries()
    assert len(many) == len(few), "\n".join(many)


def test_lists_ask_a_constant_number_of_queries(office, browser):
    client = browser(office.coordinator)

    def queries(name, method="get", **data):
        with CaptureQueriesContext(connection) as captured:
            assert getattr(client, method)(reverse(f"people:{name}"), data).status_code == 200
        return len(asked(captured))

    pages = [
        ("list", "get", {"whose": "centre"}),
        ("list", "get", {"whose": "nobody"}),
        ("search", "post", {"q": "dub"}),
        ("loads", "get", {}),
        ("hand_over_nobody", "get", {}),
    ]
    with office.context():
        a_status(a_person("Dubois", "Un"))
        a_person("Dubois", "Deux", responsible=office.worker)
    few = [queries(name, method, **data) for name, method, data in pages]
    with office.context():
        for number in range(20):
            a_status(a_person(f"Dubois{number}", "Autre"))
            a_person(f"Dubois{number}", "Suivi", responsible=office.colleague)
    assert [queries(name, method, **data) for name, method, data in pages] == few
    assert max(few) <= 10
