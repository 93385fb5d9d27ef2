"""The direction gives a lost access back, and confirms one that another place gave back."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import AccessReset, FederalMembership, Membership, User
from jalon.domain.core.context import centre_context, operator_context
from tests.factories import a_federal_member, a_member, a_user
from tests.signing_in import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits")]


def fresh(membership):
    with centre_context(membership.centre_id):
        return Membership.objects.get(pk=membership.pk)


def test_a_link_goes_to_the_mailbox_of_the_person_alone(here, browser):
    page = browser(here.secretary)
    address = f"/members/{here.worker.pk}/reset/"
    assert "de vive voix" not in page.get(address).content.decode()
    assert page.post(address, {"way": "mail"})["Location"] == "/members/"
    (letter,) = mail.outbox
    assert letter.to == [here.worker.email]
    assert re.search(r"/recovery/[0-9A-Z]{16}/", letter.body)
    assert "Lien" not in page.get("/members/").content.decode().split("Le lien est parti")[0]


def test_a_code_on_paper_is_shown_once_and_the_mailbox_is_told_without_it(here, browser):
    page = browser(here.secretary).post(f"/members/{here.worker.pk}/reset/", {"way": "paper"}).content.decode()
    (code,) = re.findall(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", page)
    (letter,) = mail.outbox
    assert "/recovery/" not in letter.body
    assert code not in letter.body
    assert "main propre" in letter.body


def test_the_page_of_the_member_tells_what_was_done(here, browser):
    page = browser(here.secretary)
    page.post(f"/members/{here.worker.pk}/reset/", {"way": "paper"})
    told = page.get(f"/members/{here.worker.pk}/").content.decode()
    assert "Accès rétabli : un code" in told
    assert here.secretary.name in told


def test_a_coordinator_does_not_reset_the_direction(here, browser):
    answer = browser(here.coordinator).post(f"/members/{here.secretary.pk}/reset/", {"way": "paper"})
    assert answer.status_code == 403
    assert not AccessReset.objects.exists()
    assert User.objects.get(pk=here.secretary.user_id).has_usable_password()


def test_a_direction_of_another_centre_finds_nobody(here, elsewhere, browser):
    answer = browser(elsewhere.secretary).post(f"/members/{here.worker.pk}/reset/", {"way": "paper"})
    assert answer.status_code == 404
    assert User.objects.get(pk=here.worker.user_id).has_usable_password()


def test_the_other_centre_sees_it_and_confirms(here, elsewhere, browser):
    with centre_context(elsewhere.centre.pk):
        there = a_member(Role.WORKER, user=here.worker.user)
    browser(here.secretary).post(f"/members/{here.worker.pk}/reset/", {"way": "paper"})
    page = browser(elsewhere.secretary)
    assert "à confirmer" in page.get("/members/").content.decode()
    assert "CPAS de Val-Clair a rétabli" in page.get(f"/members/{there.pk}/").content.decode()
    assert browser(elsewhere.worker).post(f"/members/{there.pk}/confirm/").status_code == 403
    assert fresh(there).held_at
    page.post(f"/members/{there.pk}/confirm/")
    assert fresh(there).held_at is None


# The administration ---------------------------------------------------------------------------------------------------


@pytest.fixture
def manager(db):
    return a_federal_member(a_user("Nele Vranckx"), role="manager")


def again(member):
    with operator_context():
        return FederalMembership.objects.get(pk=member.pk)


def test_somebody_is_invited_to_the_figures_and_enters(manager, client):
    page = client_of(manager)
    page.post("/federal/members/invite/", {"name": "Wim D", "email": "wim@example.org", "role": "officer"})
    (letter,) = mail.outbox
    assert "Maatschappelijke Integratie" in letter.body
    link = re.search(r"/invitation/[0-9A-Z]{16}/", letter.body).group()
    assert "chiffres nationaux" in client.get(link).content.decode()
    new = "cheval agrafe pluie"
    client.post(link, {"name": "Wim D", "password": new, "again": new})
    assert client.get("/centres/choose/")["Location"] == "/federal/"
    assert client.get("/federal/").status_code == 200
    with operator_context():
        assert FederalMembership.objects.get(email="wim@example.org").state == MembershipState.ACTIVE


def test_an_invitation_read_by_somebody_else_opens_nothing(manager, here, browser):
    client_of(manager).post("/federal/members/invite/", {"name": "W", "email": "wim@example.org", "role": "officer"})
    link = re.search(r"/invitation/[0-9A-Z]{16}/", mail.outbox[0].body).group()
    browser(here.worker).post(link)
    with operator_context():
        assert FederalMembership.objects.get(email="wim@example.org").state == MembershipState.INVITED


def test_the_same_address_is_not_invited_twice(manager):
    officer = a_federal_member(a_user("Fé Dérale"))
    facts = {"name": "F", "email": officer.email, "role": "cabinet"}
    assert "déjà un accès" in client_of(manager).post("/federal/members/invite/", facts).content.decode()


def test_suspending_and_ending_close_the_door_at_the_next_page(manager):
    officer = a_federal_member(a_user("Fé Dérale"))
    theirs, page = client_of(officer), client_of(manager)
    assert theirs.get("/federal/").status_code == 200
    page.post(f"/federal/members/{officer.pk}/suspend/")
    assert theirs.get("/federal/").status_code == 302
    page.post(f"/federal/members/{officer.pk}/restore/")
    page.post(f"/federal/members/{officer.pk}/end/")
    assert again(officer).state == MembershipState.LEFT
    assert "Fin de l’accès" in page.get(f"/federal/members/{officer.pk}/").content.decode()


def test_the_only_one_in_charge_stays(manager):
    other = a_federal_member(a_user("Autre"), role="manager", held_at=timezone.now())
    assert client_of(manager).post(f"/federal/members/{manager.pk}/end/").status_code == 403
    page = client_of(manager)
    page.post(f"/federal/members/{other.pk}/suspend/")
    assert again(manager).state == MembershipState.ACTIVE


def test_an_officer_manages_nobody(manager):
    officer = a_federal_member(a_user("Fé Dérale"))
    assert client_of(officer).get("/federal/members/").status_code == 403
    assert client_of(officer).post(f"/federal/members/{manager.pk}/end/").status_code == 403
    assert again(manager).state == MembershipState.ACTIVE


def test_a_lost_federal_access_is_given_back(manager):
    officer = a_federal_member(a_user("Fé Dérale"))
    page = client_of(manager).post(f"/federal/members/{officer.pk}/reset/", {"way": "paper"}).content.decode()
    assert re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", page)
    assert not User.objects.get(pk=officer.user_id).has_usable_password()
