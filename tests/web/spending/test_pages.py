"""The pages of costs, as those who answer for the money use them; nobody reaches what is not theirs."""

import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jalon.domain.core.context import centre_context
from jalon.domain.spending import services
from jalon.domain.spending.models import Batch, Cost
from tests.domain.spending.scene import AT, GRANTED, INVOICE, PAID, ROW, a_granted_world, a_pdf, a_workbook, ubl
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
TYPED = {
    "line": "activation", "category": "running", "supplier": "Librairie du Parc", "number": "77",
    "spent_on": "2015-05-04", "net": "50", "vat": "3", "total": "53,00", "share": "50 %", "link": "Livres.",
    "proportion": "La moitié du groupe.",
}  # fmt: skip


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[-3000:])
    return re.sub("[\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]", " ", answer.content.decode())


def upload(content: bytes, name: str = "../../x.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_pile_of_invoices_is_entered_one_after_the_other_and_stands_beside_the_grant():
    world, grant = a_granted_world()
    us, nl = client_of(world.ours.coordinator), client_of(world.ours.president, language="nl")
    costs, new = (reverse(f"spending:{name}", args=[grant.pk]) for name in ("costs", "new"))
    assert "Activation sociale" in text(us.get(reverse("spending:grants")))
    assert "Aucune dépense encore" in text(us.get(costs))
    assert "Encoder une dépense" in text(us.get(new))

    typing = us.post(new, {**TYPED, "category": "investment", "link": ""}, headers={"HX-Request": "true"})
    assert "Un investissement" in text(typing) and "lien direct" not in text(typing) and "<html" not in text(typing)
    refused = text(us.post(new, {**TYPED, "category": "investment", "act": "next"}), 400)
    assert "Garder en brouillon" in refused and "réponse au CPAS de Bruxelles" in refused and "La moitié" in refused
    assert "numéro national" in text(us.post(new, {**TYPED, "link": "pour 85.07.30-033.28"}), 400)

    key = str(uuid4())
    sent = us.post(new, {**TYPED, "act": "next", "idempotency_key": key, "file": upload(a_pdf())})
    assert sent.status_code == 302 and "after=" in sent["Location"]
    us.post(new, {**TYPED, "act": "next", "idempotency_key": key})
    page = text(us.get(sent["Location"]))
    assert "26,50 € justifiés" in page and 'value="Librairie du Parc"' in page and 'value="77"' not in page
    assert re.search(r'name="number"[^>]*autofocus', page)
    assert "Librairie du Parc" not in sent["Location"]

    page = text(us.get(costs))
    assert "26,50 €" in page and "50 % de 53,00 €" in page and "compte" in page
    assert "Uitgaven" in text(nl.get(costs)) and "telt mee" in text(nl.get(costs))
    with centre_context(world.ours.centre.pk):
        one = Cost.objects.get()
    here = {
        name: reverse(f"spending:{name}", args=[grant.pk, one.pk])
        for name in ("show", "edit", "remove", "restore", "document")
    }
    piece = us.get(here["document"])
    assert piece["Content-Disposition"].startswith("attachment") and piece.content.startswith(b"%PDF")
    edited = us.post(here["edit"], {**TYPED, "share": "100", "version": 1})
    assert edited.status_code == 302
    assert "autre a modifié" in text(us.post(here["edit"], {**TYPED, "version": 1}), 400)
    assert "Dépense corrigée" in text(us.get(here["show"]))
    assert "Remettre la dépense" in text(us.post(here["remove"], follow=True))
    assert "Retirées" in text(us.get(costs)) and "Librairie" in text(us.get(costs + "?show=removed"))
    assert "elle compte" in text(us.post(here["restore"], follow=True))

    with centre_context(world.ours.centre.pk):
        big = {"number": "900", "net": GRANTED, "vat": 0, "total": GRANTED}
        services.add(actor=world.ours.coordinator, grant=grant, facts=replace(INVOICE, **big), at=AT)
    assert "53,00 € au-dessus du subside" in text(us.get(costs))

    worker, stranger = client_of(world.ours.worker), client_of(world.theirs.coordinator)
    for url in (costs, here["show"], here["document"]):
        assert worker.get(url).status_code == 403 and stranger.get(url).status_code == 404
    assert stranger.post(here["remove"]).status_code == 404


def test_an_electronic_invoice_fills_the_line_and_is_kept_as_its_document():
    world, grant = a_granted_world()
    us = client_of(world.ours.secretary)
    new = reverse("spending:new", args=[grant.pk])
    key = str(uuid4())
    page = text(us.post(new, {"category": "running", "idempotency_key": key, "file": upload(ubl(), "f.xml")}))
    for value in ("Atelier Clair &amp; Fils", "F-2015-9", "2015-09-14", "200,00", "27,00", "227,00", "Ateliers 2015"):
        assert f'value="{value}"' in page
    assert "Cahiers" in page
    hidden = dict(re.findall(r'name="(piece|parts|enterprise)" value="([^"]*)"', page))
    assert hidden["enterprise"] == "0403170701" and hidden["parts"] == "2100:10000:2100 600:10000:600"
    typed = {
        **TYPED, **hidden, "supplier": "Atelier Clair & Fils", "number": "F-2015-9", "spent_on": "2015-09-14",
        "net": "200", "vat": "27", "total": "227", "share": "100", "idempotency_key": key, "act": "save",
    }  # fmt: skip
    assert us.post(new, typed).status_code == 302
    with centre_context(world.ours.centre.pk):
        one = Cost.objects.select_related("document").get()
        assert (
            one.counts
            and bytes(one.document.content) == ubl()
            and one.vat_parts == [[2100, 10000, 2100], [600, 10000, 600]]
        )
    again = text(us.post(new, {**typed, "idempotency_key": str(uuid4())}), 400)
    assert "200 % en tout : ligne 1" in again
    for bad, said in (
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "définitions"),
        (ubl(currency="USD"), "USD"), (a_pdf(script=True), "programme"), (b"MZ", "ni un PDF"),
    ):  # fmt: skip
        refused = text(us.post(new, {**TYPED, "file": upload(bad)}), 400)
        assert said in refused and "Librairie du Parc" in refused


