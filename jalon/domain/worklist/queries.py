"""One list from every room: each source gives rows of the same shape, PostgreSQL puts them together and cuts them.

One statement gives the rows and the counts, whatever the number of kinds or files.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

from jalon.domain.accounts import law_readings
from jalon.domain.accounts.models import Membership
from jalon.domain.core.kept import Slot, filled, settled
from jalon.domain.people.models import Person
from jalon.domain.worklist.kinds import Kind
from jalon.domain.worklist.scopes import Scope
from jalon.domain.worklist.sources import COLUMNS, SOURCES, Look


@dataclass(frozen=True)
class Row:
    """One thing that waits. `key`: its own row; `subject_id`: the project, proposal or person the act is done on.

    `person_id` None: somebody asked at the door whose file the desk has yet to find; `words` give the name.
    """

    kind: Kind
    due_on: date
    key: UUID
    subject_id: UUID
    person_id: UUID | None
    last_name: str
    first_names: str
    worker: str
    words: str

    def is_late(self, on: date) -> bool:
        """Whether its day has passed."""
        return self.due_on < on


@dataclass(frozen=True)
class Count:
    """How many things of a kind wait, and how many are late."""

    kind: Kind
    waiting: int
    late: int


# Django takes far longer to put thirteen querysets into words than PostgreSQL to answer them. The words change with the
# day only (the law's regime), with whether workers are named and with the readings of the law the centre follows, so
# each process keeps the last few.
@lru_cache(maxsize=16)
def _glance(look: Look, readings: law_readings.Choices) -> tuple[str, tuple[str, ...]]:
    """The whole statement over everything that waits, and the names of what each request gives it."""
    parts, params = [], []
    for source in SOURCES:
        try:
            sql, values = source(look).query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"({sql})")
        params += values
    asked = map(Slot, ("kind", "kind", "day", "key", "limit", "centre", "centre"))
    return settled(_GLANCE.format(due=" UNION ALL ".join(parts)), [*params, *asked, look.on])


# The names are looked up for the rows that are shown, not for all that are counted.
_GLANCE = f"""
    WITH due ({COLUMNS}) AS MATERIALIZED ({{due}}),
    shown AS (SELECT {COLUMNS} FROM due
              WHERE (%s::text IS NULL OR kind = %s) AND (due_on, key) > (%s, %s) ORDER BY due_on, key LIMIT %s)
    (SELECT kind, due_on, key, subject_id, shown.person_id, coalesce(person.last_name, ''),
            coalesce(person.first_names, ''), worker.name, words, NULL::bigint, NULL::bigint
     FROM shown LEFT JOIN {Person._meta.db_table} AS person ON person.centre_id = %s AND person.id = shown.person_id
     LEFT JOIN {Membership._meta.db_table} AS worker ON worker.centre_id = %s AND worker.id = shown.worker_id)
    UNION ALL
    SELECT kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, count(*), count(*) FILTER (WHERE due_on < %s)
    FROM due GROUP BY kind
"""


def glance(
    scope: Scope, *, kind: Kind | None = None, limit: int = 50, after: tuple[date, UUID] | None = None
) -> tuple[list[Row], list[Count]]:
    """The next `limit` rows by date and how many of each kind wait, in one statement that looks at everything once.

    `after`: the date and key of the last row shown; the list goes on just behind it. `kind` narrows the rows alone.
    """
    sql, names = _glance(Look(scope.on, scope.whole_centre), law_readings.chosen())
    day, key = after or (date.min, UUID(int=0))
    asked = {"kind": kind.value if kind else None, "day": day, "key": key, "limit": limit}
    whose = {"away": scope.away()} if scope.whole_centre else {"workers": scope.workers()}
    # Planning under the policies of the lock takes longer than answering.
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(sql, filled(names, **whose, **asked))
        found = cursor.fetchall()
    rows = [Row(Kind(row[0]), *row[1:7], row[7] or "", row[8]) for row in found if row[1] is not None]
    totals = {row[0]: row[9:] for row in found if row[1] is None}
    return sorted(rows, key=lambda row: (row.due_on, row.key)), [
        Count(kind, *totals[kind]) for kind in Kind if kind in totals
    ]


def waiting(
    scope: Scope, *, kind: Kind | None = None, limit: int = 50, after: tuple[date, UUID] | None = None
) -> list[Row]:
    """The rows of a `glance`."""
    return glance(scope, kind=kind, limit=limit, after=after)[0]


def counts(scope: Scope) -> list[Count]:
    """The counts of a `glance`."""
    return glance(scope, limit=0)[1]
