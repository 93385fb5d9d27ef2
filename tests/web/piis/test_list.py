"""The list of projects: whose, by phase, by what happened in a period; the same few queries for any number."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from jalon.domain.audit.models import JournalEntry
from jalon.domain.piis.enums import State
from jalon.domain.piis.models import Piis
from tests.domain.piis.world import MAY_SIGN, MONDAY, a_beneficiary, running
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
LIST = "/piis/"


def rows_of(client, question: str = "") -> list[str]:
    answer = client.get(LIST + question)
    assert answer.status_code == 200
    return [one.get_text(" ", strip=True) for one in BeautifulSoup(answer.content, "html.parser").select("li.row")]


@pytest.fixture
def projects(office, person, clock):
    """One running of the worker's, one draft of nobody's, each of another person."""
    with office.context():
        mine = running(person)
        other = a_beneficiary(last_name="Peeters", responsible=None)
        draft = Piis.objects.create(person=other, number=1, drafted_on=MONDAY)
    clock(MAY_SIGN + timedelta(days=30))
    return mine, draft


def test_a_worker_sees_their_own_projects_first(worker, projects):
    assert reverse("piis:list") == LIST
    [row] = rows_of(worker)
    assert "Dubois" in row
    assert "en cours" in row


def test_the_whole_centre_is_one_click_away_and_leaves_its_trace(office, worker, projects):
    rows = rows_of(worker, "?reach=centre")
    assert len(rows) == 2
    with office.context():
        assert JournalEntry.objects.get(verb="files.listed").detail == {"files": 2}


def test_ones_own_projects_leave_no_trace_beyond_the_files(office, worker, projects):
    rows_of(worker)
    with office.context():
        assert not JournalEntry.objects.filter(verb="files.listed").exists()


def test_the_phases_say_how_many_projects_stand_where(worker, projects):
    page = BeautifulSoup(worker.get(f"{LIST}?reach=centre").content, "html.parser")
    chips = [" ".join(one.get_text(" ", strip=True).split()) for one in page.select(".chip")]
    assert chips == ["Tout", "En préparation 1", "En cours 1"]
    assert [one for one in rows_of(worker, f"?reach=centre&state={State.DRAFT}") if "Peeters" in one]


def test_what_happened_in_a_period_is_found_by_its_own_day(worker, projects):
    mine, _draft = projects
    day = mine.concluded_on
    assert rows_of(worker, f"?happening=concluded_on&first={day}&last={day}")
    later = day + timedelta(days=1)
    assert rows_of(worker, f"?happening=concluded_on&first={later}") == []
    assert rows_of(worker, "?reach=centre&happening=ended_on") == []


def test_a_project_past_its_end_is_late_until_somebody_says_how_it_ended(worker, projects, clock):
    mine, _draft = projects
    clock(mine.until + timedelta(days=14))
    [row] = rows_of(worker)
    assert "en retard de 14 jours" in row or "en retard de 2 semaines" in row


def test_what_is_not_understood_narrows_nothing(worker, projects):
    assert len(rows_of(worker, "?state=x&kind=%00&happening=pk&first=31-31&after=no&reach=me")) == 1


def test_an_empty_list_says_how_to_begin(elsewhere):
    answer = client_of(elsewhere.worker).get(LIST)
    assert "Aucun projet ici" in answer.text


def test_another_centre_sees_none_of_them(elsewhere, projects):
    assert rows_of(client_of(elsewhere.worker), "?reach=centre") == []


def test_the_next_page_goes_on_where_the_first_ended(office, worker, projects):
    with office.context():
        for number in range(30):
            someone = a_beneficiary(last_name=f"Nom{number}", responsible=office.worker)
            Piis.objects.create(
                person=someone, number=1, drafted_on=MONDAY - timedelta(number % 7), responsible=office.worker
            )
    first = BeautifulSoup(worker.get(LIST).content, "html.parser")
    onward = first.find("a", string="La suite")["href"]
    names = [one.get_text(strip=True) for one in first.select(".row__title")]
    names += [
        one.get_text(strip=True)
        for one in BeautifulSoup(worker.get(LIST + onward).content, "html.parser").select(".row__title")
    ]
    assert len(names) == len(set(names)) == 31


def test_the_list_asks_the_same_few_queries_for_one_project_and_for_twenty(office, worker, projects):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            rows_of(worker)
        return len(asked)

    one = queries()
    with office.context():
        for number in range(20):
            someone = a_beneficiary(last_name=f"Nom{number}", responsible=office.worker)
            Piis.objects.create(person=someone, number=1, drafted_on=MONDAY, responsible=office.worker)
    assert queries() == one <= 12


def test_in_dutch_the_list_speaks_dutch(office, projects):
    with override("nl"):
        [row] = rows_of(client_of(office.worker, language="nl"))
    assert "GPMI 1" in row
    assert "lopend" in row or "bezig" in row