def test_a_spreadsheet_is_repaired_row_by_row_then_entered_all_at_once_and_never_twice():
    world, grant = a_granted_world()
    us = client_of(world.ours.coordinator)
    start = reverse("spending:import", args=[grant.pk])
    template = us.get(reverse("spending:template", args=[grant.pk]))
    assert "Cette liste est vide" in text(us.post(start, {"file": upload(template.content, "m.xlsx")}), 400)
    wrong = {**ROW, "number": "78", "total": "beaucoup", "net": None, "vat": None}
    late = {**ROW, "number": "79", "spent_on": date(2016, 1, 2)}
    named = {**ROW, "number": "80", "project": "85073003328"}
    content = a_workbook(ROW, PAID, wrong, late, {**ROW, "supplier": "LIBRAIRIE DU PARC"}, named)
    sent = us.post(start, {"file": upload(content, "d.xlsx")}, follow=True)
    page = text(sent)
    assert "2 bonnes, gardées de côté ; 4 à corriger" in page
    for said in ("beaucoup", "hors de la période", "ligne 2 du fichier", "numéro national"):
        assert said in page
    with centre_context(world.ours.centre.pk):
        assert not Cost.objects.exists()
        batch = Batch.objects.get()
    here, take = (reverse(f"spending:{name}", args=[grant.pk, batch.pk]) for name in ("batch", "take"))
    assert us.post(take, {"version": 1}).status_code == 400
    assert "déjà été importé" in text(us.post(start, {"file": upload(content, "autre.xlsx")}), 400)

    def mend(line: int, version: int, row: dict) -> str:
        shown = {key: value.strftime("%d/%m/%Y") if isinstance(value, date) else value for key, value in row.items()}
        typed = {f"r{line}-{key}": str(value) for key, value in shown.items() if value is not None}
        return text(us.post(here, {**typed, "line": line, "version": version, "act": "mend"}, follow=True))

    assert "3 bonnes" in mend(4, 1, {**wrong, "total": "40,00"})
    assert "4 bonnes" in mend(5, 2, {**late, "spent_on": date(2015, 12, 31)})
    assert us.post(here, {"line": 6, "version": 2, "act": "drop"}).status_code == 409
    us.post(here, {"line": 6, "version": 3, "act": "drop"})
    assert "5 bonnes" in mend(7, 4, {**named, "project": "Atelier"})
    done = text(us.post(take, {"version": 5}, follow=True))
    assert "5 dépenses sont encodées" in done
    with centre_context(world.ours.centre.pk):
        assert sorted(Cost.objects.values_list("justified", flat=True)) == [40_00, 53_00, 53_00, 53_00, 20_000_00]
    assert us.post(take, {"version": 6}).status_code == 409
    assert "ne se corrige plus" in text(us.get(here))
