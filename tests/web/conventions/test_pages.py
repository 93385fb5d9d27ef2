"""The pages of conventions, from the invitation to the advance, on both sides; nobody reaches what is not theirs."""

import io
import re
import zipfile

import pytest
from django.urls import reverse

from jalon.domain.conventions.enums import Check
from jalon.domain.conventions.models import Advance, Convention, Draft
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from tests.domain.conventions import scene
from tests.domain.conventions.scene import a_world, of
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
TEXT = "Un atelier de cuisine chaque mardi, un atelier de langue chaque jeudi."


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[-3000:])
    return re.sub("[\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]", " ", answer.content.decode())


def values(version: int, **more: object) -> dict[str, object]:
    numbers = dict(zip(("field_1", "field_2", "field_3", "field_4", "field_5"), (40, 31, 10, 15, 5), strict=True))
    return {"version": version, "field_0": TEXT, **numbers, **more}


def _asks_for_time(one, coordinator, stranger, officer):
    """The centre says why; the administration reads it on its board and on the convention, and gives a day."""
    here, ask = (reverse(f"conventions:{name}", args=[one.pk]) for name in ("show", "time"))
    seen, extend = (reverse(f"federal_conventions:{name}", args=[one.pk]) for name in ("show", "extend"))
    board, asked = reverse("federal_conventions:board"), "demande un autre délai"
    assert stranger.post(ask, {"reason": "Pour eux aussi."}).status_code == 404 and asked not in text(officer.get(seen))
    assert "Demander un autre délai" in text(coordinator.get(here))
    assert coordinator.post(ask, {"reason": "Déménagement des bureaux."}).status_code == 302
    assert "Un délai est demandé" in text(coordinator.get(here))
    assert asked in text(officer.get(board)) and "Déménagement des bureaux." in text(officer.get(seen))
    assert officer.post(extend, {"reason": "Accordé, ils déménagent.", "until": "2099-02-01"}).status_code == 302
    after = text(officer.get(seen))
    assert asked not in after + text(officer.get(board)) and "Déménagement des bureaux." in after, (
        "the history keeps it"
    )


def _posts_all_letters(officer, letters, theirs):
    """One archive, sent as it is made: each letter as the centre reads it, in its language."""
    answer = officer.get(letters)
    assert answer.streaming and answer["Content-Type"] == "application/zip"
    parts = list(answer)
    assert len(parts) == 3, "a part a letter, then the list of them"
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["001-mont-gris-nl.pdf", "002-val-clair-fr.pdf"]
        (first, _second) = map(archive.read, archive.namelist())
    with federal_context():
        dutch = rows(Convention).get(centre=theirs.centre)
    one = officer.get(reverse("federal_conventions:letter", args=[dutch.pk])).content
    assert first == one and first.startswith(b"%PDF")
    president = client_of(theirs.president)
    assert president.get(letters).status_code in (302, 403, 404), "not for a centre"


