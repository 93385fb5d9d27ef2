"""Where each kind of thing that waits is found: a queryset a kind, all of the same seven columns.

They are put into words once a day and process, not once a request (see `queries`). What changes with the request is a
slot: `workers`, the ids of those whose files are looked at; `away`, of the members who are not at work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Left

from jalon.domain.core.kept import Slot
from jalon.domain.people.models import Person, PiisExemption
from jalon.domain.piis.enums import AmendmentState, CommitmentState, Side
from jalon.domain.piis.enums import State as PiisState
from jalon.domain.piis.models import Amendment, Commitment, Evaluation, Piis, PiisVersion
from jalon.domain.piis.queries import to_conclude
from jalon.domain.sanctions.models import Proposal
from jalon.domain.space.enums import AskedFor
from jalon.domain.space.queries import waiting_cards, waiting_own_requests, waiting_requests
from jalon.domain.worklist.kinds import Kind

AHEAD = timedelta(days=14)  # how far the list looks for what is not late yet
CONCLUDE_AHEAD = timedelta(days=60)  # two of the law's three months are left to prepare it
RENEW_AHEAD = timedelta(days=30)
NO_WORDS = Value("")
COLUMNS = "kind, due_on, key, subject_id, person_id, worker_id, words"
DRAFT_REST = timedelta(days=7)  # a draft untouched that long is shown


@dataclass(frozen=True)
class Look:
    """What is looked for: on which day, in the whole centre or among the files of some workers."""

    on: date
    whole_centre: bool

    def narrow(self, rows: QuerySet, path: str) -> QuerySet:
        """Keep the rows whose `path` (a reference to a member) is one of the workers."""
        return rows if self.whole_centre else rows.filter(**{f"{path}__any": Slot("workers")})


def _shape(
    kind: Kind, rows: QuerySet, *, due: Any, person: str, worker: str, subject: str = "pk", words: Any = NO_WORDS
) -> QuerySet:
    return rows.order_by().values_list(
        Value(kind.value, output_field=CharField()),
        Cast(due, models.DateField()),
        F("pk"),
        F(subject),
        F(person),
        F(worker),
        Cast(words, CharField()),
    )


def _projects(look: Look, kind: Kind, rows: QuerySet, due: str) -> QuerySet:
    rows = look.narrow(rows, "responsible")
    return _shape(kind, rows, due=F(due), person="person_id", worker="responsible_id")


def _to_conclude(look: Look) -> QuerySet:
    """People whom the law obliges and who have no project, not even one on its way."""
    rows = look.narrow(to_conclude(look.on), "responsible").filter(conclude_by__lte=look.on + CONCLUDE_AHEAD)
    return _shape(Kind.CONCLUDE, rows, due=F("conclude_by"), person="pk", worker="responsible_id")


def _drafts(look: Look) -> QuerySet:
    rows = Piis.objects.drafts().filter(drafted_on__lte=look.on - DRAFT_REST)
    return _projects(look, Kind.HAND_OVER, rows, "drafted_on")


def _signatures(look: Look) -> QuerySet:
    rows = Piis.objects.waiting_for_signature().filter(may_sign_from__lte=look.on + AHEAD)
    return _projects(look, Kind.SIGN, rows, "may_sign_from")


def _decisions(look: Look) -> QuerySet:
    return _projects(look, Kind.DECIDE, Piis.objects.waiting_for_decision(), "concluded_on")


def _evaluations(look: Look) -> QuerySet:
    planned = Evaluation.objects.planned().filter(planned_for__date__gte=look.on).values("piis_id")
    rows = Piis.objects.evaluation_due_by(look.on + AHEAD).exclude(pk__in=planned)
    return _projects(look, Kind.EVALUATE, rows, "next_evaluation_on")


def _renewals(look: Look) -> QuerySet:
    rows = Piis.objects.ending_by(look.on + RENEW_AHEAD).filter(until__gte=look.on)
    return _projects(look, Kind.RENEW, rows, "until")


def _closings(look: Look) -> QuerySet:
    return _projects(look, Kind.CLOSE, Piis.objects.expired(look.on), "until")


def _of_projects(look: Look, kind: Kind, rows: QuerySet, **shape: Any) -> QuerySet:
    """What belongs to a project in force: its person's, and its worker's work."""
    rows = look.narrow(rows.filter(piis__state=PiisState.RUNNING), "piis__responsible")
    return _shape(kind, rows, person="piis__person_id", worker="piis__responsible_id", **shape)


def _appointments(look: Look) -> QuerySet:
    rows = Evaluation.objects.planned().filter(planned_for__date__gte=look.on, planned_for__date__lte=look.on + AHEAD)
    return _of_projects(look, Kind.APPOINTMENT, rows, due=F("planned_for__date"), subject="piis_id")


def _amendments(look: Look) -> QuerySet:
    """Those the parties have in hand, and those agreed for a day that has come: opening the project applies them."""
    texts = PiisVersion.objects.filter(centre_id=OuterRef("centre_id"), amendment_id=OuterRef("pk"))
    agreed = Q(state=AmendmentState.AGREED, effective_on__lte=look.on)
    rows = Amendment.objects.filter(Q(state=AmendmentState.HANDED_OVER) | agreed)
    handed = Subquery(texts.order_by("-number").values("may_sign_from")[:1])
    due = Case(When(state=AmendmentState.AGREED, then=F("effective_on")), default=handed)
    return _of_projects(look, Kind.AMENDMENT, rows, due=due, subject="piis_id")


def _promises(look: Look) -> QuerySet:
    rows = Commitment.objects.filter(side=Side.CENTRE, state__in=CommitmentState.open(), due_on__lte=look.on + AHEAD)
    return _of_projects(look, Kind.PROMISE, rows, due=F("due_on"), subject="piis_id", words=F("text"))


def _exemptions(look: Look) -> QuerySet:
    rows = PiisExemption.objects.filter(until=None, review_on__lte=look.on + AHEAD)
    rows = look.narrow(rows, "person__responsible")
    return _shape(Kind.EXEMPTION, rows, due=F("review_on"), person="person_id", worker="person__responsible_id")


def _interviews(look: Look) -> QuerySet:
    """People who asked to be seen and are not; the law's day counts, so none is left out for being far away."""
    rows = look.narrow(waiting_requests().filter(person__closed_on=None), "person__responsible")
    shape = {"person": "person_id", "worker": "person__responsible_id", "words": Left("about", 100)}
    return _shape(Kind.INTERVIEW, rows, due=F("due_on"), **shape)


