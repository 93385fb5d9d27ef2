"""An outside identity: linked from inside, then opening alone; and every answer of a service that is not believed.

The service is invented and answers in this process: nothing leaves it.
"""

import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from jalon.domain.space.models import PersonIdentity
from jalon.web.access.oidc import transport
from jalon.web.access.oidc.providers import Provider, read_providers
from tests.web.space.identity_service import ISSUER, KEY, OTHER_KEY, Service, behind_https
from tests.web.space.scene import PASSWORD, a_scene, verbs_of, with_a_text_to_sign

pytestmark = pytest.mark.django_db
LINK, START, BACK = "/mine/ways/with/sesame/", "/mine/with/sesame/", "/mine/with/sesame/back/"


@pytest.fixture
def service(settings, monkeypatch) -> Service:
    settings.JALON_IDENTITY_PROVIDERS = (Provider("sesame", "Sésame", ISSUER, "jalon", "a secret"),)
    caches["memory"].clear()
    made = Service()
    monkeypatch.setattr(transport, "ask", made.ask)
    return made


def _sent(client: Client, path: str, **body: str) -> str:
    """Where the page between us and the service leads."""
    page = client.post(path, body)
    assert page.status_code == 200, page.headers
    return page.context["address"]


def _linked(service: Service, phone: Client) -> Any:
    return phone.get(BACK, service.visited(_sent(phone, LINK)))


def _enters(service: Service, **changed: str) -> tuple[Client, Any]:
    client = Client()
    brought = service.visited(_sent(client, START))
    return client, client.get(BACK, {**brought, **changed})


def _why(answer: Any) -> str:
    return parse_qs(urlsplit(answer["Location"]).query).get("why", [answer["Location"]])[0]


def test_an_identity_linked_from_inside_opens_the_space_until_it_is_taken_away(service):
    scene = a_scene()
    version = with_a_text_to_sign(scene)
    phone = scene.inside()
    assert (
        "Lier Sésame" in phone.get("/mine/ways/").text and "Entrer avec Sésame" in Client().get("/mine/sign-in/").text
    )
    stranger, answer = _enters(service)
    assert _why(answer) == "unknown", "nobody is recognised by a name or an address"
    told = stranger.get(answer["Location"])
    assert told.status_code == 403 and "Demandez une nouvelle carte" in told.text and "/mine/start/" in told.text

    assert _linked(service, phone)["Location"] == "/mine/ways/" == _linked(service, phone)["Location"]
    kept = PersonIdentity.objects.get()
    assert not {"anna-0001", "Anna Dubois", "anna@example.org"} & {str(one) for one in vars(kept).values()}
    assert verbs_of(scene).count("access.identity_linked") == 1, "linked twice, once"
    other, answer = _enters(service)
    assert answer["Location"] == "/mine/" and other.get("/mine/").status_code == 200
    desk = scene.desk().get(reverse("desk:show", args=[scene.person.pk])).text
    assert "1 identité liée" in desk and "a servi la dernière fois le" in desk and "Sésame" not in desk
    assert "Lier Sésame" not in phone.get("/mine/ways/").text and "A servi le" in phone.get("/mine/ways/").text
    assert other.post(LINK)["Location"].startswith("/mine/ways/password/"), "an identity adds no other without password"
    path = reverse("space:sign", args=[version.pk])
    other.post(path, {"read": "on", "secret": "482913", "shown_hash": version.sha256})
    assert "Choisir un code secret" in other.get(path).text, "it signs nothing (ADR 21)"

    neighbour = a_scene("Autre")
    elsewhere = neighbour.inside()
    assert _why(_linked(service, elsewhere)) == "taken", "another person's subject"
    service.subject = "anna-0002"
    assert _why(_linked(service, phone)) == "taken", "a second one of the same service"
    assert _why(_enters(service)[1]) == "unknown"
    service.subject = "anna-0001"
    remove = reverse("space:unlink_identity", args=[kept.pk])
    elsewhere.post(remove)
    assert PersonIdentity.objects.count() == 1, "somebody else's link"
    assert "Sésame" in phone.get(remove).text and phone.post(remove)["Location"] == "/mine/ways/"
    assert _why(_enters(service)[1]) == "unknown"
    assert other.get("/mine/").status_code == 302 and phone.get("/mine/").status_code == 200, "what it opened closes"

    _linked(service, phone)
    scene.desk().post(reverse("desk:renew", args=[scene.person.pk]))
    assert _why(_enters(service)[1]) == "unknown", "it ends with the card"
    assert other.get("/mine/").status_code == phone.get("/mine/").status_code == 302
    assert {"access.identity_unlinked", "access.keys_ended_with_card"} <= set(verbs_of(scene))


