"""The payment file: ISO 20022 pain.001.001.09, made by `sepaxml` and checked by libxml2 against the schema it ships.

The library draws its identifiers at random and reads the clock. Here both are arguments, so that the same batch gives
the same file: a bank refuses a message it has seen already, which is one more way in which nothing is paid twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import etree

from jalon.domain.core.clock import local
from jalon.domain.core.errors import DomainError
from jalon.domain.payments import iban

SCHEMA = "pain.001.001.09"
SPACE = f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"


@dataclass(frozen=True)
class Payer:
    """Whose account is debited, as the operator says it."""

    name: str
    iban: str
    bic: str


@dataclass(frozen=True)
class Transfer:
    """One payment of the file. `reference`: the order's, 35 signs at most, given back by the bank with its answer."""

    name: str
    iban: str
    cents: int
    reference: str
    words: str


def payer() -> Payer:
    """The debtor of every file (`JALON_PAYER`). Raises `DomainError` while the operator has not said it."""
    told = settings.JALON_PAYER
    if not (told.get("name") and told.get("iban")):
        raise DomainError(
            _("Le compte d’où partent les paiements n’est pas réglé."),
            _("L’exploitant de Jalon le donne : JALON_PAYER_NAME, JALON_PAYER_IBAN, JALON_PAYER_BIC."),
            _("Demandez-le-lui ; les paiements préparés attendent."),
        )
    return Payer(told["name"], iban.read(told["iban"]), told.get("bic", ""))


def payment_file(message: str, transfers: Sequence[Transfer], *, debtor: Payer, execute_on: date, at: datetime) -> str:
    """The file. `message`: its identifier, 35 signs at most. Raises `ValueError` when the schema refuses it."""
    from sepaxml import SepaTransfer

    config = {"name": debtor.name, "IBAN": debtor.iban, "batch": True, "currency": "EUR"}
    made = SepaTransfer({**config, **({"BIC": debtor.bic} if debtor.bic else {})}, schema=SCHEMA, clean=True)
    for one in transfers:
        made.add_payment(_payment(one, execute_on))
    root = _settled(etree.fromstring(made.export(validate=False)), message, at)
    if not _schema().validate(root):
        raise ValueError(f"{SCHEMA}: {_schema().error_log.last_error}")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True).decode()


@cache
def _schema() -> Any:
    """The official schema. The library's own check takes six seconds for six hundred centres; this one, a few ms."""
    return etree.XMLSchema(etree.parse(str(files("sepaxml") / "schemas" / f"{SCHEMA}.xsd")))


def _payment(one: Transfer, execute_on: date) -> dict[str, Any]:
    facts = {"name": one.name, "IBAN": one.iban, "amount": one.cents, "description": one.words}
    return {**facts, "execution_date": execute_on, "endtoend_id": one.reference}


def _settled(root: Any, message: str, at: datetime) -> Any:
    """The same file with identifiers and a moment that are ours."""
    moment = local(at).strftime("%Y-%m-%dT%H:%M:%S")
    for path, text in (("GrpHdr/MsgId", message), ("GrpHdr/CreDtTm", moment), ("PmtInf/PmtInfId", message)):
        found = root.find("/".join(f"{{{SPACE}}}{part}" for part in ("CstmrCdtTrfInitn", *path.split("/"))))
        assert found is not None, path
        found.text = text
    return root
