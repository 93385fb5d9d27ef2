"""The pages about colleagues: who sees and does what."""

import re

import pytest
from django.core import mail

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Deputyship, Membership, Team
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from tests.conftest import TODAY
from tests.factories import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("commits")]

NEW = {"name": "Nina Neuf", "email": "nina@example.org", "role": "worker", "team": ""}


def fresh(member):
    with centre_context(member.centre_id):
        return Membership.objects.get(pk=member.pk)


def newcomers(staff):
    with centre_context(staff.centre.pk):
        return list(Membership.objects.filter(state="invited"))


def test_everybody_sees_their_colleagues_and_nobody_of_another_centre(here, elsewhere, browser):
    page = browser(here.worker).get("/members/").content.decode()
    assert here.secretary.name in page
    assert elsewhere.worker.name not in page
    assert "Inviter" not in page


def test_only_who_manages_sees_invitations_and_departures(here, browser):
    browser(here.secretary).post("/members/invite/", NEW)
    with centre_context(here.centre.pk):
        Membership.objects.filter(pk=here.colleague.pk).update(state="left")
    assert "Nina Neuf" in (managed := browser(here.secretary).get("/members/").content.decode())
    assert here.colleague.name in managed
    plain = browser(here.worker).get("/members/").content.decode()
    assert "Nina Neuf" not in plain
    assert here.colleague.name not in plain


def test_an_invitation_goes_out_by_mail_with_its_link(here, browser):
    answer = browser(here.secretary).post("/members/invite/", NEW, follow=True)
    assert "partie à nina@example.org" in answer.content.decode()
    assert re.search(r"http://testserver/invitation/[0-9A-HJKMNP-TV-Z]{16}/", mail.outbox[0].body)
    assert "CPAS de Val-Clair" in mail.outbox[0].subject


def test_a_letter_that_cannot_leave_is_told_and_the_invitation_stays(here, browser, monkeypatch):
    def fail(self):
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    page = browser(here.secretary).post("/members/invite/", NEW, follow=True).content.decode()
    assert "n’est pas partie" in page
    assert len(newcomers(here)) == 1


def test_without_an_address_a_code_is_printed_once(here, browser):
    client = browser(here.secretary)
    page = client.post("/members/invite/", {**NEW, "email": ""}).content.decode()
    assert re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", page)
    assert "<svg" in page
    assert mail.outbox == []
    member = newcomers(here)[0]
    again = client.post(f"/members/{member.pk}/renew/").content.decode()
    assert re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", again)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"email": "x"},
        {"role": "boss"},
        {"role": ""},
        {"team": "00000000-0000-0000-0000-000000000000"},
        {"name": "a" * 121},
        {"name": "\0"},
        {"email": "x@y.invalid"},
    ],
)
def test_an_invitation_that_says_nothing_clear_comes_back_with_its_text(here, browser, changes):
    page = browser(here.secretary).post("/members/invite/", {**NEW, **changes})
    assert page.status_code == 200
    assert "À corriger" in page.content.decode()
    assert newcomers(here) == []


def test_a_coordinator_is_offered_and_allowed_the_role_of_worker_only(here, browser):
    client = browser(here.coordinator)
    page = client.get("/members/invite/").content.decode()
    assert 'value="worker"' in page
    assert 'value="secretary"' not in page
    client.post("/members/invite/", {**NEW, "role": "secretary"})
    assert newcomers(here) == []
    assert client.post(f"/members/{here.secretary.pk}/suspend/").status_code == 403
    assert fresh(here.secretary).state == "active"


ACTS = ["renew", "withdraw", "suspend", "restore", "end"]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["worker", "president"])
def test_whoever_does_not_manage_members_does_nothing_to_them(here, browser, who, act):
    address = f"/members/{here.colleague.pk}/{act}/"
    client = browser(getattr(here, who))
    assert client.get(address).status_code == 403
    assert client.post(address, {"until": TODAY.isoformat()}).status_code == 403
    assert fresh(here.colleague).state == "active"


@pytest.mark.parametrize("act", ["", *[f"{act}/" for act in ACTS]])
def test_the_same_rights_in_another_centre_find_nobody_here(here, elsewhere, browser, act):
    address = f"/members/{here.worker.pk}/{act}"
    client = browser(elsewhere.secretary)
    sent = {"until": TODAY.isoformat(), "name": "X", "role": "worker", "team": "", "revision": 1}
    assert client.get(address).status_code == 404
    assert client.post(address, sent).status_code == 404
    after = fresh(here.worker)
    assert (after.state, after.name) == ("active", here.worker.name)
    with centre_context(here.centre.pk):
        assert not JournalEntry.objects.exists()


def test_the_secretary_changes_a_role_and_suspends_and_restores(here, browser):
    client = browser(here.secretary)
    address = f"/members/{here.worker.pk}/"
    client.post(address, {"name": "Ada", "role": "coordinator", "team": "", "revision": 1})
    assert fresh(here.worker).role == Role.COORDINATOR
    assert "perd l’accès" in client.get(f"{address}suspend/").content.decode()
    client.post(f"{address}suspend/")
    assert fresh(here.worker).state == "suspended"
    client.post(f"{address}restore/")
    assert fresh(here.worker).state == "active"


def test_two_secretaries_changing_the_same_member_see_each_others_text(here, browser):
    client = browser(here.secretary)
    address = f"/members/{here.worker.pk}/"
    client.post(address, {"name": "Ada", "role": "coordinator", "team": "", "revision": 1})
    page = client.post(address, {"name": "Ada L.", "role": "worker", "team": "", "revision": 1}).content.decode()
    assert "Ce que l’autre personne a enregistré" in page
    assert 'value="Ada L."' in page
    assert fresh(here.worker).role == Role.COORDINATOR
    # Having seen it, the second one may decide.
    client.post(address, {"name": "Ada L.", "role": "worker", "team": "", "revision": 2})
    assert fresh(here.worker).role == Role.WORKER


