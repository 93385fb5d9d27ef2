"""A key of the person's telephone: made inside, opening alone, ending with the card, and what it does not open."""

import html
import json
import re

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from fido2.utils import websafe_encode

from jalon.domain.core.context import centre_context
from jalon.domain.piis.models import Signature
from tests.factories import a_user
from tests.security.naughty import NAUGHTY
from tests.soft_key import FLAG, SoftKey
from tests.web.space.scene import PASSWORD, a_scene, verbs_of, with_a_text_to_sign

pytestmark = pytest.mark.django_db
ADD, ENTER, ASK = "/mine/ways/key/", "/mine/key/", "/mine/key/ask/"


def _options(phone: Client) -> dict:
    page = phone.get(ADD)
    assert page.status_code == 200, page.headers
    return json.loads(html.unescape(re.search(r'data-options="([^"]+)"', page.text)[1]))


def _with_a_key(phone: Client, called: str = "téléphone", **how) -> SoftKey:
    key = SoftKey(**how)
    answer = phone.post(ADD, {"name": called, "credential": key.make(_options(phone))})
    assert answer.status_code == 302, answer.text
    return key


def _enters(key: SoftKey, **how) -> tuple[Client, object]:
    client = Client()
    return client, client.post(ENTER, {"credential": key.answer(client.get(ASK).json(), **how)})


def test_a_key_made_inside_opens_the_space_alone_until_the_person_removes_it():
    scene = a_scene()
    phone = scene.inside()
    assert re.search(r'data-key="create"[^>]* hidden>', phone.get(ADD).text), "without a script: not there,"
    assert "<noscript>" in phone.get(ADD).text and "mot de passe marchent toujours" in phone.get(ADD).text
    key = _with_a_key(phone)
    assert "téléphone" in phone.get("/mine/ways/").text
    assert scene.access.number not in key.handle, "the telephone is told a number, and no name"
    other, answer = _enters(key)
    assert answer["Location"] == "/mine/" and other.get("/mine/").status_code == 200
    assert "A servi le" in phone.get("/mine/ways/").text
    # What a key opened adds no other way in without the password.
    assert other.get(ADD)["Location"] == "/mine/ways/password/?next=%2Fmine%2Fways%2Fkey%2F"
    assert other.post(ADD, {"name": "x", "credential": "{}"}).status_code == 302
    assert "pas le bon" in other.post("/mine/ways/password/", {"password": "autre chose"}).text
    assert other.post("/mine/ways/password/", {"password": PASSWORD, "next": ADD})["Location"] == ADD
    assert other.get(ADD).status_code == 200

    pk = Authenticator.objects.get().pk
    elsewhere = a_scene("Autre").inside()
    path = reverse("space:remove_key", args=[pk])
    assert elsewhere.get(path).status_code == elsewhere.post(path).status_code == 302
    assert Authenticator.objects.filter(pk=pk).exists(), "somebody else's key"
    assert "téléphone" in phone.get(path).text and Authenticator.objects.exists()
    second = _enters(_with_a_key(phone, "tablette", name=b"another-key-of-a-test"))[0]
    assert phone.post(path)["Location"] == "/mine/ways/" == phone.post(path)["Location"]
    assert not Authenticator.objects.filter(pk=pk).exists()
    for page in ("/mine/", "/mine/ways/", "/mine/rights/"):
        assert other.get(page)["Location"].startswith("/mine/sign-in/"), "what it had opened closes with it"
        assert second.get(page).status_code == phone.get(page).status_code == 200, "and nothing else does"
    assert "vous avez retiré une clé" in phone.get("/mine/ways/").text
    refused = _enters(key)[1]
    assert refused.status_code == 403 and "Numéro de la carte" in refused.text
    told = verbs_of(scene)
    assert [told.count(f"access.key_{one}") for one in ("added", "removed", "refused")] == [2, 1, 1]
    assert Client().get(ADD)["Location"].startswith("/mine/sign-in/")


def test_a_key_signs_nothing_and_opens_no_door_of_the_staff():
    scene = a_scene()
    version = with_a_text_to_sign(scene)
    key = _with_a_key(scene.inside())
    phone, _answer = _enters(key)
    path = reverse("space:sign", args=[version.pk])
    phone.post(path, {"read": "on", "secret": "482913", "shown_hash": version.sha256})
    assert "Choisir un code secret" in phone.get(path).text
    with centre_context(scene.centre.pk):
        assert not Signature.objects.filter(version=version).exists()
    staff = Client()
    asked = staff.get("/account/2fa/webauthn/login/", HTTP_X_REQUESTED_WITH="XMLHttpRequest").json()
    answer = staff.post("/account/2fa/webauthn/login/", {"credential": key.answer(asked["request_options"])})
    assert answer["Location"] == "/mine/sign-in/" and staff.get("/").status_code == 302
    # A member's key, at the person's door.
    user = a_user()
    Authenticator.objects.update(user=user)
    handle = websafe_encode(user_pk_to_url_str(user).encode())
    assert _enters(SoftKey(secret=key.secret, handle=handle))[1].status_code == 403


