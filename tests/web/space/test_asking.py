"""A change and a hearing asked for from inside; a new card asked for at the door; and the pages of whoever is stuck."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg.errors import UniqueViolation

from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import DomainError
from jalon.domain.people import services as people
from jalon.domain.people.enums import ExemptionReason
from jalon.domain.people.models import Person
from jalon.domain.people.names import index_names
from jalon.domain.space import services
from jalon.domain.space.closing import keep_open
from jalon.domain.space.models import CardRequest, OwnRequest
from jalon.domain.space.obliged import NotAsked, not_asked
from tests.factories import a_person, a_status
from tests.web.space.scene import a_card, a_scene

pytestmark = pytest.mark.django_db


def test_a_change_and_a_hearing_are_due_until_the_centre_does_what_was_asked():
    scene = a_scene()
    phone, desk = scene.inside(), scene.desk()
    rights = phone.get("/mine/rights/").text
    change, hearing = reverse("space:ask_change"), reverse("space:ask_hearing")
    assert change in rights and hearing in rights
    assert phone.post(change, {"words": ""}).status_code == 422
    for _twice in range(2):
        assert phone.post(change, {"words": "Des cours <b>le soir</b>."}).status_code == 302
    assert phone.post(hearing, {"words": ""}).status_code == 302
    assert "Il doit vous répondre" in phone.get("/mine/rights/").text
    with centre_context(scene.centre.pk):
        asked = {one.kind: one for one in OwnRequest.objects.all()}
        assert len(asked) == OwnRequest.objects.count() == 2, "sent twice, asked once"
        with pytest.raises(DatabaseError), transaction.atomic():
            OwnRequest.objects.create(
                person=scene.person, kind="hearing", asked_on="2026-01-01", asked_at=timezone.now(),
                remind_on="2026-01-01",
            )  # fmt: skip
        with pytest.raises(DomainError, match="attend une réponse"):
            keep_open(person=scene.person)
    day = desk.get("/").text
    pages = {kind: reverse("desk:asked", args=[scene.person.pk, one.pk]) for kind, one in asked.items()}
    assert all(page in day for page in pages.values())
    file = reverse("people:file", args=[scene.person.pk])
    assert all(page in desk.get(file).text for page in pages.values()), "due on the page of the file too"
    assert "Des cours &lt;b&gt;le soir" in desk.get(pages["change"]).text

    desk.post(pages["change"], {"words": "Oui, on prépare un avenant."})
    desk.post(pages["hearing"], {"words": "Bien noté."})
    day, mine = desk.get("/").text, phone.get("/mine/rights/").text
    assert pages["change"] not in day and pages["hearing"] in day, "a word hears nobody"
    assert pages["change"] not in (there := desk.get(file).text) and pages["hearing"] in there
    assert "un avenant" in mine and "doit encore vous écouter" in mine
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk.post(pages["hearing"], {"day": tomorrow.isoformat(), "hour": "10:00", "place": "Bureau 2"})
    assert pages["hearing"] not in desk.get("/").text and "Bureau 2" in phone.get(hearing).text
    for language in ("nl", "de", "en"):
        phone.post("/mine/language/", {"language": language})
        assert phone.get(change).status_code == phone.get(hearing).status_code == 200
    assert "Being heard" in phone.get("/mine/rights/").text


def test_a_new_card_is_asked_for_at_the_door_and_the_door_tells_nobody_anything():
    scene = a_scene()
    card = a_card(scene)
    door, told = reverse("space:ask_card"), {"reach": "0470 12 34 56"}
    answers = [
        Client().post(door, {"number": number, **told}).headers["Location"]
        for number in (card.access.number, card.access.number, "1000000021")
    ]
    assert set(answers) == {reverse("space:card_asked")}
    page = Client().get(door)
    assert scene.centre.title in page.text and len(page.content) < 150_000
    assert Client().post(door, told).status_code == 422
    stranger = {"centre_id": str(scene.centre.pk), "name": "Inconnu Personne", "born_on": "1990-05-04", **told}
    assert Client().post(door, stranger)["Location"] == answers[0]
    with centre_context(scene.centre.pk):
        Person.objects.filter(pk=scene.person.pk).update(birth_year=1990, birth_month=5, birth_day=4)
        index_names(scene.person)
        known, unknown = CardRequest.objects.get(person=scene.person), CardRequest.objects.get(person=None)
    desk, at = scene.desk(), {one.pk: reverse("cards:asked", args=[one.pk]) for one in (known, unknown)}
    mine, whole = desk.get("/").text, desk.get("/?reach=centre").text
    assert at[known.pk] in mine and at[unknown.pk] not in mine
    file = reverse("people:file", args=[scene.person.pk])
    assert at[known.pk] in desk.get(file).text and at[unknown.pk] not in desk.get(file).text
    assert at[unknown.pk] in whole and "Inconnu Personne" in whole
    assert "0470 12 34 56" in desk.get(at[known.pk]).text
    assert "Cherchez le dossier" in desk.get(at[unknown.pk]).text
    assert desk.post(at[unknown.pk], {"outcome": ""}).status_code == 400
    desk.post(at[unknown.pk], {"outcome": "Aucun dossier à ce nom."})
    desk.post(reverse("desk:renew", args=[scene.person.pk]))
    assert "Nouvelle carte demandée" not in desk.get("/?reach=centre").text, "a card ends what was asked"
    assert at[known.pk] not in desk.get(file).text

    cache.clear()
    by_name = {**stranger, "name": f"{scene.person.first_names} {scene.person.last_name}".lower()}
    assert Client().post(door, by_name)["Location"] == answers[0]
    with centre_context(scene.centre.pk):
        assert CardRequest.objects.get(settled_at=None).person_id == scene.person.pk, "found by name and birth"
    seen = {Client().post(door, {"number": card.access.number}).status_code for _time in range(5)}
    assert seen == {302, 429}


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_whatever_breaks_below_the_door_is_the_persons_own_page_with_a_way_on(language, rf):
    from jalon.web.access import own_file

    request = rf.get("/mine/documents/", headers={"Accept-Language": language})
    pages = [
        own_file.fault(request),
        own_file.forbidden(request, PermissionError()),
        own_file.misread(request, ValueError()),
    ]
    assert [page.status_code for page in pages] == [500, 403, 400]
    for page in pages:
        text = page.content.decode()
        assert f'<html lang="{language}"' in text and reverse("space:ask_card") in text and 'class="own"' in text
        assert reverse("space:start") in text
    staff = rf.get("/files/", headers={"Accept-Language": language})
    assert 'class="own"' not in own_file.fault(staff).content.decode()
    lost = Client().get("/mine/nowhere/", headers={"Accept-Language": language})
    assert lost.status_code == 404 and reverse("space:ask_card") in lost.text


def test_who_is_asked_no_project_reads_why_in_kind_words():
    scene = a_scene()
    on = timezone.localdate()
    with centre_context(scene.centre.pk):
        ill = a_person("Lejeune", "Ada", responsible=scene.worker, birth_year=1990)
        a_status(ill, since=on - timedelta(days=40), decided_on=on - timedelta(days=35))
        free = a_person("Lelibre", "Bea", responsible=scene.worker, birth_year=1990)
        a_status(free, since=on - timedelta(days=40), kind="broad", category=None)
        who = {"centre_id": scene.centre.pk, "on": on}
        assert not_asked(person_id=ill.pk, **who) is None
        assert not_asked(person_id=free.pk, **who) == NotAsked.FREE
        people.grant_exemption(
            actor=scene.worker, person=ill, reason=ExemptionReason.HEALTH, explanation="Une longue maladie.",
            since=on - timedelta(days=10), review_on=on + timedelta(days=60), on=on,
        )  # fmt: skip
        assert not_asked(person_id=ill.pk, **who) == NotAsked.HEALTH
    scene.person = ill
    home = scene.inside().get("/mine/").text
    assert "Votre santé passe d’abord" in home and "Une longue maladie" not in home
    assert "Pas encore de projet" not in home


@pytest.mark.parametrize(("language", "said"), [("fr", "Une seule compte"), ("de", "Nur ein Mal"), ("en", "Only once")])
def test_a_button_pressed_twice_at_once_is_answered_in_the_persons_language(language, said, monkeypatch):
    def overtaken(**_facts):
        raise IntegrityError from UniqueViolation()

    phone = a_scene().inside()
    phone.post(reverse("space:language"), {"language": language})
    monkeypatch.setattr(services, "ask_for", overtaken)
    answer = phone.post(reverse("space:ask_change"), {"words": "Des cours le soir."})
    assert answer.status_code == 409 and said in answer.text and reverse("space:ask_change") in answer.text
