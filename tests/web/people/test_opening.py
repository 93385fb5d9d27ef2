"""The door of a file: who opens it freely, who must say why, and what the journal keeps."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.domain.accounts.models import Deputyship
from jalon.domain.audit.models import JournalEntry, Kind
from tests.factories import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(office):
    with office.context():
        return a_person("Dubois", "Camille", responsible=office.worker)


def reads(office):
    with office.context():
        return list(JournalEntry.objects.filter(kind=Kind.READ).order_by("number").values_list("actor_name", "purpose"))


def page_of(person):
    return reverse("people:file", args=[person.pk])


def purpose_page_of(person):
    return reverse("people:purpose", args=[person.pk])


def test_the_responsible_worker_opens_without_a_reason_and_it_is_recorded(office, person, browser):
    answer = browser(office.worker).get(page_of(person))
    assert answer.status_code == 200
    assert "Camille Dubois" in answer.text
    assert reads(office) == [(office.worker.name, "")]


def test_a_colleague_is_asked_why_and_nothing_was_read_before_the_answer(office, person, browser):
    answer = browser(office.colleague).get(page_of(person))
    assert answer.status_code == 302
    assert answer["Location"].startswith(purpose_page_of(person))
    assert reads(office) == []


def test_a_stated_reason_opens_the_page_asked_and_stands_in_the_journal(office, person, browser):
    client = browser(office.colleague)
    asked = client.get(page_of(person))
    answer = client.post(asked["Location"], {"reason": "other", "words": "appel d’urgence ce matin"}, follow=True)
    assert answer.redirect_chain[-1][0] == page_of(person)
    assert reads(office) == [(office.colleague.name, "appel d’urgence ce matin")]
    assert client.get(page_of(person)).status_code == 200
    assert len(reads(office)) == 2


def test_a_reason_of_yesterday_does_not_open_today(office, person, browser):
    client = browser(office.colleague)
    client.post(purpose_page_of(person), {"reason": "duty"})
    session = client.session
    (key,) = session["jalon_purposes"]
    session["jalon_purposes"] = {key: [(timezone.localdate() - timedelta(1)).isoformat(), "permanence"]}
    session.save()
    assert client.get(page_of(person)).status_code == 302


def test_a_reason_holds_for_one_file_only(office, person, browser):
    with office.context():
        other = a_person("Autre", "Alex", responsible=office.worker)
    client = browser(office.colleague)
    client.post(purpose_page_of(person), {"reason": "duty"})
    assert client.get(page_of(other)).status_code == 302


@pytest.mark.parametrize("words", ["", "   ", "court", "​" * 3])
def test_a_reason_of_a_few_letters_is_no_reason(office, person, browser, words):
    client = browser(office.colleague)
    answer = client.post(purpose_page_of(person), {"reason": "other", "words": words})
    assert answer.status_code == 422
    assert client.get(page_of(person)).status_code == 302


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "\\\\evil", "javascript:alert(1)", ""])
def test_the_way_back_never_leaves_jalon(office, person, browser, target):
    client = browser(office.colleague)
    answer = client.post(f"{purpose_page_of(person)}?next={target}", {"reason": "duty"})
    assert answer["Location"] == page_of(person)


def test_a_deputy_opens_freely_during_the_absence_only(office, person, browser):
    today = timezone.localdate()
    with office.context():
        absence = Deputyship.objects.create(
            absent=office.worker, deputy=office.colleague, since=today - timedelta(3), until=today
        )
    assert browser(office.colleague).get(page_of(person)).status_code == 200
    with office.context():
        Deputyship.objects.filter(pk=absence.pk).update(until=today - timedelta(1))
    assert browser(office.colleague).get(page_of(person)).status_code == 302


def test_the_coordinator_and_whoever_takes_a_file_without_worker_open_freely(office, person, browser):
    assert browser(office.coordinator).get(page_of(person)).status_code == 200
    with office.context():
        alone = a_person("Seul", "Sacha")
    assert browser(office.colleague).get(page_of(alone)).status_code == 200


@pytest.mark.parametrize("role", ["president", "secretary"])
def test_the_council_opens_with_a_reason_only(office, person, browser, role):
    client = browser(getattr(office, role))
    assert client.get(page_of(person)).status_code == 302
    client.post(purpose_page_of(person), {"reason": "council"})
    assert client.get(page_of(person)).status_code == 200


@pytest.mark.parametrize("role", ["worker", "coordinator", "president"])
def test_another_centre_finds_no_such_file_and_leaves_no_trace(office, elsewhere, person, browser, role):
    client = browser(getattr(elsewhere, role))
    assert client.get(page_of(person)).status_code == 404
    assert client.post(purpose_page_of(person), {"reason": "duty"}).status_code == 404
    assert "jalon_purposes" not in client.session
    assert reads(office) == reads(elsewhere) == []
