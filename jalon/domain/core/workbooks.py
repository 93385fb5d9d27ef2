"""Workbooks: those from outside are looked through before anything reads them; ours never calculate."""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import Any, BinaryIO

OLD = b"\xd0\xcf\x11\xe0"  # .xls, and every workbook with a password
FOREIGN = {
    "vbaproject": "macro", "macrosheets": "macro", "activex": "macro", "externallinks": "link", "embeddings": "object",
}  # fmt: skip
MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")
DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class UnsafeWorkbook(Exception):  # noqa: N818  not for people: each room says it in its own words
    """It is not opened. `reason`: heavy, old, unfolds, unreadable, macro, link or object."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Limits:
    """Bytes as sent, bytes of all its parts together, number of parts."""

    heaviest: int = 2 * 2**20
    unfolded: int = 12 * 2**20
    parts: int = 200


def load(content: bytes, *, computed: bool = False) -> Any:
    """What openpyxl reads, row by row, of a workbook that was looked through; a formula is its text, or its result."""
    import openpyxl  # here, as below: every process that starts would pay for a file that comes now and then

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which are not read
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=computed, keep_links=False)


def letter(column: int) -> str:
    """« A » for the first column."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def new(out: BinaryIO) -> Any:
    """An xlsxwriter workbook to be written there, where a text is a text and nothing in it is ever calculated."""
    import xlsxwriter

    texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return xlsxwriter.Workbook(out, {"in_memory": True, **texts})


def looked_through(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive of a workbook in which nothing runs, leads elsewhere or unfolds. Raises `UnsafeWorkbook`."""
    if len(content) > limits.heaviest:
        raise UnsafeWorkbook("heavy")
    if content.startswith(OLD):
        raise UnsafeWorkbook("old")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnsafeWorkbook("unreadable") from error
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unfolded:
        raise UnsafeWorkbook("unfolds")
    for part in parts:
        _look(archive, part)
    return archive


def _look(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """One part of the archive: nothing that runs, leads elsewhere or declares entities."""
    name = part.filename.replace("\\", "/").casefold()
    if part.flag_bits & 1 or ".." in name.split("/"):
        raise UnsafeWorkbook("unreadable")
    for sign, kind in FOREIGN.items():
        if sign in name:
            raise UnsafeWorkbook(kind)
    try:
        text = archive.read(part)
    except Exception as error:
        raise UnsafeWorkbook("unreadable") from error
    # A part is found by the archive's own list, whatever its name ends with.
    if name.endswith((".xml", ".rels")) or MARKUP.match(text):
        if b"macroenabled" in text.lower():
            raise UnsafeWorkbook("macro")
        # A part in UTF-16 would hide its declarations from this look; no spreadsheet program writes one.
        if DECLARED.search(text) or b"\0" in text:
            raise UnsafeWorkbook("unreadable")
