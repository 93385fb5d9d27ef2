"""Proof: the bundle of a person for inspection, and the trace of how a text was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from .common import Document, Means, Person, Side


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act of the file. `label`: what it is, in the document's language. `sha256`: of the frozen bytes (64 hex
    digits), empty when the act left no document. `file_name`: its name in the bundle."""

    on: date
    label: str
    reference: str = ""
    by: str = ""
    sha256: str = ""
    file_name: str = ""
    pages: int | None = None


@dataclass(frozen=True, kw_only=True)
class EvidenceBundle(Document):
    """Cover, table of contents and list of acts; the frozen files themselves go beside it (`bundle.pack`)."""

    template: ClassVar[str] = "evidence"

    person: Person
    period_start: date | None = None
    period_end: date | None = None
    prepared_by: str = ""
    purpose: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OwnWay:
    """The second way a person signed with in their own space: its id, since when, who had met them to confirm it."""

    way_id: UUID
    set_on: date
    confirmed_on: date
    confirmed_by: str


@dataclass(frozen=True, kw_only=True)
class TraceEntry:
    """One signature as it was recorded. `at` knows its time zone. `drawing`: PNG or JPEG, or None.

    `confirmed_by`: who was there, at the desk; `own_way`: how the person signed when nobody was.
    """

    name: str
    side: Side
    means: Means
    at: datetime
    capacity: str = ""
    drawing: bytes | None = None
    confirmed_by: str = ""
    own_way: OwnWay | None = None


@dataclass(frozen=True, kw_only=True)
class SignatureTrace(Document):
    """Attests who signed which exact text, how and when. `journal_hash`: the link of the journal that recorded it."""

    template: ClassVar[str] = "trace"

    person: Person
    title: str
    version_id: UUID
    version: int
    content_hash: str
    document_sha256: str
    entries: tuple[TraceEntry, ...] = ()
    journal_hash: str = ""
