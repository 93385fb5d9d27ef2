"""The pages of payments on both sides: an account by two people, an advance, a closing, a balance; nobody else's."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jalon.domain.centres.models import Centre
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context, operator_context
from jalon.domain.payments.models import Account, Batch, Closing, Order, Settlement
from jalon.domain.payments.services.paying import message_of
from tests.domain.payments import scene
from tests.domain.payments.scene import LINE
from tests.domain.payments.test_bank_answer import an_answer
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[-3000:])
    return re.sub("[\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]", " ", answer.content.decode())


def account_of(office):
    with centre_context(office.centre.pk):
        return Account.objects.order_by("-given_at").first()


def test_money_goes_from_the_advance_to_the_balance_through_the_pages(django_capture_on_commit_callbacks):
    till = scene.a_till()
    ours, world = till.ours, till.world
    officer, second = client_of(till.officer), client_of(till.second, language="nl")
    cabinet, coordinator = client_of(world.cabinet), client_of(ours.coordinator)
    secretary, president = client_of(ours.secretary, language="nl"), client_of(ours.president)
    mine, board = reverse("payments:mine"), reverse("federal_payments:board")
    prepare = reverse("federal_payments:prepare")

    assert client_of(ours.worker).get(mine).status_code == 403
    first = text(coordinator.get(mine))
    assert "Aucun compte" in first and "1 633 690,96 €" in first and "La signature du ministre" in first
    assert "pas de compte confirmé" in text(officer.get(prepare)) and cabinet.get(prepare).status_code == 403
    give = reverse("payments:give")
    assert "IBAN juste" in text(coordinator.post(give, {"iban": "BE68 5390 0754 7035", "holder": "CPAS"}), 400)
    assert coordinator.post(give, {"iban": "BE68 5390 0754 7034", "holder": "CPAS"}).status_code == 302
    confirm = reverse("payments:confirm", args=[account_of(ours).pk])
    assert (
        coordinator.get(confirm).status_code == 403 and client_of(till.theirs.president).get(confirm).status_code == 404
    )
    assert "te bevestigen" in text(secretary.get("/")) and "BE68 5390 0754 7034" in text(secretary.get(confirm))
    assert secretary.post(confirm, {"go": 1}).status_code == 302

    assert president.post(give, {"iban": "BE71096123456769", "holder": "CPAS"}).status_code == 302
    other = reverse("payments:confirm", args=[account_of(ours).pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert secretary.post(other, {"go": 1}).status_code == 302
    assert [one.to for one in mail.outbox] == [[ours.coordinator.email]], "who gave the former account is told"
    assert "BE71 •••• 6769" in mail.outbox[0].body and "a changé" in text(coordinator.get("/"))
    assert coordinator.post(give, {"iban": "BE68539007547034", "holder": "CPAS"}).status_code == 302
    assert secretary.post(reverse("payments:confirm", args=[account_of(ours).pk]), {"go": 1}).status_code == 302

    with federal_context():
        (key,) = [one.key for one in scene.due()]
    assert "déjà passé" in text(officer.post(prepare, {"one": key, "execute_on": "2001-01-01"}), 400)
    shown = text(officer.post(prepare, {"one": key, "execute_on": "2099-01-01"}, follow=True))
    assert "Il faut une autre personne" in shown and "BE68 5390 0754 7034" in shown
    with federal_context():
        batch = Batch.objects.get()
    here, release, file = (
        reverse(f"federal_payments:{name}", args=[batch.pk]) for name in ("batch", "release", "file")
    )
    assert "quatre yeux" in text(officer.post(release, {"shown": batch.sha256}), 400)
    assert cabinet.post(release, {"shown": batch.sha256}).status_code == 403
    assert officer.get(file).status_code == 404
    assert "vrijgeven" in text(second.get(release)) and second.post(release, {"shown": batch.sha256}).status_code == 302
    assert "CstmrCdtTrfInitn" in officer.get(file).content.decode()
    with federal_context():
        order = rows(Order).get()
    assert cabinet.post(here, {"one": order.pk}).status_code == 403
    close = reverse("federal_payments:close", args=[world.decision.programme_id, LINE])
    assert "en route" in text(officer.get(close))
    give_answer = reverse("federal_payments:give_answer", args=[batch.pk])
    wrong = SimpleUploadedFile("a.xml", b"<a/>")
    assert "pas une réponse" in text(officer.post(give_answer, {"file": wrong}), 400)
    assert cabinet.get(give_answer).status_code == 403 and officer.get(here).content.count(give_answer.encode()) == 1
    with federal_context():
        said = an_answer(message_of(Batch.objects.get()), (order.reference, "ACCP", "", ""))
    kept = officer.post(give_answer, {"file": SimpleUploadedFile("a.xml", said)})
    assert kept.status_code == 302 and "pas encore payé" in text(officer.get(kept.url))
    assert "nog niet betaald" in text(second.get(kept.url))
    assert second.post(kept.url, {"go": 1}).status_code == 302 and "Noté le" in text(officer.get(kept.url))
    assert officer.post(here, {"one": order.pk}).status_code == 302 and "payé" in text(president.get(mine))

    scene.reported(till, {(ours.centre.pk, LINE): 4_000_000_00})
    with operator_context():
        Centre.objects.filter(pk=ours.centre.pk).update(region_fr="Wallonie")
        Centre.objects.filter(pk=till.theirs.centre.pk).update(region_fr="Flandre")
    tried = text(officer.get(close, {"basis": "excess", "cap_percent": "10", "b-cap_percent": "20"}))
    assert "Suppléments, d’une règle à l’autre" in tried and "326 738,19 €" in tried and "653 476,38 €" in tried
    assert "1 centre n’a pas de rapport approuvé" in tried
    regions = BeautifulSoup(tried, "html.parser").find("caption", string="Moyens non utilisés, par région").parent
    unused = {row.th.get_text(strip=True): [one.get_text(strip=True) for one in row("td")] for row in regions("tr")[1:]}
    assert set(unused) == {"Flandre", "Wallonie", "Total"}
    assert unused["Flandre"][2] == unused["Total"][2] != unused["Wallonie"][2], "who told nothing leaves everything"
    why = officer.get(close, {"basis": "excess", "cap_percent": "10", "centre": "90001"})
    assert "10 % du montant accordé" in text(why) and officer.get(close, {"centre": "nobody"}).status_code == 404
    assert "négatif" not in tried and text(cabinet.get(close))
    query = "?basis=excess&cap_percent=10"
    decide = reverse("federal_payments:decide", args=[world.decision.programme_id, LINE]) + query
    page = text(officer.get(decide))
    fingerprint = re.search(r'name="shown" value="(\w{64})"', page)[1]
    assert cabinet.get(decide).status_code == 403
    assert officer.post(decide, {"shown": fingerprint, "reason": "Note"}).status_code == 400
    assert officer.post(decide, {"shown": fingerprint, "reason": "Note au ministre"}).status_code == 302
    with federal_context():
        decided = Closing.objects.get()
    at = reverse("federal_payments:closing", args=[decided.pk])
    assert "Note au ministre" in text(cabinet.get(at)) and "90001" in text(officer.get(at, {"format": "csv"}))
    assert "Montant final" in text(officer.get(at, {"centre": "90001"}))
    told = text(secretary.get(mine))
    assert "1.633.690,97 euro" in told and "326.738,19 euro" in told
    with centre_context(ours.centre.pk):
        settled = Settlement.objects.get()
    assert "van het toegekende bedrag" in text(secretary.get(reverse("payments:why", args=[settled.pk])))
    elsewhere = reverse("payments:why", args=[settled.pk])
    assert client_of(till.theirs.president).get(elsewhere).status_code == 404

    scene.paid(till)
    scene.closed(till, {(ours.centre.pk, LINE): 2_000_000_00}, days=90)
    assert "à demander" in text(officer.get(board))
    with centre_context(ours.centre.pk):
        last = rows(Settlement).order_by("-number").first()
    claim = reverse("federal_payments:claim", args=[last.pk])
    assert cabinet.get(claim).status_code == 403 and officer.post(claim, {"until": "2099-01-01"}).status_code == 302
    assert "La lettre" in text(president.get(mine))
    with federal_context():
        order = rows(Order).get(kind="recovery")
    assert president.get(reverse("payments:claim", args=[order.pk])).content.startswith(b"%PDF")
    letter = reverse("federal_payments:letter", args=[order.pk])
    assert officer.get(letter, {"language": "de"}).content.startswith(b"%PDF")
    assert officer.post(reverse("federal_payments:received", args=[order.pk]), {"go": 1}).status_code == 302
    entries = text(officer.get(reverse("federal_payments:ledger"), {"year": "2027", "format": "csv"}))
    assert "Trésorerie" in entries or "Subsides" in entries
