"""The person rates alone, on their telephone, and sees their own way; the worker's rating stays where it is."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from jalon.domain.core.context import centre_context, person_context
from jalon.domain.instruments import measuring, services
from jalon.domain.instruments.enums import MeasurementMoment, Rated, Rater, Way
from jalon.domain.instruments.models import Measurement
from jalon.domain.people.models import Person
from tests.web.space.scene import a_bilan_rated_apart, a_scene, offered

pytestmark = pytest.mark.django_db


def _version(page) -> str:
    return re.search(r'name="version" value="(\d+)"', page.text)[1]


def _closed(person, on) -> None:
    with centre_context(person.centre_id):
        Person.objects.filter(pk=person.pk).update(closed_on=on)


def test_a_person_answers_alone_part_by_part_and_sees_their_own_way():
    scene = a_scene()
    other = a_scene("Autre", centre=scene.centre)
    theirs = offered(other, ago=1, moment=MeasurementMoment.START)
    first_day = offered(scene, ago=90, moment=MeasurementMoment.START, level=2).held_on
    mine = offered(scene, ago=0, moment=MeasurementMoment.MIDDLE)
    phone, path = scene.inside(), reverse("space:answer", args=[mine.pk])
    assert "Des questions pour vous" in phone.get("/mine/").text
    assert path in phone.get("/mine/ratings/").text
    _closed(scene.person, timezone.localdate())
    assert path not in phone.get("/mine/ratings/").text and "Des questions pour vous" not in phone.get("/mine/").text
    _closed(scene.person, None)
    page = phone.get(path)
    items = re.findall(r'name="(item-[\w-]+)"', page.text)
    first = {name: "4" for name in items}
    assert "Partie 1 sur" in page.text and len(page.content) < 25_000

    kept = phone.post(f"{path}?part=1", {**first, "version": _version(page)}, headers={"X-Jalon-Autosave": "1"})
    assert kept.json()["version"] == 2
    assert phone.post(f"{path}?part=1", {**first, items[0]: "9", "version": "2"}).status_code == 422
    stale = phone.post(f"{path}?part=1", {**first, items[0]: "1", "version": "1"})
    assert stale.status_code == 409 and "ont changé entre-temps" in stale.text
    step, parts = f"{path}?part=1", 0
    while "check" not in step:
        page = phone.get(step)
        answers = {name: "4" for name in re.findall(r'name="(item-[\w-]+)"', page.text)}
        step = phone.post(step, {**answers, "version": _version(page), "comment": "Le bus."})["Location"]
        parts += 1
    assert parts == 4
    check = phone.get(step)
    assert "Le bus." in check.text and "sans réponse" not in check.text
    assert phone.post(step, {"version": "1"}).status_code == 409
    for _twice in range(2):
        assert phone.post(step, {"version": _version(check)})["Location"] == "/mine/ratings/"
    with centre_context(scene.centre.pk):
        row = Measurement.objects.get(pk=mine.pk)
        assert (row.is_finished, row.way, row.finished_by, row.comment) == (True, Way.SPACE, None, "Le bus.")

    way = phone.get("/mine/ratings/").text
    assert "Ce qui va mieux" in way and "<svg" in way and "Le service social" in way and path not in way
    assert "Ce que nous voyons autrement" not in way
    for language in ("nl", "de", "en", "fr"):
        phone.post("/mine/language/", {"language": language})
        assert phone.get("/mine/ratings/").status_code == 200
    for address in (path, reverse("space:answer", args=[theirs.pk]), reverse("space:check_answers", args=[theirs.pk])):
        assert phone.get(address)["Location"] == phone.post(address, {"version": "1"})["Location"] == "/mine/ratings/"
    inside = {"person_id": scene.person.pk, "user_id": scene.access.user_id}
    with person_context(scene.centre.pk, **inside), connection.cursor() as cursor:
        cursor.execute("SELECT rater, held_on, person_id FROM instruments_measurement WHERE rater = 'worker'")
        assert cursor.fetchall() == [("worker", first_day, scene.person.pk)], "not before theirs is in too"
    with centre_context(scene.centre.pk):
        theirs_now = Measurement.objects.get(sitting=mine.sitting, rater=Rater.WORKER)
        facts = {"actor": scene.worker, "measurement": theirs_now, "at": timezone.now()}
        low = {item.code: 1 for item in mine.instrument.read.items}
        kept = measuring.rate(answers=low, comment="Note interne.", revision=theirs_now.revision, **facts)
        measuring.finish(revision=kept.revision, **facts)
    both = phone.get("/mine/ratings/").text
    assert "Ce que nous voyons autrement" in both and "Note interne." not in both


def test_a_person_writes_of_each_domain_of_a_bilan_on_one_page_or_step_by_step():
    scene = a_scene()
    with centre_context(scene.centre.pk):
        begun = {"person": scene.person, "moment": "middle", "held_on": timezone.localdate(), "rated": Rated.APART}
        bilan = services.start(actor=scene.worker, on=timezone.localdate(), **begun)
        mine = Measurement.objects.get(bilan=bilan, rater=Rater.PERSON)
    phone, path = scene.inside(), reverse("space:answer", args=[mine.pk])
    page = phone.get(path)
    assert "Partie 1 sur 13" in page.text and page.text.count("<textarea") == 4 and len(page.content) < 25_000
    sent = {"item-housing": "2", "words-housing-words": "Il fait froid.", "version": _version(page)}
    assert phone.post(f"{path}?part=1", sent)["Location"] == f"{path}?part=2"
    assert "Il fait froid." in phone.get(f"{path}?part=1").text

    whole = phone.get(f"{path}?part=all")
    assert whole.text.count("<textarea") == 13 * 4 + 1 and "Il fait froid." in whole.text
    assert len(whole.content) < 150_000
    assert phone.get(path).text.count("<textarea") == 53, "the choice holds for this stay"
    late = {"item-housing": "2", "words-money-aspirations": "Finir de payer", "version": _version(whole)}
    assert phone.post(f"{path}?part=all", {**late, "words-money-needs": "x" * 1001}).status_code == 422
    check = phone.post(f"{path}?part=all", {**late, "comment": "Merci."})["Location"]
    again = phone.get(check).text
    for said in ("Il fait froid.", "Finir de payer", "Ce que vous souhaitez", "Merci."):
        assert said in again
    changed = phone.get(f"{path}?part=all")
    assert f"{path}?part=all#part-2" in again and 'id="part-2"' in changed.text
    assert phone.get(path).text.count("<textarea") == 53, "to change an answer is not to choose another page"
    assert "Partie 1 sur" in phone.get(f"{path}?part=1").text and "Partie" in phone.get(path).text
    assert f"{path}?part=2" in phone.get(check).text and "#part-" not in phone.get(check).text
    for language in ("nl", "de", "en"):
        phone.post("/mine/language/", {"language": language})
        there = phone.get(f"{path}?part=all").text
        assert "Avec vos mots" not in there and "Tout voir" not in there and "Il fait froid." in there
    assert phone.post(check, {"version": _version(phone.get(check))})["Location"] == "/mine/ratings/"
    inside = {"person_id": scene.person.pk, "user_id": scene.access.user_id}
    with person_context(scene.centre.pk, **inside), connection.cursor() as cursor:
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("SELECT words FROM instruments_measurement")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE instruments_measurement SET words = '{}'")
    with centre_context(scene.centre.pk):
        row = Measurement.objects.get(pk=mine.pk)
        assert row.words == {"housing": {"words": "Il fait froid."}, "money": {"aspirations": "Finir de payer"}}
        assert not Measurement.objects.revealed().filter(pk=mine.pk).exists()


def test_a_person_reads_their_finished_bilan_on_their_own_page_with_what_they_wrote_alone():
    scene = a_scene()
    other = a_scene("Autre", centre=scene.centre)
    bilan = a_bilan_rated_apart(scene)
    phone, here = scene.inside(), reverse("space:bilan", args=[bilan.pk])
    assert phone.get(here).status_code == 404, "nothing before it is finished"
    assert here not in phone.get("/mine/ratings/").text
    with centre_context(scene.centre.pk):
        bilan.refresh_from_db()
        bilan = services.finish(actor=scene.worker, bilan=bilan, revision=bilan.revision, at=timezone.now())
    assert here in phone.get("/mine/ratings/").text and here in phone.get("/mine/documents/").text
    read = phone.get(here)
    assert len(read.content) < 60_000
    for said in ("Un chauffage pour l’hiver.", "La chambre est humide.", "Ensemble, on écrit au propriétaire."):
        assert said in read.text
    for said in ("Vous", "Le service social", "Ce que vous aviez écrit seul", "Lire le papier (PDF)", "À revoir."):
        assert said in read.text
    assert "Vous n’en avez pas parlé" in read.text
    for language in ("nl", "de", "en"):
        phone.post("/mine/language/", {"language": language})
        there = phone.get(here).text
        assert "humide" in there and "Ce que vous" not in there and "Le service social" not in there
    assert other.inside().get(here).status_code == 404
    with centre_context(scene.centre.pk):
        again = services.correct(actor=scene.worker, bilan=bilan, reason="Un mot oublié.", on=timezone.localdate())
        services.finish(actor=scene.worker, bilan=again, revision=again.revision, at=timezone.now())
    assert phone.get(here).status_code == 404, "it is read in its correction"
    corrected = reverse("space:bilan", args=[again.pk])
    papers = phone.get("/mine/documents/").text
    assert corrected in papers and here not in papers and papers.count("PDF</span>") > 1, "both papers stay"
    assert corrected in phone.get("/mine/ratings/").text and "La chambre est humide." in phone.get(corrected).text
