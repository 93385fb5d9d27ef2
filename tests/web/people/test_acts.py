"""Acts through the pages: creating, correcting, finding, handing over, with everything people may type."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.domain.audit.models import JournalEntry
from jalon.domain.people.enums import Category
from jalon.domain.people.models import NissChange, Person, PiisExemption, Status
from jalon.domain.people.queries import partner_on
from jalon.domain.people.services import record_niss
from tests.factories import a_person, a_status

pytestmark = pytest.mark.django_db
NISS = "85.07.30-033.28"
NASTY = {
    "million": "x" * 10**6,
    "nul": "Du\x00bois",
    "right-to-left override": "\u202eDubois",
    "combining": "e" + "\u0301" * 90,
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}{% load %}",
    "format": "%(name)s %s {0}",
    "blank": " \t\n",
    "lone surrogate": "\\ud800",
}


def url(name, *args):
    return reverse(f"people:{name}", args=args)


@pytest.fixture
def client(office, browser):
    return browser(office.worker)


@pytest.fixture
def person(office):
    with office.context():
        return a_person("Dubois", "Camille", responsible=office.worker, birth_month=5, birth_day=4)


def people(office):
    with office.context():
        return list(Person.objects.order_by("file_number"))


def new_file(**facts):
    return {"last_name": "Peeters", "sex": "x", "language": "fr", "kind": "", "idempotency_key": uuid4(), **facts}


# Creating -------------------------------------------------------------------------------------------------------------


def test_a_name_is_enough_to_open_a_file(office, client):
    answer = client.post(url("new"), new_file())
    (person,) = people(office)
    assert answer["Location"] == url("file", person.pk)
    assert (person.last_name, person.responsible_id, person.opened_on) == ("Peeters", None, timezone.localdate())


def test_a_whole_file_is_opened_in_one_sending(office, client):
    facts = {"first_names": "Jan", "birth": "05/1990", "niss": NISS, "kind": "dis", "category": "2"}
    facts |= {"since": "2026-01-05", "responsible": office.worker.pk, "is_student": "on"}
    client.post(url("new"), new_file(**facts))
    (person,) = people(office)
    assert person.responsible_id == office.worker.pk
    assert (person.birth_year, person.birth_month, person.birth_day) == (1990, 5, None)
    with office.context():
        assert Status.objects.get().is_student
    assert "n’est pas celle que vous avez écrite" in client.get(url("file", person.pk)).text


def test_a_double_click_opens_one_file(office, client):
    facts = new_file()
    assert client.post(url("new"), facts)["Location"] == client.post(url("new"), facts)["Location"]
    assert len(people(office)) == 1


def test_who_may_have_a_file_is_shown_and_confirmed_before_a_second_one(office, client, person):
    facts = new_file(last_name="Duboi", first_names="Camille", birth="04/05/1990")
    answer = client.post(url("new"), facts)
    assert answer.status_code == 422
    assert url("file", person.pk) in answer.text
    assert len(people(office)) == 1
    client.post(url("new"), facts | {"is_another": "on"})
    assert len(people(office)) == 2


def test_while_typing_the_same_warning_comes_and_never_by_an_address(office, client, person):
    typed = {"last_name": "dubois", "first_names": "camille", "birth": "1990"}
    answer = client.post(url("check"), typed)
    assert url("file", person.pk) in answer.text
    assert "<html" not in answer.text
    assert client.get(url("check"), typed).status_code == 405


def test_a_number_that_has_a_file_leads_there(office, client, person):
    with office.context():
        record_niss(actor=office.worker, person=person, typed=NISS, on=timezone.localdate())
    for answer in (client.post(url("check"), {"niss": NISS}), client.post(url("new"), new_file(niss=NISS))):
        assert url("file", person.pk) in answer.text
    assert len(people(office)) == 1


def test_a_person_of_another_centre_is_never_hinted_at(office, elsewhere, browser, person):
    with office.context():
        record_niss(actor=office.worker, person=person, typed=NISS, on=timezone.localdate())
    typed = new_file(last_name="Dubois", first_names="Camille", birth="04/05/1990", niss=NISS)
    answer = browser(elsewhere.worker).post(url("check"), typed)
    assert "Dubois" not in answer.text
    assert str(person.pk) not in answer.text
    assert browser(elsewhere.worker).post(url("new"), typed).status_code == 302


@pytest.mark.parametrize("facts", [{"niss": "85.07.30-033.29"}, {"birth": "31/02/1990"}, {"last_name": ""}])
def test_a_mistake_keeps_every_word_and_creates_nothing(office, client, facts):
    answer = client.post(url("new"), new_file(first_names="Éloïse-Marie", **facts))
    assert answer.status_code == 422
    assert "Éloïse-Marie" in answer.text
    assert people(office) == []


@pytest.mark.parametrize(
    "facts",
    [{"kind": "dis"}, {"kind": "dis", "category": "9"}, {"kind": "moi"}, {"kind": "broad", "since": "32/01/2026"}],
)
def test_a_status_that_is_no_status_creates_no_file(office, client, facts):
    assert client.post(url("new"), new_file(**facts)).status_code == 422
    assert people(office) == []


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("field", ["last_name", "first_names", "birth", "niss", "language", "category", "responsible"])
def test_whatever_is_typed_the_answer_is_a_page(office, client, field, text):
    for address in (url("new"), url("check")):
        answer = client.post(address, new_file(**{field: text}))
        assert answer.status_code in (200, 302, 422)
        assert "<script>alert" not in answer.text
    for person in people(office):
        assert "\x00" not in person.full_name
        assert "\u202e" not in person.full_name


@pytest.mark.parametrize("role", ["president", "secretary"])
def test_the_council_creates_no_file(office, browser, role):
    assert browser(getattr(office, role)).post(url("new"), new_file()).status_code == 403
    assert people(office) == []


def test_a_worker_gives_a_new_file_to_themselves_or_nobody(office, client):
    answer = client.post(url("new"), new_file(responsible=office.colleague.pk))
    assert answer.status_code == 422
    assert people(office) == []


# Searching ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["cam dub", "DUBOIS", "T"])
def test_the_header_s_search_finds_and_no_name_stands_in_an_address(client, person, text):
    typed = person.file_number if text == "T" else text
    answer = client.post(url("search"), {"q": typed})
    assert url("file", person.pk) in answer.text
    assert client.get(f"{url('search')}?q=dubois").text.count("Dubois") == 0


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_search_for_anything_is_a_page(client, person, text):
    assert client.post(url("search"), {"q": text, "after": text}).status_code == 200


def test_another_centre_s_search_finds_nobody_here(elsewhere, browser, person):
    assert "Camille" not in browser(elsewhere.coordinator).post(url("search"), {"q": "dubois"}).text


# Correcting -----------------------------------------------------------------------------------------------------------


def corrected(person, **facts):
    return {"last_name": "Dubois", "sex": "x", "language": "fr", "revision": person.revision, **facts}


def test_two_corrections_at_once_lose_nothing_and_show_the_other_s(office, client, browser, person):
    browser(office.coordinator).post(url("edit", person.pk), corrected(person, first_names="Camille Anne"))
    answer = client.post(url("edit", person.pk), corrected(person, first_names="Camille Zoé"))
    assert answer.status_code == 409
    assert "Camille Zoé" in answer.text
    assert "Anne" in answer.text
    assert office.coordinator.name in answer.text
    assert people(office)[0].first_names == "Camille Anne"
    again = corrected(person, first_names="Camille Anne Zoé", revision=answer.context["form"]["revision"].value())
    assert client.post(url("edit", person.pk), again).status_code == 302
    assert people(office)[0].first_names == "Camille Anne Zoé"


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("field", ["last_name", "phone", "email", "address", "revision"])
def test_whatever_is_corrected_the_answer_is_a_page(client, person, field, text):
    answer = client.post(url("edit", person.pk), corrected(person, **{field: text}))
    assert answer.status_code in (302, 409, 422)
    shown = client.get(url("file", person.pk))
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text


def test_a_replaced_number_is_an_event_of_the_same_file(office, client, person):
    client.post(url("niss", person.pk), {"niss": NISS})
    answer = client.post(url("niss", person.pk), {"niss": "72.02.02-900.81"})
    assert answer.status_code == 422
    client.post(url("niss", person.pk), {"niss": "72.02.02-900.81", "reason": "bis"})
    assert len(people(office)) == 1
    with office.context():
        assert NissChange.objects.get().reason == "bis"
    assert "72.02.02-900.81" in client.post(url("reveal", person.pk)).text


# Status and exemption -------------------------------------------------------------------------------------------------


def test_a_status_is_begun_corrected_and_ended(office, client, person):
    client.post(url("status_new", person.pk), {"kind": "dis", "category": "2", "since": "2026-09-01"})
    with office.context():
        status = Status.objects.get()
    told = {"kind": "dis", "category": "3", "since": "2026-09-01", "decided_on": "2026-09-20", "revision": 1}
    client.post(url("status", person.pk, status.pk), told)
    stale = client.post(url("status", person.pk, status.pk), told | {"category": "1"})
    assert stale.status_code == 409
    client.post(url("status_end", person.pk, status.pk), {"until": "2026-10-31"})
    with office.context():
        status.refresh_from_db()
    assert (status.category, status.until.isoformat()) == (Category.FAMILY, "2026-10-31")


def test_a_newcomer_s_file_says_a_piis_is_due_why_and_by_when(office, client, person):
    today = timezone.localdate()
    with office.context():
        a_status(person, since=today - timedelta(20), decided_on=today - timedelta(10))
    shown = client.get(url("file", person.pk)).text
    assert "PIIS obligatoire" in shown
    assert "Un PIIS doit être signé pour le" in shown
    assert "art. 11" in shown


def test_an_exempted_person_s_file_says_so_and_when_to_look_again(office, client, person):
    today = timezone.localdate()
    with office.context():
        a_status(person, since=today - timedelta(20))
    told = {"reason": "health", "explanation": "Traitement lourd jusqu’en mai.", "since": today}
    told |= {"review_on": today + timedelta(100)}
    assert client.post(url("exemption_new", person.pk), told).status_code == 302
    assert "dispense de PIIS" in client.get(url("file", person.pk)).text
    with office.context():
        exemption = PiisExemption.objects.get()
    client.post(url("exemption_end", person.pk, exemption.pk), {"until": today})
    with office.context():
        assert PiisExemption.objects.get().until == today


def test_a_status_of_another_file_is_not_reached_through_this_one(office, client, person):
    with office.context():
        other = a_status(a_person("Autre", responsible=office.colleague))
    assert client.get(url("status", person.pk, other.pk)).status_code == 404
    assert client.post(url("status_end", person.pk, other.pk), {"until": "2026-10-31"}).status_code == 404
    with office.context():
        assert Status.objects.get().until is None


# Household, caseload, closing -----------------------------------------------------------------------------------------


def test_a_partner_is_found_and_noted_on_both_files(office, client, person):
    with office.context():
        partner = a_person("Martin", "Lou", responsible=office.colleague)
    found = client.post(url("household", person.pk), {"q": "mart"})
    assert str(partner.pk) in found.text
    client.post(url("household", person.pk), {"q": "mart", "partner": partner.pk, "since": "2026-01-01"})
    with office.context():
        assert partner_on(partner, timezone.localdate()).partner == person


def test_a_partner_of_another_centre_does_not_exist(office, elsewhere, client, person):
    with elsewhere.context():
        stranger = a_person("Martin", "Lou")
    told = {"partner": stranger.pk, "since": "2026-01-01"}
    assert client.post(url("household", person.pk), told).status_code == 404
    with office.context():
        assert partner_on(person, timezone.localdate()) is None


def test_a_coordinator_hands_over_what_is_ticked_or_everything(office, browser, person):
    with office.context():
        other = a_person("Zut", "Alors", responsible=office.worker)
    client = browser(office.coordinator)
    address = url("hand_over", office.worker.pk)
    assert client.post(address, {"to": [office.colleague.pk]}).status_code == 422
    client.post(address, {"to": [office.colleague.pk], "files": [other.pk], "reason": "départ"})
    with office.context():
        assert Person.objects.get(pk=other.pk).responsible == office.colleague
        assert Person.objects.get(pk=person.pk).responsible == office.worker
    client.post(address, {"to": [office.colleague.pk, office.coordinator.pk], "all": "1"})
    with office.context():
        assert not Person.objects.filter(responsible=office.worker).exists()


def test_only_a_coordinator_of_the_centre_hands_over(office, elsewhere, browser, person):
    address, told = url("hand_over", office.worker.pk), {"to": [office.colleague.pk], "all": "1"}
    for member, status in ((office.worker, 403), (office.president, 403), (elsewhere.coordinator, 404)):
        assert browser(member).post(address, told).status_code == status
    with office.context():
        assert Person.objects.get().responsible == office.worker


def test_files_are_not_handed_to_another_centre(office, elsewhere, browser, person):
    told = {"to": [elsewhere.worker.pk], "all": "1"}
    assert browser(office.coordinator).post(url("hand_over", office.worker.pk), told).status_code == 422
    with office.context():
        assert Person.objects.get().responsible == office.worker


def test_a_closed_file_is_read_and_reopened(office, client, person):
    today = timezone.localdate()
    client.post(url("close", person.pk), {"closed_on": today, "reason": "déménagement"})
    assert "Ce dossier est fermé" in client.get(url("file", person.pk)).text
    refused = client.post(url("edit", person.pk), corrected(person, last_name="Autre", revision=2))
    assert refused.status_code == 422
    client.post(url("reopen", person.pk), {"to": office.colleague.pk})
    assert people(office)[0].responsible_id == office.colleague.pk


# Traces ---------------------------------------------------------------------------------------------------------------


def test_who_opened_the_file_when_and_why_is_on_the_file(office, client, browser, person):
    colleague = browser(office.colleague)
    colleague.post(url("purpose", person.pk), {"reason": "other", "words": "demande de l’assurance"})
    colleague.get(url("file", person.pk))
    shown = client.get(url("readings", person.pk))
    assert office.colleague.name in shown.text
    assert "demande de l’assurance" in shown.text
    printed = client.get(f"{url('readings', person.pk)}?print=all")
    assert "demande de l’assurance" in printed.text


def test_the_timeline_says_acts_in_words(office, client):
    client.post(url("new"), new_file(kind="dis", category="2", since="2026-09-01"))
    (person,) = people(office)
    shown = client.get(url("timeline", person.pk))
    assert "Dossier créé" in shown.text
    assert "droit à l’intégration sociale" in shown.text
    assert "status.started" not in shown.text


@pytest.mark.parametrize("cursor", ["", "x", "-1", "9" * 40, "٣", "0", "1"])
@pytest.mark.parametrize("name", ["readings", "timeline"])
def test_a_forged_cursor_is_a_page(client, person, name, cursor):
    assert client.get(f"{url(name, person.pk)}?after={cursor}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "before=%00",
        "whose=centre",
        "whose=../..",
        "status=zz&language=zz&todo=zz&state=zz",
        "after=" + "0" * 32,
    ],
)
def test_a_forged_list_address_is_a_page(client, person, query):
    answer = client.get(f"{url('list')}?{query}")
    assert answer.status_code == 200
    assert "Camille" in answer.text


def test_no_journal_row_holds_a_name_or_a_number(office, client):
    client.post(url("new"), new_file(last_name="Zwijgzaam", niss=NISS, birth="1985", kind="broad", since="2026-09-01"))
    (person,) = people(office)
    client.post(url("edit", person.pk), corrected(person, last_name="Zwijgzame"))
    with office.context():
        rows = str(list(JournalEntry.objects.values()))
    assert "Zwijg" not in rows
    assert "85073003328" not in rows
    assert NISS not in rows


def test_a_status_an_exemption_and_their_ends_sent_twice_are_noted_once(office, client):
    with office.context():
        person = a_person("Double", responsible=office.worker)
    file = reverse("people:file", args=[person.pk])
    on = timezone.localdate()
    since, until = (on - timedelta(days=20)).isoformat(), (on - timedelta(days=2)).isoformat()
    status = {"kind": "broad", "since": since, "idempotency_key": str(uuid4())}
    for _click in range(2):
        answer = client.post(reverse("people:status_new", args=[person.pk]), status)
        assert (answer.status_code, answer["Location"]) == (302, file)
    exemption = {
        "reason": "health",
        "explanation": "Une longue hospitalisation.",
        "since": since,
        "review_on": (on + timedelta(days=90)).isoformat(),
        "idempotency_key": str(uuid4()),
    }
    for _click in range(2):
        assert client.post(reverse("people:exemption_new", args=[person.pk]), exemption).status_code == 302
    with office.context():
        one, other = Status.objects.get(person=person), PiisExemption.objects.get(person=person)
    for name, pk in (("status_end", one.pk), ("exemption_end", other.pk)):
        for _click in range(2):
            answer = client.post(reverse(f"people:{name}", args=[person.pk, pk]), {"until": until})
            assert answer.status_code == 302, answer.text
    with office.context():
        assert JournalEntry.objects.filter(person_id=person.pk, verb__startswith="status.").count() == 2
        assert JournalEntry.objects.filter(person_id=person.pk, verb__startswith="exemption.").count() == 2