def test_both_sides_carry_a_convention_through_their_pages():
    world = a_world()
    ours, theirs = world.ours, world.theirs
    officer, cabinet = client_of(world.officer), client_of(world.cabinet, language="nl")
    coordinator, secretary = client_of(ours.coordinator), client_of(ours.secretary)
    president, stranger = client_of(ours.president), client_of(theirs.president, language="nl")
    board = reverse("federal_conventions:board")

    assert "Aucune convention" in text(officer.get(board)) and "Aucune convention" in text(
        president.get("/conventions/")
    )
    assert "2 centres à inviter" in text(officer.get(reverse("federal_conventions:choose")))
    invite = reverse("federal_conventions:invite", args=[world.decision.pk])
    assert cabinet.get(invite).status_code == 403
    chosen = [str(ours.centre.pk), str(theirs.centre.pk)]
    assert "vient après" in text(officer.post(invite, {"until": "2001-01-01", "centre": chosen}), 400)
    letters = reverse("federal_conventions:letters", args=[world.decision.pk])
    assert officer.get(letters).status_code == 404
    assert letters not in text(officer.get(reverse("federal_conventions:choose")))
    page = text(officer.post(invite, {"until": "2099-01-01", "centre": chosen}, follow=True))
    assert "2 centres sont invités" in page
    assert letters in text(officer.get(reverse("federal_conventions:choose")))
    _posts_all_letters(officer, letters, theirs)

    one = of(ours)
    here, write, send = (reverse(f"conventions:{name}", args=[one.pk]) for name in ("show", "write", "send"))
    assert stranger.get(here).status_code == 404 and stranger.post(write, values(0)).status_code == 404
    assert client_of(ours.worker).get(here).status_code == 403
    assert president.get(reverse("conventions:letter", args=[one.pk])).content.startswith(b"%PDF")
    _asks_for_time(one, coordinator, stranger, officer)
    assert "Convention à envoyer" in text(secretary.get("/"))
    saved = coordinator.post(write, values(0, field_0=TEXT * 9), headers={"X-Jalon-Autosave": "1"})
    assert saved.json()["version"] == 1 and "30" in saved.json()["sums"][0]
    assert coordinator.post(write, values(0), headers={"X-Jalon-Autosave": "1"}).status_code == 409
    assert "pour 500 au plus" in text(secretary.get(send))
    assert coordinator.post(write, values(1)).status_code == 302 and coordinator.get(send).status_code == 403
    reviewed = text(secretary.get(send))
    assert "plus que les 31" not in reviewed and "moins que les 31" in reviewed and TEXT in reviewed
    assert secretary.post(send, {"shown": "1"}).status_code == 400, "another text than the one shown is not sent"
    assert secretary.post(send, {"shown": "2"}).status_code == 302

    seen, examine = (reverse(f"federal_conventions:{name}", args=[one.pk]) for name in ("show", "examine"))
    assert TEXT in text(officer.get(seen)) and client_of(world.manager).get(seen).status_code == 403
    assert "Écrivez au moins une remarque" in text(officer.post(examine, {"act": "send_back"}), 400)
    assert officer.post(examine, {"act": "send_back", "remark_0": "Quel public ?"}).status_code == 302
    assert "Quel public ?" in text(coordinator.get(write)) and "À revoir".lower() in text(coordinator.get(here))
    assert coordinator.post(write, values(3, field_0=TEXT + " Pour tous.", reply="Tous.")).status_code == 302
    assert secretary.post(send, {"shown": "4"}).status_code == 302
    changed = text(officer.get(seen))
    assert "<ins>" in changed and "Tous." in changed

    together = reverse("federal_conventions:together")
    bulk = {"act": "advise", "one": str(one.pk)}
    assert "Aucune des conventions" in text(officer.post(together, bulk)), "nothing was checked yet"
    assert officer.post(examine, {"act": "keep", "checks": Check.values}).status_code == 302
    assert "Aviser favorablement 1" in text(officer.post(together, bulk)) and of(ours).state == "sent"
    assert cabinet.post(together, bulk | {"confirmed": "1"}).status_code == 403 and of(ours).state == "sent"
    assert officer.post(together, bulk | {"confirmed": "1"}).status_code == 302 and of(ours).state == "advised"
    assert "Gunstig advies" in text(cabinet.get(seen)) and "en examen" in text(president.get(here))
    approve = {"act": "approve", "one": str(one.pk)}
    assert "Val-Clair" in text(cabinet.post(together, approve)) and of(ours).state == "advised"
    assert cabinet.post(together, approve | {"confirmed": "1"}).status_code == 302 and of(ours).state == "decided"

    assert "manque : président, directeur général" in text(officer.get(board))
    sign = reverse("conventions:sign", args=[one.pk])
    assert coordinator.get(sign).status_code == 403
    shown = president.get(sign).context["form"].initial["shown"]
    assert president.post(sign, {"shown": "0" * 64}).status_code == 400
    assert president.post(sign, {"shown": shown}).status_code == 302
    assert "Il ne manque que votre signature" in text(secretary.get("/"))
    assert "Convention à signer" not in text(president.get("/"))
    assert secretary.post(sign, {"shown": shown}).status_code == 302
    assert officer.get(reverse("federal_conventions:sign", args=[one.pk])).status_code == 403
    listed = cabinet.post(together, {"act": "sign", "one": str(one.pk)})
    assert f"{one.pk}:{shown}" in text(listed)
    more = {"confirmed": "1", "shown": f"{one.pk}:{'0' * 64}"}
    assert cabinet.post(together, {"act": "sign", "one": str(one.pk), **more}).status_code == 302
    assert of(ours).state == "centre_signed", "another text than the one shown is not signed"
    more["shown"] = f"{one.pk}:{shown}"
    assert cabinet.post(together, {"act": "sign", "one": str(one.pk), **more}).status_code == 302
    assert "L’avance est due" in text(president.get(here)) and "Het voorschot" in text(cabinet.get(seen))
    assert president.get(reverse("conventions:text", args=[one.pk])).content.startswith(b"%PDF")
    assert "Wie mag wat" in text(cabinet.get(reverse("federal_conventions:states")))

    amend = reverse("conventions:amend", args=[one.pk])
    assert president.post(amend, {"reason": "Un public plus large"}).status_code == 302
    assert "avenant 1" in text(president.get(here)) and of(ours, 1).state == "draft"
    other = of(theirs)
    assert stranger.post(reverse("conventions:withdraw", args=[other.pk]), {"reason": "x"}).status_code == 400
    assert stranger.post(reverse("conventions:withdraw", args=[other.pk]), {"reason": "Geen tijd"}).status_code == 302
    reopen = reverse("federal_conventions:reopen", args=[other.pk])
    assert officer.post(reopen, {"reason": "Engagement fait", "until": "2099-02-01"}).status_code == 302
    assert "heropend" in text(stranger.get(reverse("conventions:show", args=[other.pk]))).lower()
    assert "Grauwberg" in text(cabinet.get(board, {"state": "draft"}))
    with federal_context():
        assert rows(Advance).count() == 1 and rows(Convention).count() == 3
    with centre_context(theirs.centre.pk):
        assert Draft.objects.count() == 0
    assert scene.UNTIL
