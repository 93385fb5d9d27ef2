"""Looking inside a PDF."""

import io

import page
import pikepdf
import pypdfium2


def text_of(pdf: bytes, page: int | None = None) -> str:
    """The words of one page or of all, on one line, hyphens at line ends undone."""
    with pypdfium2.PdfDocument(pdf) as opened:
        wanted = range(len(opened)) if page is None else [page]
        said = " ".join(_page_text(opened, number) for number in wanted)
    return " ".join(said.replace("\ufffe\r\n", "").replace("\x02\r\n", "").replace("\u200b", "").split())


def _page_text(opened, number):
    page = opened[number]
    words = page.get_textpage()
    said = words.get_text_bounded()
    words.close()
    page.close()
    return said


def inside(pdf: bytes) -> pikepdf.Pdf:
    """The PDF's objects."""
    return pikepdf.open(io.BytesIO(pdf))


def dictionaries(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every dictionary of the PDF, those of streams included."""
    return [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)]


def faults(pdf: bytes, *, profile: str) -> list[str]:
    """What another's validator finds against PDF/A ("2a", "3a") or PDF/UA ("ua1"), one line a finding."""
    found = page.validate_pdf_bytes(pdf, profile=profile).failures
    # A stream whose last byte is 0x0D stands before its line end as if it were part of it; one in 256 does.
    return [f"{one.rule_id}: {one.message}" for one in found if not one.rule_id.endswith("STREAM-LENGTH-001")]
