"""What was done of a member's access, as the journal of the centre tells it."""

from dataclasses import dataclass
from datetime import datetime

from jalon.domain.accounts.models import Membership
from jalon.domain.audit import verbs
from jalon.domain.audit.models import JournalEntry, Kind

SHOWN = 20


@dataclass(frozen=True)
class Line:
    """One act."""

    label: str
    words: str
    at: datetime | None
    by: str


def access_acts(member: Membership) -> list[Line]:
    """The latest acts on this membership, newest first."""
    rows = JournalEntry.objects.filter(kind=Kind.ACT, subject_id=member.pk, verb__startswith="member.")
    return [
        Line(verbs.label(row.verb), verbs.words(row.verb, row.detail), row.written_at, row.actor_name)
        for row in rows.order_by("-number")[:SHOWN]
    ]
