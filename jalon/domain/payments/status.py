"""The bank's answer to a payment file: ISO 20022 pain.002, any version, read into what it says of each payment.

Read, not believed: `services.answering` compares it with the batch before anything moves. What a bank's channel sends,
and how often, is not known here; a status this file does not name changes nothing.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.core.xml_tree import Element, UnsafeXml, tree
from jalon.domain.payments.enums import BankSays

HEAVIEST = 2 * 2**20  # bytes: six hundred payments take a few hundred kilobytes
SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001."
# External codes of ISO 20022: money left the payer's account, or reached the centre's; it will never leave.
PAID = frozenset({"ACSC", "ACCC"})
REFUSED = frozenset({"RJCT", "CANC"})
# « Seen already »: what is refused as a second time may have been paid the first.
DOUBLE = frozenset({"AM05", "DU01", "DU02", "DU03", "DU04", "DU05"})
_AMOUNT = re.compile(r"(\d{1,15})(?:\.(\d{1,2})0*)?")
_CODE = re.compile(r"[A-Z]{4}")
_REASON = re.compile(r"[A-Z0-9]{1,35}")


@dataclass(frozen=True)
class Told:
    """What is said of one payment. `cents` when the bank repeats the amount; `words`: its own, as it wrote them."""

    reference: str
    code: str
    reason: str = ""
    words: str = ""
    cents: int | None = None


@dataclass(frozen=True)
class Answer:
    """`message`: the bank's own number; `about`: that of the file it answers; `whole`: what holds of all the others."""

    message: str
    about: str
    told: tuple[Told, ...]
    whole: Told | None

    def of(self, reference: str) -> Told | None:
        """What holds of one payment; None when nothing is said of it."""
        return next((one for one in self.told if one.reference == reference), self.whole)


def says(one: Told) -> BankSays:
    """What a status means for an order."""
    if one.code in PAID:
        return BankSays.PAID
    if one.code in REFUSED:
        return BankSays.DOUBLE if one.reason in DOUBLE else BankSays.REFUSED
    return BankSays.WAITS


def read(content: bytes) -> Answer:
    """The answer. Raises `InvalidInput` with what to do when it is none, or says two things of one payment."""
    if len(content) > HEAVIEST:
        raise _refused(_("Ce fichier est trop lourd : 2 Mo au plus."))
    try:
        root = tree(content)
    except UnsafeXml as unsafe:
        raise _refused(_("Ce fichier ne peut pas être lu comme réponse de banque.")) from unsafe
    report = root.one("CstmrPmtStsRpt")
    if not root.name.startswith(SPACE) or root.local != "Document" or report is None:
        raise _refused(_("Ce fichier n’est pas une réponse à un fichier de paiement (pain.002)."))
    told = [_told(one, one.say("OrgnlEndToEndId")) for one in report.all("OrgnlPmtInfAndSts", "TxInfAndSts")]
    if len({one.reference for one in told}) != len(told):
        raise _refused(_("Cette réponse dit deux choses d’un même paiement."))
    head = report.one("OrgnlGrpInfAndSts")
    if head is None or not (message := clean(report.say("GrpHdr", "MsgId"), limit=35)):
        raise _refused(_("Cette réponse ne dit pas à quoi elle répond."))
    return Answer(message, head.say("OrgnlMsgId"), tuple(told), _whole(report, head))


def _whole(report: Element, head: Element) -> Told | None:
    """A status of the whole file, or of its one instruction. Files made here have one; « in part » says nothing."""
    parts = list(report.all("OrgnlPmtInfAndSts"))
    found = [_told(head, "", "GrpSts"), *(_told(one, "", "PmtInfSts") for one in parts[:1] if len(parts) == 1)]
    return next((one for one in reversed(found) if one.code and one.code != "PART"), None)


def _told(one: Element, reference: str, status: str = "TxSts") -> Told:
    code = one.say(status)
    if code and not _CODE.fullmatch(code):
        raise _refused(_("Cette réponse porte un état qui n’en est pas un."))
    why = one.one("StsRsnInf")
    reason = (why.say("Rsn", "Cd") or why.say("Rsn", "Prtry")) if why else ""
    words = clean(" ".join(each.text for each in why.all("AddtlInf")), limit=300) if why else ""
    return Told(reference, code, reason if _REASON.fullmatch(reason) else "", words, _cents(one))


def _cents(one: Element) -> int | None:
    amount = one.one("OrgnlTxRef", "Amt", "InstdAmt")
    if amount is None:
        return None
    found = _AMOUNT.fullmatch(amount.text)
    if not found or amount.attributes.get("Ccy") != "EUR":
        raise _refused(_("Cette réponse porte un montant qui ne se lit pas en euros."))
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def _refused(what: str) -> InvalidInput:
    told = _("Demandez à la banque le fichier de statut du lot, et donnez-le tel quel.")
    return InvalidInput(what, what_to_do=told, field="file")
