"""The contract as DOCX, for workers who need to go on writing: the same words as the PDF, with real structure.

It is a working copy: it carries no seal, and says so.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC

from docx import Document as new_document
from docx.document import Document as Docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .cleaning import clean
from .colours import palette
from .contexts import Contract, Language
from .errors import WrongLanguage
from .wording import View, view

LOCALES = {"fr": "fr-BE", "nl": "nl-BE", "de": "de-BE", "en": "en-GB"}
FONT = "Calibri"
# The library's template brings two hundred styles: a worker's list of styles holds these, and searching them is quick.
STYLES = frozenset(
    ("Normal", "Title", "Heading 1", "Heading 2", "Quote", "List Bullet", "Footer")
    + ("Table Grid", "Normal Table", "Default Paragraph Font", "No List")
)


def contract_docx(contract: Contract, *, language: str) -> bytes:
    """The contract as an editable text, in one of the four languages. The same input gives the same bytes."""
    if language not in set(Language):
        raise WrongLanguage(language)
    words = _clean(view(replace(contract, seal=None), str(language)))
    paper = new_document()
    _keep_styles(paper)
    _set_up(paper, words, contract, str(language))
    _page(paper, words)
    _annex(paper, words["annex"])
    out = io.BytesIO()
    paper.save(out)
    return _repeatable(out.getvalue())


def _clean(node: object) -> View:
    """Strings that XML can hold, without the invisible breaks the PDF needs."""
    if isinstance(node, str):
        return clean(node).replace("\u200b", "")  # type: ignore[return-value]
    if isinstance(node, dict):
        return {key: _clean(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_clean(value) for value in node]  # type: ignore[return-value]
    return node  # type: ignore[return-value]


def _keep_styles(paper: Docx) -> None:
    for style in list(paper.styles):
        if style.name not in STYLES:
            paper.styles.element.remove(style.element)
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)


def _set_up(paper: Docx, words: View, contract: Contract, language: str) -> None:
    """Language, title, margins, fonts and colours: everything a style can carry is a style."""
    made_at = contract.made_at.astimezone(UTC).replace(tzinfo=None)
    properties = paper.core_properties
    properties.title, properties.author = words["document_title"], words["centre"]["name"]
    properties.language, properties.last_modified_by = LOCALES[language], words["centre"]["name"]
    properties.created = properties.modified = made_at
    properties.comments = ""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2)
    section.footer.paragraphs[0].text = " · ".join((words["reference"], words["common"]["draft"]))
    accent = RGBColor.from_string(palette(contract.centre.colour)["text"][1:].upper())
    for name, size in (("Normal", 10.5), ("Title", 20), ("Heading 1", 14), ("Heading 2", 11.5)):
        style = paper.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        _speak(style.element.get_or_add_rPr(), LOCALES[language])
        if name != "Normal":
            style.font.color.rgb = accent
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size * 0.8), Pt(3)
    paper.styles["Normal"].paragraph_format.space_after = Pt(3)
    for border in paper.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        paper.styles["Title"].element.pPr.remove(border)


def _speak(properties, locale: str) -> None:  # type: ignore[no-untyped-def]
    """The language of a style, for spelling and for a screen reader, and its font in every script."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), locale)
    properties.append(spoken)
    fonts = properties.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):
        if "Theme" in attribute:
            del fonts.attrib[attribute]


def _page(paper: Docx, words: View) -> None:
    centre = words["centre"]
    paper.add_paragraph(" · ".join([centre["name"], *centre["address"], *centre["reach"]]))
    paper.add_paragraph(words["title"], style="Title")
    who = paper.add_paragraph()
    who.add_run(words["person"]["name"]).bold = True
    person = words["person"]
    _lines(who, [", ".join(person["address"]), " · ".join(p for p in (person["born"], person["file"]) if p)])
    worker = words["worker"]
    _lines(who, [" · ".join([worker["label"], worker["name"], *worker["reach"]])])
    _lines(who, [f"{words['kind']} · {words['period']}"])
    labels = words["labels"]
    paper.add_heading(labels["aims"], level=1)
    for aim in words["aims"]:
        _lines(paper.add_paragraph(style="Quote"), aim, first=True)
    paper.add_heading(labels["commitments"], level=1)
    for group in words["groups"]:
        if group["rows"]:
            paper.add_heading(group["title"], level=2)
            _commitments(paper, group["rows"], labels, "\u00a0: " if words["language"] == "fr" else ": ")
    _bullets(paper, labels["aid"], words["aid"])
    _bullets(paper, labels["looking"], words["meetings"])
    for line in words["evaluation_how"]:
        paper.add_paragraph(line)
    _bullets(paper, labels["rights"], words["rights"])
    _signatures(paper, words)


def _lines(paragraph, lines: list[str], first: bool = False) -> None:  # type: ignore[no-untyped-def]
    for line in lines:
        if line:
            run = paragraph.add_run()
            if not first:
                run.add_break(WD_BREAK.LINE)
            run.add_text(line)
            first = False


def _commitments(paper: Docx, rows: list[View], labels: View, colon: str) -> None:
    """A table with a header row that repeats, so that each date is read with its commitment."""
    table = paper.add_table(rows=1, cols=2, style="Table Grid")
    _header(table.rows[0], [labels["what"], labels["when"]])
    for row in rows:
        what, when = table.add_row().cells
        text = "\n".join(row["text"])
        what.text = f"{row['who']}{colon}{text}" if row["who"] else text
        more = " · ".join(part for part in (row["domain"], row["contact"]) if part)
        if more:
            what.add_paragraph(more)
        when.text = row["due"]
    table.autofit = False
    for column, width in zip(table.columns, (Cm(12.2), Cm(4)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _header(row, labels: list[str]) -> None:  # type: ignore[no-untyped-def]
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
    for cell, label in zip(row.cells, labels, strict=True):
        cell.paragraphs[0].add_run(label).bold = True


def _bullets(paper: Docx, title: str, items: list[str]) -> None:
    if items:
        paper.add_heading(title, level=1)
        for item in items:
            paper.add_paragraph(item, style="List Bullet")


def _signatures(paper: Docx, words: View) -> None:
    if not words["signatures"]:
        return
    paper.add_heading(words["common"]["signatures"], level=1)
    table = paper.add_table(rows=1, cols=len(words["signatures"]), style="Table Grid")
    for cell, signature in zip(table.rows[0].cells, words["signatures"], strict=True):
        cell.text = ", ".join(part for part in (signature["side"], signature["capacity"]) if part)
        cell.add_paragraph().add_run(signature["name"]).bold = True
        cell.add_paragraph()
        cell.add_paragraph(words["common"]["date_and_signature"])


def _annex(paper: Docx, annex: View) -> None:
    paper.add_heading(annex["title"], level=1).paragraph_format.page_break_before = True
    for line in (annex["regime"], annex["sources"], annex["note"]):
        if line:
            paper.add_paragraph(line)
    for section in annex["sections"]:
        paper.add_heading(section["title"], level=2)
        paper.add_paragraph(section["text"])


def _repeatable(docx: bytes) -> bytes:
    """The same parts with a fixed date in the ZIP, so that the same contract gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for part in read.infolist():
            entry = zipfile.ZipInfo(part.filename, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, read.read(part))
    return out.getvalue()
