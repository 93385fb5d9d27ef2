"""A signed paper comes back as a scan: find the code in its margin and say which version it is.

What arrives is not trusted: its type is read from its content, never from its name, and its size, pages and pixels
are bounded before anything is decoded.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps
from pypdfium2 import raw

from . import qr
from .errors import (
    ScanOfSeveralVersions,
    ScanTooHeavy,
    ScanTooLarge,
    ScanTooLong,
    ScanUnknownType,
    ScanUnreadable,
    ScanWithoutCode,
)
from .pdfium import opened

HEAVIEST_MB = 20
MOST_PAGES = 30
MOST_PIXELS = 40_000_000  # A4 at 600 dots an inch
MOST_PDF_PIXELS = 120_000_000  # pictures inside one page of a PDF, which pdfium decodes as it draws
READING_DPI = 200
LONGEST_SIDE = 3600
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff", "WEBP": "image/webp"}
PDF = "application/pdf"


@dataclass(frozen=True)
class Scan:
    """What was read. `pages_with_code`: page numbers from 1; a sheet without the code may be somebody else's."""

    mark: qr.Mark
    media_type: str
    pages: int
    pages_with_code: tuple[int, ...]


def read_scan(data: bytes) -> Scan:
    """The version a scan belongs to. Raises a `ScanError` with a sentence that says what to do."""
    if len(data) > HEAVIEST_MB * 1024 * 1024:
        raise ScanTooHeavy(limit=HEAVIEST_MB)
    media_type = type_of(data)
    found: dict[int, set[qr.Mark]] = {}
    pages = 0
    for page in _pages(data, media_type):
        pages += 1
        found[pages] = _marks(page)
    marks = set().union(*found.values())
    if not marks:
        raise ScanWithoutCode()
    if len(marks) > 1:
        raise ScanOfSeveralVersions()
    return Scan(marks.pop(), media_type, pages, tuple(number for number, seen in found.items() if seen))


def type_of(data: bytes) -> str:
    """The media type, from the first bytes alone. Raises `ScanUnknownType`."""
    if b"%PDF-" in data[:1024]:
        return PDF
    for magic, media_type in (
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"II*\x00", "image/tiff"),
        (b"MM\x00*", "image/tiff"),
    ):
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    raise ScanUnknownType()


def _pages(data: bytes, media_type: str) -> Iterator[Image.Image]:
    return _pdf_pages(data) if media_type == PDF else _image_pages(data, media_type)


def _pdf_pages(data: bytes) -> Iterator[Image.Image]:
    try:
        with opened(data) as document:
            if len(document) > MOST_PAGES:
                raise ScanTooLong(limit=MOST_PAGES)
            if not len(document):
                raise ScanUnreadable("no page")
            for number in range(len(document)):
                yield _drawn(document, number)
    except pypdfium2.PdfiumError as error:
        raise ScanUnreadable(str(error)) from error


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """One page in grey, never more than `LONGEST_SIDE` pixels long."""
    page = document[number]
    try:
        pixels = 0
        for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
            width, height = picture.get_px_size()
            pixels += width * height
        if pixels > MOST_PDF_PIXELS:
            raise ScanTooLarge(f"{pixels} pixels")
        longest = max(page.get_size())
        if longest <= 0:
            raise ScanUnreadable("a page without size")
        bitmap = page.render(scale=min(READING_DPI / 72, LONGEST_SIDE / longest), grayscale=True)
        image = bitmap.to_pil().copy()
        bitmap.close()
        return image.convert("L")
    finally:
        page.close()


def _image_pages(data: bytes, media_type: str) -> Iterator[Image.Image]:
    formats = [name for name, known in MEDIA_TYPES.items() if known == media_type]
    try:
        with Image.open(io.BytesIO(data), formats=formats) as image:
            frames = getattr(image, "n_frames", 1)
            if frames > MOST_PAGES:
                raise ScanTooLong(limit=MOST_PAGES)
            for frame in range(frames):
                image.seek(frame)
                yield _bounded(image)
    # Pillow warns before it refuses; where warnings are errors they mean the same.
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ScanTooLarge(str(error)) from error
    except (OSError, ValueError, SyntaxError, UserWarning) as error:
        raise ScanUnreadable(str(error)) from error


def _bounded(image: Image.Image) -> Image.Image:
    """One frame in grey; its size is checked before its pixels are decoded."""
    if image.width * image.height > MOST_PIXELS:
        raise ScanTooLarge(f"{image.width} × {image.height}")
    image.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
    if image.mode in ("RGBA", "LA", "PA") or image.has_transparency_data:
        seen = image.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        grey = Image.alpha_composite(ground, seen).convert("L")
    elif image.mode.startswith("I"):
        grey = image.point(lambda value: value / 256).convert("L") if image.mode != "I" else image.convert("L")
    else:
        grey = image.convert("L")
    grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return grey


def _marks(page: Image.Image) -> set[qr.Mark]:
    """Our codes on a page: as it is, then with its noise smoothed, then enlarged, until one is read."""
    for attempt in _attempts(page):
        seen = zxingcpp.read_barcodes(attempt, formats=zxingcpp.BarcodeFormat.QRCode)
        marks = {mark for code in seen if (mark := qr.read(code.text))}
        if marks:
            return marks
    return set()


def _attempts(page: Image.Image) -> Iterator[Image.Image]:
    yield page
    smooth = page.filter(ImageFilter.GaussianBlur(1.0))
    yield smooth
    yield ImageOps.autocontrast(page, cutoff=2)
    if max(page.size) <= LONGEST_SIDE * 2 // 3:
        double = (page.width * 2, page.height * 2)
        yield page.resize(double, Image.Resampling.BICUBIC)
        yield smooth.resize(double, Image.Resampling.BICUBIC)
        yield page.filter(ImageFilter.MedianFilter(3)).resize(double, Image.Resampling.BICUBIC)
