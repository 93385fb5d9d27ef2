"""The page of the readings: everybody reads, the director chooses, from tomorrow on."""

import pytest
from django.utils import timezone

from jalon.domain.accounts import law_readings
from jalon.domain.accounts.models import LawChoice
from jalon.domain.core.context import centre_context

pytestmark = pytest.mark.django_db
ADDRESS = "/centre/law/piis.conclude.from/"


def choices(staff):
    with centre_context(staff.centre.pk):
        return list(LawChoice.objects.values_list("parameter", "reading"))


def test_everybody_reads_every_doubt_and_both_readings(here, browser):
    page = browser(here.worker).get("/centre/law/").content.decode()
    assert page.count('class="reading"') == len(law_readings.OFFERED)
    assert "Deux sources diffèrent" in page
    assert "La notification de cette décision" in page
    assert "Choisir une autre lecture" not in page


def test_a_rule_nothing_is_computed_with_is_closed_with_a_sentence(here, browser):
    page = browser(here.secretary)
    assert "ne s’en sert encore" in page.get("/centre/law/").content.decode()
    answer = page.post("/centre/law/piis.subsidy.share_boundary/", {"reading": "lower"})
    assert "rien à choisir" in answer.content.decode()
    assert choices(here) == []


def test_the_director_chooses_and_the_page_says_who_and_since_when(here, elsewhere, browser):
    page = browser(here.secretary)
    assert page.post(ADDRESS, {"reading": "notification"})["Location"] == "/centre/law/"
    shown = browser(here.worker).get("/centre/law/").content.decode()
    assert f"Choisi par {here.secretary.name}" in shown
    assert choices(here) == [("piis.conclude.from", "notification")]
    assert choices(elsewhere) == []
    with centre_context(here.centre.pk):
        tomorrow = timezone.localdate() + timezone.timedelta(days=1)
        assert law_readings.followed("piis.conclude.from", tomorrow).name == "notification"


def test_whoever_is_not_the_director_chooses_nothing(here, browser):
    for member in (here.worker, here.coordinator, here.president):
        assert browser(member).post(ADDRESS, {"reading": "notification"}).status_code == 403
    assert choices(here) == []


def test_a_question_that_does_not_exist_is_not_found(here, browser):
    assert browser(here.secretary).get("/centre/law/calendar.holidays/").status_code == 404


def test_a_page_brings_the_choices_with_its_member(here, browser):
    page = browser(here.secretary)
    page.post(ADDRESS, {"reading": "notification"})
    seen = []
    real = law_readings.remember

    def remember(rows):
        seen.append(rows)
        real(rows)

    law_readings.remember = remember
    try:
        page.get("/members/")
    finally:
        law_readings.remember = real
    assert [row["reading"] for row in seen[0]] == ["notification"]
