"""All letters of a line at once: one that cannot be made is said, and costs the others nothing."""

import io
import zipfile

import pytest
from django.urls import reverse

from jalon.domain.conventions import paper
from jalon.domain.documents.rendering.errors import NotConforming
from tests.domain.conventions import scene
from tests.signing_in import client_of


@pytest.mark.django_db
def test_a_letter_that_cannot_be_made_is_named_beside_all_the_others(monkeypatch, caplog):
    world = scene.a_world()
    scene.invited(world)
    broken, made = scene.of(world.ours), paper.letter

    def letter(one, **facts):
        if one.pk == broken.pk:
            raise NotConforming("Une phrase du centre")
        return made(one, **facts)

    monkeypatch.setattr(paper, "letter", letter)
    officer = client_of(world.officer, language="nl")
    whole = b"".join(officer.get(reverse("federal_conventions:letters", args=[world.decision.pk])))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["001-mont-gris-nl.pdf", "te-lezen-ontbrekende-brieven.txt"]
        told = archive.read("te-lezen-ontbrekende-brieven.txt").decode()
    assert "1 brief van de 2" in told and "- Val-Clair\r\n" in told and "Mont-Gris" not in told
    assert str(broken.pk) in caplog.text and caplog.records[-1].exc_info, "the operator finds why"
