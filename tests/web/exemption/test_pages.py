"""« Si vous travaillez »: the tool, the page in a file, what is kept there, on screen and on paper."""

from datetime import date
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from jalon.domain.accounts.enums import Role
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.exemption.models import MonthResult
from jalon.domain.people.enums import Category
from tests.factories import a_centre, a_member, a_person, a_status, a_user
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
TOOL = {"month": "2025-06", "category": "2", "has_piis": "on", "rows": "1", "w0-work": "job"}
TEN_DAYS = TOOL | {"w0-net": "300", "w0-days": [str(day) for day in range(2, 12)], "w0-employer": "Boulangerie"}
HTMX = {"HTTP_HX_REQUEST": "true"}


def text_of(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_a_job_in_a_shortage_occupation_is_asked_its_conditions_and_told_what_each_changes(house):
    _centre, client, _person, _member = house
    url, job = reverse("exemption:tool"), TOOL | {"w0-work": "shortage", "w0-net": "900"}
    page = client.post(url, job)
    said = text_of(page)
    asking = BeautifulSoup(page.content, "html.parser").select_one("#id_contract_months").find_parent("details")
    assert asking.has_attr("open"), "what the job needs is asked in view"
    assert "443,52" in said and "Ceci suppose un contrat d’au moins 3 mois" in said
    assert "Ceci suppose l’attestation du service régional" in said and "si plusieurs contrats à la suite" in said
    met = text_of(client.post(url, job | {"contract_no_end": "on", "has_certificate": "yes"}))
    assert "443,52" in met and "Ceci suppose" not in met and "contrat à durée indéterminée" in met
    for wrong, why in {
        ("contract_months", "2"): "suppose un contrat d’au moins 3 mois.",
        ("has_certificate", "no"): "suppose l’attestation du service régional de l’emploi.",
    }.items():
        said = text_of(client.post(url, job | {wrong[0]: wrong[1]}))
        assert "443,52" not in said and "309,48" in said and why in said, wrong
    assert client.post(url, job | {"contract_months": "99"}).status_code == 400
    both = client.post(url, job | {"contract_months": "6", "contract_no_end": "on"})
    assert both.status_code == 400 and "ou cochez « durée indéterminée »" in text_of(both)


@pytest.fixture
def house():
    centre, user = a_centre(), a_user()
    with centre_context(centre.pk):
        member = a_member(user=user)
        person = a_person(responsible=member, birth_month=5, birth_day=4)
        a_status(person, category=Category.FAMILY, since=date(2024, 1, 1), is_student=True)
    return centre, client_of(member), person, member


def test_the_tool_says_line_by_line_what_ten_days_of_work_leave_and_keeps_nothing(house):
    centre, client, _person, _member = house
    url = reverse("exemption:tool")
    said = text_of(client.get(url))
    assert "Les montants établis vont jusqu’à décembre 2025" in said and "1 314,20 €" in said

    answer = client.post(url, TEN_DAYS)
    said = text_of(answer)
    assert "En juin 2025, vous avez 1 424,30 € en tout : 300,00 € de votre travail et 1 124,30 € du CPAS" in said
    assert "De chaque euro gagné, il vous reste 37 centimes." in said
    assert "Un jour de plus : 30,00 € gagnés en plus, 11,02 € de plus dans votre poche." in said
    assert "Un jour de moins : 30,00 € gagnés en moins" in said
    assert "Arrêté royal du 11 juillet 2002, art. 35, § 1" in said and "supposé, à vérifier" in said
    assert "Il restera 1085 jours sur 1095, soit 35 mois entiers." in said

    alone = client.post(url, TEN_DAYS | {"instead_net": "900", "instead_work": "job"}, **HTMX)
    assert b"<html" not in alone.content and "L’autre emploi" in text_of(alone)
    paper = client.post(reverse("exemption:tool_paper"), TEN_DAYS)
    assert paper.content.startswith(b"%PDF")
    with centre_context(centre.pk):
        assert not MonthResult.objects.exists() and not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"month": "2026-03"}, "Choisissez décembre 2025."),
        ({"month": "mars"}, "Ce n’est pas un mois."),
        ({"w0-net": "-5"}, "Écrivez un montant net"),
        ({"w0-net": "3,005"}, "deux décimales"),
        ({"w0-net": ""}, "zéro s’il n’y en a pas"),
        ({"w0-hours": "vingt"}, "Écrivez les heures"),
        ({"w0-days": ["31"]}, "Ce mois n’a pas de jour 31."),
        ({"rows": "2", "w1-work": "job", "w1-net": "50", "w1-days": ["4"]}, "Travail 2 : le 4 est déjà compté"),
        ({"category": "7"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_typed_is_lost(house, wrong, said):
    client = house[1]
    answer = client.post(reverse("exemption:tool"), TEN_DAYS | wrong)
    assert answer.status_code == 400 and said in text_of(answer)
    assert 'value="Boulangerie"' in answer.content.decode()
    assert client.post(reverse("exemption:tool"), TEN_DAYS | wrong, **HTMX).status_code == 422


def test_rows_are_added_and_taken_out_without_a_script(house):
    client, url = house[1], reverse("exemption:tool")
    more = BeautifulSoup(client.post(url, TEN_DAYS | {"act": "add"}).content, "html.parser")
    assert len(more.select("fieldset.job")) == 2
    two = TEN_DAYS | {"rows": "2", "w1-work": "training", "w1-net": "50", "w1-employer": "Forem"}
    less = BeautifulSoup(client.post(url, two | {"act": "remove-0"}).content, "html.parser")
    assert [one["value"] for one in less.select("[name=w0-employer]")] == ["Forem"]
    assert not less.select("[name=w0-days][checked]")


def test_a_file_fills_the_page_in_keeps_on_purpose_and_reads_again(house):
    centre, client, person, _member = house
    url = reverse("exemption:month", args=[person.pk])
    page = client.get(url)
    said, soup = text_of(page), BeautifulSoup(page.content, "html.parser")
    assert "1 776,07 €" in said and "1er janvier 2024" in said and "4 mai 1990" in said
    assert soup.select_one("[name=w0-work] [selected]")["value"] == "student"
    sent = TEN_DAYS | {"category": "3", "act": "keep", "idempotency_key": str(uuid4())}
    client.post(url, sent | {"act": "compute"})
    with centre_context(centre.pk):
        assert not MonthResult.objects.exists()
    kept_at = client.post(url, sent)["Location"]
    assert client.post(url, sent)["Location"] == kept_at
    said = text_of(client.get(kept_at))
    assert "Travail 1 (Boulangerie)" in said and "10 jours (2, 3" in said and "ne changent plus" in said
    assert client.get(kept_at + "pdf/").content.startswith(b"%PDF")
    assert "Juin 2025" in text_of(client.get(reverse("people:file", args=[person.pk])))

    again = {"month": "2025-07", "act": "month", "used": "", "category": "1"}
    assert 'value="10"' in client.post(url, TEN_DAYS | again).content.decode()
    with centre_context(centre.pk):
        kept = MonthResult.objects.get()
        verbs = set(JournalEntry.objects.values_list("verb", flat=True))
    assert {"earnings.opened", "earnings.kept", "earnings.read"} <= verbs

    correcting = client.get(f"{url}?corrects={kept.pk}")
    assert 'value="300,00"' in correcting.content.decode()
    change = sent | {"corrects": str(kept.pk), "w0-net": "310", "idempotency_key": str(uuid4())}
    assert client.post(url, change).status_code == 400
    corrected = client.post(url, change | {"reason": "La fiche de paie est arrivée."})["Location"]
    assert "corrige un autre : La fiche de paie" in text_of(client.get(corrected))
    assert "Une correction tient lieu" in text_of(client.get(kept_at))


def test_only_an_answer_while_typing_goes_unrecorded(house):
    centre, client, person, _member = house
    url = reverse("exemption:month", args=[person.pk])
    client.get(url, **HTMX)
    client.post(url, TEN_DAYS | {"act": "month"}, **HTMX)
    client.post(url, TEN_DAYS | {"act": "add"}, **HTMX)
    client.post(url, TEN_DAYS, **HTMX)
    with centre_context(centre.pk):
        assert JournalEntry.objects.filter(person_id=person.pk, verb="earnings.opened").count() == 3


def test_another_centre_finds_nothing_and_the_council_reads_but_keeps_nothing(house):
    centre, client, person, member = house
    url = reverse("exemption:month", args=[person.pk])
    kept_at = client.post(url, TEN_DAYS | {"act": "keep"})["Location"]
    president_user, stranger_user = a_user(), a_user()
    with centre_context(a_centre("Montagne").pk):
        stranger = a_member(Role.COORDINATOR, user=stranger_user)
    with centre_context(centre.pk):
        president = a_member(Role.PRESIDENT, user=president_user)
    stranger, president = client_of(stranger), client_of(president)
    assert stranger.get(kept_at).status_code == stranger.get(url).status_code == 404
    assert president.post(url, TEN_DAYS | {"act": "keep"}).status_code == 403
    assert "/purpose/" in president.get(kept_at)["Location"]
    with centre_context(centre.pk):
        assert MonthResult.objects.count() == 1
