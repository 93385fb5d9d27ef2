"""Signing in, being refused, and getting back in."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.urls import get_resolver

from jalon.domain.accounts.models import Counter, User
from jalon.web.access.gate import access_of
from tests.factories import a_user
from tests.web.access.conftest import PASSWORD, also_in, change, sign_in, somebody

pytestmark = pytest.mark.django_db


def test_a_member_signs_in_and_lands_in_their_only_centre(client, member):
    answer = sign_in(client, member.email.upper())
    assert (answer.status_code, answer["Location"]) == (302, "/")
    answer = client.get("/centres/choose/")
    assert answer.status_code == 302
    assert client.get("/desk/").content.startswith(b"Val-Clair worker")


def test_people_come_back_to_the_page_they_asked_for(client, member):
    answer = client.get("/desk/?part=2")
    assert answer["Location"] == "/account/login/?next=%2Fdesk%2F%3Fpart%3D2"
    answer = sign_in(client, member.email, next="/desk/?part=2")
    assert answer["Location"] == "/desk/?part=2"
    answer = client.get(answer["Location"])
    assert answer["Location"] == "/centres/choose/?next=%2Fdesk%2F%3Fpart%3D2"
    assert client.get(answer["Location"])["Location"] == "/desk/?part=2"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil",
        "/\t/evil.example",
        "///evil.example",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(client, member, target):
    answer = sign_in(client, member.email, next=target)
    assert "evil" not in answer["Location"].split("?")[0]
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith(("//", "/\\"))
    answer = client.post("/centres/choose/", {"place": str(member.pk), "next": target})
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith(("//", "/\\"))


def test_a_wrong_password_an_unknown_address_and_a_closed_account_look_the_same(client, member):
    closed = a_user("Clos", is_active=False)
    pages = []
    for email, password in ((member.email, "wrong"), ("nobody@example.org", PASSWORD), (closed.email, PASSWORD)):
        answer = sign_in(Client(), email, password)
        text = re.sub(r'value="[^"]*"', "", answer.content.decode())
        pages.append((answer.status_code, re.sub(r'"X-CSRFToken": "[^"]*"', "", text)))
    assert len(set(pages)) == 1
    assert "pas le bon" in pages[0][1]


def test_a_forgotten_password_tells_nobody_which_addresses_exist(member):
    answers = []
    for email in (member.email, "nobody@example.org"):
        answer = Client().post("/account/password/reset/", {"email": email})
        answers.append((answer.status_code, answer["Location"]))
    assert len(set(answers)) == 1
    # Both get a letter, so that the delay says nothing either; only one holds a link.
    assert [letter.to for letter in mail.outbox] == [[member.email], ["nobody@example.org"]]
    assert ["/password/reset/key/" in letter.body for letter in mail.outbox] == [True, False]


def test_a_new_password_is_chosen_by_a_link_that_serves_once(client, member):
    other = Client()
    sign_in(other, member.email)
    client.post("/account/password/reset/", {"email": member.email})
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body).group()
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    answer = client.post(address, {"password1": "quatre mots sans rapport", "password2": "quatre mots sans rapport"})
    assert answer["Location"] == "/account/password/reset/key/done/"
    assert "vaut plus" in Client().get(link, follow=True).content.decode()
    # Sessions of before are closed, and nobody was signed in by the link alone.
    assert other.get("/desk/").status_code == 302
    assert client.get("/account/")["Location"].startswith("/account/login/")
    assert sign_in(client, member.email, "quatre mots sans rapport").status_code == 302


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "123456789012",
        "ada lovens ada",
        "Bienvenue 2026 !",
        "OCMW-Wachtwoord-1",
        "passwordpassword",
        "2026!!!!2026",
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(at_work, password):
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert at_work.post("/account/password/change/", sent).status_code == 200
    good = {"oldpassword": PASSWORD, "password1": "cheval agrafe pluie", "password2": "cheval agrafe pluie"}
    assert at_work.post("/account/password/change/", good)["Location"] == "/account/"


def test_five_wrong_passwords_close_the_account_for_a_while_and_no_other(client, member):
    other = somebody("Bea", centre="Haut-Pré")
    for _attempt in range(5):
        assert "pas le bon" in sign_in(client, member.email, "wrong").content.decode()
    answer = sign_in(client, member.email, PASSWORD)
    assert answer.status_code == 200
    assert "Trop d’essais" in answer.content.decode()
    assert sign_in(Client(), other.email).status_code == 302


def test_attempts_are_counted_outside_any_transaction_so_that_no_rollback_forgets_them(client, member, monkeypatch):
    seen = []

    def watch(execute, sql, params, many, context):
        if "accounts_counter" in sql and sql.lstrip().upper().startswith(("INSERT", "UPDATE")):
            # In a test one transaction is always open; the request must not have opened another around this.
            seen.append(len(connection.savepoint_ids))
        return execute(sql, params, many, context)

    depth = len(connection.savepoint_ids)
    with connection.execute_wrapper(watch):
        sign_in(client, member.email, "wrong")
    assert seen
    # The cache's own savepoint and nothing above it.
    assert set(seen) == {depth + 1}
    assert Counter.objects.exists()


def test_signing_in_gives_a_new_session_key_and_a_new_form_token(client, member):
    client.get("/account/login/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    before, token = session.session_key, client.cookies["csrftoken"].value
    sign_in(client, member.email)
    assert client.session.session_key != before
    assert client.cookies["csrftoken"].value != token


def test_signing_out_ends_the_session_and_needs_a_button(at_work):
    key = at_work.session.session_key
    assert at_work.get("/account/logout/").status_code == 200
    assert at_work.get("/desk/").status_code == 200
    at_work.post("/account/logout/")
    at_work.cookies["sessionid"] = key
    assert at_work.get("/desk/").status_code == 302


def test_a_signed_in_page_stays_in_no_cache(at_work):
    assert "no-store" in at_work.get("/desk/")["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "/account/email/",
        "/account/confirm-email/x/",
        "/account/login/code/",
        "/account/2fa/trust/",
        "/account/signup/passkey/",
        "/account/3rdparty/",
        "/account/sessions/",
    ],
)
def test_what_jalon_does_not_use_of_its_sign_in_library_has_no_address(at_work, address):
    assert at_work.get(address).status_code == 404


def test_nobody_signs_up(client):
    assert "que sur invitation" in client.get("/account/signup/").content.decode()
    assert client.post("/account/signup/", {"email": "x@example.org", "password1": PASSWORD}).status_code == 405
    assert not User.objects.filter(email="x@example.org").exists()


def test_every_address_below_account_says_who_it_is_for():
    undeclared = []
    for pattern in get_resolver("jalon.web.access.account_urls").url_patterns:
        if access_of(pattern.callback) is None:
            undeclared.append(pattern.name)
    assert undeclared == []


def test_a_page_that_declares_nothing_is_closed(at_work):
    assert at_work.get("/undeclared/").status_code == 404


def test_a_letter_speaks_the_language_of_its_reader(member):
    User.objects.filter(pk=member.user_id).update(language="nl")
    Client().post("/account/password/reset/", {"email": member.email}, headers={"accept-language": "fr"})
    assert "Bonjour" not in mail.outbox[0].body
    assert "Dag " in mail.outbox[0].body


def test_on_a_new_device_jalon_speaks_the_language_of_the_account(client, member):
    User.objects.filter(pk=member.user_id).update(language="nl")
    sign_in(client, member.email)
    assert client.cookies["django_language"].value == "nl"
    client.post("/account/", {"language": "fr"})
    assert client.cookies["django_language"].value == "fr"
    assert User.objects.get(pk=member.user_id).language == "fr"


def test_changing_the_language_keeps_the_page(client):
    answer = client.post("/language/setlang/", {"language": "nl", "next": "/account/password/reset/?x=1"})
    assert answer["Location"] == "/account/password/reset/?x=1"
    assert 'lang="nl"' in client.get(answer["Location"]).content.decode()


def test_somebody_without_any_centre_is_told_what_to_do(client):
    user = a_user("Seul")
    sign_in(client, user.email)
    assert "Aucun lieu de travail" in client.get("/centres/choose/").content.decode()


def test_the_account_page_names_the_places_and_the_ways_in(at_work, member):
    also_in(member.user, "Haut-Pré")
    page = at_work.get("/account/").content.decode()
    assert "CPAS de Val-Clair" in page
    assert "CPAS de Haut-Pré" in page
    change(member, state="suspended")
    assert "CPAS de Val-Clair" not in at_work.get("/account/").content.decode()


def test_behind_a_proxy_that_says_nobodys_address_people_sign_in_and_wrong_tries_are_counted(member, caplog):
    nameless = Client(REMOTE_ADDR="")  # as through a socket of the file system
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert sign_in(nameless, member.email).status_code == 302
        assert "X-Forwarded-For" in caplog.text, "the operator reads what is missing"
        for _number in range(6):
            answer = sign_in(Client(REMOTE_ADDR=""), member.email, "wrong")
    assert "Trop d’essais" in answer.content.decode()


def test_behind_the_proxy_of_the_guide_a_made_up_address_escapes_nothing(member):
    guide = (Path(__file__).parents[3] / "docs" / "operations.md").read_text()
    assert "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;" in guide
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1, ACCOUNT_RATE_LIMITS={"login_failed": "3/m/ip"}):
        for number in range(5):  # what the proxy adds stands last
            made_up = Client(headers={"x-forwarded-for": f"10.0.0.{number}, 192.0.2.7"})
            answer = sign_in(made_up, f"nobody{number}@example.org", "wrong")
    assert "Trop d’essais" in answer.content.decode()


def test_a_network_address_cannot_be_made_up_to_escape_the_count(member):
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=0):
        for number in range(6):
            answer = Client(headers={"x-forwarded-for": f"10.0.0.{number}"}).post(
                "/account/login/", {"login": member.email, "password": "wrong"}
            )
    assert "Trop d’essais" in answer.content.decode()
