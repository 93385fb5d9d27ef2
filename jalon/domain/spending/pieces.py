"""Supporting documents: looked through before they are kept, byte for byte, and read again under a name."""

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import Kind
from jalon.domain.audit.services import record
from jalon.domain.core import reader
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.documents.rendering.apart import look_apart
from jalon.domain.documents.rendering.errors import ScanError
from jalon.domain.documents.services import freeze
from jalon.domain.grants.models import Grant
from jalon.domain.spending.closing import open_for
from jalon.domain.spending.invoices.ubl import looks_like_xml, read_invoice
from jalon.domain.spending.models import Cost
from jalon.domain.spending.permissions import may_write

HEAVIEST = 15 * 2**20  # bytes, as for a signed paper
XML = "application/xml"


@transaction.atomic
def file_piece(*, actor: Membership, grant: Grant, content: bytes, cost_id: UUID, at: datetime) -> Document:
    """Keep a document for the line `cost_id`, which may not exist yet. The same bytes are kept once in a centre.

    A PDF, a PNG or JPEG picture, or an electronic invoice. Raises `InvalidInput` on `file`, `NotAllowed`, `Closed`.
    """
    if not may_write(actor, grant):
        raise NotAllowed
    open_for(grant)
    media_type, pages = _looked_through(content)
    digest = hashlib.sha256(content).hexdigest()
    if known := piece_of_hash(digest):
        return known
    kept = freeze(
        kind=DocumentKind.SCAN,
        subject_id=cost_id,
        person_id=None,
        language=reader.language(),
        title=_("Pièce justificative"),
        content=content,
        made_at=at,
        pages=pages,
        media_type=media_type,
    )
    record(actor=actor, verb="spending.piece_filed", subject=kept, on=day_of(at), detail={"sha256": digest})
    return kept


def piece_of_hash(digest: str) -> Document | None:
    """A document this centre already keeps for one of its costs."""
    known = Cost.objects.filter(document_hash=digest).values_list("document_id", flat=True)[:1]
    return next((Document.objects.get(pk=one) for one in known), None)


def _looked_through(content: bytes) -> tuple[str, int]:
    if not content:
        raise InvalidInput(_("Ce fichier est vide."), "", _("Choisissez-le de nouveau."), field="file")
    if len(content) > HEAVIEST:
        raise InvalidInput(_("Ce fichier est trop lourd : 15 Mo au plus."), field="file")
    if looks_like_xml(content):
        read_invoice(content)
        return XML, 1
    try:
        seen = look_apart(content)
    except ScanError as error:
        raise InvalidInput(str(error), field="file") from error
    return seen.media_type, seen.pages


@transaction.atomic
def read_piece(*, actor: Membership, cost: Cost, on: date) -> Document:
    """The document of a line; the journal says who read it. Raises `NotAllowed`, `InvalidInput` without one."""
    if not may_write(actor, cost):
        raise NotAllowed
    if cost.document is None:
        raise InvalidInput(_("Cette dépense n’a pas de pièce."))
    detail = {"sha256": cost.document_hash, "place": cost.place}
    record(actor=actor, verb="spending.piece_read", subject=cost, on=on, detail=detail, kind=Kind.READ)
    return cost.document