def test_a_key_ends_with_the_card_and_waits_while_the_access_is_suspended():
    scene = a_scene()
    phone, desk = scene.inside(), scene.desk()
    key = _with_a_key(phone)
    desk.post(reverse("desk:suspend", args=[scene.person.pk]))
    assert _enters(key)[1]["Location"] == "/mine/closed/"
    desk.post(reverse("desk:restore", args=[scene.person.pk]))
    inside = _enters(key)[0]
    assert inside.get("/mine/").status_code == 200
    assert "clés" in desk.get(reverse("desk:renew", args=[scene.person.pk])).text
    desk.post(reverse("desk:renew", args=[scene.person.pk]))
    assert inside.get("/mine/").status_code == 302, "the session ends too"
    assert _enters(key)[1].status_code == 403
    assert "access.keys_ended_with_card" in verbs_of(scene)


def test_what_is_not_a_persons_own_key_in_order_opens_nothing_and_says_one_sentence():
    scene, other = a_scene(), a_scene("Autre")
    phone = scene.inside()
    key, theirs = _with_a_key(phone), _with_a_key(other.inside())
    theirs.handle = ""
    client = Client()
    sent = key.answer(client.get(ASK).json())
    assert client.post(ENTER, {"credential": sent})["Location"] == "/mine/"
    member = SoftKey(handle=key.handle)
    tries = {
        "replayed": lambda asked: sent,
        "another key": lambda asked: member.answer(asked),
        "another person's name": lambda asked: theirs.answer(asked, handle=key.handle),
        "nobody's name": lambda asked: key.answer(asked, handle="AAAA"),
        "nobody opened the telephone": lambda asked: key.answer(asked, flags=FLAG.UP),
        "made for another site": lambda asked: SoftKey(rp="evil.example", secret=key.secret, handle=key.handle).answer(
            asked
        ),
        **{
            f"naughty {one!r}": lambda asked, one=one: one
            for one in ["{}", "null", "[" * 9_000, NAUGHTY["NUL"], NAUGHTY["very long"], '{"response": 1}']
        },
    }
    said = set()
    for what, made in tries.items():
        cache.clear()
        client = Client()
        answer = client.post(ENTER, {"credential": made(client.get(ASK).json())})
        assert answer.status_code == 403, what
        said.add(re.search(r"callout__title\">([^<]+)<", answer.text)[1])
        assert client.get("/mine/").status_code == 302, what
    assert len(said) == 1, "one sentence, whatever was wrong"
    assert Client().post(ENTER, {"credential": sent}).status_code == 403, "without a question"
    for credential in ("{}", "x", SoftKey().make(_options(phone), flags=FLAG.UP)):
        assert phone.post(ADD, {"name": "x", "credential": credential}).status_code == 422
    assert Authenticator.objects.count() == 2


def test_tries_with_a_wrong_key_are_journalled_a_few_times_and_never_lock_the_right_one_out():
    scene = a_scene()
    key = _with_a_key(scene.inside())
    for _try in range(8):
        assert _enters(SoftKey(handle=key.handle))[1].status_code == 403
    assert verbs_of(scene).count("access.key_refused") == 5
    assert _enters(key)[1]["Location"] == "/mine/"


def test_a_lost_telephone_told_at_the_desk_ends_every_key_and_every_open_page_and_the_person_reads_it():
    scene = a_scene()
    phone, desk = scene.inside(), scene.desk()
    key = _with_a_key(phone, "Le téléphone de Paul")
    lost, by_key = reverse("desk:lost", args=[scene.person.pk]), _enters(key)[0]
    shown = desk.get(reverse("desk:show", args=[scene.person.pk])).text
    assert "1 clé sur un appareil" in shown and "0 identité" in shown and lost in shown
    assert "Paul" not in shown and key.handle not in shown, "how many and since when, never which"
    theirs = a_scene("Ailleurs").desk()
    assert theirs.post(lost).status_code == 404 and by_key.get("/mine/").status_code == 200
    assert "À la demande de la personne" in desk.get(lost).text and Authenticator.objects.exists(), "asked first"

    assert desk.post(lost)["Location"] == reverse("desk:show", args=[scene.person.pk])
    assert not Authenticator.objects.exists() and _enters(key)[1].status_code == 403
    for open_page in (phone, by_key):
        assert open_page.get("/mine/")["Location"].startswith("/mine/sign-in/")
    again = Client()
    again.post("/mine/sign-in/", {"number": scene.access.number, "password": PASSWORD})
    notice = f"{scene.worker.name} a fermé à votre demande"
    for page in ("/mine/", "/mine/ways/"):
        assert notice in again.get(page).text, "the password stays, and they read who did it"
    assert "tout retiré à la demande de la personne" in desk.get(reverse("desk:show", args=[scene.person.pk])).text
    assert verbs_of(scene).count("access.ways_ended_at_desk") == 1
