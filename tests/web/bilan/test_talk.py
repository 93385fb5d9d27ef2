"""The page of the talk: what comes back is stored, what cannot be stays on the page."""

import re

import pytest
from bs4 import BeautifulSoup

from jalon.domain.audit.models import JournalEntry, Kind
from tests.signing_in import client_of

AUTOSAVE = {"HTTP_X_JALON_AUTOSAVE": "1"}


def fields(answer):
    """What a browser without script would send back."""
    page = BeautifulSoup(answer.content, "html.parser")
    form = page.find("form", attrs={"data-bilan": True})
    sent = {tag["name"]: tag.get("value", "") for tag in form.find_all("input", type="hidden")}
    sent |= {tag["name"]: tag["value"] for tag in form.find_all("input", checked=True)}
    return sent | {tag["name"]: tag.get_text().removeprefix("\n") for tag in form.find_all("textarea")}


def test_the_page_shows_thirteen_domains_each_with_five_described_levels_for_two_sides(house, worker):
    page = BeautifulSoup(worker.get(house.url()).content, "html.parser")
    assert len(page.select("section.domain h2")) == 14, "thirteen and « Ensemble »"
    assert len(page.select("#housing input[type=radio]")) == 12
    assert "Pas de logement, ou un endroit dangereux." in page.select_one("#housing").get_text()
    assert page.select_one("[data-count]").get_text() == "0 sur 13"


def test_what_the_browser_sends_back_unchanged_writes_nothing(house, worker):
    house.write(housing={"words": "Ligne 1\nLigne 2", "rating_person": 3, "is_skipped": False})
    before = house.as_it_stands()
    answer = worker.post(house.url("save"), fields(worker.get(house.url())))
    assert answer.status_code == 302
    assert house.as_it_stands() == before


def test_a_form_without_script_writes_only_what_was_touched(house, worker):
    sent = fields(worker.get(house.url()))
    house.write(health={"words": "Écrit par une collègue entre-temps"})
    sent |= {"housing-words": "Une chambre\r\net une cuisine", "work-rating_worker": "2", "digital-is_skipped": "1"}
    answer = worker.post(house.url("save"), {**sent, "then": "health"})
    assert answer["Location"] == f"{house.url()}#health"
    assert house.entry().words == "Une chambre\net une cuisine"
    assert house.entry("work").rating_worker == 2
    assert house.entry("digital").is_skipped
    assert house.entry("health").words == "Écrit par une collègue entre-temps"


def test_a_form_sent_twice_stores_once(house, worker):
    sent = fields(worker.get(house.url())) | {"housing-words": "Une chambre"}
    for _time in range(2):
        assert worker.post(house.url("save"), sent).status_code == 302
    assert house.entry().revision == 2


def test_a_script_is_answered_with_the_time_the_count_and_the_version(house, worker):
    sent = {"housing-words": "Une chambre", "housing-revision": "1", "page": "p", "attempt": "1"}
    answer = worker.post(house.url("save"), sent, **AUTOSAVE)
    said = answer.json()
    assert re.fullmatch(r"\d{1,2} h \d\d", said["saved"])
    assert (said["version"], said["seen"], said["unsaved"]) == (2, ["housing"], [])
    again = worker.post(house.url("save"), {**sent, "attempt": "2"}, **AUTOSAVE).json()
    assert again["version"] == 2


def test_a_script_hears_both_texts_and_may_write_over_what_it_has_shown(house, worker):
    house.write(housing={"words": "Une chambre"})
    sent = {"housing-words": "Un studio", "housing-revision": "1", "page": "p", "attempt": "1"}
    said = worker.post(house.url("save"), sent, **AUTOSAVE).json()
    assert said["clashes"] == [{"name": "housing-words", "theirs": "Une chambre", "revision": 2}]
    assert said["unsaved"] == ["housing-words"]
    assert "sauf" in said["notice"]
    worker.post(house.url("save"), {**sent, "housing-words-seen": "2"}, **AUTOSAVE)
    assert house.entry().words == "Un studio"


def test_without_script_both_texts_come_back_on_the_page(house, worker):
    sent = fields(worker.get(house.url())) | {"housing-words": "Un studio", "housing-needs": "Une garantie"}
    house.write(housing={"words": "Une chambre"})
    answer = worker.post(house.url("save"), sent)
    assert answer.status_code == 409
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("textarea", id="housing-words").get_text().strip() == "Un studio"
    assert page.select_one("[data-clash='housing-words'] [data-theirs]").get_text() == "Une chambre"
    assert (house.entry().words, house.entry().needs) == ("Une chambre", "Une garantie")
    assert worker.post(house.url("save"), fields(answer)).status_code == 302
    assert house.entry().words == "Un studio", "both were read, then this one was kept"


