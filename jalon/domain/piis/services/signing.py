"""Signatures: at the desk, drawn or typed, and on paper."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.documents.models import Document
from jalon.domain.piis.models import PiisVersion, Signature, ThirdParty


def sign(
    *,
    actor: Membership,
    version: PiisVersion,
    shown_hash: str,
    side: str,
    method: str,
    name: str,
    at: datetime,
    third_party: ThirdParty | None = None,
    picture: bytes | None = None,
    confirmed: bool = False,
    capacity: str = "",
    key: UUID | None = None,
) -> Signature:
    """Record one party's signature on exactly the text that was shown (`shown_hash`: the version's sha256 in the page).

    `method` « drawn » needs `picture` (PNG, at most 200 kB), « typed » needs `name` as it stands in the file and
    `confirmed`. The last signature concludes the contract, or brings the amendment into force. Raises
    `OldVersion`, `TooEarly`, `AlreadySigned`, `InvalidInput`.
    """
    raise NotImplementedError


@dataclass(frozen=True)
class Filed:
    """What became of a scan: the frozen document, the version it was recognised as, the signatures recorded."""

    document: Document
    version: PiisVersion
    signatures: tuple[Signature, ...]


def file_scan(
    *,
    actor: Membership,
    upload: bytes,
    at: datetime,
    signed_on: date,
    sides: tuple[str, ...] = ("person", "centre"),
    third_parties: tuple[UUID, ...] = (),
    version: PiisVersion | None = None,
    key: UUID | None = None,
) -> Filed:
    """File a signed paper: its QR code says which version it is; the scan is frozen and the signatures recorded.

    `version`: the one the page is about; a scan of another one is refused. Needed when the code can't be read and the
    worker says themselves which text it is. Raises `UnreadableCode`, `WrongVersion`, `OldVersion`, `TooEarly`.
    """
    raise NotImplementedError
