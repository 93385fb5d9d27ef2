"""Next year's programme is data entry: its forms are typed into pages, a centre answers, then they no longer change."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from jalon.domain.conventions import services as conventions
from jalon.domain.conventions.content import asked as asked_of_convention
from jalon.domain.conventions.content import missing, sum_checks
from jalon.domain.conventions.queries import draft_of
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.instruments.merging import Change, Writer
from jalon.domain.reports import services as reports
from jalon.domain.reports.content import asked as asked_of_report
from jalon.domain.reports.queries import draft_of as report_draft
from jalon.domain.results import services as results
from jalon.domain.subsidies import datasets, deciding
from jalon.domain.subsidies.models import Programme, SubsidyAct
from jalon.law.subsidies import Terms
from jalon.law.subsidies.forms import Role
from jalon.law.subsidies.programme_yaml import read_programme
from tests.domain.conventions.scene import UNTIL, an_office
from tests.factories import a_federal_member, a_user
from tests.security.forms import filled
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
THE_DECREE = {
    "title_fr": "Ateliers ouverts", "title_nl": "Open ateliers", "year": "2025", "first": "2025-01-01",
    "last": "2025-12-31", "total": "1.000,00", "text_title": "Arrêté de 2025", "certainty": "found",
    "lines-0-title_fr": "Ateliers", "lines-0-title_nl": "Ateliers", "lines-0-amount": "1000", "lines-0-key": "equal",
}  # fmt: skip
GARDEN = {"title_fr": "Personnes au potager", "title_nl": "Personen in de moestuin"}
A_NUMBER = {"kind": "count", "need": "always"}


def sent_by(client, address: str, **told: str | list[str]):
    """A page filled as it stands, with these fields."""
    fields = filled(BeautifulSoup(client.get(address).content, "html.parser"))
    return client.post(address, {**fields, **told})


def by_pages(officer) -> Programme:
    """A programme that did not exist, with a point that no form had: nothing but pages."""
    assert sent_by(officer, reverse("programmes:new"), **THE_DECREE).status_code == 302
    with federal_context():
        programme = Programme.objects.get()
    promised, told = (reverse("programmes:field_new", args=[programme.pk, role]) for role in ("convention", "report"))
    words = {"title_fr": "Le potager", "title_nl": "De moestuin", "kind": "text", "limit": "40", "need": "always"}
    assert sent_by(officer, promised, code="a", **words).status_code == 302
    for code, measure in (("7.1", "assessed"), ("7.2", "")):
        assert sent_by(officer, promised, code=code, **GARDEN, **A_NUMBER, measure=measure).status_code == 302
    assert sent_by(officer, promised, code="7", **GARDEN, **A_NUMBER, parts=["7.1", "7.2"]).status_code == 302
    for code, label in (("7.1", "Semis"), ("7.2", "Potager"), ("7", "Récolte")):
        started = officer.get(f"{told}?like={code}")
        (words,) = filled(BeautifulSoup(started.content, "html.parser"))["title_fr"]
        assert words.strip() == "Personnes au potager"
        assert sent_by(officer, f"{told}?like={code}", title_fr=label).status_code == 302
    why = {"title_fr": "Pourquoi si peu ?", "title_nl": "Waarom zo weinig?", "kind": "text", "need": "below"}
    assert sent_by(officer, told, code="B", **why, limit="300").status_code == 302
    bound = {**GARDEN, **A_NUMBER, "at_most": "7.2", "strict": "on"}
    assert sent_by(officer, told, code="8", **bound).status_code == 302
    with federal_context():
        return Programme.objects.get()


def invited(officer, cabinet, programme, office):
    """Shared, decided, and the centre invited."""
    facts = {"actor": officer, "at": AT}
    with federal_context():
        about = {"title": "Centres", "data_on": date(2025, 1, 1), "source": "Annexe", "certainty": "found"}
        kept = datasets.import_list(programme=programme, content=b"INS;Habitants\n90001;10\n", **about, **facts)
        line = programme.decree.lines[0]
        shared = deciding.proposal(programme, line, kept.dataset, Terms("equal", line.amount))
        decision = deciding.decide(programme=programme, shared=shared, reason="Arrêté", shown=shared.sha256, **facts)
        (one,) = conventions.invite(decision=decision, centres=[office.centre.pk], until=UNTIL, **facts)
        return one


def test_a_programme_typed_into_pages_asks_what_no_form_asked_and_a_centre_answers_it():
    officer, cabinet = (a_federal_member(a_user(), role=role) for role in ("officer", "cabinet"))
    office, client = an_office("90001", "Val-Clair"), client_of(officer)
    programme = by_pages(client)
    convention = invited(officer, cabinet, programme, office)
    with centre_context(office.centre.pk):
        fields = asked_of_convention(convention)
        assert [(one.code, one.kind, one.limit) for one in fields][:2] == [("A", "text", 40), ("7.1", "count", None)]
        answers = {"A": "x" * 41, "7": 12, "7.1": 5, "7.2": 6}
        assert any("41 caractères, pour 40" in one for one in missing(fields, answers, "", on=AT.date()))
        assert [(one.whole, one.parts) for one in sum_checks(fields, answers)] == [(12, 11)]
        facts = {"actor": office.coordinator, "convention": convention, "fields": {**answers, "A": "Un potager."}}
        conventions.save(**facts, reply="", revision=0, at=AT)
        revision = draft_of(convention).revision
        conventions.send(actor=office.secretary, convention=convention, revision=revision, at=AT)
        report, held = reports.open_reports(actor=office.coordinator, at=AT)[0]
        table = results.table(grant=held.grant, line=held.lines[0].code, on=AT.date())
        cells = {one.code: one for one in table.cells}
        assert (cells["7.1"].title, cells["7.1"].promised) == ("Semis", "Personnes au potager")
        assert cells["7.1"].how == "computed" and cells["7.2"].how == "missing" and cells["7.2"].target is None
        assert cells["8"].asked.field.at_most == "7.2" and cells["8"].asked.field.strict
        told = {"grant": held.grant, "line": held.lines[0].code, "reason": "", "seen": 0, "at": AT}
        for code, value in (("7", 9), ("7.2", 3), ("8", 4)):
            results.correct(actor=office.coordinator, field=code, value=value, **told)
        assert [(one.code, one.limit, one.need) for one in asked_of_report(held.grant)] == [("B", 300, "below")]
        change = Change(report_draft(report).revision if report_draft(report) else 0, {"B": "Le gel de mai."})
        reports.save(actor=office.coordinator, report=report, change=change, writer=Writer("", 1), at=AT)
        found = [one.what for one in reports.text_now(report, on=AT.date()).problems]
        assert any("« 8. Personnes au potager » (4) dépasse « 7.2. Potager » (3)" in one for one in found)


def test_forms_are_an_officer_s_to_write_and_no_longer_change_once_a_centre_answers_them():
    officer, cabinet = (a_federal_member(a_user(), role=role) for role in ("officer", "cabinet"))
    client, reader = client_of(officer), client_of(cabinet, language="nl")
    programme = by_pages(client)
    forms = reverse("programmes:forms", args=[programme.pk])
    field = reverse("programmes:field", args=[programme.pk, "report", "7.2"])
    wrong = sent_by(client, field, code="7.1")
    assert wrong.status_code == 400 and "Deux champs du formulaire ont le code 7.1" in wrong.content.decode()
    assert "Deux champs" in BeautifulSoup(wrong.content, "html.parser").select_one("#id_code_error").text, "beside it"
    remove = reverse("programmes:field_remove", args=[programme.pk, "report", "7.2"])
    assert "Ôtez-le" in sent_by(client, remove).content.decode(), "a sum and a bound name it"
    assert sent_by(client, field, code="7.3").status_code == 302
    with federal_context():
        report = Programme.objects.get().decree.form(Role.REPORT)
        assert report.field("7").parts == ("7.1", "7.3") and report.field("8").at_most == "7.3"
        revision = Programme.objects.get().revision
    eighth = reverse("programmes:field", args=[programme.pk, "report", "8"])
    assert sent_by(client, eighth, place="4").status_code == 302
    stale = sent_by(client, eighth, place="1", revision=str(revision))
    assert stale.status_code == 400 and "Rouvrez la page" in stale.content.decode(), "what was shown has changed"
    page = reader.get(forms).content.decode()
    assert "Verbonden met de overeenkomst" in page and "Een veld toevoegen" not in page
    assert reader.get(field).status_code == 403 and reader.post(eighth, {"place": "1"}).status_code == 403
    with federal_context():
        order = [one.code for one in Programme.objects.get().decree.form(Role.REPORT).fields]
        assert order == ["7.1", "7.3", "7", "8", "B"]
        acts = SubsidyAct.objects.filter(verb="programme.asked").order_by("at")
        assert [one.detail["act"] for one in acts][-2:] == ["changed", "changed"]
    with federal_context():
        programme = Programme.objects.get()
    invited(officer, cabinet, programme, an_office("90001", "Val-Clair"))
    assert "Une convention y répond." in client.get(forms).content.decode()
    late = sent_by(
        client, reverse("programmes:field_new", args=[programme.pk, "report"]), code="9", **GARDEN, **A_NUMBER
    )
    assert late.status_code == 400 and "ne changent plus" in late.content.decode()
    edit = reverse("programmes:edit", args=[programme.pk])
    assert sent_by(client, edit, article="art. 2").status_code == 302, "what is not a form may still be corrected"
    with federal_context(), pytest.raises(IntegrityError, match="rest on the forms"), transaction.atomic():
        Programme.objects.update(content={**programme.content, "forms": []})


def test_a_programme_is_taken_along_as_a_file_mended_line_by_line_and_loaded_as_a_draft():
    officer, cabinet = (a_federal_member(a_user(), role=role) for role in ("officer", "cabinet"))
    client, load = client_of(officer), reverse("programmes:load")
    file = client.get(reverse("programmes:shipped_yaml", args=["big_cities-2015"]))
    assert file["Content-Disposition"] == 'attachment; filename="big_cities-2015.yaml"'
    text = (
        file.content.decode()
        .replace("family: big_cities", "family: open_workshops")
        .replace("year: 2015", "year: 2027")
    )

    def sent(content: str, who=client):
        return who.post(load, {"file": SimpleUploadedFile("programme.yaml", content.encode())})

    wrong = text.replace("limit: 500", "limit: 0").replace("key: article_60", "key: dice")
    told = sent(wrong).content.decode()
    line = wrong[: wrong.index("key: dice")].count("\n") + 1
    assert f"<strong>Ligne {line}</strong>" in told and "La clé n’est pas de celles" in told
    assert sent(text.replace("limit: 500", "limit: 0"), client_of(officer, language="nl")).status_code == 400
    assert sent(text, client_of(cabinet)).status_code == 403
    assert sent(text).status_code == 302 and "existe déjà" in sent(text).content.decode()
    with federal_context():
        one = Programme.objects.get()
        assert (one.origin, str(one)) == ("entered", "open_workshops-2027")
        assert [act.verb for act in one.acts.all()] == ["programme.loaded"]
    mine = client_of(cabinet).get(reverse("programmes:yaml", args=[one.pk]))
    assert read_programme(mine.content) == one.decree
