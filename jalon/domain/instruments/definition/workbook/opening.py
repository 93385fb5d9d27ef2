"""A workbook from outside, opened with care: small, plain, nothing in it that computes, hides or leads elsewhere.

It is read by `openpyxl` only after its archive was looked through: how large it would unfold, and what it carries.
"""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.core.workbooks import Limits, UnsafeWorkbook, letter, load, looked_through
from jalon.domain.instruments.definition.problems import InstrumentRefused, Problem, shown

LIMITS = Limits()
HEAVIEST = LIMITS.heaviest  # bytes as sent
ROWS, COLUMNS = 1000, 60
SHEETS = ("survey", "choices", "settings")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z0-9:$]{1,30})")


@dataclass(frozen=True)
class Cell:
    """A value and where it stands: « survey, C7 »."""

    value: Any
    place: str

    @property
    def text(self) -> str:
        """As text; a whole number without its decimals."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return "" if self.value is None else str(self.value).strip()


@dataclass(frozen=True)
class Row:
    """A row by the headings of its sheet. `place`: its own."""

    cells: Mapping[str, Cell]
    place: str

    def text(self, heading: str) -> str:
        """What stands under a heading; empty when nothing does."""
        return self.cells[heading].text if heading in self.cells else ""

    def place_of(self, heading: str) -> str:
        """Where it stands."""
        return self.cells[heading].place if heading in self.cells else self.place


@dataclass(frozen=True)
class Sheet:
    """The rows that say something, below the headings."""

    name: str
    headings: Mapping[str, str]  # heading: where it stands
    rows: tuple[Row, ...]


def open_workbook(content: bytes) -> dict[str, Sheet]:
    """The three sheets of a workbook. Raises `InstrumentRefused`: which cell, what, how to mend."""
    archive = _archive(content)
    try:
        book = load(content)
        return _sheets(book, archive)
    except InstrumentRefused:
        raise
    except Exception as error:  # whatever a parser makes of a file made to break it
        raise _unreadable() from error


def _archive(content: bytes) -> zipfile.ZipFile:
    try:
        return looked_through(content, LIMITS)
    except UnsafeWorkbook as unsafe:
        raise _unsafe(unsafe.reason) from unsafe


def _unsafe(reason: str) -> InstrumentRefused:
    copy = _("Copiez vos trois feuilles, valeurs seules, dans un classeur neuf au format .xlsx.")
    said = {
        "heavy": (_("Ce classeur est trop lourd."), _("Deux mégaoctets au plus, sans images.")),
        "old": (
            _("Ce classeur est d’un ancien format, ou protégé par un mot de passe."),
            _("Enregistrez-le sans mot de passe, au format .xlsx."),
        ),
        "unfolds": (
            _("Ce classeur se déplie en beaucoup trop de données."),
            _("Copiez vos trois feuilles dans un classeur neuf."),
        ),
        "macro": (_("Ce classeur contient des macros."), copy),
        "link": (_("Ce classeur est lié à un autre classeur."), copy),
        "object": (_("Ce classeur contient un fichier joint."), copy),
    }
    return _refused(*said[reason]) if reason in said else _unreadable()


def _sheets(book: Any, archive: zipfile.ZipFile) -> dict[str, Sheet]:
    problems = [
        Problem(name, _("Cette feuille est cachée."), _("Affichez-la, ou supprimez-la : rien n’est lu en cachette."))
        for name in book.sheetnames
        if getattr(book[name], "sheet_state", "visible") != "visible"
    ]
    known = {name.strip().casefold(): name for name in book.sheetnames}
    for name in SHEETS:
        if name not in known:
            problems.append(Problem(name, _("Cette feuille manque."), _("Repartez du modèle : trois feuilles.")))
    for title in known.keys() - {*SHEETS}:
        problems.append(
            Problem(
                known[title][:31],
                _("Cette feuille n’est pas lue."),
                _("Gardez survey, choices et settings seulement."),
            )  # fmt: skip
        )
    if problems:
        raise InstrumentRefused(problems)
    reader = _SheetReader(archive)
    found = {name: reader.read(name, book[known[name]]) for name in SHEETS}
    if reader.problems:
        raise InstrumentRefused(reader.problems[:100])
    return found


class _SheetReader:
    """Cells of one sheet after the other; what may not be there is noted with its cell."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.problems: list[Problem] = []

    def read(self, name: str, sheet: Any) -> Sheet:
        """The sheet's headings and rows."""
        for merged in MERGED.findall(self.archive.read(sheet._worksheet_path)):
            self._tell(f"{name}, {merged.decode()}", _("Ces cellules sont fusionnées."), _("Séparez-les."))
        sheet.reset_dimensions()  # what the file says of its own size is not to be believed
        lines = sheet.iter_rows(min_row=1, max_row=ROWS + 1, max_col=COLUMNS + 1)
        titles = [self._cell(name, 1, place, cell) for place, cell in enumerate(next(lines, ()), start=1)]
        headings = self._headings(name, titles)
        rows = []
        for number, line in enumerate(lines, start=2):
            cells = [self._cell(name, number, place, cell) for place, cell in enumerate(line, start=1)]
            if not any(cell.text for cell in cells):
                continue
            if number > ROWS:
                self._tell(f"{name}, {number}", _("Il y a plus de %(n)s lignes.") % {"n": ROWS}, "")
                break
            rows.append(self._row(name, number, titles, cells))
        return Sheet(name, headings, tuple(rows))

    def _headings(self, name: str, titles: list[Cell]) -> dict[str, str]:
        found: dict[str, str] = {}
        for cell in titles:
            if not cell.text:
                continue
            if cell.text in found:
                self._tell(cell.place, _("Ce titre de colonne est là deux fois."), _("Gardez une des deux colonnes."))
            found[cell.text] = cell.place
        if len(titles) > COLUMNS and titles[COLUMNS].text:
            self._tell(titles[COLUMNS].place, _("Il y a plus de %(n)s colonnes.") % {"n": COLUMNS}, "")
        return found

    def _row(self, name: str, number: int, titles: list[Cell], cells: list[Cell]) -> Row:
        named = {}
        for title, cell in zip(titles, cells, strict=False):
            if title.text:
                named[title.text] = cell
            elif cell.text:
                self._tell(cell.place, _("Cette cellule est sous une colonne sans titre."), _("Effacez-la."))
        return Row(named, f"{name}, {number}")

    def _cell(self, sheet: str, row: int, column: int, cell: Any) -> Cell:
        value, place = cell.value, f"{sheet}, {letter(column)}{row}"
        kind = getattr(cell, "data_type", "n")
        if kind == "f":
            self._tell(place, _("Cette cellule contient une formule."), _("Collez-y la valeur seule."))
        elif kind == "e":
            self._tell(place, _("Cette cellule contient une erreur : %(value)s.") % {"value": shown(value)}, "")
        elif kind == "d" or (value is not None and not isinstance(value, str | int | float | bool)):
            self._tell(place, _("Cette cellule contient une date."), _("Mettez la cellule au format texte."))
        else:
            return Cell(value, place)
        return Cell(None, place)

    def _tell(self, place: str, what: str, how: str) -> None:
        self.problems.append(Problem(place, what, how))


def _refused(what: str, how: str) -> InstrumentRefused:
    return InstrumentRefused([Problem("", what, how)])


def _unreadable() -> InstrumentRefused:
    return _refused(_("Ce fichier ne peut pas être lu comme un classeur."), _("Enregistrez-le au format .xlsx."))
