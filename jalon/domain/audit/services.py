"""Writing and checking the journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import JournalEntry, Kind
from jalon.domain.core.context import current
from jalon.domain.core.models import CentreOwned


def record(
    *,
    actor: Membership | None,
    verb: str,
    subject: CentreOwned,
    on: date,
    person_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
    kind: Kind = Kind.ACT,
) -> None:
    """Write one row in the transaction of the act itself: both stay, or neither.

    `verb` is a dotted name (`piis.signed`); `detail` holds plain JSON facts, never a name or a NISS.
    """
    context = current()
    entry = JournalEntry(
        kind=kind,
        verb=verb,
        actor=actor,
        actor_name=actor.name if actor else "",
        person_id=person_id,
        subject_type=subject._meta.label,
        subject_id=subject.pk,
        on=on,
        purpose=context.purpose,
        detail=detail or {},
        trace_id=context.trace_id,
    )
    sql, fields = _words()
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(sql, [field.get_db_prep_save(field.pre_save(entry, True), connection) for field in fields])


# Nearly every page writes one row, in the same words: PostgreSQL keeps them.
@cache
def _words() -> tuple[str, tuple[Field, ...]]:
    fields = tuple(field for field in JournalEntry._meta.concrete_fields if field.column)
    table, *columns = map(connection.ops.quote_name, (JournalEntry._meta.db_table, *(one.column for one in fields)))
    places = ", ".join(f"${place}" for place in range(1, len(fields) + 1))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", fields  # noqa: S608  our own names


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold."""

    number: int
    reason: str


def verify_chain() -> Iterator[Break]:
    """Recompute the chain of the centre in context, in the database, and tell each place where it breaks."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT number, reason FROM (
                SELECT number,
                       CASE WHEN hash <> audit_hash(entry) THEN 'changed'
                            WHEN previous_hash <> COALESCE(lag(hash) OVER chain, '') THEN 'link'
                            WHEN number <> COALESCE(lag(number) OVER chain, 0) + 1 THEN 'gap'
                       END AS reason
                FROM audit_journalentry AS entry
                WINDOW chain AS (ORDER BY number)
            ) AS checked WHERE reason IS NOT NULL
            UNION ALL
            SELECT head.number, 'head' FROM audit_journalhead AS head
            WHERE NOT EXISTS (SELECT 1 FROM audit_journalentry AS last
                              WHERE last.number = head.number AND last.hash = head.hash)
            ORDER BY number
            """
        )
        yield from (Break(*row) for row in cursor.fetchall())
