"""One door to pdfium, which must never be entered by two threads at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

_door = threading.Lock()


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, for as long as the block lasts; other threads wait. Raises `pypdfium2.PdfiumError`."""
    with _door:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def count_pages(pdf: bytes) -> int:
    """Pages of a PDF."""
    with opened(pdf) as document:
        return len(document)
