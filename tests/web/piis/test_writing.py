"""The page of writing: nothing is lost, two writers see each other, anything may be pasted."""

import re

import pytest
from django.urls import reverse

from jalon.domain.core.context import centre_context
from jalon.domain.piis.enums import Side, State
from jalon.domain.piis.models import Commitment, Piis
from tests.domain.piis.world import a_draft_piis, a_text, with_third_party
from tests.signing_in import client_of
from tests.web.piis.pages import form_of, rows_of, typed

pytestmark = pytest.mark.django_db
AUTOSAVE = {"HTTP_X_JALON_AUTOSAVE": "1"}


@pytest.fixture
def draft(office, person):
    with office.context():
        return a_draft_piis(person)


def edit_url(piis):
    return reverse("piis:edit", args=[piis.pk])


def texts(office):
    with office.context():
        return list(Commitment.objects.order_by("position").values_list("side", "text"))


def test_a_row_is_added_without_script_and_everything_typed_is_kept(office, worker, draft):
    page = worker.get(edit_url(draft))
    fields = typed(form_of(page), person=["J’écris mon CV, puis je le montre."], aims="Travailler.")
    answer = worker.post(edit_url(draft), {**fields, "add": "person"})
    assert answer.status_code == 302
    page = worker.get(answer["Location"])
    assert len(rows_of(form_of(page), "person")) == 2
    assert "J’écris mon CV, puis je le montre." in page.text
    assert form_of(page)["aims"] == ["Travailler."]


def test_a_third_party_and_its_commitment_are_added_without_script(office, worker, draft):
    page = worker.get(
        worker.post(edit_url(draft), {**form_of(worker.get(edit_url(draft))), "add": "party"})["Location"]
    )
    fields = form_of(page)
    party = rows_of(fields, "party")[0]
    fields[f"{party}-organisation"] = ["Maison de l’emploi"]
    holder = party.replace("party_", "third_")
    page = worker.get(worker.post(edit_url(draft), {**fields, "add": holder})["Location"])
    fields = form_of(page)
    fields[f"{rows_of(fields, 'third')[0]}-text"] = ["Propose des stages."]
    worker.post(edit_url(draft), {**fields, "save": "1"})
    assert (Side.THIRD, "Propose des stages.") in texts(office)


def test_a_choice_from_the_library_fills_the_first_empty_row_and_stays_editable(office, worker, person):
    page = worker.get(reverse("piis:new", args=[person.pk]))
    value = re.search(r'name="pick" value="(person\|work\.cv)"', page.text)[1]
    answer = worker.post(page.request["PATH_INFO"], {**form_of(page), "pick": value})
    row = form_of(worker.get(answer["Location"]))
    name = rows_of(row, "person")[0]
    assert row[f"{name}-text"] == ["J’écris mon CV avec de l’aide."]
    assert row[f"{name}-domain"] == ["work"]
    assert row[f"{name}-due_on"] != [""]


def test_a_row_is_taken_out_without_script(office, worker, draft):
    fields = form_of(worker.get(edit_url(draft)))
    worker.post(edit_url(draft), {**fields, "remove": rows_of(fields, "person")[0]})
    assert [side for side, _text in texts(office)] == [Side.CENTRE]


def test_saving_while_writing_begins_one_project_and_tells_its_version(office, worker, person):
    page = worker.get(reverse("piis:new", args=[person.pk]))
    url, fields = page.request["PATH_INFO"], typed(form_of(page), aims="Un toit.")
    first = worker.post(url, fields, **AUTOSAVE)
    assert first.status_code == 200
    assert " h " in first.json()["saved"]
    again = worker.post(url, {**fields, "aims": "Un toit sûr."}, **AUTOSAVE)  # the first answer was lost
    third = worker.post(url, {**fields, "version": again.json()["version"], "aims": "Un toit à moi."}, **AUTOSAVE)
    assert third.json()["version"] > again.json()["version"]
    with office.context():
        assert Piis.objects.get().aims == "Un toit à moi."


def test_the_page_of_a_new_project_goes_on_with_the_draft_already_begun(worker, person, draft):
    assert worker.get(reverse("piis:new", args=[person.pk]))["Location"] == edit_url(draft)


def test_two_people_writing_see_both_texts_and_nothing_is_overwritten(office, worker, draft):
    colleague = client_of(office.coordinator)
    mine, theirs = form_of(worker.get(edit_url(draft))), form_of(colleague.get(edit_url(draft)))
    assert colleague.post(edit_url(draft), {**theirs, "aims": "Le texte de l’autre."}).status_code == 302
    answer = worker.post(edit_url(draft), {**mine, "aims": "Mon texte."})
    assert answer.status_code == 409
    assert "Mon texte." in form_of(answer)["aims"]
    assert "l’autre" in answer.text
    with office.context():
        assert Piis.objects.get().aims == "Le texte de l’autre."
    kept = worker.post(edit_url(draft), {**form_of(answer), "aims": "Nos deux textes."})
    assert kept.status_code == 302
    with office.context():
        assert Piis.objects.get().aims == "Nos deux textes."


