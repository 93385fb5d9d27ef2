"""Somebody who lost their phone comes back in, and is told."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone

from jalon.domain.accounts import recovery
from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import AccessReset, Membership, User
from jalon.domain.core.context import centre_context
from tests.conftest import TODAY
from tests.factories import a_member, a_user
from tests.web.access.conftest import PASSWORD, also_in, sign_in, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits")]
NEW = {"password": "cheval agrafe pluie", "again": "cheval agrafe pluie"}


def reset(member: Membership, way: str = "paper", at=None) -> recovery.Recovery:
    user = a_user("Sec Rétaire")
    with centre_context(member.centre_id):
        secretary = a_member(Role.SECRETARY, user=user)
        return recovery.reset_member(actor=secretary, membership=member, way=way, at=at or timezone.now(), on=TODAY)


def test_a_session_that_was_open_is_closed_at_once(at_work, member):
    assert at_work.get("/desk/").status_code == 200
    reset(member)
    assert at_work.get("/desk/")["Location"].startswith("/account/login/")


def test_the_old_password_and_the_forgotten_password_open_nothing(client, member):
    reset(member)
    assert sign_in(client, member.email).status_code == 200
    client.post("/account/password/reset/", {"email": member.email})
    (letter,) = mail.outbox
    assert "/account/password/reset/key/" not in letter.body


def test_a_link_for_a_forgotten_password_sent_before_the_reset_is_dead(client, member):
    client.post("/account/password/reset/", {"email": member.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    reset(member)
    page = client.get(link.split("testserver")[-1], follow=True).content.decode()
    assert "ne vaut plus" in page


def test_the_code_leads_to_a_new_password_and_a_new_second_factor(client, member):
    Authenticator.objects.create(user=member.user, type="totp", data={})
    made = reset(member)
    typed = client.post("/recovery/", {"code": made.printed.lower()})
    assert typed["Location"] == f"/recovery/{made.secret}/"
    page = client.get(typed["Location"]).content.decode()
    assert "Sec Rétaire" in page
    assert "Val-Clair" in page
    answer = client.post(typed["Location"], NEW)
    assert answer["Location"] == "/account/second-factor/"
    assert "Un mot de passe vient d’être choisi" in mail.outbox[-1].body
    client.get("/centres/choose/")
    assert client.get("/desk/").content.startswith(b"Val-Clair worker")
    assert client.get(typed["Location"]).status_code == 410


def test_opening_the_link_changes_nothing(client, member):
    made = reset(member)
    for _scan in range(3):
        client.get(f"/recovery/{made.secret}/")
    assert not User.objects.get(pk=member.user_id).has_usable_password()


@pytest.mark.parametrize("typed", [{"password": "short", "again": "short"}, {**NEW, "again": "other"}, {}])
def test_a_password_that_does_not_do_uses_nothing_up(client, member, typed):
    made = reset(member)
    assert client.post(f"/recovery/{made.secret}/", typed).status_code == 200
    assert AccessReset.objects.get().used_at is None


def test_an_old_code_and_a_guessed_one_say_the_same(client, member):
    made = reset(member, at=timezone.now() - timedelta(hours=25))
    old, guessed = client.get(f"/recovery/{made.secret}/"), client.get("/recovery/0000000000000000/")
    assert (old.status_code, guessed.status_code) == (410, 410)
    assert old.content.count(b"vaut plus") == guessed.content.count(b"vaut plus")


def test_codes_are_not_tried_one_after_the_other(client):
    answers = [client.get(f"/recovery/{number:016}/").status_code for number in range(31)]
    assert (answers[0], answers[-1]) == (410, 429)


def test_whoever_else_is_signed_in_here_is_signed_out(at_work, member):
    other = somebody("Bo Autre")
    made = reset(other)
    at_work.post(f"/recovery/{made.secret}/", NEW)
    assert at_work.get("/account/").context["user"] == other.user


def test_the_person_is_told_at_their_next_sign_in(client, member):
    made = reset(member)
    client.post(f"/recovery/{made.secret}/", NEW)
    assert client.get("/centres/choose/")["Location"] == "/"
    again = Client()
    sign_in(again, member.email, NEW["password"])
    assert again.get("/centres/choose/")["Location"] == "/recovery/told/"
    assert "Sec Rétaire" in again.get("/recovery/told/").content.decode()
    assert again.post("/recovery/told/")["Location"] == "/centres/choose/"
    assert again.get("/centres/choose/")["Location"] == "/"
    assert "Accès rétablis" in again.get("/account/").content.decode()


def test_another_centre_says_that_it_waits_and_opens_nothing(client, member):
    also_in(member.user, "Haut-Pré", Role.SECRETARY)
    made = reset(member)
    client.post(f"/recovery/{made.secret}/", NEW)
    client.get("/centres/choose/")
    assert client.get("/desk/").content.startswith(b"Val-Clair worker")
    page = client.get("/centres/choose/").content.decode()
    assert "CPAS de Haut-Pré attend une confirmation" in page
    assert page.count('name="place"') == 1


def test_an_invited_person_of_a_demonstration_is_not_concerned(client, member):
    assert sign_in(client, member.email, PASSWORD).status_code == 302
    assert client.get("/centres/choose/")["Location"] == "/"
