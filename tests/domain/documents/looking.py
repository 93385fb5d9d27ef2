"""Looking inside a PDF."""

import io

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