def test_saving_while_writing_stops_at_a_conflict(office, worker, draft):
    mine = form_of(worker.get(edit_url(draft)))
    worker.post(edit_url(draft), {**mine, "aims": "Un autre onglet."})
    assert worker.post(edit_url(draft), {**mine, "aims": "Celui-ci."}, **AUTOSAVE).status_code == 409


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("until", "31/02/2027"),
        ("since", "demain"),
        ("until", "0001-01-01"),
        ("since", "9999-12-31"),
        ("aims", "x" * 1_000_000),
        ("evaluation_how", "é" * 4_001),
        ("kind", "secret"),
        ("language", "xx"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field_and_nothing_is_lost(office, worker, draft, name, value):
    fields = typed(form_of(worker.get(edit_url(draft))), person=["Une phrase à ne pas perdre."])
    answer = worker.post(edit_url(draft), {**fields, name: value})
    assert answer.status_code == 422
    assert "À corriger avant de continuer" in answer.text
    assert f'href="#id_{name}"' in answer.text
    assert "Une phrase à ne pas perdre." in answer.text
    assert ("person", "Une phrase à ne pas perdre.") not in texts(office)


def test_a_wrong_date_in_a_row_is_linked_from_the_summary(worker, draft):
    fields = form_of(worker.get(edit_url(draft)))
    row = rows_of(fields, "person")[0]
    answer = worker.post(edit_url(draft), {**fields, f"{row}-due_on": "32/13/2026", "add": "person"})
    assert answer.status_code == 422
    assert f'href="#id_{row}-due_on"' in answer.text
    assert len(rows_of(form_of(answer), "person")) == 2


@pytest.mark.parametrize(
    "text", ["a\x00b", "مرحبا بالعالم", "e\u0301te\u0301", "‮abc", "D’Hondt", "Ô", "<b>x</b>", "{{ x }}"]
)
def test_any_script_is_kept_as_it_is_and_shown_without_effect(office, worker, draft, text):
    fields = form_of(worker.get(edit_url(draft)))
    answer = worker.post(edit_url(draft), {**fields, "aims": text})
    assert answer.status_code == 302
    shown = worker.get(answer["Location"])
    assert shown.status_code == 200
    assert "<b>x</b>" not in shown.text
    assert "\x00" not in shown.text


def test_forged_rows_are_ignored_and_too_many_are_refused(office, worker, draft):
    fields = form_of(worker.get(edit_url(draft)))
    fields["row"] += ["../../etc", "person_x", "third_<b>"]
    assert worker.post(edit_url(draft), fields).status_code == 302
    fields = form_of(worker.get(edit_url(draft)))
    for number in range(70):
        name = f"person_{number:032x}"
        fields["row"].append(name)
        fields[f"{name}-text"] = ["encore"]
    answer = worker.post(edit_url(draft), fields)
    assert answer.status_code == 422
    assert len(texts(office)) == 2


def test_a_row_of_another_project_is_refused(office, worker, draft, person):
    with office.context():
        other = a_draft_piis(person, with_third_party(a_text()))
        foreign = other.commitments.filter(side=Side.PERSON).get().pk.hex
    fields = form_of(worker.get(edit_url(draft)))
    fields["row"].append(f"person_{foreign}")
    fields[f"person_{foreign}-text"] = ["Prise à l’autre."]
    assert worker.post(edit_url(draft), fields).status_code == 422
    with office.context():
        assert not Commitment.objects.filter(text="Prise à l’autre.").exists()


def test_what_is_missing_is_listed_with_links_and_the_text_is_saved(office, worker, person):
    page = worker.get(reverse("piis:new", args=[person.pk]))
    answer = worker.post(
        page.request["PATH_INFO"], {**form_of(page), "additional_aid": "Un abonnement.", "hand_over": "1"}
    )
    assert answer.status_code == 422
    assert 'href="#id_aims"' in answer.text
    assert 'href="#person"' in answer.text
    with office.context():
        piis = Piis.objects.get()
        assert (piis.state, piis.additional_aid) == (State.DRAFT, "Un abonnement.")


def test_the_form_sent_twice_hands_one_text_over(office, worker, person):
    page = worker.get(reverse("piis:new", args=[person.pk]))
    fields = typed(form_of(page), aims="Un travail.", person=["J’écris."], centre=["Le CPAS aide."])
    answers = [worker.post(page.request["PATH_INFO"], {**fields, "hand_over": "1"}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    with office.context():
        assert Piis.objects.count() == 1
        assert Piis.objects.get().versions.count() == 1


def test_the_dates_of_evaluations_follow_the_period(worker, draft):
    fields = form_of(worker.get(edit_url(draft)))
    answer = worker.post(
        edit_url(draft), {**fields, "until": "2026-09-15"}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="evaluations"
    )
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "2026" in answer.text


def test_a_text_already_handed_over_cannot_be_written(office, worker, draft):
    fields = form_of(worker.get(edit_url(draft)))
    worker.post(edit_url(draft), {**fields, "hand_over": "1"})
    assert worker.get(edit_url(draft))["Location"] == reverse("piis:show", args=[draft.pk])
    late = worker.post(edit_url(draft), {**fields, "aims": "Trop tard."})
    assert late.status_code == 409
    with centre_context(draft.centre_id):
        assert Piis.objects.get().aims != "Trop tard."