def test_no_answer_that_is_wrong_in_one_thing_opens_the_space_it_is_linked_to(service):
    scene = a_scene()
    assert _linked(service, scene.inside())["Location"] == "/mine/ways/"
    now = int(time.time())
    wrong: dict[str, dict[str, Any]] = {
        "another nonce": {"claims": {"nonce": "another"}},
        "no nonce": {"without": ("nonce",)},
        "another audience": {"claims": {"aud": "somebody-else"}},
        "handed on": {"claims": {"aud": ["jalon", "somebody-else"]}},
        "made for another party": {"claims": {"azp": "somebody-else"}},
        "another issuer": {"claims": {"iss": "https://evil.example"}},
        "expired": {"claims": {"iat": now - 900, "exp": now - 120}},
        "of tomorrow": {"claims": {"iat": now + 900, "exp": now + 1200}},
        "without an end": {"without": ("exp",)},
        "of nobody": {"claims": {"sub": ""}},
        "signed by somebody else": {"key": OTHER_KEY},
        "signed with what everybody has": {"key": "a secret of thirty-two bytes or more", "alg": "HS256"},
        "not signed": {"key": None, "alg": "none"},
    }
    for what, change in wrong.items():
        right = {name: getattr(service, name) for name in change}
        for name, value in change.items():
            setattr(service, name, value)
        client, answer = _enters(service)
        assert _why(answer) == "refused", what
        assert client.get("/mine/").status_code == 302, what
        for name, value in right.items():
            setattr(service, name, value)
    service.claims = {"iat": now + 30, "exp": now + 330}
    assert _enters(service)[1]["Location"] == "/mine/", "two clocks may differ a little"
    service.claims = {"iat": now - 330, "exp": now - 30}
    assert _enters(service)[1]["Location"] == "/mine/"


def test_an_answer_counts_once_here_now_and_to_its_own_question(service, monkeypatch):
    scene = a_scene()
    phone = scene.inside()
    assert _linked(service, phone)["Location"] == "/mine/ways/"
    assert _why(_enters(service, state="another")[1]) == "refused"
    assert _why(_enters(service, iss="https://evil.example")[1]) == "refused"
    assert _why(_enters(service, code="")[1]) == "refused"
    assert _why(_enters(service, error="access_denied")[1]) == "declined"
    client = Client()
    brought = service.visited(_sent(client, START))
    assert _why(Client().get(BACK, brought)) == "refused", "brought to somebody else's telephone"
    assert client.get(BACK, brought)["Location"] == "/mine/"
    assert "jalon_identity" not in client.session, "a question is answered once"
    assert _why(client.get(BACK, brought)) == "refused", "replayed"
    late = Client()
    brought = service.visited(_sent(late, START))
    real = time.time()
    session = late.session
    session["jalon_identity"] = {**session["jalon_identity"], "at": real - 700}
    session.save()
    assert _why(late.get(BACK, brought)) == "refused", "too late"
    # A question asked inside one space links nothing to another that was opened since.
    neighbour = a_scene("Autre").inside()
    brought = service.visited(_sent(phone, LINK))
    kept = phone.session["jalon_identity"]
    session = neighbour.session
    session["jalon_identity"] = kept
    session.save()
    service.subject = "anna-0003"
    assert _why(neighbour.get(BACK, brought)) == "refused"
    assert PersonIdentity.objects.count() == 1


