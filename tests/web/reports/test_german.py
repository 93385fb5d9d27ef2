"""A report of a German-speaking centre on paper in its own language, at its page and at the administration."""

import io

import pikepdf
import pytest
from django.urls import reverse

from jalon.domain.centres.models import Centre, CentreCode
from jalon.domain.core.context import operator_context
from tests.domain.documents.looking import text_of
from tests.domain.reports import scene
from tests.signing_in import client_of

EUPEN = "63023"


@pytest.mark.django_db
def test_a_german_speaking_centre_reads_its_report_in_german_too():
    world = scene.a_world()
    with operator_context():
        CentreCode.objects.filter(centre=world.ours.centre).update(nis_code=EUPEN)
        Centre.objects.filter(pk=world.ours.centre.pk).update(name_fr="Eupen", name_nl="Eupen")
    report = scene.sent(world.ours)
    pages = {
        reverse("reports:show", args=[report.pk]): client_of(world.ours.president),
        reverse("federal_reports:show", args=[report.pk]): client_of(world.officer, language="nl"),
    }
    for page, client in pages.items():
        address = page.removesuffix("/") + "/report.pdf?language=de"
        assert address in client.get(page).content.decode()
        made = client.get(address).content
        assert "Einziger Jahresbericht" in text_of(made)
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert pdf.Root.Lang == "de-BE" and "report.json" in pdf.attachments
        assert client.get(address.replace("=de", "=en")).status_code == 404
    other = scene.sent(world.theirs)
    assert "language=de" not in client_of(world.officer).get(reverse("federal_reports:show", args=[other.pk])).text
