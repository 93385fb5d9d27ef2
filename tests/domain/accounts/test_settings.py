"""A centre's own looks: a colour one can read, a logo that is a picture."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from jalon.domain.accounts.centre_settings import change_logo, change_settings
from jalon.domain.centres.appearance import LOGO_KEPT, READABLE, contrast_on_white, readable_colour
from jalon.domain.centres.models import CentreSettings
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from tests.conftest import TODAY


def picture(kind="PNG", size=(40, 20), mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode != "1" else 1).save(out, kind)
    return out.getvalue()


def change(staff, **changes):
    facts = {
        "language": "nl",
        "address": "Grand-Rue 1",
        "phone": "081 00 00 00",
        "colour": "#1F4E5F",
        "appeal_court": "X",
    }
    return change_settings(**{"actor": staff.secretary, "revision": 1, "on": TODAY, **facts, **changes})


def test_the_settings_are_kept_and_a_second_form_of_the_same_moment_is_told(staff):
    assert change(staff).colour == "#1f4e5f"
    with pytest.raises(Conflict):
        change(staff, address="Ailleurs")
    assert change(staff, address="Ailleurs", revision=2).address == "Ailleurs"


def test_only_the_secretary_and_coordinators_of_this_centre_change_them(staff, strangers):
    for actor in (staff.worker, staff.president):
        with pytest.raises(NotAllowed):
            change(staff, actor=actor)
    with centre_context(strangers.centre.pk):
        change_logo(actor=strangers.secretary, content=picture(), on=TODAY)
    assert CentreSettings.of_current_centre().logo is None


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "#ggg000", "", "#ffffff", "#ffff00"])
def test_a_colour_nobody_can_read_is_refused(staff, colour):
    with pytest.raises(InvalidInput) as refusal:
        change(staff, colour=colour)
    assert refusal.value.field == "colour"


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_the_darkened_colour_can_always_be_read_and_a_readable_one_stays(colour):
    darker = readable_colour(colour)
    assert contrast_on_white(darker) >= READABLE
    if contrast_on_white(colour) >= READABLE:
        assert darker == colour


def test_contrast_is_that_of_the_norm():
    assert round(contrast_on_white("#000000"), 2) == 21
    assert round(contrast_on_white("#ffffff"), 2) == 1
    assert round(contrast_on_white("#767676"), 2) == 4.54


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_png_of_our_own_making(staff, kind):
    change_logo(actor=staff.secretary, content=picture(kind, (1600, 900)) + b"<script>", on=TODAY)
    kept = Image.open(io.BytesIO(bytes(CentreSettings.of_current_centre().logo)))
    assert kept.format == "PNG"
    assert kept.width <= LOGO_KEPT[0]
    assert kept.height <= LOGO_KEPT[1]
    assert b"<script>" not in bytes(CentreSettings.of_current_centre().logo)
    change_logo(actor=staff.secretary, content=None, on=TODAY)
    assert CentreSettings.of_current_centre().logo is None


@pytest.mark.parametrize(
    "content",
    [
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"%PDF-1.7",
        picture()[:30],
        picture("GIF"),
        picture("BMP"),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"x" * 2_000_001,
        picture(size=(6001, 1), mode="1"),
    ],
)
def test_anything_else_is_refused_whatever_it_is_called(staff, content):
    with pytest.raises(InvalidInput) as refusal:
        change_logo(actor=staff.secretary, content=content, on=TODAY)
    assert refusal.value.field == "logo"
    assert CentreSettings.of_current_centre().logo is None
