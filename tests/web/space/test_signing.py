"""From the text on the telephone to the signature in the file: the person, the colleague who meets them, the worker."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from jalon.domain.core.context import centre_context
from jalon.domain.piis.models import Signature
from tests.factories import a_member, a_user
from tests.signing_in import client_of
from tests.space_ways import SECRET
from tests.web.space.scene import a_scene, with_a_change_to_sign, with_a_text_to_sign

pytestmark = pytest.mark.django_db


def test_a_person_signs_on_their_telephone_once_a_colleague_has_met_them():
    scene = a_scene()
    version = with_a_text_to_sign(scene)
    user = a_user()
    with centre_context(scene.centre.pk):
        met_by = a_member(user=user)
    colleague = client_of(met_by)
    phone, desk = scene.inside(), scene.desk()
    path = reverse("space:sign", args=[version.pk])
    assert path in phone.get("/mine/").text and "Choisir un code secret" in phone.get(path).text

    assert phone.post("/mine/code/", {"secret": "111111", "again": "111111"}).status_code == 200
    assert phone.post("/mine/code/", {"secret": SECRET, "again": SECRET})["Location"] == "/mine/code/"
    figures = re.search(r"<bdi>(\d{3} \d{3})</bdi>", phone.get("/mine/code/").text)[1]
    confirm, file = reverse("desk:confirm_way", args=[scene.person.pk]), reverse("people:file", args=[scene.person.pk])
    assert confirm not in desk.get(file).text and "Un collègue doit le faire" in desk.get(file).text
    met = {"seen": "on", "shown": figures}
    assert "Quelqu’un d’autre doit confirmer" in desk.get(confirm).text
    assert desk.post(confirm, met).status_code == 409
    reason = {"reason": "council"}
    colleague.post(reverse("people:purpose", args=[scene.person.pk]), reason)
    assert confirm in colleague.get(file).text
    assert colleague.post(confirm, {"shown": figures}).status_code == 422
    assert colleague.post(confirm, {**met, "shown": "000 000"}).status_code == 422
    assert colleague.post(confirm, met)["Location"] == file

    signs = {"read": "on", "secret": SECRET, "shown_hash": version.sha256}
    wrong = phone.post(path, {**signs, "secret": "908172"})
    assert wrong.status_code == 422 and "Essais qui restent : 4." in wrong.text and "908172" not in wrong.text
    assert phone.post(path, {**signs, "read": ""}).status_code == 422
    other = phone.post(path, {**signs, "shown_hash": "0" * 64})
    assert other.status_code == 409 and "ne se signe plus" in other.text
    late = Client().post(path, signs)
    assert late.status_code == 403 and SECRET not in late.text, "a code is never given back"
    assert phone.post(path, signs)["Location"] == path
    assert phone.post(path, signs).status_code == 200, "sent twice, signed once"
    assert "ici, avec votre code secret" in phone.get(path).text

    with centre_context(scene.centre.pk):
        assert Signature.objects.get(version=version).recorded_by is None
    shown = desk.get(reverse("piis:sign", args=[version.pk])).text
    assert "dans son propre espace, avec son code secret" in shown
    history = desk.get(reverse("piis:history", args=[version.piis_id])).text
    assert "la personne, dans son propre espace" in history
    assert "Code secret choisi" in desk.get(reverse("desk:show", args=[scene.person.pk])).text
    desk.post(reverse("desk:withdraw_way", args=[scene.person.pk]))
    assert "Votre code secret a été retiré" in phone.get("/mine/code/").text


def test_a_person_reads_on_the_page_what_a_change_changes_and_never_how_to_reach_a_third_party():
    scene = a_scene()
    version = with_a_change_to_sign(scene)
    phone, path = scene.inside(), reverse("space:sign", args=[version.pk])
    shown = phone.get(path).text
    said = [
        "Ce qui change",
        "Vous avez demandé ce changement.",
        "Le bus.",
        "Ce que je fais",
        "C’est nouveau.",
        "Cela change.",
    ]
    said += ["Cela ne vaut plus.", "J’écris mon CV.", "J’écris mon CV et trois lettres."]
    said += ["Le CPAS m’aide à l’écrire.", "Le CPAS paie l’abonnement de bus.", "Ce que le centre fait pour moi"]
    assert not [words for words in said if words not in shown], "what was, what becomes, on whose side"
    assert re.search(r"4\smai\s2026", shown), "and until when it was"
    assert "Propose des stages" not in shown, "what stays is not told as a change"
    assert "02 9" not in shown and "02 0" not in shown
    stranger = a_scene("Autre", centre=scene.centre).inside()
    assert stranger.get(path).status_code == 404
