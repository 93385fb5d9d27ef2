"""What the journal tells of a file: who opened it and why, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from jalon.domain.audit import verbs
from jalon.domain.audit.models import JournalEntry, Kind
from jalon.domain.core.paging import Page, page_by_number
from jalon.domain.people.models import Person

SIZE = 50


@dataclass(frozen=True)
class Trace:
    """A line of the journal in the reader's words."""

    number: int
    at: datetime
    who: str
    what: str
    detail: str
    why: str
    subject_id: UUID | None


def openings(person: Person, *, below: int | None = None, size: int = SIZE) -> Page:
    """Who opened the file, when, what and why, the latest first."""
    return page_by_number(_about(person, Kind.READ), below=below, size=size, keep=_in_words)


def all_openings(person: Person) -> Iterable[Trace]:
    """Every opening, for printing."""
    return (_in_words(entry) for entry in _about(person, Kind.READ).order_by("-number"))


def acts(person: Person, *, below: int | None = None, size: int = SIZE) -> Page:
    """What was done in the file, the latest first."""
    return page_by_number(_about(person, Kind.ACT), below=below, size=size, keep=_in_words)


def _about(person: Person, kind: Kind) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(person_id=person.pk, kind=kind)


def _in_words(entry: JournalEntry) -> Trace:
    return Trace(
        number=entry.number,
        at=entry.written_at,
        who=entry.actor_name,
        what=verbs.label(entry.verb),
        detail=verbs.words(entry.verb, entry.detail),
        why=entry.purpose,
        subject_id=entry.subject_id,
    )
