"""A document somebody hands in: what it is, that it opens, that nothing in it runs. Its bytes are never changed."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from PIL import Image

from .errors import PieceUnknownType, PieceWithScript, ScanTooLarge, ScanUnknownType, ScanUnreadable
from .pdfium import opened
from .scan import MOST_PIXELS, PDF, type_of

PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG"}
UNFOLDED = 20 * 2**20  # bytes of packed objects that are unfolded to look for programs
_PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n(.*?)endstream", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|XFA)\b")


@dataclass(frozen=True)
class Received:
    """Its media type, read from its content, and its pages."""

    media_type: str
    pages: int


def look(data: bytes) -> Received:
    """What a PDF, PNG or JPEG is. Raises a `ScanError` with a sentence for any other file, or one not to be kept."""
    try:
        media_type = type_of(data)
    except ScanUnknownType as error:
        raise PieceUnknownType() from error
    if media_type == PDF:
        return Received(PDF, _pdf_pages(data))
    if media_type not in PICTURES:
        raise PieceUnknownType()
    _check_picture(data, PICTURES[media_type])
    return Received(media_type, 1)


def _pdf_pages(data: bytes) -> int:
    if any(_RUNS.search(part) for part in _parts(data)):
        raise PieceWithScript()
    try:
        with opened(data) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise ScanUnreadable(str(error)) from error
    if not pages:
        raise ScanUnreadable("no page")
    return pages


def _parts(data: bytes) -> Iterator[bytes]:
    """The objects with their names written plainly, without pictures and fonts; then what packed objects unfold to."""
    yield _plain(_STREAM.sub(b"", data))
    left = UNFOLDED
    for packed in _PACKED.finditer(data):
        try:
            unfolded = zlib.decompressobj().decompress(packed[1], left)
        except zlib.error:
            continue  # not packed that way, or damaged: pdfium says so
        left -= len(unfolded)
        if left <= 0:
            raise ScanTooLarge("packed objects")
        yield _plain(unfolded)


def _plain(data: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _check_picture(data: bytes, kind: str) -> None:
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ScanTooLarge(f"{image.width} × {image.height}")
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ScanTooLarge(str(error)) from error
    except (OSError, ValueError, SyntaxError, UserWarning) as error:
        raise ScanUnreadable(str(error)) from error
