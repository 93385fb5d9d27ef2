"""Paper comes back: the code in the margin files the scan with the right version, and a bad file harms nobody."""

import io
from dataclasses import replace
from uuid import UUID, uuid4

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from jalon.domain.documents.rendering import qr
from jalon.domain.documents.rendering.engine import render
from jalon.domain.documents.rendering.errors import (
    ScanOfSeveralVersions,
    ScanTooHeavy,
    ScanTooLarge,
    ScanTooLong,
    ScanUnknownType,
    ScanUnreadable,
    ScanWithoutCode,
)
from jalon.domain.documents.rendering.scan import read_scan, type_of

from . import examples

MARK = qr.Mark(examples.VERSION, examples.HASH[:16])


@pytest.fixture(scope="module")
def paper():
    """The printed contract, page by page, at 150 dots an inch."""
    return drawn(render(examples.contract("fr"), language="fr").bytes)


def drawn(pdf, dpi=150):
    pages = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for number in range(len(opened)):
            page = opened[number]
            bitmap = page.render(scale=dpi / 72, grayscale=True)
            pages.append(bitmap.to_pil().copy())
            bitmap.close()
            page.close()
    return pages


def scanned(page, angle=0.0, noise=0, kind="JPEG"):
    """A page as a tired office scanner gives it."""
    page = page.rotate(angle, expand=True, fillcolor=243, resample=Image.Resampling.BICUBIC)
    if noise:
        page = Image.blend(page, Image.effect_noise(page.size, noise), 0.25)
    return saved([page.filter(ImageFilter.GaussianBlur(0.5))], kind)


def saved(pages, kind):
    pages = [page.copy() for page in pages]  # Pillow leaves marks of one save on a picture for the next
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if kind in ("PDF", "TIFF") else {}
    pages[0].save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("angle", [0, 90, 180, 270, 2, -3, 181, 45])
@pytest.mark.parametrize("noise", [0, 60])
def test_the_code_is_read_from_a_grey_turned_noisy_scan(paper, angle, noise):
    scan = read_scan(scanned(paper[0], angle, noise))
    assert scan.mark == MARK and scan.pages == 1 and scan.media_type == "image/jpeg"


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("TIFF", "image/tiff"), ("WEBP", "image/webp")])
def test_a_picture_of_any_usual_kind_is_read(paper, kind, media_type):
    scan = read_scan(scanned(paper[0], 1, 20, kind))
    assert scan.mark == MARK and scan.media_type == media_type


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_every_page_of_a_scan_is_looked_at(paper, kind):
    white = Image.new("L", paper[0].size, 255)
    scan = read_scan(saved([white, paper[0], paper[1]], kind))
    assert scan.mark == MARK and scan.pages == 3 and scan.pages_with_code == (2, 3)


def test_the_document_itself_is_read_as_its_own_scan():
    assert read_scan(render(examples.contract("nl"), language="nl").bytes).pages_with_code == (1, 2)


def test_a_stain_and_a_staple_do_not_hide_the_code(paper):
    page = paper[0].copy()
    pen = ImageDraw.Draw(page)
    left, top = 5 * 150 / 25.4, page.height - 26 * 150 / 25.4
    pen.line([(left + 40, top + 20), (left + 60, top + 40)], fill=0, width=3)
    assert read_scan(saved([page], "PNG")).mark == MARK


def test_a_scan_of_two_contracts_is_not_filed_with_either(paper):
    other = replace(examples.contract("fr"), seal=replace(examples.seal(), version_id=uuid4()))
    second = drawn(render(other, language="fr").bytes)
    with pytest.raises(ScanOfSeveralVersions, match="un fichier par document"):
        read_scan(saved([paper[0], second[0]], "PDF"))


def test_a_scan_without_a_code_says_what_to_do(paper):
    with pytest.raises(ScanWithoutCode, match="coin avec le code"):
        read_scan(saved([Image.new("L", (800, 1100), 255)], "PNG"))


def test_a_code_that_is_not_ours_is_not_read():
    import segno

    out = io.BytesIO()
    segno.make("https://example.org/JALON").save(out, kind="png", scale=6)
    with pytest.raises(ScanWithoutCode):
        read_scan(out.getvalue())


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04 a docx", b"<svg/>", b"GIF89a", b"\x7fELF", b"MZ"])
def test_the_type_is_told_by_the_content_and_nothing_else(data):
    with pytest.raises(ScanUnknownType, match="ni un PDF"):
        read_scan(data)


@pytest.mark.parametrize(
    "head", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"RIFF\0\0\0\0WEBP"]
)
def test_a_broken_file_is_refused_with_a_sentence(head):
    with pytest.raises(ScanUnreadable, match="abîmé"):
        read_scan(head + b"\x01\x02" * 200)


def test_a_locked_pdf_is_refused_with_a_sentence():
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(ScanUnreadable, match="mot de passe"):
        read_scan(out.getvalue())


def test_a_file_of_more_than_twenty_megabytes_is_refused_unread():
    with pytest.raises(ScanTooHeavy, match="20 Mo"):
        read_scan(b"%PDF-" + b"0" * (20 * 1024 * 1024))


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_more_than_thirty_pages_are_refused(kind):
    tiny = [Image.new("L", (20, 20), 255)] * 31
    with pytest.raises(ScanTooLong, match="30 pages"):
        read_scan(saved(tiny, kind))


@pytest.mark.parametrize("size", [(9000, 9000), (14000, 14000)])
def test_a_picture_bomb_is_refused_before_it_is_unpacked(size):
    bomb = saved([Image.new("1", size)], "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(ScanTooLarge, match="trop grande"):
        read_scan(bomb)


def test_a_picture_bomb_inside_a_pdf_is_refused_too():
    with pytest.raises(ScanTooLarge):
        read_scan(saved([Image.new("L", (12_000, 12_000), 255)], "PDF"))


def test_a_pdf_page_as_large_as_a_house_is_read_small():
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(14_000, 14_000))
    pdf.save(out)
    with pytest.raises(ScanWithoutCode):
        read_scan(out.getvalue())


@given(st.uuids(), st.binary(min_size=32, max_size=32))
def test_the_code_names_a_version_and_nobody(version, digest):
    text = qr.payload(version, digest.hex())
    assert qr.read(text) == qr.Mark(version, digest.hex()[:16])
    assert qr.read(text.lower()) == qr.read(text)
    assert len(text) == 59  # what 29 dots a side hold, so that the code stays readable


@pytest.mark.parametrize("text", ["", "JALON:", "JALON:x:y", f"JALON:{UUID(int=1)}:12", "http://a/JALON"])
def test_what_is_not_a_code_of_ours_is_none(text):
    assert qr.read(text) is None


def test_a_malformed_hash_never_becomes_a_code():
    with pytest.raises(ValueError, match="64"):
        qr.payload(examples.VERSION, "abc")


def test_a_pdf_is_a_pdf_even_after_a_few_stray_bytes():
    assert type_of(b"\r\n%PDF-1.4 ...") == "application/pdf"
