"""A report as a workbook in the shape of its forms, and back: texts (A), numbers (B), costs (C, see `costs_sheet`).

A row carries what it was read
from (« Révision »): a point that changed meanwhile is said with its row, and nothing of the file is stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.workbooks import Limits, UnsafeWorkbook, load, looked_through
from jalon.domain.reports import costs_sheet

WORDS, NUMBERS, COSTS = "A", "B", "C"
WORD_KEYS = ("code", "title", "text", "revision")
NUMBER_KEYS = ("line", "code", "title", "target", "value", "reason", "revision")
LOOKED_AT = 30  # rows above the heads
MOST = 2_000  # rows of a sheet


@dataclass(frozen=True)
class RowError:
    """A row that cannot be taken: sheet and number as the spreadsheet shows them, and why."""

    sheet: str
    row: int
    words: str


class Refused(InvalidInput):
    """Rows that cannot be taken; nothing of the file was stored."""

    def __init__(self, errors: list[RowError]):
        self.errors = errors
        super().__init__(_("Rien n’est repris de cette feuille : des lignes sont à corriger."), field="file")


def heads() -> dict[str, str]:
    """The head of each column, in the reader's language."""
    return {
        "line": _("Ligne du programme"),
        "code": _("Point"),
        "title": _("Ce qui est demandé"),
        "text": _("Texte"),
        "target": _("Objectif"),
        "value": _("Réalisé"),
        "reason": _("Raison d’une correction"),
        "revision": _("Révision"),
    }


@dataclass(frozen=True)
class Row:
    """A row that was read: its number, and its cells by key, as they stood."""

    number: int
    cells: Mapping[str, Any]

    def text(self, key: str) -> str:
        """A cell as text; a whole number without its decimals."""
        value = self.cells.get(key)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()

    def number_of(self, key: str) -> int | None:
        """A whole number; None when the cell is none."""
        text = self.text(key).replace(" ", "").replace("\u202f", "").replace("\u00a0", "")
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 9 else None


def read_workbook(content: bytes) -> dict[str, list[Row]]:
    """The rows of the sheets A, B and C. Raises `InvalidInput` for a file that is not opened, or has neither."""
    try:
        looked_through(content, Limits())
        book = load(content, computed=True)
    except UnsafeWorkbook as error:
        raise InvalidInput(_why(error.reason), field="file") from error
    except Exception as error:
        raise InvalidInput(_why("unreadable"), field="file") from error
    found = {name: list(_rows(book[tab], keys)) for name, tab, keys in _wanted(book)}
    if not found:
        what = _("Cette feuille de calcul n’a pas les feuilles A, B et C d’un rapport.")
        raise InvalidInput(what, "", _("Téléchargez celle du rapport, remplissez-la, reprenez-la."), field="file")
    return found


def _wanted(book: Any) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The sheets A, B and C, whatever number their tab begins with."""
    tabs = {tab.split()[-1].upper(): tab for tab in book.sheetnames if tab.split()}
    for name, keys in ((WORDS, WORD_KEYS), (NUMBERS, NUMBER_KEYS), (COSTS, costs_sheet.KEYS)):
        if name in tabs:
            yield name, tabs[name], keys


def _rows(page: Any, keys: tuple[str, ...]) -> Iterator[Row]:
    places: dict[str, int] = {}
    for number, cells in enumerate(page.iter_rows(values_only=True, max_row=MOST), 1):
        if not places:
            places = _places(cells, keys)
            if number > LOOKED_AT:
                return
            continue
        row = Row(number, {key: cells[place] for key, place in places.items() if place < len(cells)})
        if "code" in places and not row.text("code"):
            return  # the notes of the sheet stand below
        yield row


def _places(cells: tuple[Any, ...], keys: tuple[str, ...]) -> dict[str, int]:
    """Where each column is, if this row holds the heads (in French or in Dutch)."""
    columns = costs_sheet.known(heads if "code" in keys else costs_sheet.heads)
    found = {columns[text]: place for place, cell in enumerate(cells) if (text := str(cell or "").strip()) in columns}
    return found if {keys[0], "revision"} <= found.keys() and set(found) <= set(keys) else {}


def _why(reason: str) -> str:
    return {
        "heavy": _("Ce fichier est trop lourd."),
        "old": _("Ce fichier est d’un ancien format, ou protégé : enregistrez-le en .xlsx sans mot de passe."),
        "macro": _("Ce fichier contient des macros : il n’est pas ouvert."),
    }.get(reason, _("Ce fichier ne peut pas être lu comme feuille de calcul .xlsx."))
