"""Reading a municipality list (CSV): what each row says, which rows cannot be used and why.

Nothing here touches the database. Messages are in English, the language of the `jalon` command that shows them.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jalon.domain.core.errors import DomainError

LARGEST_BYTES = 20_000_000
LONGEST_NAME = 120

# Spaces and marks that people and spreadsheets put between thousands.
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[ ,.'\u00a0\u2009\u202f])\d{3}(?:(?P=mark)\d{3})*")
_PLAIN = re.compile(r"[0-9]{1,9}")
_NIS = re.compile(r"[1-9][0-9]{4}")
_POSTAL = re.compile(r"[1-9][0-9]{3}")

COLUMNS = {
    "nis_code": ("NIS_code", "NIS", "INS", "code INS", "refnis"),
    "name_nl": ("municipality_NL", "name_NL", "gemeente"),
    "name_fr": ("municipality_FR", "name_FR", "commune"),
    "arrondissement_nl": ("arrondissement_NL",),
    "arrondissement_fr": ("arrondissement_FR",),
    "province_nl": ("province_NL",),
    "province_fr": ("province_FR",),
    "region_nl": ("region_NL",),
    "region_fr": ("region_FR",),
    "inhabitants": ("inhabitants", "population", "inwoners", "habitants"),
    "postal_code": ("zip", "postal_code", "postcode", "code postal"),
}
NEEDED = ("nis_code", "name_nl", "name_fr")


class ListRefused(DomainError):
    """The file as a whole cannot be read as a municipality list."""

    status = 400


@dataclass(frozen=True)
class Row:
    """One municipality as the list tells it. `inhabitants` is None when the list has no such column."""

    line: int
    nis_code: str
    name_fr: str
    name_nl: str
    arrondissement_fr: str = ""
    arrondissement_nl: str = ""
    province_fr: str = ""
    province_nl: str = ""
    region_fr: str = ""
    region_nl: str = ""
    inhabitants: int | None = None
    postal_code: str = ""

    @property
    def name(self) -> str:
        """Both names when they differ."""
        return self.name_fr if self.name_fr == self.name_nl else f"{self.name_fr} / {self.name_nl}"


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used: its line in the file, why, and its code when that at least can be read."""

    line: int
    reason: str
    nis_code: str = ""

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True)
class MunicipalityList:
    """The whole list. `present` names the facts the list has a column for; `ignored` the columns nobody asked for."""

    rows: Sequence[Row]
    bad: Sequence[BadRow]
    present: frozenset[str]
    ignored: Sequence[str] = field(default_factory=tuple)


def read_list(content: bytes) -> MunicipalityList:
    """Read the list. Raises `ListRefused` when the file itself is at fault; faults of rows are in `bad`."""
    records = _records(_text(content))
    try:
        _line, header = next(records)
    except StopIteration:
        raise ListRefused("The list is empty.", "", "Check that the file was downloaded whole.") from None
    places, ignored = _columns(header)
    good: list[Row] = []
    bad: list[BadRow] = []
    for line, cells in records:
        outcome = _row(line, cells, places, len(header))
        (good if isinstance(outcome, Row) else bad).append(outcome)  # type: ignore[arg-type]
    if not good and not bad:
        raise ListRefused("The list has a header and no municipality.", "", "Check that the file was downloaded whole.")
    good, doubled = _without_doubles(good)
    return MunicipalityList(good, sorted([*bad, *doubled], key=lambda row: row.line), frozenset(places), ignored)


def read_count(text: str) -> int:
    """« 14,304 », « 14 293 » (any space), « 14.304 » and « 18407 » as a number. Raises ValueError otherwise."""
    value = text.strip()
    if value.isascii() and _PLAIN.fullmatch(value):
        return int(value)
    if match := _GROUPED.fullmatch(value):
        digits = value.replace(match["mark"], "")
        if digits.isascii() and len(digits) <= 9:
            return int(digits)
    raise ValueError(text)


