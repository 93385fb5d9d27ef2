"""A list from outside (CSV or XLSX) as rows of cells with their line. Nothing is understood yet, nothing is stored."""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.core.errors import DomainError
from jalon.domain.core.workbooks import Limits, UnsafeWorkbook, load, looked_through

LIMITS = Limits()
HEAVIEST = LIMITS.heaviest
ROWS, COLUMNS = 5_000, 60
Cell = str | Decimal | None
ReadCell = Callable[[int, Any, list["Problem"]], Cell]


@dataclass(frozen=True)
class Problem:
    """What is wrong, and on which line of the file (0: the file itself)."""

    line: int
    what: str


class ListRefused(DomainError):
    """The list is not imported; `problems` say where and why."""

    status = 400

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(
            first.what if not first.line else _("La liste n’est pas importée : des lignes sont à corriger.")
        )


@dataclass(frozen=True)
class Grid:
    """The heads of the columns, and the lines that say something, each with its number in the file."""

    heads: tuple[str, ...]
    lines: tuple[tuple[int, tuple[Cell, ...]], ...]


def refused(what: str, how: str = "") -> ListRefused:
    """The file as a whole is at fault."""
    return ListRefused([Problem(0, f"{what} {how}".strip())])


def read_grid(content: bytes, *, cell: ReadCell | None = None) -> Grid:
    """The grid of a CSV file or of the one sheet that shows of a workbook. Raises `ListRefused`.

    `cell`: how a cell of a workbook is read, for lists where a date or a formula is no reason to refuse the file.
    """
    if len(content) > HEAVIEST:
        raise refused(_("Ce fichier est trop lourd."), _("Deux mégaoctets au plus."))
    rows = _workbook(content, cell or _cell) if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else _csv(content)
    filled = ((line, cells) for line, cells in rows if any(cell not in (None, "") for cell in cells))
    kept = list(islice(filled, ROWS + 2))  # one line of heads; a million lines are not read to be refused
    if len(kept) > ROWS + 1:
        raise refused(_("Cette liste a plus de %(n)s lignes.") % {"n": ROWS})
    if len(kept) < 2:
        raise refused(_("Cette liste est vide."), _("Il faut une ligne de titres, puis au moins une autre."))
    _line, heads = kept[0]
    return Grid(tuple(str(one or "").strip() for one in heads), tuple((line, cells) for line, cells in kept[1:]))


def _csv(content: bytes) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    text = _text(content)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, tuple(cell.strip() for cell in cells[:COLUMNS])
            begins = reader.line_num + 1
    except csv.Error as error:
        raise refused(
            _("La liste ne peut pas être lue à partir de la ligne %(n)s.") % {"n": begins},
            _("Un guillemet y est ouvert et pas fermé."),
        ) from error


def _text(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return unicodedata.normalize("NFC", text)
    raise refused(_("Ce fichier n’est ni un tableur ni un texte."), _("Enregistrez-le en XLSX ou en « CSV UTF-8 »."))


def _workbook(content: bytes, cell_of: ReadCell) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    try:
        looked_through(content, LIMITS)
    except UnsafeWorkbook as unsafe:
        raise _unsafe(unsafe.reason) from unsafe
    try:
        book = load(content)
        shown = [book[name] for name in book.sheetnames if book[name].sheet_state == "visible"]
        if len(shown) != 1:
            raise refused(_("Ce classeur a plusieurs feuilles."), _("Gardez-en une seule, celle de la liste."))
        shown[0].reset_dimensions()  # what the file says of its own size is not to be believed
        lines = list(shown[0].iter_rows(min_row=1, max_row=ROWS + 2, max_col=COLUMNS))
    except ListRefused:
        raise
    except Exception as error:  # whatever a parser makes of a file made to break it
        raise _unsafe("unreadable") from error
    problems: list[Problem] = []
    found = [(number, tuple(cell_of(number, cell, problems) for cell in line)) for number, line in enumerate(lines, 1)]
    if problems:
        raise ListRefused(problems[:100])
    yield from found


def _cell(line: int, cell: Any, problems: list[Problem]) -> Cell:
    kind, value = getattr(cell, "data_type", "n"), cell.value
    if value is None:
        return None
    if kind == "f":
        place = getattr(cell, "coordinate", "")
        problems.append(Problem(line, _("%(cell)s contient une formule : collez-y la valeur seule.") % {"cell": place}))
    elif kind in ("e", "d"):
        place = getattr(cell, "coordinate", "")
        problems.append(Problem(line, _("%(cell)s n’est ni un nombre ni un texte.") % {"cell": place}))
    elif isinstance(value, bool):
        return "1" if value else "0"
    elif isinstance(value, int | float):
        # A float shows its shortest decimal, which is what the person typed.
        return Decimal(str(value))
    else:
        return str(value).strip()
    return None


def _unsafe(reason: str) -> ListRefused:
    said = {
        "heavy": _("Ce fichier est trop lourd."),
        "old": _("Ce classeur est d’un ancien format, ou protégé par un mot de passe."),
        "unfolds": _("Ce classeur se déplie en beaucoup trop de données."),
        "macro": _("Ce classeur contient des macros."),
        "link": _("Ce classeur est lié à un autre classeur."),
        "object": _("Ce classeur contient un fichier joint."),
    }
    how = _("Copiez la liste, valeurs seules, dans un classeur neuf au format .xlsx.")
    return refused(said.get(reason, _("Ce fichier ne peut pas être lu comme un classeur.")), how)
