"""Tables as files for spreadsheets: XLSX and CSV. Text is never a formula, whatever it begins with."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from jalon.domain.core.workbooks import new

Cell = str | int | float | None

# What a spreadsheet would take for a formula, also after marks, blanks or controls that hide its first sign, and in the
# wide forms of East Asian keyboards.
_INVISIBLE = (
    r"[\s\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_FORMULA = re.compile(rf"^{_INVISIBLE}*[=+\-@|%\uff1d\uff0b\uff0d\uff20\uff5c\uff05\u2212]")
_STARTS_WITH_CONTROL = re.compile(r"^[\t\r\n\u0000-\u001f]")


@dataclass(frozen=True)
class Sheet:
    """A table with its title; `notes` stand below it (formula, article, period)."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def harmless(text: str) -> str:
    """The same text, with an apostrophe before what a spreadsheet might calculate."""
    return f"'{text}" if _FORMULA.match(text) or _STARTS_WITH_CONTROL.match(text) else text


def as_csv(sheet: Sheet, *, separator: str = ";") -> bytes:
    """UTF-8 with its mark, lines ended as spreadsheets expect; numbers stay numbers."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if separator == "," else ";", lineterminator="\r\n")
    for row in ([sheet.title], sheet.columns, *sheet.rows, [], *([note] for note in sheet.notes)):
        writer.writerow([harmless(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook; texts are written as texts, so that nothing in them is ever calculated."""
    out = io.BytesIO()
    with new(out) as book:
        bold, soft = book.add_format({"bold": True, "bottom": 1}), book.add_format({"italic": True})
        for number, sheet in enumerate(sheets, 1):
            page = book.add_worksheet(_tab(sheet.title, number))
            page.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 14}))
            for place, column in enumerate(sheet.columns):
                page.write_string(2, place, column, bold)
            for line, row in enumerate(sheet.rows, 3):
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(line, place, cell)
                    elif cell is not None:
                        page.write_number(line, place, cell)
            for line, note in enumerate(sheet.notes, len(sheet.rows) + 4):
                page.write_string(line, 0, note, soft)
            page.set_column(0, 0, 44)
            page.set_column(1, max(1, len(sheet.columns) - 1), 16)
    return out.getvalue()


def _tab(title: str, number: int) -> str:
    """The name of a tab: 31 signs at most, none of those a workbook refuses."""
    plain = re.sub(r"[^\w -]", " ", title)
    return f"{number} {plain}"[:31].strip()