def test_nobody_changes_their_own_role(here, browser):
    client = browser(here.secretary)
    address = f"/members/{here.secretary.pk}/"
    assert "Personne ne change son propre rôle" in client.get(address).content.decode()
    assert client.post(address, {"name": "S", "role": "worker", "team": "", "revision": 1}).status_code == 403
    assert fresh(here.secretary).role == Role.SECRETARY


def test_the_last_secretary_is_told_why_they_cannot_leave(here, browser):
    page = browser(here.secretary).post(f"/members/{here.secretary.pk}/end/", {"until": TODAY.isoformat()})
    assert "seul directeur général" in page.content.decode()
    assert fresh(here.secretary).state == "active"


def test_whoever_leaves_is_reminded_of_their_files_and_is_out_at_the_next_page(here, browser):
    with centre_context(here.centre.pk):
        a_person(responsible=here.worker)
    client = browser(here.worker)
    page = client.get(f"/members/{here.worker.pk}/end/").content.decode()
    assert "1 dossier lui est" in page
    client.post(f"/members/{here.worker.pk}/end/", {"until": "2020-01-02"})
    assert fresh(here.worker).state == "left"
    assert client.get("/members/")["Location"] == "/centres/choose/"


def test_teams_are_made_named_and_removed_by_who_manages(here, elsewhere, browser):
    client = browser(here.coordinator)
    client.post("/members/teams/", {"name": "Jeunes"})
    with centre_context(here.centre.pk):
        team = Team.objects.get()
    assert "déjà ce nom" in client.post("/members/teams/", {"name": "JEUNES"}).content.decode()
    for stranger, status in ((elsewhere.coordinator, 404), (here.worker, 403)):
        assert browser(stranger).post(f"/members/teams/{team.pk}/", {"name": "X"}).status_code == status
        assert browser(stranger).post(f"/members/teams/{team.pk}/remove/").status_code == status
    client.post(f"/members/teams/{team.pk}/", {"name": "Jeunes et étudiants"})
    with centre_context(here.centre.pk):
        assert Team.objects.get().name == "Jeunes et étudiants"
    client.post(f"/members/teams/{team.pk}/remove/")
    with centre_context(here.centre.pk):
        assert not Team.objects.exists()


def away(absent, deputy, **changes):
    return {"absent": absent.pk, "deputy": deputy.pk, "since": "2199-01-01", "until": "2199-01-08", **changes}


def test_a_worker_plans_their_own_absence_and_not_that_of_a_colleague(here, browser):
    client = browser(here.worker)
    client.post("/members/absences/", away(here.worker, here.colleague))
    with centre_context(here.centre.pk):
        deputyship = Deputyship.objects.get()
    assert "remplace" in client.get("/members/absences/").content.decode()
    page = client.post("/members/absences/", away(here.colleague, here.worker, since="2199-02-01", until="2199-02-02"))
    assert "À corriger" in page.content.decode()
    assert browser(here.colleague).post(f"/members/absences/{deputyship.pk}/end/").status_code == 403
    assert browser(here.president).get("/members/absences/").status_code == 403
    with centre_context(here.centre.pk):
        assert Deputyship.objects.count() == 1
    client.post(f"/members/absences/{deputyship.pk}/end/")
    with centre_context(here.centre.pk):
        assert not Deputyship.objects.exists()


def test_an_absence_of_another_centre_is_not_there(here, elsewhere, browser):
    browser(here.coordinator).post("/members/absences/", away(here.worker, here.colleague))
    with centre_context(here.centre.pk):
        deputyship = Deputyship.objects.get()
    client = browser(elsewhere.coordinator)
    assert client.post(f"/members/absences/{deputyship.pk}/end/").status_code == 404
    page = client.post("/members/absences/", away(here.worker, here.colleague))
    assert "À corriger" in page.content.decode()


@pytest.mark.parametrize(
    "dates", [{"since": "2199-01-09"}, {"until": ""}, {"until": "demain"}, {"since": "9999-99-99"}]
)
def test_an_absence_with_wrong_dates_comes_back(here, browser, dates):
    page = browser(here.worker).post("/members/absences/", away(here.worker, here.colleague, **dates))
    assert page.status_code == 200
    assert "À corriger" in page.content.decode()


def test_the_matrix_says_what_the_code_does(here, browser):
    page = browser(here.worker).get("/members/permissions/").content.decode()
    assert "Suspendre l’accès" in page
    assert "/members/invite/" in page
    from jalon.web.members import matrix

    with centre_context(here.centre.pk):
        tables = {table.title: table for table in matrix.acts()}
        pages = {line.label: line.answers for line in matrix.pages()}
    # Worker, coordinator, president, secretary.
    suspend = next(line for line in tables["Membre"].lines if line.label == "Suspendre l’accès")
    assert suspend.answers == ("no", "yes", "no", "yes")
    assert pages["/members/invite/"] == ("no", "yes", "no", "yes")
    assert pages["/members/"] == ("yes", "yes", "yes", "yes")


def test_the_list_asks_the_same_number_of_questions_for_two_members_or_many(
    here, browser, django_assert_max_num_queries
):
    client = browser(here.secretary)
    with centre_context(here.centre.pk):
        for number in range(40):
            Membership.objects.create(
                name=f"M{number}", email=f"m{number}@x.org", role="worker", since=TODAY, state="invited"
            )
    with django_assert_max_num_queries(12):
        client.get("/members/")
