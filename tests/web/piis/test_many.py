"""Several projects at once: their appointments, their papers; nobody's file opened on the way."""

from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.domain.accounts import law_readings
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.piis.models import Evaluation
from tests.domain.piis.world import MAY_SIGN, a_beneficiary, handed_over, running
from tests.signing_in import client_of
from tests.web.piis.pages import form_of

pytestmark = pytest.mark.django_db
LATER = MAY_SIGN + timedelta(days=120)


@pytest.fixture
def projects(office, clock):
    with office.context():
        found = [running(a_beneficiary(responsible=office.worker, last_name=f"Nom{n}")) for n in range(3)]
    clock(LATER)
    return found


def address(projects, name="appointments"):
    return f"{reverse(f'piis:{name}')}?" + "&".join(f"piis={one.pk}" for one in projects)


def test_appointments_follow_one_another_on_a_working_day_and_are_noted_once(office, worker, projects):
    home = worker.get(reverse("day:home"), {"kind": "evaluate"}).text
    assert "Fixer les rendez-vous cochés" in home and f'value="{projects[0].pk}"' in home
    page = worker.get(address(projects))
    fields = form_of(page, "piis")
    answers = [worker.post(reverse("piis:appointments"), fields) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302], answers[0].text
    with office.context():
        moments = sorted(one.planned_for for one in Evaluation.objects.planned())
        assert [timezone.localtime(one).strftime("%H:%M") for one in moments] == ["09:00", "09:45", "10:30"]
        assert JournalEntry.objects.filter(verb="piis.evaluation_planned").count() == 3


def test_the_day_proposed_is_a_working_day_as_this_centre_reads_the_law(office, worker, projects, clock):
    a_saturday = next_saturday(LATER)
    with office.context():
        facts = {"at": timezone.now(), "on": LATER - timedelta(days=1)}
        law_readings.choose(actor=office.secretary, parameter=law_readings.WEEK, reading="monday_saturday", **facts)
    clock(a_saturday - timedelta(days=7))
    assert f'value="{a_saturday.isoformat()}"' in worker.get(address(projects)).text


def next_saturday(day):
    return day + timedelta(days=(5 - day.weekday()) % 7 or 7)


def test_one_impossible_day_keeps_the_others_and_says_which(office, worker, projects):
    fields = form_of(worker.get(address(projects)), "piis")
    fields[f"s_{projects[1].pk.hex}-day"] = "2026-12-25"
    answer = worker.post(reverse("piis:appointments"), fields)
    assert "Ce jour n’est pas un jour ouvrable" in answer.text
    with office.context():
        assert Evaluation.objects.planned().count() == 2


def test_the_texts_to_sign_are_printed_each_on_its_own_sheet(office, worker, clock):
    with office.context():
        versions = [handed_over(a_beneficiary(responsible=office.worker)) for _number in range(2)]
        pages = [len(pikepdf.open(_file(one.document.content)).pages) for one in versions]
    clock(MAY_SIGN)
    answer = worker.get(address([one.piis for one in versions], "papers_to_sign"))
    assert answer["Content-Type"] == "application/pdf"
    book = pikepdf.open(_file(b"".join(answer) if answer.streaming else answer.content))
    assert len(book.pages) == sum(count + count % 2 for count in pages)


def _file(content):
    from io import BytesIO

    return BytesIO(bytes(content))


def test_a_colleague_from_elsewhere_ticks_nothing_here(office, elsewhere, projects):
    intruder = client_of(elsewhere.worker)
    assert "Aucun projet choisi" in intruder.get(address(projects)).text
    assert intruder.post(reverse("piis:appointments"), {"piis": str(projects[0].pk)}).status_code == 200
    with centre_context(office.centre.pk):
        assert not Evaluation.objects.planned().exists()
