"""Electronic invoices and spreadsheets from outside: read for what they say, refused when they attack."""

import io
import zipfile
from datetime import date

import pytest
from django.utils.translation import override

from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.core.xml_tree import DEEPEST, HEAVIEST
from jalon.domain.spending.invoices.ubl import looks_like_xml, read_invoice
from jalon.domain.spending.sheet import COLUMNS, amount_in, day_in, read_sheet, share_in
from jalon.domain.subsidies.values import BadValue
from jalon.law.subsidies.costs import VatPart
from tests.domain.spending.scene import ROW, a_workbook, ubl

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{}]><Invoice>{}</Invoice>'


def test_an_invoice_is_read_with_its_rates_and_a_credit_note_counts_against_it():
    one, note = read_invoice(ubl()), read_invoice(ubl("CreditNote"))
    assert (one.supplier, one.enterprise, one.number) == ("Atelier Clair & Fils", "0403170701", "F-2015-9")
    assert (one.issued, one.net, one.vat, one.total) == (date(2015, 9, 14), 200_00, 27_00, 227_00)
    assert one.parts == (VatPart(2100, 100_00, 21_00), VatPart(600, 100_00, 6_00))
    assert (one.project, one.about, one.is_credit_note) == ("Ateliers 2015", "Cahiers", False)
    assert (note.net, note.vat, note.total, note.is_credit_note) == (-200_00, -27_00, -227_00, True)
    assert note.parts[0] == VatPart(2100, -100_00, -21_00)


def test_an_invoice_is_read_in_the_envelope_of_the_network_and_in_another_encoding():
    inner = ubl().decode().partition("?>")[2]
    wrapped = f'<StandardBusinessDocument xmlns="urn:x">{inner}</StandardBusinessDocument>'
    assert read_invoice(wrapped.encode()) == read_invoice(ubl())
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{inner}'.encode("utf-16")
    assert looks_like_xml(wide) and read_invoice(wide) == read_invoice(ubl())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ENTITY.format(LAUGHS, "&l8;").encode(), "définitions"),
        (ENTITY.format('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;").encode(), "définitions"),
        (ENTITY.format("", "").encode("utf-16"), "définitions"),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><Invoice/>', "définitions"),
        (b"<a>" * (DEEPEST + 2), "plus grand"),
        (b"<a>" + b"<b/>" * 100_001 + b"</a>", "plus grand"),
        (b"<a>" + b" " * HEAVIEST + b"</a>", "trop lourde"),
        (b"<a><b></a>", "ne peut pas"),
        (b"<", "ne peut pas"),
        (b"<a>&unknown;</a>", "ne peut pas"),
        (b'<?xml version="1.0" encoding="x-none"?><a/>', "ne peut pas"),
        (b"<a>\x00</a>", "ne peut pas"),
        (b"<svg><script>alert(1)</script></svg>", "ni une facture"),
        (ubl(currency="USD"), "en USD"),
        (ubl().replace(b"227.00", b"1e9"), "montant"),
        (ubl().replace(b"227.00", b"NaN"), "montant"),
        (ubl().replace(b"227.00", b"9" * 40), "montant"),
        (ubl().replace(b"2015-09-14", b"2015-02-31"), "date"),
        (ubl().replace(b"F-2015-9", b" "), "numéro"),
        (ubl().replace(b">21<", b">21,5<"), "taux"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_honest_invoice_is_refused_with_a_sentence(content, said):
    with pytest.raises(InvalidInput, match=said) as refused:
        read_invoice(content)
    assert refused.value.field == "file" and refused.value.what_to_do


def test_a_spreadsheet_is_read_in_french_and_in_dutch_with_whatever_stands_beside():
    with override("nl"):
        heads = [str(title) for title, _others in COLUMNS.values()]
    text = ";".join([*heads, "Onze eigen kolom"]) + "\r\nactivation;werking" + ";" * (len(heads) - 3) + "x;y\r\n"
    sheet = read_sheet(b"\xef\xbb\xbf" + text.encode())
    assert sheet.ignored == ("Onze eigen kolom",)
    assert sheet.rows[0][0] == 2 and sheet.rows[0][1]["category"] == "werking"
    with override("nl"):
        assert read_sheet(a_workbook(ROW)).rows[0][1]["spent_on"] == "2015-05-04"


def a_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (13 * 2**20))
    return out.getvalue()


def with_macro() -> bytes:
    out = io.BytesIO(a_workbook(ROW))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (a_workbook(), "vide"),
        (b"PK\x03\x04 nothing", "ne peut pas"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "ancien format"),
        (a_bomb(), "beaucoup trop"),
        (with_macro(), "macros"),
        (b"x" * (2 * 2**20 + 1), "trop lourd"),
        (b"a;b\n1;2\n", "colonnes d’un fichier de dépenses"),
        (("Total;Catégorie;Totaal\n1;2;3\n").encode(), "disent la même chose"),
        (("total;category\n" + "1;x\n" * 1_001).encode(), "plus de 1000"),
    ],
)
def test_a_file_that_is_no_list_of_costs_is_refused_with_a_sentence(content, said):
    with pytest.raises(DomainError) as refused:
        read_sheet(content)
    assert said in refused.value.problems[0].what.replace("\N{NARROW NO-BREAK SPACE}", "")


def test_cells_are_read_as_people_write_them_and_a_formula_is_no_amount():
    row = {**ROW, "total": "=1+1", "supplier": "=cmd|'/C calc'!A0"}
    values = read_sheet(a_workbook(row)).rows[0][1]
    with pytest.raises(BadValue):
        amount_in(values["total"])
    assert amount_in("-1 234,56 €") == amount_in("\N{MINUS SIGN}1.234,56") == -1_234_56
    assert (share_in(""), share_in("12,5 %"), share_in("0,01")) == (10_000, 1_250, 1)
    assert day_in("spent_on", {"spent_on": "4/5/2015"}, needed=True) == date(2015, 5, 4)
    for wrong in ("0", "100,01", "-5", "0,001", "deux"):
        with pytest.raises(InvalidInput):
            share_in(wrong)
    for wrong in ("31/02/2015", "2015-13-01", "hier", ""):
        with pytest.raises(InvalidInput):
            day_in("spent_on", {"spent_on": wrong}, needed=True)
