"""Starting, finishing, correcting, comparing, printing; and who may not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.domain.audit.models import JournalEntry
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.models import Bilan
from tests.factories import a_person
from tests.signing_in import client_of

ROUTES = ["list", "start", "blank", "compare", "show", "save", "about", "finish", "correct", "pdf"]


def about(**more):
    return {"moment": "middle", "held_on": timezone.localdate().isoformat(), "language": "nl", **more}


def test_an_empty_list_says_what_a_bilan_is_for_and_how_to_begin(house, worker):
    with house.context():
        newcomer = a_person("Nouveau", responsible=house.worker)
    page = worker.get(reverse("bilan:list", args=[newcomer.pk])).text
    assert "Pas encore de bilan" in page
    assert reverse("bilan:start", args=[newcomer.pk]) in page


def test_a_bilan_is_begun_in_one_short_form_already_filled(house, worker):
    with house.context():
        newcomer = a_person("Nouveau", responsible=house.worker, language="nl")
    url = reverse("bilan:start", args=[newcomer.pk])
    page = worker.get(url)
    assert page.context["form"].initial["moment"] == Moment.START
    assert page.context["form"].initial["language"] == "nl"
    assert worker.post(url, about()).status_code == 302
    with house.context():
        assert Bilan.objects.filter(person=newcomer).count() == 1


def test_while_one_is_in_progress_the_start_leads_to_it(house, worker):
    for answer in (worker.get(house.url("start")), worker.post(house.url("start"), about())):
        assert answer["Location"] == house.url()
    with house.context():
        assert Bilan.objects.filter(person=house.person).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": "31/02/2026"},
        {"held_on": ""},
        {"held_on": (timezone.localdate() + timedelta(2)).isoformat()},
        {"held_on": "0201-01-01"},
        {"moment": "never"},
        {"language": "tr"},
        {"moment": "\x00"},
        {"held_on": "x" * 1_000_000},
    ],
)
def test_a_wrong_date_or_moment_comes_back_with_its_reason(house, worker, wrong):
    before = house.as_it_stands()
    answer = worker.post(house.url("about"), about(**wrong))
    assert answer.status_code == 400
    assert "error-summary" in answer.text
    assert house.as_it_stands() == before


def test_the_date_and_moment_are_changed_while_it_is_in_progress(house, worker):
    worker.post(house.url("about"), about(moment="end", held_on="2026-01-15"))
    with house.context():
        house.bilan.refresh_from_db()
    assert (house.bilan.moment, house.bilan.held_on.isoformat()) == ("end", "2026-01-15")


def test_before_the_end_what_is_missing_is_said_gently(house, worker):
    house.write(housing={"words": "Une chambre"})
    page = worker.get(house.url("finish"))
    assert "Rien n’est obligatoire" in page.text
    assert "Une chambre" in page.text
    answer = worker.post(house.url("finish"), {"revision": page.context["bilan"].revision})
    assert answer["Location"] == house.url()
    read = worker.get(house.url()).text
    assert "Il ne change plus" in read
    pdf = worker.get(house.url("pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert "Camille" not in pdf["Content-Disposition"]


def test_an_empty_bilan_has_no_button_to_finish_and_refuses_the_act(house, worker):
    assert "Terminer le bilan" not in worker.get(house.url("finish")).text
    assert worker.post(house.url("finish"), {"revision": "1"}).status_code == 409
    with house.context():
        house.bilan.refresh_from_db()
    assert not house.bilan.is_finished


@pytest.mark.parametrize("revision", ["", "x", "1", "-1", "9" * 30, "²"])
def test_finishing_something_else_than_what_was_read_shows_it_again(house, worker, revision):
    house.write(housing={"words": "Une chambre"})
    answer = worker.post(house.url("finish"), {"revision": revision})
    assert answer.status_code == 409
    assert "Une chambre" in answer.text
    with house.context():
        house.bilan.refresh_from_db()
    assert not house.bilan.is_finished


def test_a_double_click_on_the_end_finishes_once(house, worker):
    house.write(housing={"words": "Une chambre"})
    for _time in range(2):
        assert worker.post(house.url("finish"), {"revision": "2"})["Location"] == house.url()
    with house.context():
        assert JournalEntry.objects.filter(verb="bilan.finished").count() == 1


def test_a_correction_opens_with_the_content_and_both_stay_readable(house, worker):
    house.write(housing={"words": "Deux enfants"})
    house.finish()
    assert worker.post(house.url("correct"), {"reason": "  "}).status_code == 400
    answer = worker.post(house.url("correct"), {"reason": "Trois enfants"})
    assert "Deux enfants" in worker.get(answer["Location"]).text
    assert "Une correction est en cours" in worker.get(house.url()).text
    with house.context():
        correction = Bilan.objects.get(corrects=house.bilan)
    house.finish(correction)
    assert "Remplacé par le bilan 2" in worker.get(house.url()).text
    assert "corrige le bilan 1" in worker.get(house.url("list")).text


def test_moments_stand_side_by_side_in_words(house, worker):
    house.write(housing={"rating_person": 2, "words": "Chez un ami"}, money={"rating_person": 3})
    house.finish()
    second = house.begin(50)
    house.write(second, housing={"rating_person": 4}, money={"rating_person": 2})
    house.finish(second)
    page = worker.get(house.url("compare")).text
    for word in ("mieux", "moins bien", "1 domaine va mieux", "1 domaine va moins bien", "Chez un ami"):
        assert word in page
    dutch = client_of(house.worker, language="nl").get(house.url("compare")).text
    assert "beter" in dutch
    assert "mieux" not in dutch


def test_moments_can_be_chosen_and_nonsense_is_ignored(house, worker):
    bilans = [house.bilan]
    for days in (150, 100, 50):
        house.write(bilans[-1], housing={"rating_person": 2})
        house.finish(bilans[-1])
        bilans.append(house.begin(days))
    house.write(bilans[-1], housing={"rating_person": 2})
    house.finish(bilans[-1])
    usual = worker.get(house.url("compare")).context["bilans"]
    assert [bilan.number for bilan in usual] == [1, 3, 4]
    chosen = worker.get(house.url("compare"), {"bilan": [str(bilans[1].pk), "x", "'; --"]}).context["bilans"]
    assert [bilan.number for bilan in chosen] == [2]


def test_comparing_nothing_says_what_will_come_here(house, worker):
    assert "Rien à comparer" in worker.get(house.url("compare")).text


@pytest.mark.parametrize(("asked", "language"), [("", "fr"), ("de", "de"), ("xx", "fr"), ("../..", "fr")])
def test_the_blank_paper_is_in_the_language_of_the_person_or_the_one_asked_for(house, worker, asked, language):
    answer = worker.get(house.url("blank"), {"language": asked})
    assert answer.content.startswith(b"%PDF")
    assert f"bilan-{language}.pdf" in answer["Content-Disposition"]


def test_the_file_shows_its_bilans_and_the_next_act(house, worker):
    page = worker.get(reverse("people:file", args=[house.person.pk])).text
    assert "Bilans sociaux" in page
    assert "Continuer" in page


@pytest.mark.parametrize("route", ROUTES)
def test_the_same_worker_of_another_centre_finds_nothing_and_changes_nothing(house, elsewhere, route):
    house.write(housing={"words": "Une chambre"})
    before = house.as_it_stands()
    intruder = client_of(elsewhere.worker)
    sent = about(**{"housing-words": "Effacé", "revision": "2", "reason": "Effacé"})
    for answer in (intruder.get(house.url(route)), intruder.post(house.url(route), sent)):
        assert answer.status_code in (404, 405)
        assert "Une chambre" not in answer.text
    assert house.as_it_stands() == before


@pytest.mark.parametrize("route", [route for route in ROUTES if route not in {"list", "start", "blank", "compare"}])
def test_a_bilan_is_found_only_in_the_file_it_belongs_to(house, worker, route):
    with house.context():
        other = a_person("Autre", responsible=house.worker)
    url = reverse(f"bilan:{route}", args=[other.pk, house.bilan.pk])
    for answer in (worker.get(url), worker.post(url, {"revision": "1", "reason": "x"})):
        assert answer.status_code in (404, 405)


@pytest.mark.parametrize("route", ["start", "blank", "save", "about", "finish", "correct"])
def test_the_council_has_no_way_to_write(house, route):
    before = house.as_it_stands()
    client = client_of(house.president)
    for answer in (client.get(house.url(route)), client.post(house.url(route), about(revision="1", reason="x"))):
        assert answer.status_code in (403, 405)
    assert house.as_it_stands() == before


def test_the_council_reads_with_a_reason_and_sees_no_form(house):
    client = client_of(house.president)
    asked = client.get(house.url())
    assert "/purpose/" in asked["Location"]
    answer = client.post(asked["Location"], {"reason": "council"}, follow=True)
    assert answer.status_code == 200
    assert "data-autosave=" not in answer.text


def test_nobody_signed_out_reads_a_bilan(house, client):
    for route in ROUTES:
        assert client.get(house.url(route)).status_code == 302


def test_a_draft_begun_by_mistake_is_deleted_once_whoever_clicks_twice(house, worker):
    address = house.url("discard")
    assert "Un bilan terminé ne se supprime jamais" in worker.get(address).text
    answers = [worker.post(address) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    with house.context():
        assert not Bilan.objects.filter(pk=house.bilan.pk).exists()
        assert JournalEntry.objects.filter(verb="bilan.discarded").count() == 1