def test_after_both_texts_were_shown_the_chosen_one_is_stored(house, worker):
    sent = fields(worker.get(house.url())) | {"housing-words": "Un studio"}
    house.write(housing={"words": "Une chambre"})
    shown = fields(worker.post(house.url("save"), sent))
    assert worker.post(house.url("save"), shown | {"housing-words": "Une chambre, puis un studio"}).status_code == 302
    assert house.entry().words == "Une chambre, puis un studio"


def test_a_text_too_long_stays_on_the_page_with_the_reason(house, worker):
    long = "x" * 1_000_000
    sent = fields(worker.get(house.url())) | {"housing-words": long, "housing-needs": "Une garantie", "together": long}
    answer = worker.post(house.url("save"), sent)
    assert answer.status_code == 400
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.find("textarea", id="housing-words").get_text().strip() == long
    assert "trop long" in page.find(id="housing-words-error").get_text()
    assert house.entry().needs == "Une garantie"
    with house.context():
        assert JournalEntry.objects.filter(verb="bilan.read").count() == 2, "the whole talk was shown a second time"


@pytest.mark.parametrize(
    "nasty",
    [
        {"housing-words": "\x00\u202e'\"><script>alert(1)</script>", "housing-revision": "1"},
        {"housing-rating_person": "9", "housing-revision": "1"},
        {"housing-rating_person": "-1", "housing-revision": "٣"},
        {"housing-rating_person": "3.0", "housing-revision": "x" * 5000},
        {"housing-words": "a", "housing-revision": "99999999999999999999", "page": "p" * 10_000, "attempt": "-4"},
        {"astrology-words": "Lion", "housing-saved_by": "x", "together-revision": "", "together": "\ufeff\x08"},
        {"housing-was": "....", "housing-words": "a"},
        {"then": "//evil.example", "housing-words": "a"},
        {},
    ],
)
def test_nothing_a_browser_sends_breaks_the_page(house, worker, nasty):
    for headers in ({}, AUTOSAVE):
        answer = worker.post(house.url("save"), nasty, **headers)
        assert answer.status_code in (200, 302, 400, 409)
        if answer.status_code == 302:
            assert answer["Location"].startswith(house.url())
    assert house.entry().rating_person is None
    assert "<script>alert" not in worker.get(house.url()).text


def test_what_is_sent_after_the_end_is_shown_to_be_copied(house, worker):
    house.write(housing={"words": "Une chambre"})
    house.finish()
    sent = {"health-words": "Je dors mieux", "health-revision": "1"}
    answer = worker.post(house.url("save"), sent)
    assert answer.status_code == 409
    assert "Je dors mieux" in answer.text
    assert worker.post(house.url("save"), sent, **AUTOSAVE).status_code == 409
    assert house.entry("health").words == ""


def test_the_last_time_is_shown_and_not_copied(house, worker):
    house.write(housing={"words": "Chez un ami", "rating_person": 2})
    house.finish()
    second = house.begin(10)
    page = BeautifulSoup(worker.get(house.url(bilan=second)).content, "html.parser")
    field = page.select_one("#housing .field")
    assert field.select_one(".last p").get_text() == "Chez un ami"
    assert field.select_one("textarea").get_text().strip() == ""
    assert "la dernière fois" in page.select_one("[name=housing-rating_person][value='2']").parent.get_text()


def test_reading_is_recorded_and_saving_in_passing_adds_no_read(house, worker):
    worker.get(house.url())
    for number in range(3):
        worker.post(house.url("save"), {"housing-words": str(number), "housing-revision": "9"}, **AUTOSAVE)
    with house.context():
        rows = JournalEntry.objects.filter(actor=house.worker).order_by("number").values_list("kind", "verb")
        assert list(rows) == [
            (Kind.ACT, "bilan.started"), (Kind.READ, "bilan.read"), (Kind.ACT, "bilan.written"),
        ]  # fmt: skip


def test_a_colleague_says_why_before_reading_or_writing(house):
    client = client_of(house.colleague)
    before = house.as_it_stands()
    for answer in (client.get(house.url()), client.post(house.url("save"), {"housing-words": "a"}, **AUTOSAVE)):
        assert answer.status_code == 302
        assert "/purpose/" in answer["Location"]
    assert house.as_it_stands() == before


def test_the_page_speaks_dutch(house):
    page = client_of(house.worker, language="nl").get(house.url()).text
    assert "Geen woning, of een gevaarlijke plek." in page
    assert "Volgens Camille" in page
    assert "Dans ses mots" not in page
    assert "domaine" not in page.lower()


def test_the_page_costs_the_same_few_queries_however_much_is_written(house, worker, django_assert_num_queries):
    everything = {
        domain: dict.fromkeys(("words", "aspirations", "strengths", "needs"), "Beaucoup. " * 50)
        for domain in ("housing", "health", "money", "work", "family", "network", "languages", "training")
    }
    house.write(**everything)
    house.finish()
    second = house.begin(10)
    for _time in range(2):
        with django_assert_num_queries(12):
            worker.get(house.url(bilan=second))
        house.write(second, **everything)