def _own_requests(look: Look, kind: Kind, asked: AskedFor) -> QuerySet:
    rows = waiting_own_requests().filter(kind=asked, person__closed_on=None)
    shape = {"person": "person_id", "worker": "person__responsible_id", "words": Left("words", 100)}
    return _shape(kind, look.narrow(rows, "person__responsible"), due=F("remind_on"), **shape)


def _hearings(look: Look) -> QuerySet:
    """The law gives the right and no day: the list reminds as for an interview."""
    return _own_requests(look, Kind.HEARING, AskedFor.HEARING)


def _changes(look: Look) -> QuerySet:
    return _own_requests(look, Kind.CHANGE, AskedFor.CHANGE)


def _cards(look: Look) -> QuerySet:
    """Who asked at the door; a name that is no file's is the centre's business, and stands in place of the words."""
    rows = look.narrow(waiting_cards(), "person__responsible")
    words = Case(When(person=None, then=F("name")), default=NO_WORDS, output_field=CharField())
    shape = {"person": "person_id", "worker": "person__responsible_id", "words": Left(words, 100)}
    return _shape(Kind.CARD, rows, due=F("asked_on"), **shape)


def _proposals(look: Look, kind: Kind, rows: QuerySet) -> QuerySet:
    rows = look.narrow(rows, "piis__responsible")
    return _shape(kind, rows, due=F("submitted_on"), person="person_id", worker="piis__responsible_id")


def _sanctions(look: Look) -> QuerySet:
    return _proposals(look, Kind.SANCTION, Proposal.objects.waiting_for_council())


def _notifications(look: Look) -> QuerySet:
    return _proposals(look, Kind.NOTIFY, Proposal.objects.waiting_for_notification())


def _without_worker(look: Look) -> QuerySet:
    """Nobody's files are the centre's business, not one worker's."""
    rows = Person.objects.open().filter(Q(responsible=None) | Q(responsible__any=Slot("away")))
    if not look.whole_centre:
        rows = rows.none()
    return _shape(Kind.WORKER, rows, due=F("opened_on"), person="pk", worker="responsible_id")


SOURCES: tuple[Callable[[Look], QuerySet], ...] = (
    _to_conclude,
    _drafts,
    _signatures,
    _amendments,
    _decisions,
    _appointments,
    _evaluations,
    _promises,
    _renewals,
    _closings,
    _exemptions,
    _interviews,
    _hearings,
    _changes,
    _cards,
    _sanctions,
    _notifications,
    _without_worker,
)
