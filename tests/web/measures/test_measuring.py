"""Measuring: two ratings apart, then side by side; the device in the person's hands; the instruments of a centre."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.instruments import measuring
from jalon.domain.instruments.definition import read, write_workbook
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.models import InstrumentVersion, Measurement
from jalon.domain.people.models import Person
from jalon.web.people.opening import SESSION_PURPOSES
from tests.domain.instruments.test_definition import A_SCALE
from tests.factories import a_centre, a_member, a_person, a_user
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
AUTOSAVE = {"HTTP_X_JALON_AUTOSAVE": "1"}


@dataclass
class Place:
    """A centre, its worker, its director, a person and a sitting nobody has rated in yet."""

    centre: Any
    worker: Membership
    director: Membership
    president: Membership
    person: Person
    mine: Measurement
    theirs: Measurement

    def url(self, route: str, *keys: Any) -> str:
        return reverse(f"measures:{route}", args=[self.person.pk, *keys])

    def sitting(self) -> str:
        return self.url("sitting", self.mine.sitting)

    def reader(self) -> Client:
        """The president, who said why."""
        client = client_of(self.president)
        session = client.session
        on = timezone.localdate().isoformat()
        session[SESSION_PURPOSES] = {f"{self.president.pk}:{self.person.pk}": [on, "Préparer le Conseil"]}
        session.save()
        return client

    def row(self, row: Measurement) -> Measurement:
        with centre_context(self.centre.pk):
            return Measurement.objects.get(pk=row.pk)


@pytest.fixture
def place(db: None) -> Place:
    centre, users = a_centre("Val-Clair"), [a_user(name) for name in ("Ada Lovens", "Bea Claes", "Cas Peeters")]
    with centre_context(centre.pk):
        worker, director, president = (
            a_member(role, user=user)
            for role, user in zip((Role.WORKER, Role.SECRETARY, Role.PRESIDENT), users, strict=True)
        )
        person, on = a_person("Dubois", "Camille", language="nl"), timezone.localdate()
        mine, theirs = measuring.begin(
            actor=worker, person=person, code="empowerment", moment="start", held_on=on, on=on
        )
    return Place(centre, worker, director, president, person, mine, theirs)


def answers(row: Measurement, level: int, **more: Any) -> dict[str, Any]:
    """What the form of this measurement sends."""
    items = {f"item-{item.code}": level for item in row.instrument.read.items}
    return {"version": row.revision, "comment": "", **items, **more}


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_two_ratings_stay_apart_until_both_are_in_then_stand_side_by_side(place: Place):
    worker = client_of(place.worker)
    assert "Noter de mon côté" in text(worker.get(place.sitting()))
    rate_mine = place.url("rate", place.mine.pk)
    assert worker.get(rate_mine)["Location"] == place.sitting()  # one's own first
    rate = place.url("rate", place.theirs.pk)
    page = text(worker.get(rate))
    assert "Ce que vous en voyez chez Camille" in page and "Pensez aux 30 derniers jours" in page
    saved = worker.post(rate, answers(place.theirs, 4), **AUTOSAVE).json()
    assert saved["version"] == 2 and saved["saved"]
    assert worker.post(rate, answers(place.theirs, 1), **AUTOSAVE).status_code == 409
    assert "entre-temps" in text(worker.post(rate, answers(place.theirs, 1)))
    assert "n’est pas" in text(worker.post(rate, answers(place.theirs, 9, version=2)))
    assert "1 question est sans réponse" in text(_without_one(worker, rate, place))
    finish = place.url("finish", place.theirs.pk)
    assert worker.post(finish, {"version": 1}).status_code == 409
    assert worker.post(finish, {"version": 3})["Location"] == place.sitting()
    assert worker.post(finish, {"version": 3}).status_code == 302  # a double click
    shown = text(worker.get(place.sitting()))
    assert "Votre note est terminée" in shown and "À regarder ensemble" not in shown
    assert "Remplir ensemble" in shown
    # Whoever only reads waits for both.
    other = text(place.reader().get(place.sitting()))
    assert "Chaque réponse" not in other and "scores__" not in other and "reste cachée" in other
    done = worker.post(rate_mine, answers(place.mine, 1, way="paper", then="finish", comment="Ça ira."), follow=True)
    assert "Relire et terminer" in text(done)
    worker.post(place.url("finish", place.mine.pk), {"version": 2, "way": "paper"})
    shown = text(worker.get(place.sitting()))
    for words in ("À regarder ensemble", "Force et choix", "1 sur 5", "4 sur 5", "Ça ira.", "sur papier"):
        assert words in shown
    assert "À regarder ensemble" in text(place.reader().get(place.sitting()))
    _corrected(place, worker)


def _without_one(worker: Client, rate: str, place: Place) -> Any:
    sent = answers(place.theirs, 4, version=2, then="finish", **{"item-strength_able": ""})
    return worker.post(rate, sent, follow=True)


def _corrected(place: Place, worker: Client) -> None:
    correct = place.url("correct", place.theirs.pk)
    assert "Dites en quelques mots" in text(worker.post(correct, {"reason": " "}))
    begun = worker.post(correct, {"reason": "Lu de travers"})["Location"]
    assert "Cette note en corrige une autre" in text(worker.get(begun))
    assert "a déjà une correction" in text(worker.post(correct, {"reason": "Encore"}))
    restate = place.url("restate", place.mine.pk)
    sent = {"reason": "En cours de route", "moment": "middle", "held_on": timezone.localdate().isoformat()}
    assert "a déjà une correction" in text(worker.post(restate, sent))
    assert "reste comme elle est" in text(worker.get(begun.replace("rate", "decline")))
    worker.post(begun.replace("rate", "decline"))
    worker.post(restate, sent)
    assert "en cours de route" in text(worker.get(place.sitting()))


def test_a_device_in_the_persons_hands_answers_their_questions_and_nothing_else(place: Place):
    worker = client_of(place.worker)
    hand = place.url("hand", place.mine.pk)
    assert "déconnecté sur cet appareil" in text(worker.get(hand))
    device = worker
    assert device.post(hand)["Location"] == reverse("measures:handed")
    for other in (place.sitting(), reverse("day:home"), reverse("people:file", args=[place.person.pk])):
        assert device.get(other)["Location"].startswith(reverse("account_login"))
    page = device.get(reverse("measures:handed"))
    assert "Zelf aan zet" in text(page) and "Ik beslis zelf" in text(page) and "no-store" in page["Cache-Control"]
    assert "Je décide moi-même" in text(device.get(reverse("measures:handed"), {"language": "fr"}))
    assert "Dubois" not in text(page)
    sent = answers(place.mine, 2, comment="Het gaat.")
    assert device.post(reverse("measures:handed"), sent, **AUTOSAVE).json()["version"] == 2
    assert device.post(reverse("measures:handed"), {**sent, "version": 2})["Location"] == reverse(
        "measures:handed_finish"
    )
    assert "Het gaat." in text(device.get(reverse("measures:handed_finish")))
    assert device.post(reverse("measures:handed_finish"), {"version": 2})["Location"] == reverse("measures:handed_done")
    assert device.get(reverse("measures:handed"))["Location"] == reverse("measures:handed_done")
    assert device.get(reverse("measures:handed_done")).status_code == 200
    row = place.row(place.mine)
    assert row.is_finished and row.way == "handed" and row.scores["strength"] == 200
    shown = text(client_of(place.worker).get(place.sitting()))
    assert "Het gaat." not in shown and "reste cachée" in shown
    with centre_context(place.centre.pk):
        verbs = set(JournalEntry.objects.filter(subject_id=row.pk).values_list("verb", flat=True))
    assert {"measurement.handed", "measurement.written", "measurement.finished"} <= verbs
    assert Client().get(reverse("measures:handed"))["Location"] == reverse("measures:handed_done")


def test_whoever_signs_in_has_their_device_back_and_the_persons_answers_closed(place: Place):
    device = client_of(place.worker)
    old = SessionStore(session_key=device.session.session_key)
    old["left"] = "a page of the same browser that was still being made"
    device.post(place.url("hand", place.mine.pk))
    with pytest.raises(UpdateError):
        old.save()  # what it knew, the worker's sign-in included, is not brought back
    assert device.get(place.sitting())["Location"].startswith(reverse("account_login"))
    device.post(reverse("measures:handed"), answers(place.mine, 4, comment="Tussen ons."))
    device.force_login(place.worker.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    for page in (reverse("measures:handed"), reverse("measures:handed_finish")):
        assert device.get(page)["Location"] == reverse("measures:handed_done")
        assert device.post(page, answers(place.mine, 1, version=2))["Location"] == reverse("measures:handed_done")
    row = place.row(place.mine)
    assert not row.is_finished and set(row.answers.values()) == {4}


def test_reading_in_the_name_of_a_page_that_saves_itself_is_reading(place: Place):
    worker, rate = client_of(place.worker), place.url("rate", place.theirs.pk)
    assert "<form" in worker.get(rate, **AUTOSAVE).content.decode()
    with centre_context(place.centre.pk):
        assert JournalEntry.objects.filter(person_id=place.person.pk, verb="measurement.read").count() == 1


def test_beginning_setting_aside_and_paper(place: Place):
    worker, on = client_of(place.worker), timezone.localdate().isoformat()
    begin = place.url("begin")
    assert "En une minute" in text(worker.get(begin, {"instrument": "check_in"}))
    assert "futur" in text(worker.post(begin, {"code": "check_in", "moment": "check_in", "held_on": "2299-01-01"}))
    begun = worker.post(begin, {"code": "check_in", "moment": "check_in", "held_on": on})["Location"]
    assert "En une minute, en passant" in text(worker.get(begun))
    paper = worker.get(place.url("blank"), {"instrument": "empowerment", "language": "nl"})
    assert paper.content.startswith(b"%PDF") and "no-store" in paper["Cache-Control"]
    decline = place.url("decline", place.mine.pk)
    assert "Personne n’est obligé de noter" in text(worker.get(decline))
    assert worker.post(decline)["Location"] == place.sitting()
    assert worker.post(decline).status_code == 302
    discard = place.url("discard", place.theirs.pk)
    assert worker.post(discard)["Location"] == place.url("list")
    assert worker.post(discard).status_code == 302
    assert "En une minute" in text(worker.get(place.url("list")))
    panel = text(worker.get(reverse("people:file", args=[place.person.pk])))
    assert "En une minute, en passant" in panel
    with centre_context(place.centre.pk):
        assert not Measurement.objects.filter(rater=Rater.WORKER).exists()


def test_the_direction_installs_reads_and_retires_an_instrument(place: Place):
    director, worker = client_of(place.director), client_of(place.worker)
    assert "Installer un instrument" not in text(worker.get(reverse("measures:instruments")))
    page = text(worker.get(reverse("measures:instrument", args=["empowerment"])))
    assert "Deutsch, English : aucune personne" in page
    assert "aucun « changement fiable »" in page and "compté à l’envers" in page
    book = director.get(reverse("measures:workbook", args=["check_in"]))
    assert book["Content-Disposition"] == 'attachment; filename="check_in.xlsx"'
    install = reverse("measures:install")
    refused = director.post(install, {"workbook": SimpleUploadedFile("mine.xlsx", book.content)})
    assert "fourni avec Jalon" in text(refused)
    assert director.post(install, {}).status_code == 400
    wrong = write_workbook(read({**A_SCALE, "code": "calm"})).replace(b"PK", b"PX", 1)
    assert director.post(install, {"workbook": SimpleUploadedFile("m.xlsx", wrong)}).status_code == 422
    good = SimpleUploadedFile("m.xlsx", write_workbook(read(A_SCALE)))
    assert "est installé" in text(director.post(install, {"workbook": good}, follow=True))
    assert "Calme" in text(worker.get(place.url("begin")))
    assert worker.post(reverse("measures:retire", args=["calm"])).status_code == 403
    director.post(reverse("measures:retire", args=["calm"]))
    assert "Calme" not in text(worker.get(place.url("begin")))
    assert "Retirés" in text(worker.get(reverse("measures:instruments")))
    director.post(reverse("measures:restore", args=["calm"]))
    assert "Calme" in text(worker.get(place.url("begin")))
    assert worker.get(reverse("measures:instrument", args=["nothing"])).status_code == 404
    director.post(reverse("measures:retire", args=["check_in"]))  # one that nobody used yet
    assert "En une minute" not in text(worker.get(place.url("begin")))
    assert "reste en usage" in text(director.post(reverse("measures:retire", args=["bilan"])))
    with centre_context(place.centre.pk):
        used = InstrumentVersion.objects.usable().values_list("code", flat=True)
        assert list(used) == ["calm", "empowerment"]
