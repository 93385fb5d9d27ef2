"""A centre with a grant of 2015, an invoice, a wage; the same on paper, as XML and in a spreadsheet."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import xlsxwriter

from jalon.domain.core.context import centre_context
from jalon.domain.grants.models import Grant
from jalon.domain.grants.services import grants
from jalon.domain.spending.facts import Facts
from jalon.domain.spending.sheet import COLUMNS
from tests.domain.conventions.scene import World, a_world

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PERIOD = (date(2015, 1, 1), date(2015, 12, 31))
GRANTED = 3_267_381_93
INVOICE = Facts(
    line="activation", category="running", kind=1, spent_on=date(2015, 3, 31), supplier="Imprimerie du Pont sprl",
    number="2015/118", net=100_00, vat=21_00, total=121_00, project="Ateliers de langue",
    link="Manuels des ateliers de langue.", proportion="Un manuel par participant.",
)  # fmt: skip
WAGE = Facts(
    line="activation", category="staff", kind=0, spent_on=date(2015, 6, 30), first=date(2015, 1, 1),
    last=date(2015, 6, 30), staff_name="Anne Dupuis", staff_function="Formatrice", net=24_000_00, vat=0,
    total=24_000_00, share=50_00, link="Donne les ateliers.", proportion="Un mi-temps sur le projet.",
)  # fmt: skip
ANSWERED = {"document_missing": "Gardée au service des finances."}


def a_granted_world() -> tuple[World, Grant]:
    """Two centres with an amount under « big_cities-2015 »; the grant of ours."""
    world = a_world()
    with centre_context(world.ours.centre.pk):
        (held,) = grants(actor=world.ours.coordinator, at=AT)
    return world, held.grant


def invoice(**changed: Any) -> Facts:
    """The invoice, with what is other."""
    return replace(INVOICE, **changed)


def a_pdf(*, script: bool = False, text: str = "") -> bytes:
    """One page; with a program in it if asked."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pdf.make_stream(f"% {text}".encode())
    if script:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = pdf.make_indirect(action)
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def a_workbook(*rows: dict[str, Any]) -> bytes:
    """A spreadsheet of costs with these rows, heads in French."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Dépenses")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for place, (title, _others) in enumerate(COLUMNS.values()):
            page.write_string(0, place, str(title))
        for line, row in enumerate(rows, 1):
            for place, name in enumerate(COLUMNS):
                value = row.get(name)
                if isinstance(value, date):
                    page.write_datetime(line, place, value, day)
                elif value is not None:
                    page.write(line, place, value)
    return out.getvalue()


ROW: dict[str, Any] = {
    "category": "fonctionnement", "spent_on": date(2015, 5, 4), "supplier": "Librairie du Parc", "number": "77",
    "net": 50, "vat": 3, "total": 53, "share": 100, "link": "Livres de l’atelier.", "proportion": "Dix livres.",
    "answer": "La facture est au service des finances.",
}  # fmt: skip
PAID: dict[str, Any] = {
    "category": "personnel", "staff_name": "Luc Petit", "staff_function": "Animateur", "first": date(2015, 1, 1),
    "last": date(2015, 12, 31), "total": 40000, "share": "50 %", "link": "Anime.", "proportion": "Mi-temps.",
}  # fmt: skip

UBL = """<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
<cbc:ID>F-2015-9</cbc:ID><cbc:IssueDate>2015-09-14</cbc:IssueDate>
<cbc:DocumentCurrencyCode>{currency}</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Atelier Clair &amp; Fils</cbc:Name></cac:PartyName>
<cac:PartyTaxScheme><cbc:CompanyID>BE0403170701</cbc:CompanyID></cac:PartyTaxScheme></cac:Party>
</cac:AccountingSupplierParty>
<cac:ProjectReference><cbc:ID>Ateliers 2015</cbc:ID></cac:ProjectReference>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">27.00</cbc:TaxAmount>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">21.00</cbc:TaxAmount>
<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="EUR">6.00</cbc:TaxAmount>
<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>6.00</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">200.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">227.00</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">227.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:{root}Line><cbc:ID>1</cbc:ID><cac:Item><cbc:Name>Cahiers</cbc:Name></cac:Item></cac:{root}Line>
</{root}>"""


def ubl(root: str = "Invoice", currency: str = "EUR") -> bytes:
    """An invoice under two rates, or a credit note."""
    return UBL.format(root=root, currency=currency).encode()
