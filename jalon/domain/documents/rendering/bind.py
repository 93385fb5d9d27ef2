"""Several papers in one PDF, to print in one go: a copy for the printer, the frozen papers stay as they are."""

from collections.abc import Iterable
from io import BytesIO

import pypdfium2


def bound(papers: Iterable[bytes]) -> bytes:
    """The papers one after the other, each on a new sheet: printed on both sides, nobody's text backs another's."""
    book = pypdfium2.PdfDocument.new()
    for content in papers:
        paper = pypdfium2.PdfDocument(content)
        book.import_pages(paper)
        if len(paper) % 2:
            width, height = paper[len(paper) - 1].get_size()
            book.new_page(width, height)
        paper.close()
    out = BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()