def _text(content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise ListRefused("The list is larger than 20 MB.", "Belgium has fewer than 600 municipalities.", "")
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ListRefused(
            "The list is not a text file.",
            "It is neither UTF-8 nor Windows-1252.",
            "Save it as « CSV UTF-8 » in the spreadsheet program.",
        )
    if "\0" in text:
        raise ListRefused("The list is not a text file.", "It holds NUL characters.", "Save it as « CSV UTF-8 ».")
    return unicodedata.normalize("NFC", text)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; blank lines left out."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ListRefused(
            f"The list cannot be read from line {begins} on.",
            "A quotation mark is opened and not closed there, or something follows a closed one.",
            "Mend that line, then import again.",
        ) from error


def _columns(header: list[str]) -> tuple[dict[str, int], list[str]]:
    """Where each fact stands, and the titles of columns that are left alone."""
    titles = [_plain(title) for title in header]
    known = {_plain(alias): fact for fact, aliases in COLUMNS.items() for alias in aliases}
    found = [known.get(title) for title in titles]
    twice = [fact for fact, count in Counter(filter(None, found)).items() if count > 1]
    if twice:
        names = ", ".join(header[place] for place, fact in enumerate(found) if fact in twice)
        raise ListRefused(
            f"Columns say the same thing twice: {names}.",
            "There is no telling which one is right.",
            "Remove one of them from the file.",
        )
    missing = [COLUMNS[fact][0] for fact in NEEDED if fact not in found]
    if missing:
        raise ListRefused(
            f"Columns are missing: {', '.join(missing)}.",
            f"The first line says: {', '.join(title.strip() for title in header if title.strip())[:300]}.",
            f"Give the columns their names in the first line: {', '.join(names[0] for names in COLUMNS.values())}.",
        )
    places = {fact: place for place, fact in enumerate(found) if fact}
    return places, [title.strip() for title, fact in zip(header, found, strict=True) if not fact and title.strip()]


def _plain(title: str) -> str:
    return re.sub(r"[\s_-]+", "_", title.strip().casefold())


def _row(line: int, cells: list[str], places: dict[str, int], width: int) -> Row | BadRow:
    if len(cells) != width:
        code = cells[places["nis_code"]].strip() if len(cells) > places["nis_code"] else ""
        reason = f"it has {len(cells)} fields where the header has {width}"
        return BadRow(line, reason, code if _NIS.fullmatch(code) else "")
    facts = {fact: cells[place].strip() for fact, place in places.items()}
    code = facts["nis_code"]
    known_code = code if _NIS.fullmatch(code) else ""
    reason = _fault(facts)
    if reason:
        return BadRow(line, reason, known_code)
    if "inhabitants" in facts:
        facts["inhabitants"] = read_count(facts["inhabitants"])  # type: ignore[assignment]
    return Row(line=line, **{fact: "" if value == "0" else value for fact, value in facts.items()})  # type: ignore[arg-type]


def _fault(facts: dict[str, str]) -> str:
    """Why the row cannot be used, or nothing."""
    code = facts["nis_code"]
    if not _NIS.fullmatch(code):
        return f"« {code[:20]} » is not a NIS code (five digits)"
    if code.endswith("000"):
        return f"{code} is the code of a province or an arrondissement, not of a municipality"
    for fact in ("name_fr", "name_nl"):
        if not facts[fact]:
            return f"{COLUMNS[fact][0]} is empty"
        if len(facts[fact]) > LONGEST_NAME or not facts[fact].isprintable():
            return f"{COLUMNS[fact][0]} is not a name"
    if "inhabitants" in facts:
        try:
            read_count(facts["inhabitants"])
        except ValueError:
            return f"« {facts['inhabitants'][:20]} » is not a number of inhabitants"
    if facts.get("postal_code") and not _POSTAL.fullmatch(facts["postal_code"]):
        return f"« {facts['postal_code'][:20]} » is not a postal code"
    return ""


def _without_doubles(rows: list[Row]) -> tuple[list[Row], list[BadRow]]:
    """A code on several lines makes all of them unusable: which one is right is not ours to say."""
    counts = Counter(row.nis_code for row in rows)
    bad = [
        BadRow(row.line, f"code {row.nis_code} stands on {counts[row.nis_code]} lines", row.nis_code)
        for row in rows
        if counts[row.nis_code] > 1
    ]
    return [row for row in rows if counts[row.nis_code] == 1], bad
