"""What one knows and what one has."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client, override_settings

from jalon.domain.accounts.models import User
from tests.web.access.conftest import PASSWORD, sign_in, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits")]


class Clock:
    """The time that codes are computed with."""

    def __init__(self, monkeypatch):
        self.now = 1_800_000_000
        monkeypatch.setattr(totp.time, "time", lambda: self.now)


def code(secret, at):
    return totp.format_hotp_value(totp.hotp_value(secret, at // 30))


@pytest.fixture
def required():
    with override_settings(JALON_REQUIRE_SECOND_FACTOR=True):
        yield


def enrol(client):
    """Add an app and give back its secret."""
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.search(r'<code class="secret">([A-Z2-7]+)</code>', page).group(1)
    answer = client.post("/account/2fa/totp/activate/", {"code": code(secret, int(time.time()))})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    return secret


def test_where_one_is_required_no_centre_opens_before_it_is_there(client, member, required):
    sign_in(client, member.email)
    for address in ("/desk/", "/centres/choose/", "/federal-desk/"):
        assert client.get(address)["Location"] == "/account/second-factor/"
    assert "une seule fois" in client.get("/account/second-factor/").content.decode()
    enrol(client)
    assert client.get("/centres/choose/").status_code == 302
    assert client.get("/desk/").status_code == 200


def test_invented_people_and_installations_without_the_rule_need_none(client, member, required):
    User.objects.filter(pk=member.user_id).update(is_demo=True)
    sign_in(client, member.email)
    assert client.get("/centres/choose/")["Location"] != "/account/second-factor/"


def test_once_there_it_is_asked_at_every_sign_in_and_nothing_is_trusted(at_work, member, monkeypatch):
    secret = enrol(at_work)
    for _time in range(2):
        client = Client()
        clock = Clock(monkeypatch)
        clock.now += 300 * (_time + 1)
        assert sign_in(client, member.email)["Location"] == "/account/2fa/authenticate/"
        assert client.get("/desk/")["Location"].startswith("/account/login/")
        assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
        assert client.get("/desk/")["Location"].startswith("/account/login/")
        answer = client.post("/account/2fa/authenticate/", {"code": code(secret, clock.now)})
        assert answer["Location"] == "/"
        at_work.post("/account/logout/")


def test_a_code_serves_once_even_while_it_lasts(at_work, member, monkeypatch):
    secret = enrol(at_work)
    clock = Clock(monkeypatch)
    shown = code(secret, clock.now)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, member.email)
    assert first.post("/account/2fa/authenticate/", {"code": shown}).status_code == 302
    answer = second.post("/account/2fa/authenticate/", {"code": shown})
    assert answer.status_code == 200
    assert "déjà servi" in answer.content.decode()
    # Nor does it serve a moment after its time.
    clock.now += 30
    assert second.post("/account/2fa/authenticate/", {"code": shown}).status_code == 200
    assert second.post("/account/2fa/authenticate/", {"code": code(secret, clock.now)}).status_code == 302


def test_codes_cannot_be_tried_for_long(at_work, member, monkeypatch):
    secret = enrol(at_work)
    clock = Clock(monkeypatch)
    # A new sign-in each time: the count is the account's, not the session's.
    for number in range(6):
        client = Client()
        sign_in(client, member.email)
        answer = client.post("/account/2fa/authenticate/", {"code": f"{number:06}"})
    assert "Trop d’essais" in answer.content.decode()
    answer = client.post("/account/2fa/authenticate/", {"code": code(secret, clock.now)})
    assert answer.status_code == 200


def test_a_recovery_code_replaces_the_app_once(at_work, member):
    enrol(at_work)
    page = at_work.get("/account/2fa/recovery-codes/").content.decode()
    spare = re.findall(r"<li><code>(\d{8})</code></li>", page)
    assert len(set(spare)) == 10
    for expected in (302, 200):
        client = Client()
        sign_in(client, member.email)
        assert client.post("/account/2fa/authenticate/", {"code": spare[0]}).status_code == expected


def test_secrets_are_unreadable_in_the_database(at_work):
    secret = enrol(at_work)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert "gAAAA" in kept


def test_the_password_alone_does_not_take_the_factor_away(at_work, member, monkeypatch):
    secret = enrol(at_work)
    # Later, in the same session.
    clock = Clock(monkeypatch)
    session = at_work.session
    session["account_authentication_methods"] = []
    session.save()
    asked = at_work.get("/account/2fa/totp/deactivate/")
    assert asked["Location"].startswith("/account/2fa/reauthenticate/")
    answer = at_work.post("/account/reauthenticate/", {"password": PASSWORD})
    assert answer["Location"].startswith("/account/2fa/reauthenticate/")
    assert at_work.post("/account/2fa/totp/deactivate/").status_code == 302
    assert Authenticator.objects.filter(type="totp").exists()
    at_work.post("/account/2fa/reauthenticate/", {"code": code(secret, clock.now)})
    at_work.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()


def test_whoever_takes_their_last_factor_away_must_add_one_before_going_on(client, member, required, monkeypatch):
    sign_in(client, member.email)
    secret = enrol(client)
    client.get("/centres/choose/")
    assert client.get("/desk/").status_code == 200
    clock = Clock(monkeypatch)
    client.post("/account/2fa/reauthenticate/", {"code": code(secret, clock.now)})
    client.post("/account/2fa/totp/deactivate/")
    assert client.get("/desk/")["Location"] == "/account/second-factor/"


def test_a_change_of_factors_is_told_by_mail(at_work, member):
    enrol(at_work)
    assert [letter.to for letter in mail.outbox] == [[member.email]]
    assert "ajoutée" in mail.outbox[0].subject


def test_nobody_manages_the_keys_of_another(at_work):
    other = somebody("Bea", centre="Haut-Pré")
    key = Authenticator.objects.create(user_id=other.user_id, type="webauthn", data={"name": "x", "credential": {}})
    session = at_work.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(at_work.session["_auth_user_id"])
    session.save()
    assert at_work.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "x",
        "{}",
        "null",
        '{"response":{}}',
        '{"id":"a","rawId":"a","type":"public-key","response":{"userHandle":"//"}}',
        "[]",
        "1",
    ],
)
def test_a_passkey_answer_that_makes_no_sense_is_refused_quietly(client, member, sent):
    client.raise_request_exception = False
    answer = client.post("/account/2fa/webauthn/login/", {"credential": sent})
    assert answer.status_code == 302
    assert client.get("/desk/")["Location"].startswith("/account/login/")
