"""The acts of a running project through their pages: each says what it causes, and is done once."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.urls import reverse

from jalon.domain.piis.enums import AmendmentState, CommitmentState, EvaluationState, Side, State
from jalon.domain.piis.models import Amendment, Evaluation, EvaluationDraft, LibraryItem, Piis, SigningMandate
from tests.domain.piis.world import MAY_SIGN, MONDAY, a_draft_piis, a_text, ended, handed_over, running, signed
from tests.signing_in import client_of
from tests.web.piis.pages import form_of, rows_of

pytestmark = pytest.mark.django_db
LATER = MAY_SIGN + timedelta(days=60)


@pytest.fixture
def project(office, person, clock):
    with office.context():
        piis = running(person)
    clock(LATER)
    return piis


def url(name, *args):
    return reverse(f"piis:{name}", args=[getattr(one, "pk", one) for one in args])


def now(office, model=Piis):
    with office.context():
        return model.objects.get()


def done(client, address, **fields):
    """The page of an act filled in and sent twice: one effect, the same place to go."""
    page = client.get(address)
    assert page.status_code == 200, page.text
    assert "Ce que cela va causer" in page.text
    assert "Peuvent le faire" in page.text
    answers = [client.post(address, {**form_of(page), **fields}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302], answers[0].text
    assert answers[0]["Location"] == answers[1]["Location"]
    return answers[0]["Location"]


def test_taking_a_text_back_leads_to_writing(office, worker, person, clock):
    with office.context():
        piis = handed_over(person).piis
    assert done(worker, url("take_back", piis)) == url("edit", piis)
    assert now(office).state == State.DRAFT


def test_giving_a_project_up_asks_why(office, worker, person):
    with office.context():
        piis = a_draft_piis(person)
    assert worker.post(url("withdraw", piis), form_of(worker.get(url("withdraw", piis)))).status_code == 422
    done(worker, url("withdraw", piis), reason="La personne déménage.")
    assert now(office).state == State.WITHDRAWN


def test_handing_over_has_its_own_page_too(office, worker, person):
    with office.context():
        piis = a_draft_piis(person)
    done(worker, url("hand_over", piis))
    assert now(office).state == State.HANDED_OVER


def test_the_council_decides_many_at_once(office, person, president, clock):
    with office.context():
        piis = signed(person).piis
    clock(MAY_SIGN + timedelta(days=1))
    council = president()
    page = council.get(reverse("piis:decisions"))
    assert person.full_name in page.text
    empty = council.post(reverse("piis:decisions"), form_of(page))
    assert empty.status_code == 422
    answer = council.post(reverse("piis:decisions"), {**form_of(page), "piis": [str(piis.pk), "x"]})
    assert answer.status_code == 302
    assert now(office).state == State.RUNNING


def test_a_refusal_of_the_council_is_explained(office, person, president, clock):
    with office.context():
        piis = signed(person).piis
    clock(MAY_SIGN + timedelta(days=1))
    council = president()
    fields = {**form_of(council.get(url("decide", piis))), "outcome": "refused"}
    answer = council.post(url("decide", piis), fields)
    assert answer.status_code == 422
    assert 'href="#id_explanation"' in answer.text
    done(council, url("decide", piis), outcome="refused", explanation="Le logement d’abord.")
    assert now(office).state == State.REFUSED


def test_an_evaluation_says_whose_cause_and_keeps_every_word_when_it_is_missing(office, worker, project):
    page = worker.get(url("evaluate", project))
    fields = {**form_of(page), "went_well": "À ne pas perdre."}
    with office.context():
        line = project.commitments.get(side=Side.PERSON)
    fields[f"c_{line.pk.hex}-state"] = "not_kept"
    answer = worker.post(url("evaluate", project), fields)
    assert answer.status_code == 422
    assert f'href="#id_c_{line.pk.hex}-cause"' in answer.text
    assert "À ne pas perdre." in answer.text
    fields |= {f"c_{line.pk.hex}-cause": "organiser", "opinion": "disagrees", "person_comment": "Le cours a fermé."}
    answers = [worker.post(url("evaluate", project), fields) for _time in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    shown = worker.get(answers[0]["Location"])
    assert "Le cours a fermé." in shown.text
    with office.context():
        line.refresh_from_db()
        assert (line.state, line.cause) == (CommitmentState.NOT_KEPT, "organiser")
        assert Evaluation.objects.held().count() == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("held_on", "2030-01-01"),
        ("held_on", "hier"),
        ("next_on", "2026-12-25"),
        ("bilan_id", "x"),
        ("went_well", "x" * 1_000_000),
        ("signature", "x"),
    ],
)
def test_what_an_evaluation_cannot_keep_is_said(office, worker, project, name, value):
    fields = {**form_of(worker.get(url("evaluate", project))), "is_hard": "À ne pas perdre.", name: value}
    answer = worker.post(url("evaluate", project), fields)
    assert answer.status_code == 422
    assert f'href="#id_{name}' in answer.text
    assert "À ne pas perdre." in answer.text
    with office.context():
        assert not Evaluation.objects.exists()


def test_an_evaluation_that_did_not_take_place_names_the_cause(office, worker, project):
    assert worker.post(url("missed", project), form_of(worker.get(url("missed", project)))).status_code == 422
    done(worker, url("missed", project), cause="organiser", note="Le bureau était fermé.")
    one = now(office, Evaluation)
    assert (one.state, one.absence_cause) == (EvaluationState.MISSED, "organiser")


def test_one_press_says_that_a_commitment_is_kept_on_either_side(office, worker, project):
    with office.context():
        lines = list(project.commitments.all())
    for line in lines:
        for _time in range(2):
            assert worker.post(url("review", line), {"quick": "kept"}).status_code == 302
    with office.context():
        assert {one.state for one in project.commitments.all()} == {CommitmentState.KEPT}
        assert all(one.reviews.count() == 1 for one in project.commitments.all())


def test_not_kept_asks_whose_cause(worker, office, project):
    with office.context():
        line = project.commitments.get(side=Side.CENTRE)
    page = worker.get(f"{url('review', line)}?state=not_kept")
    fields = form_of(page, "state")
    assert fields["state"] == ["not_kept"]
    assert worker.post(url("review", line), fields).status_code == 422
    assert worker.post(url("review", line), {**fields, "cause": "centre"}).status_code == 302


def test_an_appointment_is_fixed_moved_and_cancelled(office, worker, project):
    page = worker.get(url("appointment", project))
    sunday = worker.post(url("appointment", project), {**form_of(page), "day": "2026-06-14"})
    assert sunday.status_code == 422
    assert "jour ouvrable" in sunday.text
    assert worker.post(url("appointment", project), {**form_of(page), "day": "2026-06-15"}).status_code == 302
    one = now(office, Evaluation)
    cancel = url("cancel_appointment", one)
    assert worker.post(cancel, {**form_of(worker.get(cancel)), "reason": "Le bureau ferme."}).status_code == 302
    assert now(office, Evaluation).state == EvaluationState.CANCELLED


def test_an_amendment_shows_its_difference_and_is_signed_again(office, worker, project):
    page = worker.get(url("amend", project))
    fields = {**form_of(page), "reason": "Nouvelle formation."}
    row = rows_of(fields, "person")[0]
    fields[f"{row}-text"] = ["J’écris mon CV et ma lettre."]
    address = worker.post(url("amend", project), fields)["Location"]
    page = worker.get(address)
    assert "toutes les parties signent de nouveau" in page.text
    assert "<ins>" in page.text
    act = worker.post(address, {**form_of(page), "hand_over": "1"})["Location"]
    done(worker, act)
    assert now(office, Amendment).state == AmendmentState.HANDED_OVER
    shown = worker.get(url("show", project)).text
    assert "Avenant 1" in shown
    done(worker, url("amendment_act", now(office, Amendment), "take-back"))
    done(worker, url("amendment_act", now(office, Amendment), "abandon"), reason="Inutile.")
    assert now(office, Amendment).state == AmendmentState.ABANDONED


def test_an_amendment_that_changes_no_promise_is_in_force_at_once(office, worker, project):
    fields = {**form_of(worker.get(url("amend", project))), "aims": "Je veux un travail près de chez moi !"}
    address = worker.post(url("amend", project), fields)["Location"]
    assert "vaut sans nouvelle signature" in worker.get(address).text
    done(worker, url("amendment_act", now(office, Amendment), "hand-over"))
    assert now(office, Amendment).state == AmendmentState.IN_FORCE


def test_a_project_is_prolonged_by_a_text_to_sign(office, worker, project):
    fields = form_of(worker.get(url("extend", project)))
    earlier = worker.post(url("extend", project), {**fields, "until": "2026-06-30"})
    assert earlier.status_code == 422
    done(worker, url("extend", project), until="2027-06-30", reason="La formation dure plus longtemps.")
    assert now(office, Amendment).is_extension
    assert "Faire signer" in worker.get(url("show", project)).text


def test_a_project_ends_with_its_reason_and_what_it_brought(office, worker, project):
    fields = {**form_of(worker.get(url("end", project))), "reason": "other", "outcome": "autonomy"}
    unexplained = worker.post(url("end", project), fields)
    assert unexplained.status_code == 422
    assert 'href="#id_explanation"' in unexplained.text
    done(worker, url("end", project), reason="employment", outcome="job")
    assert now(office).state == State.ENDED


def test_a_project_is_taken_up_again_after_some_work(office, worker, project, clock):
    with office.context():
        ended(project, LATER)
    clock(LATER + timedelta(days=40))
    fields = {"worked_from": "2026-05-10", "worked_until": "2026-06-10"}
    backwards = {
        **form_of(worker.get(url("resume", project))),
        "worked_from": "2026-06-10",
        "worked_until": "2026-05-10",
    }
    assert worker.post(url("resume", project), backwards).status_code == 422
    address = done(worker, url("resume", project), **fields)
    assert worker.get(address).status_code == 200
    with office.context():
        assert Piis.objects.drafts().get().resumed_from_id == project.pk


def test_the_contract_leaves_as_pdf_and_as_docx(worker, project):
    show = worker.get(url("show", project)).text
    assert url("docx", project) in show
    docx = worker.get(url("docx", project))
    assert docx.content.startswith(b"PK")
    assert "attachment" in docx["Content-Disposition"]


def test_the_history_shows_each_text_with_its_hash_and_its_signatures(office, worker, project):
    page = worker.get(url("history", project))
    with office.context():
        version = project.versions.get()
    assert version.sha256 in page.text
    assert "Camille Dubois" in page.text
    assert worker.get(url("version", version)).status_code == 200


def test_the_evidence_asks_its_purpose_and_is_recorded(worker, project):
    address = url("evidence", project)
    assert worker.post(address, form_of(worker.get(address))).status_code == 422
    answer = worker.post(address, {**form_of(worker.get(address)), "purpose": "Contrôle de l’inspection."})
    assert "SHA256SUMS" in ZipFile(BytesIO(answer.content)).namelist()
    assert "Dubois" not in answer["Content-Disposition"]


def test_the_library_is_kept_by_coordinators_and_the_council(office, worker):
    coordinator = client_of(office.coordinator)
    assert worker.get(reverse("piis:library_item")).status_code == 403
    page = coordinator.get(reverse("piis:library_item"))
    fields = {**form_of(page), "sheet": "centre", "domain": "work", "text": "Le CPAS prête un costume."}
    assert coordinator.post(reverse("piis:library_item"), fields).status_code == 302
    shown = worker.get(reverse("piis:library") + "?domain=work&language=fr")
    assert "Le CPAS prête un costume." in shown.text
    hidden = {"key": "work.cv", "language": "fr", "domain": "work", "hidden": "1"}
    assert coordinator.post(reverse("piis:library_hide"), hidden).status_code == 302
    with office.context():
        item = LibraryItem.objects.get(key="")
    removed = {"id": str(item.pk), "language": "fr", "sheet": "centre", "domain": "work", "text": ""}
    assert coordinator.post(reverse("piis:library_item"), removed).status_code == 302
    with office.context():
        assert not LibraryItem.objects.filter(key="").exists()


def test_an_act_that_no_longer_exists_is_refused_in_words(worker, project):
    answer = worker.get(url("take_back", project))
    assert answer.status_code == 409
    assert "n’est plus possible" in answer.text


def test_the_panel_of_a_file_says_why_and_by_when(worker, person, clock):
    page = worker.get(reverse("people:file", args=[person.pk]))
    assert "Un PIIS doit être signé pour le 16 mai 2026" in page.text
    assert url("new", person) in page.text


def test_the_panel_of_a_file_shows_the_path_and_one_next_act(office, worker, person, project):
    page = worker.get(reverse("people:file", args=[person.pk]))
    assert "Faire le point" in page.text
    assert worker.get(url("of_person", person)).status_code == 200
    assert MONDAY < LATER
    assert a_text().aims in worker.get(url("show", project)).text


def test_an_evaluation_is_kept_while_it_is_written_and_put_back(office, worker, project, clock):
    clock(LATER)
    address = reverse("piis:evaluate", args=[project.pk])
    fields = form_of(worker.get(address), "held_on")
    sent = {**fields, "went_well": "Le CV est écrit.", "signature_name": "Camille Dubois"}
    answer = worker.post(address, sent, headers={"X-Jalon-Autosave": "1"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["version"] == 1
    page = worker.get(address)
    assert form_of(page, "held_on")["went_well"] == ["Le CV est écrit."]
    assert "Brouillon gardé le" in page.text
    with office.context():
        assert EvaluationDraft.objects.get().fields == {"went_well": "Le CV est écrit."}  # never a signature
    stale = worker.post(address, {**fields, "went_well": "Autre chose.", "idempotency_key": str(uuid4()), "save": "1"})
    assert stale.status_code == 409
    assert "Le CV est écrit." in stale.text and "Autre chose." in stale.text
    done = worker.post(address, {**form_of(stale, "held_on"), "save": "1"})
    assert done.status_code == 302, done.text
    with office.context():
        assert not EvaluationDraft.objects.exists()
        assert Evaluation.objects.get().went_well == "Autre chose."


def test_an_evaluation_put_aside_without_script_waits_and_can_be_begun_anew(office, worker, project, clock):
    clock(LATER)
    address = reverse("piis:evaluate", args=[project.pk])
    fields = form_of(worker.get(address), "held_on")
    worker.post(address, {**fields, "is_hard": "Le bus.", "later": "1"})
    page = worker.get(address)
    assert form_of(page, "held_on")["is_hard"] == ["Le bus."]
    worker.post(address, {"version": form_of(page, "held_on")["version"], "forget": "1"})
    assert form_of(worker.get(address), "held_on")["is_hard"] == [""]


def test_a_worker_without_a_mandate_is_told_who_signs_for_the_centre(office, worker, person, clock):
    with office.context():
        version = handed_over(person)
        SigningMandate.objects.update(ended_on=MONDAY)
    clock(LATER)
    page = worker.get(reverse("piis:sign", args=[version.pk]))
    assert "La présidence et la direction générale signent pour le centre" in page.text
    assert "centre-name" not in form_of(page)
    assert "Quand tous auront signé, le contrat est conclu" in page.text
    forged = {**form_of(page), "centre-name": "Ada Val-Clair", "centre-confirmed": "on"}
    assert worker.post(reverse("piis:sign", args=[version.pk]), forged).status_code == 422


def test_the_president_ticks_who_may_sign_for_the_centre(office, worker, president, clock):
    with office.context():
        SigningMandate.objects.update(ended_on=MONDAY)
    clock(LATER)
    council, address = president(), reverse("piis:signers")
    assert worker.get(address).status_code == 403
    ticked = {**form_of(council.get(address)), "member": str(office.worker.pk)}
    assert council.post(address, ticked).status_code == 302
    with office.context():
        assert SigningMandate.objects.filter(ended_on=None).get().member == office.worker
    assert council.post(address, {**ticked, "member": []}).status_code == 302
    with office.context():
        assert not SigningMandate.objects.filter(ended_on=None).exists()
