"""A centre's logo and colour: shown when safe and readable, refused or replaced when not."""

import base64
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from jalon.domain.documents.rendering.colours import INK, PAPER, contrast, palette
from jalon.domain.documents.rendering.engine import render
from jalon.domain.documents.rendering.errors import UnusablePicture
from jalon.domain.documents.rendering.pictures import LONGEST_SIDE, printable

from . import examples

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">'


def picture(kind, mode="RGB", size=(300, 120)):
    out = io.BytesIO()
    Image.new(mode, size, 128 if mode in ("L", "P", "1") else None).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("PNG", "P"), ("PNG", "1"), ("JPEG", "RGB"), ("JPEG", "CMYK")],
)
def test_a_logo_in_any_usual_form_is_printed(kind, mode):
    letter = examples.letter("fr")
    shown = replace(letter, centre=replace(letter.centre, logo=picture(kind, mode)))
    assert render(shown, language="fr").pages == 1


def test_a_big_photograph_is_made_small():
    small = printable(picture("PNG", size=(4000, 2000)))
    assert f'width="{LONGEST_SIDE}"' in small and len(small) < 60_000


def test_what_a_photograph_tells_about_its_maker_is_left_out():
    photo = Image.new("RGB", (50, 50))
    exif = Image.Exif()
    exif[0x013B] = "Nom du photographe"
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif)
    assert b"photographe" in out.getvalue()
    kept = base64.b64decode(printable(out.getvalue()).split("base64,")[1].split('"')[0])
    assert b"photographe" not in kept


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
        b"\xff\xd8\xff" + b"\x00" * 40,
        b"GIF89a" + b"\x00" * 40,
        b"x" * (2 * 1024 * 1024 + 1),
        b"<html/>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="99999999"/>',
    ],
)
def test_what_is_no_usable_picture_is_refused_with_a_sentence(data):
    with pytest.raises(UnusablePicture, match="PNG, JPEG ou SVG"):
        printable(data)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="/etc/passwd" width="9" height="9"/>',
        '<use href="#a"/>',
        "<foreignObject/>",
        "<text>mot</text>",
        '<rect width="5" height="5" fill="url(http://example.org/a)"/>',
        "<style>@import 'http://example.org/a.css';</style>",
        "<g>" * 3 + "<path d='M0 0'/>" * 5000 + "</g>" * 3,
    ],
)
def test_a_logo_that_reaches_outside_itself_is_refused(inside):
    with pytest.raises(UnusablePicture):
        printable(f"{HEAD}{inside}</svg>".encode())


def test_an_svg_with_entities_is_refused_before_it_grows():
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + f"{HEAD}&b;</svg>".encode()
    with pytest.raises(UnusablePicture):
        printable(bomb)


def test_harmless_leftovers_of_a_drawing_program_are_dropped():
    kept = printable(
        f'{HEAD}<metadata>x</metadata><rect width="5" height="5" onclick="x()" xlink:href="http://example.org"/></svg>'.encode()
    )
    assert "onclick" not in kept and "example.org" not in kept and "metadata" not in kept and "rect" in kept


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read():
    with pytest.raises(UnusablePicture):
        printable(picture("PNG", "1", (6000, 5000)))


@given(st.integers(0, 0xFFFFFF))
def test_whatever_the_colour_of_the_centre_its_headings_are_readable(number):
    colours = palette(f"#{number:06x}")
    assert contrast(colours["text"], PAPER) >= 4.5 and contrast(INK, colours["wash"]) >= 7


def test_a_dark_colour_is_kept_and_a_pale_one_is_kept_for_rules_only():
    assert palette("#1d5c63")["text"] == "#1d5c63"
    assert palette("#f2a900") == {"line": "#f2a900", "text": INK, "wash": palette("#f2a900")["wash"]}
    assert palette("#ffffff")["line"] == INK and palette("red; }")["text"] == INK


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
