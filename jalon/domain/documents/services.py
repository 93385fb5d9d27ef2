"""Freezing a document."""

import hashlib
from datetime import datetime
from uuid import UUID

from jalon.domain.documents.models import Document, DocumentKind


def freeze(
    *,
    kind: DocumentKind,
    subject_id: UUID,
    person_id: UUID | None,
    language: str,
    title: str,
    content: bytes,
    made_at: datetime,
    pages: int = 1,
    media_type: str = "application/pdf",
) -> Document:
    """Keep these bytes for good, with their SHA-256. A document that could not be made fails the act it serves."""
    return Document.objects.create(
        kind=kind,
        subject_id=subject_id,
        person_id=person_id,
        language=language,
        title=title,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=pages,
        media_type=media_type,
        made_at=made_at,
    )
