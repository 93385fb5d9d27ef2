"""The page of the centre's own looks."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jalon.domain.centres.models import CentreSettings
from jalon.domain.core.context import centre_context

pytestmark = pytest.mark.django_db

SENT = {
    "language": "nl",
    "address": "Rue d’Ô 1\n5000 Namur",
    "phone": "081",
    "appeal_court": "Liège",
    "colour": "#0d575b",
    "revision": 1,
}


def settings_of(staff):
    with centre_context(staff.centre.pk):
        return CentreSettings.of_current_centre()


def picture():
    out = io.BytesIO()
    Image.new("RGB", (30, 10), "teal").save(out, "PNG")
    return SimpleUploadedFile("../../evil.php", out.getvalue(), content_type="text/html")


def test_the_secretary_changes_the_settings_of_their_centre_only(here, elsewhere, browser):
    browser(here.secretary).post("/centre/", SENT)
    kept = settings_of(here)
    assert (kept.language, kept.address, kept.colour) == ("nl", "Rue d’Ô 1\n5000 Namur", "#0d575b")
    assert settings_of(elsewhere).address == ""


@pytest.mark.parametrize("who", ["worker", "president"])
def test_others_do_not(here, browser, who):
    client = browser(getattr(here, who))
    assert client.get("/centre/").status_code == 403
    assert client.post("/centre/", SENT).status_code == 403
    assert client.post("/centre/logo/change/", {"logo": picture()}).status_code == 403
    assert settings_of(here).address == ""


def test_a_colour_too_light_is_shown_with_one_that_would_do(here, browser):
    client = browser(here.secretary)
    page = client.post("/centre/", {**SENT, "colour": "#ffcc00"}).content.decode()
    assert "trop claire" in page
    assert "Rue d’Ô 1" in page
    assert "Contraste avec le papier" in page
    assert "se lit bien" in client.get("/centre/colour/?colour=%230d575b").content.decode()
    assert "trop clair" in client.get("/centre/colour/?colour=%23ffcc00").content.decode()
    assert client.get("/centre/colour/?colour=<script>").status_code == 200


def test_two_forms_of_the_same_moment_lose_nothing(here, browser):
    client = browser(here.secretary)
    client.post("/centre/", SENT)
    page = client.post("/centre/", {**SENT, "address": "Ailleurs"}).content.decode()
    assert "Ce que l’autre personne a enregistré" in page
    assert "Ailleurs" in page
    assert settings_of(here).address.startswith("Rue")


def test_a_logo_is_taken_by_its_content_and_shown_as_a_picture(here, elsewhere, browser):
    client = browser(here.secretary)
    assert client.get("/centre/logo/").status_code == 404
    client.post("/centre/logo/change/", {"logo": picture()})
    shown = browser(here.worker).get("/centre/logo/")
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert browser(elsewhere.secretary).get("/centre/logo/").status_code == 404
    client.post("/centre/logo/change/", {"remove": "1"})
    assert client.get("/centre/logo/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='x' onload='1'/>", b"GIF89a", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_picture_is_refused_with_a_sentence(here, browser, content):
    sent = SimpleUploadedFile("logo.png", content, content_type="image/png")
    page = browser(here.secretary).post("/centre/logo/change/", {"logo": sent})
    assert page.status_code == 200
    assert "À corriger" in page.content.decode()
    assert settings_of(here).logo is None
