"""The pages of reports, from a late draft to the accepted amount, on both sides; nobody reaches what is not theirs."""

import io
import json
import re
from datetime import date

import openpyxl
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.figures.published import OPEN_THRESHOLD
from jalon.domain.reports import queries
from jalon.domain.reports.enums import Check, State
from jalon.domain.reports.models import Answer, Draft, Remark, Sampled
from jalon.web.reports.rhythm import is_spoken_of
from tests.domain.reports.scene import WORDS, a_world, of
from tests.domain.reports.test_lives import add_cost
from tests.domain.spending.scene import a_pdf
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
QUIET = {"X-Jalon-Autosave": "1"}


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[-3000:])
    return re.sub("[\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]", " ", answer.content.decode())


def typed(base: int, page: str, **fields: str) -> dict[str, object]:
    return {"base": base, "page": page, "attempt": 1, **{f"field-{code}": words for code, words in fields.items()}}


def test_both_sides_carry_a_report_through_their_pages():
    world = a_world()
    ours, theirs = world.ours, world.theirs
    officer, cabinet = client_of(world.officer), client_of(world.cabinet, language="nl")
    coordinator, secretary = client_of(ours.coordinator), client_of(ours.secretary)
    president, stranger = client_of(ours.president), client_of(theirs.president, language="nl")
    board = reverse("federal_reports:board")

    assert "pas encore ouvert" in text(officer.get(board)) and "2" in text(officer.get(f"{board}?state=none&late=on"))
    assert client_of(ours.worker).get("/reports/").status_code == 403
    assert "Activation sociale" in text(coordinator.get("/reports/"))
    one = of(ours)
    centre = {
        name: reverse(f"reports:{name}", args=[one.pk])
        for name in ("show", "save", "remark", "settle", "sign", "take_back", "time", "pdf", "json", "sheet", "import")
    }
    there = {
        name: reverse(f"federal_reports:{name}", args=[one.pk])
        for name in ("show", "examine", "extend", "approve", "return", "reopen", "pdf", "sheet")
    }

    # Several people write; nothing is lost, nothing of another centre is reached.
    page = text(coordinator.get(centre["show"]))
    assert "est vide" in page and "Le délai est passé" in page and "Objectifs quantitatifs" in page
    assert coordinator.post(centre["save"], typed(1, "one", **WORDS), headers=QUIET).json()["unsaved"] == []
    clash = secretary.post(centre["save"], typed(1, "two", A1="Autre chose"), headers=QUIET).json()
    assert clash["clashes"][0]["theirs"] == WORDS["A1"] and clash["unsaved"] == ["field-A1"]
    page = text(secretary.post(centre["save"], typed(1, "two", A1="Autre chose")), 409)
    assert "Autre chose" in page and WORDS["A1"] in page
    president.post(centre["remark"], {"field": "A1", "words": "À relire ensemble"})
    assert "À relire ensemble" in text(coordinator.get(centre["show"]))
    coordinator.post(centre["settle"], {"field": "A1"})
    for address in centre.values():
        assert stranger.get(address).status_code in (404, 405), address
        assert stranger.post(address, typed(1, "x", A1="Volé")).status_code in (403, 404, 405), address
    with centre_context(ours.centre.pk):
        assert Draft.objects.get().fields == WORDS and Remark.objects.count() == 2

    # Late: the text is kept, a person gives another day.
    shown = text(president.get(centre["sign"]))
    fingerprint = re.search(r'name="shown" value="([0-9a-f]{64})"', shown)[1]
    assert "passé depuis" in text(president.post(centre["sign"], {"shown": fingerprint}), 400)
    assert coordinator.post(centre["time"], {"reason": "Déménagement des archives"}).status_code == 302
    assert "Déménagement des archives" in text(officer.get(there["show"]))
    assert cabinet.get(there["extend"]).status_code == 403
    asking = text(officer.get(f"{board}?asking=on"))
    assert asking.count("demande un autre délai") == 1, "who asks for time is found among all, and alone"
    later = {"reason": "Accordé", "until": "2099-01-01"}
    assert officer.post(there["extend"], later).status_code == 302

    # The sheet goes out and comes back; a row that cannot be taken is named.
    with centre_context(ours.centre.pk):
        add_cost(ours, of(ours).grant)
    book = openpyxl.load_workbook(io.BytesIO(coordinator.get(centre["sheet"]).content))
    words = book[book.sheetnames[0]]
    row = next(cells[0].row for cells in words.iter_rows() if cells[0].value == "A2")
    words.cell(row, 3).value = "La maison de quartier."
    words.cell(row + 1, 1).value = "Z9"
    assert f"ligne {row + 1}" in text(coordinator.post(centre["import"], {"file": _file(book)}), 400)
    with centre_context(ours.centre.pk):
        assert Draft.objects.get().fields == WORDS, "nothing of a file that is refused is stored"
    words.cell(row + 1, 1).value = "A3"
    assert coordinator.post(centre["import"], {"file": _file(book)}).status_code == 302
    with centre_context(ours.centre.pk):
        assert Draft.objects.get().fields["A2"] == "La maison de quartier."

    # Two sign; the second sends.
    assert coordinator.get(centre["sign"]).status_code == 403
    fingerprint = re.search(r'name="shown" value="([0-9a-f]{64})"', text(president.get(centre["sign"])))[1]
    assert president.post(centre["sign"], {"shown": fingerprint}).status_code == 302
    assert "attend l’autre" in text(officer.get(f"{board}?state=ready"))
    assert "Rien n’est encore envoyé" in text(officer.get(there["show"]))
    late = coordinator.post(centre["save"], typed(3, "one", A1="Encore une phrase"))
    assert "Encore une phrase" in text(late, 409)
    assert "votre signature" in text(secretary.get("/"))
    assert secretary.post(centre["sign"], {"shown": fingerprint}).status_code == 302
    assert "Accusé de réception" in text(coordinator.get(centre["show"])) and of(ours).state == State.SENT

    pdf = president.get(centre["pdf"]).content
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        data = paper.attachments["report.json"].get_file().read_bytes()
    assert (
        data == president.get(centre["json"]).content and json.loads(data)["fields"]["A2"] == "La maison de quartier."
    )
    assert cabinet.get(there["pdf"]).content.startswith(b"%PDF") and cabinet.get(there["sheet"]).status_code == 200

    # Examined: a cost is controlled, the centre heard; then advised and approved.
    assert "La maison de quartier" in text(officer.get(there["show"]))
    draw = reverse("federal_reports:controls")
    sample = {"programme": str(world.programme_id), "largest": 1, "at_random": 0, "until": "2099-02-01"}
    assert officer.post(draw, sample).status_code == 302 and "2099" in text(officer.get(draw))
    with federal_context():
        line = rows(Sampled).get()
    conclude = reverse("federal_reports:conclude", args=[line.pk])
    reduced = {"verdict": "reduced", "amount": "100,50", "reason": "Une part est privée"}
    assert "pas encore répondu" in text(officer.post(conclude, reduced), 400)
    assert "dépense contrôlée" in text(coordinator.get("/"))
    reply = reverse("reports:reply", args=[one.pk, line.pk])
    assert stranger.post(reply, {"words": "Rien"}).status_code == 404
    told = {"words": "Voici la facture.", "file": SimpleUploadedFile("f.pdf", a_pdf(), "application/pdf")}
    assert coordinator.post(reply, told).status_code == 302
    page = text(officer.get(conclude))
    piece = re.search(r'href="([^"]+/pieces/[^"]+)"', page)[1]
    assert officer.get(piece).content.startswith(b"%PDF") and coordinator.get(piece).status_code == 302
    assert officer.post(conclude, reduced).status_code == 302
    assert "Une part est privée" in text(coordinator.get(centre["show"]))
    checked = {"checks": list(Check.values), "words": "", "act": "keep"}
    assert officer.post(there["examine"], checked).status_code == 302
    together = reverse("federal_reports:together")
    assert "Confirmer" in text(officer.post(together, {"act": "advise", "one": [str(one.pk)]}))
    officer.post(together, {"act": "advise", "one": [str(one.pk)], "confirmed": 1})
    assert of(ours).state == State.ADVISED
    assert officer.get(there["approve"]).status_code == 403 and "100,50" in text(cabinet.get(there["approve"]))
    assert cabinet.post(there["approve"]).status_code == 302
    assert "100,50" in text(president.get(centre["show"]))
    with federal_context():
        assert queries.accepted(world.programme_id) == {(ours.centre.pk, "activation"): 100_50}
        assert rows(Answer).filter(kind="approved").count() == 1

    # Open data are published once, and hide what one centre alone would tell.
    opened = {
        "publish": reverse("federal_reports:open_publish", args=[world.programme_id]),
        "csv": reverse("open:csv", args=[world.programme_id, "fr"]),
        "json": reverse("open:json", args=[world.programme_id]),
    }
    anybody = Client()
    page = text(officer.get(reverse("federal_reports:open")))
    assert "pas publié" in page and opened["csv"] not in page and opened["publish"] in page
    assert opened["publish"] not in text(cabinet.get(reverse("federal_reports:open")))
    assert anybody.get(opened["csv"]).status_code == anybody.get(opened["json"]).status_code == 404
    assert cabinet.post(opened["publish"]).status_code == 403
    assert "1 rapport est approuvé, sur 2 attendus" in text(officer.get(opened["publish"]))
    assert officer.post(opened["publish"]).status_code == 302
    assert "déjà publiés" in text(officer.post(opened["publish"]), 400)
    files = [anybody.get(opened[name]).content for name in ("csv", "json")]
    data = json.loads(files[1])
    assert data["reports"] is None and not data["complete"] and {one["value"] for one in data["numbers"]} == {None}
    assert data["threshold"] == OPEN_THRESHOLD and opened["json"] in text(cabinet.get(reverse("federal_reports:open")))
    assert "Val-Clair" in text(officer.get(f"{board}?state=approved&region=")) and cabinet.get(board).status_code == 200
    assert officer.post(there["reopen"], later).status_code == 302 and of(ours).state == State.BACK
    assert [anybody.get(opened[name]).content for name in ("csv", "json")] == files
    assert "Rapport à revoir" in text(coordinator.get("/"))


def _file(book: openpyxl.Workbook) -> SimpleUploadedFile:
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("report.xlsx", out.getvalue())


def test_a_report_is_spoken_of_at_a_pace_people_can_live_with():
    due = date(2027, 2, 28)
    days = [day for day in range(-40, 60) if is_spoken_of(due, date.fromordinal(due.toordinal() - day))]
    assert {28, 14, 7, 2, 1, 0} <= set(days), "each moment is said"
    assert 20 not in days and 10 not in days and 40 not in days, "and most days are quiet"
    assert {-1, -8, -15} <= set(days) and -5 not in days and -13 not in days, "once late, weekly"
    assert len([day for day in days if day > 0]) < 13
