"""One list from every room: each source gives rows of the same shape, PostgreSQL puts them together and cuts them.

One statement gives the rows and the counts, whatever the number of kinds or files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from jalon.domain.people.models import Person, PiisExemption
from jalon.domain.piis.enums import CommitmentState, Side
from jalon.domain.piis.enums import State as PiisState
from jalon.domain.piis.models import Commitment, Evaluation, Piis
from jalon.domain.piis.queries import obliged_without_piis
from jalon.domain.sanctions.models import Proposal
from jalon.domain.worklist.kinds import Kind
from jalon.domain.worklist.scopes import Reach, Scope

AHEAD = timedelta(days=14)  # how far the list looks for what is not late yet
CONCLUDE_AHEAD = timedelta(days=60)  # two of the law's three months are left to prepare it
RENEW_AHEAD = timedelta(days=30)
NO_WORDS = Value("")
COLUMNS = "kind, due_on, key, subject_id, person_id, last_name, first_names, worker, words"
DRAFT_REST = timedelta(days=7)  # a draft untouched that long is shown


@dataclass(frozen=True)
class Row:
    """One thing that waits. `key`: its own row; `subject_id`: the project, proposal or person the act is done on."""

    kind: Kind
    due_on: date
    key: UUID
    subject_id: UUID
    person_id: UUID
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


def _shape(
    kind: Kind, rows: QuerySet, *, due: Any, person: str, worker: str, subject: str = "pk", words: Any = NO_WORDS
) -> QuerySet:
    prefix = f"{person}__" if person else ""
    return rows.order_by().values_list(
        Value(kind.value, output_field=CharField()),
        Cast(due, models.DateField()),
        F("pk"),
        F(subject),
        F(f"{prefix}pk"),
        F(f"{prefix}last_name"),
        F(f"{prefix}first_names"),
        F(f"{worker}__name"),
        Cast(words, CharField()),
    )


def _projects(scope: Scope, kind: Kind, rows: QuerySet, due: str) -> QuerySet:
    rows = scope.narrow(rows, "responsible")
    return _shape(kind, rows, due=F(due), person="person", worker="responsible")


def _to_conclude(scope: Scope) -> QuerySet:
    """People whom the law obliges and who have no project, not even one on its way."""
    people = scope.narrow(obliged_without_piis(scope.on), "responsible")
    rows = people.filter(open_piis_state__isnull=True, conclude_by__lte=scope.on + CONCLUDE_AHEAD)
    return _shape(Kind.CONCLUDE, rows, due=F("conclude_by"), person="", worker="responsible")


def _drafts(scope: Scope) -> QuerySet:
    rows = Piis.objects.drafts().filter(drafted_on__lte=scope.on - DRAFT_REST)
    return _projects(scope, Kind.HAND_OVER, rows, "drafted_on")


def _signatures(scope: Scope) -> QuerySet:
    rows = Piis.objects.waiting_for_signature().filter(may_sign_from__lte=scope.on + AHEAD)
    return _projects(scope, Kind.SIGN, rows, "may_sign_from")


def _decisions(scope: Scope) -> QuerySet:
    return _projects(scope, Kind.DECIDE, Piis.objects.waiting_for_decision(), "concluded_on")


def _evaluations(scope: Scope) -> QuerySet:
    planned = Evaluation.objects.planned().filter(planned_for__date__gte=scope.on).values("piis_id")
    rows = Piis.objects.evaluation_due_by(scope.on + AHEAD).exclude(pk__in=planned)
    return _projects(scope, Kind.EVALUATE, rows, "next_evaluation_on")


def _renewals(scope: Scope) -> QuerySet:
    rows = Piis.objects.ending_by(scope.on + RENEW_AHEAD).filter(until__gte=scope.on)
    return _projects(scope, Kind.RENEW, rows, "until")


def _closings(scope: Scope) -> QuerySet:
    return _projects(scope, Kind.CLOSE, Piis.objects.expired(scope.on), "until")


def _appointments(scope: Scope) -> QuerySet:
    rows = Evaluation.objects.planned().filter(
        planned_for__date__gte=scope.on, planned_for__date__lte=scope.on + AHEAD, piis__state=PiisState.RUNNING
    )
    rows = scope.narrow(rows, "piis__responsible")
    return _shape(Kind.APPOINTMENT, rows, due=F("planned_for__date"), person="piis__person", worker="piis__responsible")


def _promises(scope: Scope) -> QuerySet:
    rows = Commitment.objects.filter(
        side=Side.CENTRE,
        state__in=CommitmentState.open(),
        due_on__lte=scope.on + AHEAD,
        piis__state=PiisState.RUNNING,
    )
    rows = scope.narrow(rows, "piis__responsible")
    return _shape(
        Kind.PROMISE,
        rows,
        due=F("due_on"),
        person="piis__person",
        worker="piis__responsible",
        subject="piis_id",
        words=F("text"),
    )


def _exemptions(scope: Scope) -> QuerySet:
    rows = PiisExemption.objects.filter(until=None, review_on__lte=scope.on + AHEAD)
    rows = scope.narrow(rows, "person__responsible")
    return _shape(Kind.EXEMPTION, rows, due=F("review_on"), person="person", worker="person__responsible")


def _proposals(scope: Scope, kind: Kind, rows: QuerySet) -> QuerySet:
    rows = scope.narrow(rows, "piis__responsible")
    return _shape(kind, rows, due=F("submitted_on"), person="person", worker="piis__responsible")


def _sanctions(scope: Scope) -> QuerySet:
    return _proposals(scope, Kind.SANCTION, Proposal.objects.waiting_for_council())


def _notifications(scope: Scope) -> QuerySet:
    return _proposals(scope, Kind.NOTIFY, Proposal.objects.waiting_for_notification())


def _without_worker(scope: Scope) -> QuerySet:
    """Nobody's files are the centre's business, not one worker's."""
    rows = Person.objects.without_worker(on=scope.on)
    if scope.reach != Reach.CENTRE:
        rows = rows.none()
    return _shape(Kind.WORKER, rows, due=F("opened_on"), person="", worker="responsible")


SOURCES: tuple[Callable[[Scope], QuerySet], ...] = (
    _to_conclude,
    _drafts,
    _signatures,
    _decisions,
    _appointments,
    _evaluations,
    _promises,
    _renewals,
    _closings,
    _exemptions,
    _sanctions,
    _notifications,
    _without_worker,
)


def _together(scope: Scope) -> tuple[str, list[Any]]:
    parts, params = [], []
    for source in SOURCES:
        try:
            sql, values = source(scope).query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"({sql})")
        params += values
    return " UNION ALL ".join(parts), params


def glance(
    scope: Scope, *, kind: Kind | None = None, limit: int = 50, after: tuple[date, UUID] | None = None
) -> tuple[list[Row], list[Count]]:
    """The next `limit` rows by date and how many of each kind wait, in one statement that looks at everything once.

    `after`: the date and key of the last row shown; the list goes on just behind it. `kind` narrows the rows alone.
    """
    query, params = _together(scope)
    name = kind.value if kind else None
    asked = [name, name, *(after or (date.min, UUID(int=0)))]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH due ({COLUMNS}) AS MATERIALIZED ({query})
            (SELECT {COLUMNS}, NULL::bigint, NULL::bigint FROM due
             WHERE (%s::text IS NULL OR kind = %s) AND (due_on, key) > (%s, %s) ORDER BY due_on, key LIMIT %s)
            UNION ALL
            SELECT kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                   count(*), count(*) FILTER (WHERE due_on < %s) FROM due GROUP BY kind
            """,
            [*params, *asked, limit, scope.on],
        )
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
