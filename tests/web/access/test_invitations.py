"""An invited person arrives."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.invitations import Invitation, invite
from jalon.domain.accounts.models import Membership, User
from jalon.domain.core.context import centre_context
from jalon.web.access.views import invitations as pages
from tests.conftest import TODAY
from tests.web.access.conftest import PASSWORD, sign_in, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits")]
NEW = {"name": "Nina Neuf", "password": "cheval agrafe pluie", "again": "cheval agrafe pluie"}


class NoThread:
    """Runs at once what would run aside."""

    def __init__(self, target, daemon):
        self.start = target


@pytest.fixture(autouse=True)
def sent_at_once(monkeypatch):
    monkeypatch.setattr(pages.threading, "Thread", NoThread)


@pytest.fixture
def secretary(db):
    return somebody("Sec Rétaire", Role.SECRETARY)


def invited(secretary, email="nina@example.org", at: datetime | None = None) -> Invitation:
    with centre_context(secretary.centre_id):
        return invite(
            actor=secretary, name="Nina Neuf", email=email, role=Role.WORKER, at=at or timezone.now(), on=TODAY
        )


def state(invitation):
    with centre_context(invitation.membership.centre_id):
        return Membership.objects.get(pk=invitation.membership.pk).state


def test_opening_the_link_changes_nothing_and_the_button_accepts(client, secretary):
    invitation = invited(secretary)
    address = f"/invitation/{invitation.secret}/"
    for _scan in range(3):
        page = client.get(address).content.decode()
        assert "CPAS de Val-Clair vous invite" in page
        assert "assistant social" in page
    client.head(address)
    assert state(invitation) == MembershipState.INVITED
    answer = client.post(address, NEW)
    assert answer["Location"] == "/centres/choose/"
    assert state(invitation) == MembershipState.ACTIVE
    client.get("/centres/choose/")
    assert client.get("/desk/").content.startswith(b"Val-Clair worker")
    # The link is used up.
    assert Client().get(address).status_code == 410
    assert sign_in(Client(), "nina@example.org", NEW["password"]).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "short", "again": "short"},
        {"again": "other words here"},
        {"name": ""},
        {"name": "\0"},
        {"password": "nina@example.org", "again": "nina@example.org"},
    ],
)
def test_an_account_with_a_weak_password_or_without_a_name_is_not_made(client, secretary, changes):
    invitation = invited(secretary)
    assert client.post(f"/invitation/{invitation.secret}/", {**NEW, **changes}).status_code == 200
    assert state(invitation) == MembershipState.INVITED
    assert not User.objects.filter(email="nina@example.org").exists()


def test_whoever_has_an_account_signs_in_to_add_the_centre(client, secretary):
    other = somebody("Nina Neuf", centre="Haut-Pré", email="nina@example.org")
    invitation = invited(secretary)
    address = f"/invitation/{invitation.secret}/"
    page = client.get(address).content.decode()
    assert f"/account/login/?next={address}" in page
    # A password typed here would make nobody's account.
    client.post(address, NEW)
    assert state(invitation) == MembershipState.INVITED
    assert sign_in(client, "nina@example.org", next=address)["Location"] == address
    assert "Accepter" in client.get(address).content.decode()
    client.post(address)
    assert state(invitation) == MembershipState.ACTIVE
    page = client.get("/centres/choose/").content.decode()
    assert "Val-Clair" in page
    assert other.centre.name_fr in page


def test_somebody_else_who_is_signed_in_cannot_accept(at_work, secretary):
    invitation = invited(secretary)
    page = at_work.get(f"/invitation/{invitation.secret}/").content.decode()
    assert "écrite à quelqu’un d’autre" in page
    at_work.post(f"/invitation/{invitation.secret}/", NEW)
    assert state(invitation) == MembershipState.INVITED


def test_a_dead_link_offers_a_new_one_at_the_same_address_and_only_there(client, secretary):
    old = invited(secretary, at=timezone.now() - timedelta(days=15))
    page = client.get(f"/invitation/{old.secret}/")
    assert page.status_code == 410
    assert "Demander un nouveau lien" in page.content.decode()
    client.post("/invitation/again/", {"secret": old.secret, "email": "thief@example.org"})
    assert [letter.to for letter in mail.outbox] == [["nina@example.org"]]
    link = re.search(r"http://testserver(/invitation/[0-9A-Z]{16}/)", mail.outbox[0].body).group(1)
    assert client.post(link, NEW)["Location"] == "/centres/choose/"


def test_asking_again_answers_the_same_to_everybody(client, secretary):
    invited(secretary)
    answers = []
    for email in ("nina@example.org", "nobody@example.org", secretary.email):
        page = client.post("/invitation/again/", {"email": email}).content.decode()
        answers.append(re.sub(r'(value=|CSRFToken": )"[^"]*"', "", page))
    assert len(set(answers)) == 1
    assert len(mail.outbox) == 1


def test_a_paper_code_is_typed_as_it_is_read(client, secretary):
    invitation = invited(secretary, email="")
    answer = client.post("/invitation/", {"code": invitation.printed.lower().replace("-", " ").replace("0", "o")})
    page = client.get(answer["Location"]).content.decode()
    identifier = invitation.membership.identifier
    assert identifier in page
    assert ".invalid" not in page
    client.post(answer["Location"], NEW)
    assert state(invitation) == MembershipState.ACTIVE
    # They sign in with the identifier, which looks like no mailbox, and get no mail.
    assert sign_in(Client(), identifier.upper(), NEW["password"]).status_code == 302
    client.post(
        "/account/password/change/",
        {"oldpassword": NEW["password"], "password1": "cheval agrafe neige", "password2": "cheval agrafe neige"},
    )
    assert mail.outbox == []


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "1", "../../etc", "a/b", "%00", "☃", "x" * 60])
def test_a_code_of_nobody_is_a_dead_link(client, secretary, code):
    answer = client.post("/invitation/", {"code": code}, follow=True)
    assert answer.status_code in (200, 410)
    assert "nina" not in answer.content.decode()


def test_codes_cannot_be_guessed_for_long(client, secretary):
    answers = {client.get(f"/invitation/{number:016}/").status_code for number in range(40)}
    assert answers == {410, 429}


def test_a_name_with_a_line_end_writes_no_header_of_its_own(client, secretary):
    with centre_context(secretary.centre_id):
        invite(
            actor=secretary,
            name="Nina\nBcc: thief@example.org",
            email="nina@example.org",
            role=Role.WORKER,
            at=timezone.now(),
            on=TODAY,
        )
    client.post("/invitation/again/", {"email": "nina@example.org"})
    assert mail.outbox[0].recipients() == ["nina@example.org"]
    assert "\n" not in mail.outbox[0].subject


def test_an_invitation_gives_no_session_of_before(client, secretary, member):
    """A signed-in colleague's browser does not become the newcomer's."""
    sign_in(client, member.email, PASSWORD)
    invitation = invited(secretary)
    client.post(f"/invitation/{invitation.secret}/", NEW)
    assert not User.objects.filter(email="nina@example.org").exists()