def test_a_service_that_is_down_or_odd_strands_nobody(service):
    scene = a_scene()
    phone = scene.inside()
    for place in ("well-known", "token", "keys"):
        caches["memory"].clear()
        service.is_down = ""
        client = Client()
        brought = None if place == "well-known" else service.visited(_sent(client, START))
        service.is_down = place
        answer = client.get(BACK, brought) if brought else client.post(START)
        assert _why(answer) == "down", place
    page = client.get(answer["Location"])
    assert page.status_code == 503 and "Sésame ne répond pas" in page.text and "Entrez avec votre numéro" in page.text
    caches["memory"].clear()
    service.is_down, service.described_as = "", "https://evil.example"
    answer = phone.post(LINK)
    assert _why(answer) == "down" and "/mine/ways/" in phone.get(answer["Location"]).text
    number = scene.access.number
    assert Client().post("/mine/sign-in/", {"number": number, "password": PASSWORD})["Location"] == "/mine/"


def test_nothing_is_shown_or_asked_where_no_service_is_configured():
    scene = a_scene()
    phone = scene.inside()
    assert "Une autre identité" not in phone.get("/mine/ways/").text
    assert "/mine/with/" not in phone.get("/mine/sign-in/").text
    for path in (START, BACK, "/mine/with/sesame/failed/"):
        assert phone.get(path)["Location"] == "/mine/sign-in/"
    assert phone.post(LINK)["Location"] == "/mine/ways/"


def test_an_operator_who_forgets_a_part_is_told_which():
    whole = {
        "JALON_IDENTITY_PROVIDERS": "sesame",
        "JALON_IDENTITY_SESAME_ISSUER": ISSUER,
        "JALON_IDENTITY_SESAME_CLIENT_ID": "jalon",
        "JALON_IDENTITY_SESAME_SECRET": "s",
    }
    assert [one.name for one in read_providers({**whole, "JALON_IDENTITY_SESAME_NAME": "Sésame"})] == ["Sésame"]
    assert read_providers({}) == () and "secret" not in repr(read_providers(whole)[0])
    for broken, word in [
        ({"JALON_IDENTITY_SESAME_SECRET": ""}, "_SECRET"),
        ({"JALON_IDENTITY_SESAME_ISSUER": "http://id.example"}, "https"),
        ({"JALON_IDENTITY_PROVIDERS": "Sésame"}, "Sésame"),
    ]:
        with pytest.raises(SystemExit, match=word):
            read_providers({**whole, **broken})


def test_a_service_may_change_its_key_and_the_former_one_opens_nothing(service):
    assert _linked(service, a_scene().inside())["Location"] == "/mine/ways/"
    service.kid, service.key, service.published = "two", OTHER_KEY, {"two": OTHER_KEY}
    assert _enters(service)[1]["Location"] == "/mine/", "an unknown name is looked for once more"
    service.kid, service.key = "one", KEY
    assert _why(_enters(service)[1]) == "refused", "signed with the key it no longer publishes"
    service.kid, service.key = "two", KEY
    assert _why(_enters(service)[1]) == "refused", "the former key under the new name"


@pytest.mark.enable_socket
def test_the_space_opens_over_https_and_odd_answers_of_the_network_are_refused(settings, monkeypatch, tmp_path: Path):
    with behind_https(tmp_path) as (service, trusted):
        settings.JALON_IDENTITY_PROVIDERS = (Provider("sesame", "Sésame", service.issuer, "jalon", "a secret"),)
        caches["memory"].clear()
        phone = a_scene().inside()
        assert _why(phone.post(LINK)) == "down", "a certificate that nobody vouches for"
        monkeypatch.setenv("SSL_CERT_FILE", trusted)
        assert _linked(service, phone)["Location"] == "/mine/ways/"
        client = Client()
        brought = service.visited(_sent(client, START))
        assert client.get(BACK, brought)["Location"] == "/mine/" and client.get("/mine/").status_code == 200
        used = Client()
        again = {**service.visited(_sent(used, START)), "code": brought["code"]}
        assert _why(used.get(BACK, again)) == "refused", "the service gives a code away once"
        for odd in ((302, f"{service.issuer}/keys"), (500, "{}"), (200, "<html>"), (200, "[1]"), (200, "x" * 300_000)):
            service.odd["/token"] = odd
            late = Client()
            assert _why(late.get(BACK, service.visited(_sent(late, START)))) == "down", odd[0]
            assert late.get("/mine/").status_code == 302
