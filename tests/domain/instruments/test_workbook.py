"""A centre's own instrument in a spreadsheet: read cell by cell, and refused with the cell when something is wrong."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.domain.instruments.definition import InstrumentRefused, read, read_workbook, write_workbook
from jalon.domain.instruments.shipped import shipped
from tests.domain.instruments.test_definition import A_SCALE

WRITTEN = write_workbook(read(A_SCALE))


def changed(change: Callable[[Any], None]) -> bytes:
    """The workbook of the example, changed as somebody would in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(WRITTEN))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(cell: str, value: Any) -> Callable[[Any], None]:
    sheet, place = cell.split("!")

    def change(book: Any) -> None:
        book[sheet][place] = value

    return change


def repacked(**parts: bytes) -> bytes:
    """The workbook with parts of its archive added or replaced (`__` stands for `/`)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        added = {name.replace("__", "/"): content for name, content in parts.items()}
        for part in old.infolist():
            if part.filename not in added:
                new.writestr(part.filename, old.read(part))
        for name, content in added.items():
            new.writestr(name, content)
    return out.getvalue()


def hide(book: Any) -> None:
    book["choices"].sheet_state = "hidden"


def hide_well(book: Any) -> None:
    book.create_sheet("secret").sheet_state = "veryHidden"


def merge(book: Any) -> None:
    book["survey"].merge_cells("C2:D2")


def a_sheet_more(book: Any) -> None:
    book.create_sheet("notes")


def many(book: Any) -> None:
    for number in range(10_000):
        book["survey"].append([f"select_one levels_{number}"])


def three_hundred(book: Any) -> None:
    book["survey"].insert_rows(3, 300)
    for number in range(300):
        for column, value in enumerate(["select_one levels_1", f"q{number}", f"F{number}", f"N{number}"], start=1):
            book["survey"].cell(row=3 + number, column=column, value=value)


@pytest.mark.parametrize("code", ["bilan", "empowerment", "check_in"])
def test_an_instrument_is_the_same_after_it_went_through_a_spreadsheet(code: str):
    one = shipped()[code]
    assert read_workbook(write_workbook(one)) == one
    again = io.BytesIO(write_workbook(one))  # and after a spreadsheet program saved it again
    book, out = openpyxl.load_workbook(again), io.BytesIO()
    book.save(out)
    assert read_workbook(out.getvalue()) == one


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        (put("survey!C3", "=1+1"), "survey, C3", "formule"),
        (put("survey!D3", None), "survey, D3", "manque un texte"),
        (put("survey!B4", "sleep"), "survey, B4", "déjà pris"),
        (put("survey!A3", "select_one seldom"), "survey, A3", "n’existe pas"),
        (put("survey!A3", "text"), "survey, A3", "genre de question"),
        (put("survey!A5", None), "survey", "n’est pas fermé"),
        (put("survey!G4", "perhaps"), "survey, G4", "oui ou non"),
        (put("survey!H2", "weather"), "survey, H2", "n’est pas un choix"),
        (put("survey!Z3", "x"), "survey, Z3", "sans titre"),
        (put("survey!Z1", "relevant"), "survey, Z1", "n’est pas connue"),
        (put("choices!B3", 1), "choices, B3", "déjà dans cette liste"),
        (put("choices!C2", "x" * 501), "choices, C2", "501 caractères"),
        (put("settings!G2", "Mon échelle"), "settings, G2", "n’est pas un code"),
        (put("settings!H2", "two"), "settings, H2", "nombre entier"),
        (put("settings!J2", "sideways"), "settings, J2", "n’est pas un choix"),
        (hide, "choices", "cachée"),
        (hide_well, "secret", "cachée"),
        (merge, "survey, C2:D2", "fusionnées"),
        (a_sheet_more, "notes", "n’est pas lue"),
        (many, "survey, 1001", "plus de 1000 lignes"),
        (three_hundred, "survey", "302 questions"),
    ],
)
def test_each_mistake_in_a_workbook_is_told_with_its_cell(change: Callable[[Any], None], place: str, said: str):
    with pytest.raises(InstrumentRefused) as refused:
        read_workbook(changed(change), "mine.xlsx")
    told = [(one.place, one.what) for one in refused.value.problems]
    assert any(place in where and said in what for where, what in told), told
    assert refused.value.source == "mine.xlsx"


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (repacked(xl__vbaProject=b"x", **{"xl__vbaProject.bin": b"x"}), "macros"),
        (repacked(**{"xl__externalLinks__externalLink1.xml": b"<x/>"}), "autre classeur"),
        (repacked(**{"xl__embeddings__a.bin": b"x"}), "fichier joint"),
        (repacked(**{"xl__styles.xml": ENTITIES}), "ne peut pas être lu"),
        (repacked(**{"xl__sharedStrings.any": ENTITIES}), "ne peut pas être lu"),
        (repacked(**{"xl__sheet1.bin": ENTITIES.decode().encode("utf-16")}), "ne peut pas être lu"),
        (repacked(**{"xl__media__image1.png": b"0" * (13 * 2**20)}), "beaucoup trop de données"),
        (repacked(**{f"a{number}": b"" for number in range(300)}), "beaucoup trop de données"),
        (repacked(**{"xl__workbook.xml": b"<x>"}), "ne peut pas être lu"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "ancien format"),
        (b"0" * (2 * 2**20 + 1), "trop lourd"),
        (b"", "ne peut pas être lu"),
        (b"PK\x03\x04", "ne peut pas être lu"),
        (b"<html><script>alert(1)</script></html>", "ne peut pas être lu"),
    ],
)
def test_a_workbook_made_to_harm_is_refused_before_it_is_read(content: bytes, said: str):
    with pytest.raises(InstrumentRefused, match=said):
        read_workbook(content)


@settings(max_examples=60)
@given(place=st.integers(0, len(WRITTEN) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_workbook_is_read_or_refused_and_never_breaks_anything(place: int, byte: int, cut: bool):
    damaged = WRITTEN[:place] if cut else WRITTEN[:place] + bytes([byte]) + WRITTEN[place + 1 :]
    try:
        read_workbook(damaged)
    except InstrumentRefused as refused:
        assert refused.problems
