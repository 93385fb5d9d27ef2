"""From the card of the desk to the person's own words, and every way that is closed to others."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import jalon.web.space
from jalon.command.messages import catalogue_path, find_messages, read_catalogue
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.piis.models import Evaluation
from jalon.domain.sanctions.models import Proposal
from jalon.domain.space.models import EvaluationVoice, InterviewRequest, PersonAccess
from jalon.web.space.views import inside
from tests.web.space.scene import PASSWORD, a_card, a_scene

pytestmark = pytest.mark.django_db


def _verbs(scene) -> list[str]:
    with centre_context(scene.centre.pk):
        rows = JournalEntry.objects.filter(person_id=scene.person.pk).order_by("number")
        return list(rows.values_list("verb", flat=True))


def test_a_person_enters_with_the_letter_of_the_desk_and_reads_their_project():
    scene = a_scene()
    desk, path = scene.desk(), reverse("desk:card", args=[scene.person.pk])
    assert "Donner un accès" in desk.get(path).content.decode()
    page = desk.post(path).content.decode()
    number, code = re.findall(r'ticket__code">([^<]+)<', page)
    letter = desk.post(reverse("desk:letter", args=[scene.person.pk]), {"code": code})
    assert letter.content.startswith(b"%PDF") and letter["Content-Disposition"] == 'inline; filename="carte.pdf"'
    assert desk.post(reverse("desk:letter", args=[scene.person.pk]), {"code": "AAAAAAAA"}).status_code == 409

    phone = Client()
    assert phone.get("/mine/")["Location"].startswith("/mine/sign-in/")
    assert phone.post("/mine/start/", {"number": number, "code": code.lower()})["Location"] == "/mine/start/password/"
    assert phone.post("/mine/start/password/", {"password": "soleil2026!!", "again": "soleil2026!!"}).status_code == 200
    assert phone.post("/mine/start/password/", {"password": PASSWORD, "again": PASSWORD})["Location"] == "/mine/"
    home = phone.get("/mine/").content.decode()
    for said in ("Votre projet est en route", "Je veux un travail près de chez moi", "Le CPAS m’aide à l’écrire"):
        assert said in home
    assert "Le centre est en retard" in home, "an evaluation was due long ago"
    assert "Lou Peeters" not in home and "02 000 00 00" not in home, "a third person's data"

    again = Client()
    assert again.post("/mine/sign-in/", {"number": number, "password": PASSWORD})["Location"] == "/mine/"
    assert again.post("/mine/start/", {"number": number, "code": code}).status_code == 403, "a code counts once"
    assert {"access.made", "access.opened"} <= set(_verbs(scene))


def test_the_pages_inside_speak_four_languages():
    scene = a_scene()
    phone = scene.inside()
    pages = [f"/mine/{one}" for one in ("", "rights/", "interview/", "documents/", "readings/")]
    pages.append(reverse("space:evaluation", args=[scene.evaluation.pk]))
    for language in ("fr", "nl", "de", "en"):
        phone.post("/mine/language/", {"language": language})
        for page in pages:
            answer = phone.get(page)
            assert answer.status_code == 200, page
            assert f'<html lang="{language}"' in answer.content.decode(), page
            assert len(answer.content) < 20_000
    titles = re.findall(r'href="(/mine/documents/[^"]+)"', phone.get("/mine/documents/").content.decode())
    assert titles and phone.get(titles[0]).content.startswith(b"%PDF")


def test_an_interview_asked_for_waits_on_the_workers_list_until_it_is_given():
    scene = a_scene()
    phone, desk = scene.inside(), scene.desk()
    asked = {"about": "Mon logement", "wishes": "Le matin"}
    assert "Voir ma demande" not in phone.get("/mine/").text
    assert phone.post("/mine/interview/", asked).status_code == 302
    assert phone.post("/mine/interview/", asked).status_code == 302
    assert "Voir ma demande" in phone.get("/mine/").text
    with centre_context(scene.centre.pk):
        request = InterviewRequest.objects.get()
        assert request.law and request.due_on > request.asked_on
    assert "Entretien demandé par la personne" in desk.get("/").content.decode()
    path = reverse("desk:interview", args=[scene.person.pk, request.pk])
    assert "Mon logement" in desk.get(path).content.decode()
    assert desk.post(path, {"day": "", "hour": "", "words": ""}).status_code == 200
    day = timezone.localdate().isoformat()
    assert desk.post(path, {"day": day, "hour": "23:30", "place": "Guichet 2"}).status_code == 302
    assert "Guichet 2" in phone.get("/mine/").content.decode()
    assert "Guichet 2" in phone.get("/mine/interview/").content.decode()
    assert {"interview.asked", "interview.answered"} <= set(_verbs(scene))


def test_a_day_after_the_last_one_is_warned_of_stays_due_and_is_the_persons_to_accept(monkeypatch):
    scene = a_scene()
    phone, desk = scene.inside(), scene.desk()
    phone.post("/mine/interview/", {"about": "Mon logement", "wishes": ""})
    with centre_context(scene.centre.pk):
        asked = InterviewRequest.objects.get()
    own = [scene.person.pk]
    path, file = reverse("desk:interview", args=[*own, asked.pk]), reverse("people:file", args=own)
    space = reverse("desk:show", args=own)
    told = {"day": (asked.due_on + timedelta(days=30)).isoformat(), "hour": "10:00", "place": "Guichet 2"}
    for sent, says in ((told, "après le dernier jour"), ({"words": "Plus tard."}, "Sans rendez-vous, l’")):
        page = desk.post(path, sent)
        assert page.status_code == 200 and says in page.text and "Répondre quand même" in page.text
    with centre_context(scene.centre.pk):
        assert not asked.answers.exists()
    assert desk.post(path, told | {"anyway": "1"}).status_code == 302
    assert "Entretien demandé par la personne" in desk.get("/").text, "still on the list"
    assert "à donner pour le" in desk.get(file).text and "encore dû" in desk.get(space).text
    mine = phone.get("/mine/interview/").text
    assert "La loi vous promet un entretien" in mine and "Guichet 2" in mine
    assert "Voir ma demande" in phone.get("/mine/").text
    with monkeypatch.context() as clock:
        clock.setattr(inside, "today", lambda _request: asked.due_on + timedelta(days=1))
        assert all("Le centre est en retard." in phone.get(page).text for page in ("/mine/", "/mine/interview/"))
    (answer,) = re.findall('name="suits" value="([^"]+)"', mine)
    assert phone.post("/mine/interview/", {"suits": "x"}).status_code == 404
    assert phone.post("/mine/interview/", {"suits": answer}).status_code == 302
    assert "La loi vous promet un entretien" not in phone.get("/mine/interview/").text
    assert "Entretien demandé par la personne" not in desk.get("/").text
    assert "accepté dans son espace" in desk.get(path).text and "interview.agreed" in _verbs(scene)
    assert desk.post(path, told | {"hour": "11:00", "agreed": "Sa sœur, au téléphone."}).status_code == 302
    assert "Sa sœur, au téléphone." in desk.get(path).text and "Entretien demandé" not in desk.get("/").text


def test_words_on_an_evaluation_stand_beside_it_and_never_change_it():
    scene = a_scene()
    phone, path = scene.inside(), reverse("space:evaluation", args=[scene.evaluation.pk])
    assert phone.post(path, {"opinion": "", "words": ""}).status_code == 200
    for _sending in range(2):
        assert phone.post(path, {"opinion": "disagrees", "words": "Le bus <b>passe</b>."}).status_code == 302
    page = phone.get(path).content.decode()
    assert "Le bus &lt;b&gt;passe&lt;/b&gt;." in page and "Mon CV est prêt." in page
    with centre_context(scene.centre.pk):
        assert EvaluationVoice.objects.count() == 1
        assert Evaluation.objects.get(pk=scene.evaluation.pk).person_comment == "Merci."
    assert "Le bus" in scene.desk().get(reverse("people:file", args=[scene.person.pk])).content.decode()
    assert "Le bus" in scene.desk().get(reverse("desk:show", args=[scene.person.pk])).content.decode()


def test_a_suspended_or_ended_access_opens_nothing_from_the_next_page_on():
    scene = a_scene()
    phone, desk = scene.inside(), scene.desk()
    desk.post(reverse("desk:suspend", args=[scene.person.pk]))
    assert phone.get("/mine/")["Location"] == "/mine/closed/"
    assert "nouveau code" in phone.get("/mine/closed/").content.decode()
    number = scene.access.number
    assert Client().post("/mine/sign-in/", {"number": number, "password": PASSWORD})["Location"] == "/mine/closed/"
    desk.post(reverse("desk:restore", args=[scene.person.pk]))
    back = Client()
    back.post("/mine/sign-in/", {"number": number, "password": PASSWORD})
    assert back.get("/mine/").status_code == 200
    desk.post(reverse("desk:renew", args=[scene.person.pk]))
    assert back.get("/mine/").status_code == 302
    assert Client().post("/mine/sign-in/", {"number": number, "password": PASSWORD}).status_code == 200
    desk.post(reverse("desk:end", args=[scene.person.pk]))
    with centre_context(scene.centre.pk):
        assert PersonAccess.objects.get().state == "ended"
    assert Client().post("/mine/sign-in/", {"number": number, "password": PASSWORD}).status_code == 200


def test_a_code_dies_of_five_wrong_tries_and_a_thousand_more_tell_nothing():
    scene = a_scene()
    card = a_card(scene)
    number, client, seen = card.access.number, Client(), set()
    for _try in range(12):
        answer = client.post("/mine/start/", {"number": number, "code": "WR0NGWR0"})
        seen.add(answer.status_code)
    assert seen == {403, 429}
    cache.clear()
    right = Client().post("/mine/start/", {"number": number, "code": card.code})
    assert right.status_code == 403, "the card itself remembers"
    nobody = Client().post("/mine/start/", {"number": "1000000021", "code": card.code})
    assert nobody.status_code == 403
    words = [re.sub(r'value="[^"]*"', "", one.content.decode()) for one in (right, nobody)]
    assert words[0] == words[1], "a number that is nobody's is answered in the same words"
    assert "/mine/help/" in words[0]
    assert "access.code_locked" in _verbs(scene)


def test_a_person_reaches_nothing_of_another_person_nor_any_page_of_the_staff():
    scene = a_scene()
    other = a_scene("Autre", centre=scene.centre)
    elsewhere = a_scene("Ailleurs")
    phone = scene.inside()
    for stranger in (other, elsewhere):
        path = reverse("space:evaluation", args=[stranger.evaluation.pk])
        assert phone.get(path).status_code == 404
        assert phone.post(path, {"opinion": "agrees"}).status_code == 404
        assert phone.get(reverse("space:document", args=[stranger.evaluation.document_id])).status_code == 404
    for path in ("/", "/files/", reverse("people:file", args=[scene.person.pk]), "/account/", "/centres/choose/"):
        answer = phone.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/mine/"), path
    assert scene.desk().get("/mine/").status_code == 302
    # The door of the staff does not open to a card, whatever is typed there.
    typed = {"login": f"{scene.access.number}@card.jalon.invalid", "password": PASSWORD}
    assert Client().post("/account/login/", typed)["Location"] == "/mine/sign-in/"


def test_what_was_typed_too_late_comes_back_to_be_sent_again():
    scene = a_scene()
    path = reverse("space:evaluation", args=[scene.evaluation.pk])
    answer = Client().post(path, {"opinion": "agrees", "words": "Une longue phrase."})
    assert answer.status_code == 403
    assert "Une longue phrase." in answer.content.decode() and "/mine/sign-in/" in answer.content.decode()


def test_a_person_changes_their_password_knowing_the_present_one():
    scene = a_scene()
    phone, elsewhere = scene.inside(), Client()
    new = {"password": "cheval agrafe pile bleue", "again": "cheval agrafe pile bleue"}
    assert Client().get("/mine/password/")["Location"] == "/mine/sign-in/"
    assert phone.post("/mine/password/", {"old": "autre chose", **new}).status_code == 200
    elsewhere.post("/mine/sign-in/", {"number": scene.access.number, "password": PASSWORD})
    assert phone.post("/mine/password/", {"old": PASSWORD, **new})["Location"] == "/mine/ways/"
    assert phone.get("/mine/").status_code == 200
    assert elsewhere.get("/mine/").status_code == 302, "another telephone is out"
    assert "access.password_changed" in _verbs(scene)


def test_a_form_without_its_token_is_given_back_when_it_was_typed_here_and_forgotten_otherwise():
    scene = a_scene()
    path, typed = reverse("space:evaluation", args=[scene.evaluation.pk]), {"words": "Une longue phrase."}
    client = Client(enforce_csrf_checks=True)
    ours = client.post(path, typed, HTTP_ORIGIN="http://testserver").content.decode()
    theirs = client.post(path, typed, HTTP_ORIGIN="https://evil.example").content.decode()
    assert "Une longue phrase." in ours and "Une longue phrase." not in theirs
    assert "/mine/" in theirs


def test_a_hearing_and_the_last_day_to_appeal_stand_first():
    scene = a_scene()
    on = timezone.localdate()
    with centre_context(scene.centre.pk):
        facts = {"person": scene.person, "piis": scene.evaluation.piis, "opened_on": on, "author": scene.worker}
        hearing = timezone.now() + timedelta(days=9)
        proposal = Proposal.objects.create(hearing_on=hearing, hearing_place="Salle 3", **facts)
    phone = scene.inside()
    assert "Salle 3" not in phone.get("/mine/").content.decode(), "nothing was sent yet"
    with centre_context(scene.centre.pk):
        Proposal.objects.filter(pk=proposal.pk).update(notice_sent_on=on, asked_by=on + timedelta(days=5))
    home = phone.get("/mine/").content.decode()
    assert "Salle 3" in home and home.index("À ne pas manquer") < home.index("Ce qui vient, et quand")


def test_every_word_a_person_may_read_is_there_in_four_languages():
    """The desk speaks French and Dutch; what it alone says stays out of the other two catalogues."""
    app = Path(jalon.web.space.__path__[0])
    desk = {"desk.py", "desk_forms.py", "panel.py", "desk.html", "desk_interview.html", "card.html", "panel.html"}
    desk |= {"desk_ways.py", "way_confirm.html", "way_too_many.html", "desk_asked.py", "desk_cards.py"}
    desk |= {"desk_asked.html", "desk_card_asked.html", "desk_ways.html"}
    wanted = [one for one in find_messages(app) if one.file.name not in desk]
    assert len(wanted) > 100
    for language in ("nl", "de", "en"):
        known = read_catalogue(catalogue_path(app, language), language)
        assert not [one.singular for one in wanted if not known.get(one.singular, one.context).string], language


def test_an_address_that_does_not_exist_strands_nobody():
    for language, words in (("fr", "Cette page n’existe pas"), ("en", "")):
        lost = Client(headers={"accept-language": language}).get("/mine/nowhere/")
        assert lost.status_code == 404 and f'<html lang="{language}"' in lost.text and words in lost.text
        assert "/mine/start/" in lost.text and "/mine/sign-in/" in lost.text, "a new code, and every other way in"
    inside = a_scene().inside().get("/mine/nowhere/")
    assert inside.status_code == 404 and "Retour à mon projet" in inside.text
    assert "Retrouvez le dossier" in Client().get("/nowhere/").text, "elsewhere, the page of the staff"
