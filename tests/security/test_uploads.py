"""Files from outside: read by their content, in bounds, kept under no name of theirs, never run by a browser."""

import gc
import io
import struct
import subprocess
import sys
import zipfile
import zlib
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from jalon.domain.core.context import centre_context
from jalon.domain.documents.models import DocumentKind
from jalon.domain.documents.rendering.apart import read_scan_apart
from jalon.domain.documents.rendering.errors import ScanTooLarge, ScanUnknownType
from jalon.domain.documents.services import freeze
from tests.scene import undone
from tests.security.addresses import CENTRE
from tests.security.forms import allowed
from tests.security.house import House, written
from tests.security.matrix import MATRIX

SCRIPT = b"<html><script>alert(1)</script></html>"
NAMES = ["../../etc/passwd", "C:\\CON.png", "\u202egnp.exe", "a" * 300 + ".png", "x\r\nSet-Cookie: a=b.png", "con.svg"]


def a_png(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG whose header promises that many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def a_picture() -> bytes:
    """One grey pixel."""
    return a_png(1, 1, b"\0\x80\x80\x80\xff")


def a_zip_bomb() -> bytes:
    """Ten megabytes in ten kilobytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 10**7)
    return out.getvalue()


def a_drawing_without_end() -> bytes:
    """A PDF of three kilobytes that asks for two thousand million squares: forms that draw forms."""
    pdf = pikepdf.new()
    facts: dict[str, Any] = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 595, 842]}
    inner = pdf.make_stream(b"0 0 1 1 re f", **facts)
    for _depth in range(12):
        resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
        inner = pdf.make_stream(b"/X Do " * 6, Resources=resources, **facts)
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
    page.Contents = pdf.make_stream(b"/X Do")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


HOSTILE = {
    "nothing": b"",
    "a page with a script": SCRIPT,
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a picture that is also a script": b"GIF89a/*" + SCRIPT + b"*/=1;",
    "a picture too large to unfold": a_png(50_000, 50_000, b"\0" * 1000),
    "a picture cut short": a_png(200, 200, b"\0" * 10),
    "an archive that grows": a_zip_bomb(),
    "half a paper": b"%PDF-1.7\n1 0 obj <</Type /Catalog /OpenAction <</S /JavaScript /JS (app.alert(1))>>>>",
}


PLACES = {
    *("measures:install", "members:settings", "piis:papers", "piis:scan"),
    *("spending:new", "spending:edit", "spending:import", "reports:import", "lab:population", "lab:again"),
}


def test_files_are_taken_in_at_these_places_only(house: House):
    pages = [one for one in CENTRE if MATRIX[one.name]["get"] and MATRIX[one.name]["post"]]
    found = {one.name for one in pages if b'type="file"' in allowed(house, one, "get").get(house.path(one)).content}
    assert found == PLACES


@pytest.mark.parametrize("title", HOSTILE)
def test_no_logo_is_anything_but_a_picture(house: House, title: str):
    for name in NAMES[:2]:
        with undone():
            mark = written()
            logo = SimpleUploadedFile(name, HOSTILE[title], content_type="image/png")
            answer = house.browser("secretary").post(reverse("members:logo_change"), {"logo": logo})
            assert answer.status_code == 200 and b'class="field__error"' in answer.content
            assert not house.has_changed(mark)


@pytest.mark.parametrize("title", [*HOSTILE][:4])
def test_no_scan_is_anything_but_a_paper(house: House, title: str):
    with undone():
        mark = written()
        scan = SimpleUploadedFile(NAMES[2], HOSTILE[title], content_type="application/pdf")
        sent = {"upload": scan, "signed_on": "2026-11-20", "sides": ["person"]}
        answer = house.browser("worker").post(reverse("piis:papers"), sent)
        assert answer.status_code == 422
        assert not house.has_changed(mark)


def test_no_workbook_is_anything_but_an_instrument(house: House):
    with undone():
        mark = written()
        for content in HOSTILE.values():
            book = SimpleUploadedFile(NAMES[1], content, content_type="application/pdf")
            answer = house.browser("secretary").post(reverse("measures:install"), {"workbook": book})
            assert answer.status_code in {400, 422}
        assert not house.has_changed(mark)


@pytest.mark.parametrize("title", [*HOSTILE][:4])
def test_no_document_of_a_cost_is_anything_but_a_document(house: House, title: str):
    (page,) = [one for one in CENTRE if one.name == "spending:new"]
    with undone():
        mark = written()
        piece = SimpleUploadedFile(NAMES[0], HOSTILE[title], content_type="application/pdf")
        answer = house.browser("secretary").post(house.path(page), {"file": piece, "supplier": "A", "number": "1"})
        assert answer.status_code in {400, 422} and b'class="field__error"' in answer.content
        assert not house.has_changed(mark)


def test_no_file_of_costs_is_anything_but_a_list(house: House):
    (page,) = [one for one in CENTRE if one.name == "spending:import"]
    with undone():
        mark = written()
        for content in HOSTILE.values():
            sent = {"file": SimpleUploadedFile(NAMES[0], content, content_type="text/csv")}
            assert house.browser("secretary").post(house.path(page), sent).status_code == 400
        assert not house.has_changed(mark)


def test_a_paper_that_asks_for_hours_of_drawing_is_given_up_soon():
    with pytest.raises(ScanTooLarge):
        read_scan_apart(a_drawing_without_end(), seconds=3)


def test_a_file_is_read_when_the_one_before_took_too_long_and_when_the_reader_was_killed():
    from jalon.domain.documents.rendering import apart

    with pytest.raises(ScanTooLarge):
        apart.look_apart(a_drawing_without_end(), seconds=0)
    assert apart.look_apart(a_picture()).media_type == "image/png"
    apart._keeper._process.kill()
    # As one that left because nobody asked: its pipes are closed, or a warning fails this.
    apart._keeper._process.wait()
    gc.collect()
    assert apart.look_apart(a_picture()).media_type == "image/png"


def test_whoever_reads_a_file_cannot_speak_for_the_next_one():
    script = (
        "import os, sys; from jalon.domain.documents.rendering import keeper;"
        "still = lambda one: os.path.exists(f'/proc/self/fd/{one}');"
        "keeper._TASKS['look'] = lambda data: {'pipes': [one for one in (0, 1) if still(one)]};"
        "keeper.main(sys.stdin.buffer, sys.stdout.buffer)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=b"look 5 1\nx", capture_output=True, check=True)
    assert done.stdout.endswith(b'{"pipes": []}')


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "PDF"])
def test_what_reading_a_file_needs_is_loaded_once_and_not_by_each_reader(kind: str):
    """Loading a format of pictures costs ten times the reading, and six hundred centres send five files each."""
    script = (
        "import sys; from jalon.domain.documents.rendering import keeper;"
        "known = lambda: {one for one in sys.modules if one.startswith(('PIL', 'fractions', 'pypdfium2', 'zxingcpp'))};"
        "told, before = keeper._told, [];"
        "keeper._told = lambda task, data: (before.append(known()), told(task, data),"
        " {'loaded': sorted(known() - before[0])})[2];"
        "keeper.main(sys.stdin.buffer, sys.stdout.buffer)"
    )
    content = a_file_of(kind)
    question = f"scan 20 {len(content)}\n".encode() + content
    done = subprocess.run([sys.executable, "-c", script], input=question, capture_output=True, check=True)
    assert done.stdout.endswith(b'{"loaded": []}')


def a_file_of(kind: str) -> bytes:
    """A small white sheet."""
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "white").save(out, kind)
    return out.getvalue()


def test_whoever_reads_a_scan_knows_no_secret_and_tells_only_what_was_refused(monkeypatch: pytest.MonkeyPatch):
    from jalon.domain.documents.rendering import apart

    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert not {"DATABASE_URL", "JALON_SECRET_KEY"} & apart._bare().keys()
    with pytest.raises(ScanUnknownType):
        read_scan_apart(SCRIPT)


@pytest.mark.parametrize("name", NAMES)
def test_what_came_from_outside_is_downloaded_under_a_name_of_ours(house: House, name: str):
    content = b"%PDF-1.7 " + SCRIPT
    with undone():
        with centre_context(house.ours.pk):
            told = {"subject_id": house.objects["version_id"], "person_id": house.person.pk, "language": "fr"}
            paper = freeze(kind=DocumentKind.SCAN, title=name[:200], content=content, made_at=timezone.now(), **told)
        answer = house.browser("worker").get(reverse("piis:document", args=[paper.pk]))
    assert answer.content == content
    assert answer["Content-Disposition"].startswith('attachment; filename="')
    assert answer["Content-Type"] == "application/pdf" and answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"] and answer["Content-Security-Policy"]


def test_a_form_with_far_too_large_a_file_is_refused_before_it_is_read(house: House):
    client, path = house.browser("worker"), reverse("piis:papers")
    kind = "multipart/form-data; boundary=x"
    with undone():
        answer = client.generic("POST", path, b"--x", content_type=kind, CONTENT_LENGTH=str(31 * 2**20))
    assert answer.status_code == 400 and "Traceback" not in answer.content.decode()
