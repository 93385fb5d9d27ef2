"""A signed paper comes back: its code says which text it is, the scan is frozen, the signatures recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.documents.rendering.apart import read_scan_apart
from jalon.domain.documents.rendering.errors import ScanError, ScanWithoutCode
from jalon.domain.documents.rendering.scan import type_of
from jalon.domain.documents.services import freeze
from jalon.domain.piis.documents import parties, title_of
from jalon.domain.piis.enums import Act, Method, Side
from jalon.domain.piis.errors import AlreadySigned, UnreadableCode, WrongVersion
from jalon.domain.piis.models import PiisVersion, Signature, ThirdParty
from jalon.domain.piis.permissions import may_record_signature
from jalon.domain.piis.services.common import already_done, locked
from jalon.domain.piis.services.signing import Given, missing_parties, record_signature


@dataclass(frozen=True)
class Filed:
    """What became of a scan: the frozen document, the version it was recognised as, the signatures recorded."""

    document: Document
    version: PiisVersion
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class _Read:
    version: PiisVersion
    media_type: str
    pages: int


@transaction.atomic
def file_scan(
    *,
    actor: Membership,
    upload: bytes,
    at: datetime,
    signed_on: date,
    sides: tuple[str, ...] = (Side.PERSON, Side.CENTRE),
    third_parties: tuple[UUID, ...] = (),
    version: PiisVersion | None = None,
    key: UUID | None = None,
) -> Filed:
    """File a signed paper: its QR code says which version it is; the scan is frozen and the signatures recorded.

    `version`: the one the page is about; a scan of another one is refused. Needed when the code can't be read and the
    worker says themselves which text it is. Raises `UnreadableCode`, `WrongVersion`, `OldVersion`, `TooEarly`.
    """
    read = _recognise(upload, version)
    piis = locked(read.version.piis)
    if not may_record_signature(actor, piis):
        raise NotAllowed
    if done := already_done(key, Act.SIGN, Act.SIGN_LAST, of=piis):
        return _filed_before(done.detail["signature"], read.version)
    wanted = _wanted(read.version, sides, third_parties)
    document = _frozen(read, upload, at)
    signatures: list[Signature] = []
    for side, third, name in wanted:
        given = Given(
            version=read.version,
            shown_hash=read.version.sha256,
            side=side,
            third_party=third,
            signed_on=signed_on,
            how={"method": Method.PAPER, "name": name, "scan": document},
        )
        first = None if signatures else key
        signatures.append(record_signature(actor=actor, piis=locked(piis), given=given, at=at, key=first))
    return Filed(document, read.version, tuple(signatures))


def _frozen(read: _Read, upload: bytes, at: datetime) -> Document:
    """The scan, byte for byte, beside the version it shows."""
    return freeze(
        kind=DocumentKind.SCAN,
        subject_id=read.version.pk,
        person_id=read.version.piis.person_id,
        language=read.version.language,
        title=title_of("contract", read.version.data["reference"], read.version.language),
        content=upload,
        made_at=at,
        pages=read.pages,
        media_type=read.media_type,
    )


def _recognise(upload: bytes, expected: PiisVersion | None) -> _Read:
    try:
        scan = read_scan_apart(upload)
    except ScanWithoutCode as error:
        if expected is None:
            raise UnreadableCode from error
        return _Read(expected, type_of(upload), 1)
    except ScanError as error:
        raise InvalidInput(str(error), field="upload") from error
    found = PiisVersion.objects.filter(pk=scan.mark.version_id, sha256__startswith=scan.mark.hash_prefix).first()
    if found is None:
        raise WrongVersion(_("Ce papier n’est pas celui d’un PIIS de votre centre."))
    if expected is not None and found.pk != expected.pk:
        raise WrongVersion
    return _Read(found, scan.media_type, scan.pages)


def _wanted(
    version: PiisVersion, sides: tuple[str, ...], third_parties: tuple[UUID, ...]
) -> list[tuple[str, ThirdParty | None, str]]:
    """The parties whose signature is on the paper, among those still to sign."""
    names = {(str(one["side"]), one["third_party"]): one["name"] for one in parties(version.data, version.language)}
    asked = [(str(side), None) for side in sides if side != Side.THIRD]
    asked += [(str(Side.THIRD), str(one)) for one in third_parties]
    if not asked:
        raise InvalidInput(_("Dites qui a signé ce papier."), field="sides")
    if any(party not in names for party in asked):
        raise InvalidInput(_("Cette partie ne signe pas ce texte."), field="sides")
    if not set(asked) <= set(missing_parties(version)):
        raise AlreadySigned
    thirds = {str(one.pk): one for one in ThirdParty.objects.filter(pk__in=[party[1] for party in asked if party[1]])}
    return [(side, thirds[third] if third else None, names[side, third]) for side, third in asked]


def _filed_before(signature_id: str, version: PiisVersion) -> Filed:
    scan = Signature.objects.get(pk=signature_id).scan
    signatures = Signature.objects.filter(version=version, scan=scan).order_by("side")
    return Filed(scan, version, tuple(signatures))
