"""An electronic invoice or credit note (UBL 2.1 as Peppol BIS Billing 3 uses it) as the facts of a cost line.

A credit note counts against its invoice: its amounts come out negative. What the file says of people is not read, but
for the supplier's name.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.core.xml_tree import Element, UnsafeXml, tree
from jalon.law.subsidies.costs import VatPart

SPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
ROOTS = {f"{SPACE}Invoice-2}}Invoice": 1, f"{SPACE}CreditNote-2}}CreditNote": -1}
PROJECT_OF_CREDIT_NOTE = "50"  # the code by which a credit note names its project (UNCL 1001)
_AMOUNT = re.compile(r"(-?)(\d{1,12})(?:\.(\d{1,2})0*)?")
_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,2})0*)?")
MOST_PARTS = 20


@dataclass(frozen=True)
class Invoice:
    """What is read. Amounts in cents, negative for a credit note; `enterprise`: ten digits, or empty."""

    supplier: str
    enterprise: str
    number: str
    issued: date
    net: int
    vat: int
    total: int
    parts: tuple[VatPart, ...]
    project: str
    about: str
    is_credit_note: bool


def looks_like_xml(content: bytes) -> bool:
    """Whether this can only be meant as XML, whatever the name of the file."""
    start = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return start[:1] == b"<" or start[:2] == b"\0<"


def read_invoice(content: bytes) -> Invoice:
    """The invoice in a file. Raises `InvalidInput` with a sentence that says what to do."""
    root, sign = _root(content)
    currency = root.say("DocumentCurrencyCode")
    if currency != "EUR":
        raise _refused(_("Cette facture est en %(currency)s, pas en euros.") % {"currency": _short(currency) or "?"})
    totals = root.one("LegalMonetaryTotal")
    if totals is None:
        raise _refused(_("Cette facture ne dit pas ses totaux."))
    net, total = (sign * _cents(totals.say(name)) for name in ("TaxExclusiveAmount", "TaxInclusiveAmount"))
    taxes = [one for one in root.all("TaxTotal") if _in_euros(one)]
    vat = sum(sign * _cents(one.say("TaxAmount")) for one in taxes[:1])
    return Invoice(
        supplier=_supplier(root),
        enterprise=_enterprise(root),
        number=clean(_needed(root.say("ID"), _("son numéro")), limit=80),
        issued=_day(root.say("IssueDate")),
        net=net,
        vat=vat,
        total=total,
        parts=tuple(_part(one, sign) for tax in taxes[:1] for one in list(tax.all("TaxSubtotal"))[:MOST_PARTS]),
        project=_short(_project(root)),
        about=_short("; ".join(dict.fromkeys(_about(root)))),
        is_credit_note=sign < 0,
    )


def _root(content: bytes) -> tuple[Element, int]:
    try:
        found = tree(content)
    except UnsafeXml as unsafe:
        raise _refused(_UNSAFE.get(unsafe.reason, _unreadable)()) from unsafe
    # The network wraps an invoice in an envelope; what was downloaded may still wear it.
    for one in (found, *found.children):
        if one.name in ROOTS:
            return one, ROOTS[one.name]
    raise _refused(_("Ce fichier XML n’est ni une facture ni une note de crédit UBL."))


def _in_euros(tax: Element) -> bool:
    amount = tax.one("TaxAmount")
    return amount is not None and amount.attributes.get("currencyID", "EUR") == "EUR"


def _cents(text: str) -> int:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise _refused(_("« %(value)s » n’est pas un montant.") % {"value": _short(text)})
    cents = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
    return -cents if found[1] else cents


def _part(one: Element, sign: int) -> VatPart:
    percent = _PERCENT.fullmatch(one.say("TaxCategory", "Percent") or "0")
    if percent is None:
        raise _refused(_("Cette facture dit un taux de TVA illisible."))
    rate = int(percent[1]) * 100 + int((percent[2] or "0").ljust(2, "0"))
    return VatPart(rate, sign * _cents(one.say("TaxableAmount")), sign * _cents(one.say("TaxAmount")))


def _supplier(root: Element) -> str:
    party = root.one("AccountingSupplierParty", "Party")
    names = [party.say("PartyName", "Name"), party.say("PartyLegalEntity", "RegistrationName")] if party else []
    return clean(_needed(next(filter(None, names), ""), _("son fournisseur")), limit=10_000)[:160]


def _enterprise(root: Element) -> str:
    """The Belgian number, ten digits, from the register or the VAT number."""
    party = root.one("AccountingSupplierParty", "Party")
    if party is None:
        return ""
    for path in (("PartyLegalEntity", "CompanyID"), ("PartyTaxScheme", "CompanyID")):
        digits = re.sub(r"[\s.]", "", party.say(*path)).removeprefix("BE")
        if re.fullmatch(r"[01][0-9]{9}", digits, re.ASCII):
            return digits
    return ""


def _project(root: Element) -> str:
    if own := root.say("ProjectReference", "ID"):
        return own
    others = root.all("AdditionalDocumentReference")
    return next((one.say("ID") for one in others if one.say("DocumentTypeCode") == PROJECT_OF_CREDIT_NOTE), "")


def _about(root: Element) -> list[str]:
    lines = [*root.all("InvoiceLine"), *root.all("CreditNoteLine")]
    return [name for one in lines[:5] if (name := one.say("Item", "Name"))]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise _refused(_("Cette facture ne dit pas sa date.")) from None


def _needed(text: str, what: str) -> str:
    if not text:
        raise _refused(_("Cette facture ne dit pas %(what)s.") % {"what": what})
    return text


def _short(text: str) -> str:
    return clean(text[:400], limit=400)[:120]


def _refused(what: str) -> InvalidInput:
    return InvalidInput(
        what, "", _("Demandez une autre facture au fournisseur, ou encodez la dépense à la main."), field="file"
    )


def _unreadable() -> str:
    return _("Ce fichier XML ne peut pas être lu.")


_UNSAFE = {
    "heavy": lambda: _("Cette facture est trop lourde : douze mégaoctets au plus."),
    "entities": lambda: _("Ce fichier XML contient des définitions qu’une facture n’a pas : il n’est pas ouvert."),
    "deep": lambda: _("Ce fichier XML est bien plus grand qu’une facture : il n’est pas ouvert."),
}
