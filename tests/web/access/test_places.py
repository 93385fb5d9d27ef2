"""One browser works in one place at a time, and only while the place is open to them."""

from datetime import timedelta

import pytest
from django.test import Client

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Team
from jalon.domain.core.context import centre_context
from tests.conftest import TODAY
from tests.factories import a_federal_member, a_user
from tests.web.access.conftest import also_in, change, sign_in, somebody

pytestmark = pytest.mark.django_db
SENT = {"name": "Jeunes"}


def choose(client, member, **facts):
    return client.post("/centres/choose/", {"place": str(member.pk), **facts})


def token(client):
    """The form token of a page shown now."""
    page = client.get("/account/logout/").content.decode()
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def teams(member):
    with centre_context(member.centre_id):
        return [team.name for team in Team.objects.all()]


def test_somebody_of_two_centres_chooses_and_may_change(client, member):
    other = also_in(member.user, "Haut-Pré", Role.COORDINATOR)
    sign_in(client, member.email)
    assert client.get("/desk/")["Location"] == "/centres/choose/?next=%2Fdesk%2F"
    page = client.get("/centres/choose/").content.decode()
    assert "CPAS de Val-Clair" in page
    assert "CPAS de Haut-Pré" in page
    choose(client, member)
    assert b"Val-Clair worker" in client.get("/desk/").content
    choose(client, other)
    assert b"Haut-Pr\xc3\xa9 coordinator" in client.get("/desk/").content


def test_a_place_that_is_not_theirs_cannot_be_chosen(client, member):
    stranger = somebody("Eve", Role.SECRETARY, "Haut-Pré")
    sign_in(client, member.email)
    assert choose(client, stranger).status_code == 200
    assert client.get("/desk/")["Location"].startswith("/centres/choose/")
    session = client.session
    session["jalon_member"] = {"centre": str(stranger.centre_id), "member": str(stranger.pk)}
    session.save()
    assert client.get("/desk/")["Location"] == "/centres/choose/"


def test_a_form_of_one_centre_open_in_another_tab_never_lands_in_the_other(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    other = also_in(member.user, "Haut-Pré")
    choose(client, member, csrfmiddlewaretoken=token(client))
    first_tab = token(client)
    choose(client, other, csrfmiddlewaretoken=first_tab)
    answer = client.post("/desk/", {**SENT, "csrfmiddlewaretoken": first_tab}, headers={"origin": "http://testserver"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Rien n’a été enregistré" in page
    assert "Jeunes" in page
    assert "Envoyer de nouveau" not in page
    assert (teams(member), teams(other)) == ([], [])


def test_a_form_of_the_same_place_sent_after_signing_in_again_is_offered_again_and_then_done(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    client.get("/centres/choose/")
    old = token(client)
    choose(client, member, csrfmiddlewaretoken=old)
    answer = client.post("/desk/", {**SENT, "csrfmiddlewaretoken": old}, headers={"origin": "http://testserver"})
    page = answer.content.decode()
    assert "CPAS de Val-Clair" in page
    assert '<input type="hidden" name="name" value="Jeunes">' in page
    fresh = page.split('name="csrfmiddlewaretoken" value="')[-1].split('"')[0]
    client.post("/desk/", {**SENT, "csrfmiddlewaretoken": fresh}, headers={"origin": "http://testserver"})
    assert teams(member) == ["Jeunes"]


def test_a_form_sent_after_the_session_ended_loses_nothing(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    client.get("/centres/choose/")
    old = token(client)
    client.cookies.pop("sessionid")
    answer = client.post(
        "/desk/", {"name": "L’été d’Ôna\n<b>"} | {"csrfmiddlewaretoken": old}, headers={"origin": "http://testserver"}
    )
    page = answer.content.decode()
    assert "Votre session est terminée" in page
    assert "&lt;b&gt;" in page
    assert teams(member) == []


def test_somebody_else_on_the_same_machine_is_not_offered_to_send_what_was_left(member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    client.get("/centres/choose/")
    old = token(client)
    other = somebody("Eve", centre="Haut-Pré")
    client.force_login(other.user)
    client.get("/centres/choose/")
    answer = client.post("/desk/", {**SENT, "csrfmiddlewaretoken": old}, headers={"origin": "http://testserver"})
    assert "Envoyer de nouveau" not in answer.content.decode()


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {}, {"referer": "https://evil.example/"}]
)
def test_a_form_posted_from_elsewhere_is_refused_and_never_offered_again(member, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    client.get("/centres/choose/")
    for path in ("/desk/", "/account/logout/"):
        answer = client.post(path, SENT, headers=headers)
        assert answer.status_code == 403
        assert "Jeunes" not in answer.content.decode()
    client.cookies.pop("sessionid")
    assert "Jeunes" not in client.post("/desk/", SENT, headers=headers).content.decode()


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "suspended"},
        {"state": "left"},
        {"until": TODAY - timedelta(days=400)},
        {"since": TODAY + timedelta(days=4000)},
    ],
)
def test_whoever_is_suspended_or_gone_loses_access_at_the_next_page(at_work, member, facts):
    assert at_work.get("/desk/").status_code == 200
    change(member, **facts)
    answer = at_work.post("/desk/", SENT)
    assert (answer.status_code, answer["Location"]) == (302, "/centres/choose/")
    assert teams(member) == []
    page = at_work.get("/centres/choose/").content.decode()
    assert "Votre accès est fermé : CPAS de Val-Clair" in page


def test_a_changed_role_counts_at_once_under_a_new_session_key(at_work, member):
    assert at_work.get("/coordinators/").status_code == 403
    key = at_work.session.session_key
    change(member, role=Role.COORDINATOR)
    answer = at_work.post("/desk/", SENT)
    # What was being sent with the former role is not done.
    assert (answer["Location"], teams(member)) == ("/", [])
    assert at_work.session.session_key != key
    assert at_work.get("/coordinators/").content == b"yes"
    change(member, role=Role.WORKER)
    assert at_work.get("/coordinators/")["Location"] == "/coordinators/"
    assert at_work.get("/coordinators/").status_code == 403


def test_a_federal_officer_enters_the_administration_and_no_centre(client):
    user = a_user("Fé Déral")
    a_federal_member(user)
    sign_in(client, user.email)
    client.get("/centres/choose/")
    assert client.get("/federal-desk/").content == "federal Fé Déral".encode()
    assert client.get("/desk/")["Location"].startswith("/centres/choose/")


def test_a_worker_of_a_centre_enters_no_federal_page(at_work):
    assert at_work.get("/federal-desk/")["Location"].startswith("/centres/choose/")


def test_nobody_anonymous_sees_or_does_anything(client, member):
    assert client.get("/desk/")["Location"].startswith("/account/login/")
    client.post("/desk/", SENT)
    assert teams(member) == []
