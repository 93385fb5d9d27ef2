"""« My project »: what a person reads of their own file, from the columns `reach` opens and no others.

Every query names its columns; asked for one that is not open to the person, PostgreSQL refuses the whole page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, Q
from django.db.models.functions import TruncDate

from jalon.domain.audit.models import JournalEntry, Kind
from jalon.domain.centres.models import Centre, CentreSettings
from jalon.domain.documents.models import Document
from jalon.domain.people.models import Person, Status
from jalon.domain.piis.enums import CommitmentState, EvaluationState, State
from jalon.domain.piis.models import Commitment, Evaluation, Piis
from jalon.domain.sanctions.enums import State as Sanction
from jalon.domain.sanctions.models import Notification, Proposal
from jalon.domain.space.models import EvaluationVoice
from jalon.domain.space.texts import Text, waiting

_FIRST = {State.RUNNING: 0, State.SIGNED: 1, State.HANDED_OVER: 2, State.ENDED: 3, State.REFUSED: 4}
_PROJECT = [
    "id",
    "number",
    "kind",
    "is_voluntary",
    "state",
    "language",
    "since",
    "until",
    "ended_on",
    "aims",
    "additional_aid",
    "evaluation_how",
    "conclude_by",
    "handed_over_on",
    "may_sign_from",
    "concluded_on",
    "decided_on",
    "next_evaluation_on",
]
_LINE = ["side", "third_party__organisation", "text", "due_on", "recurring", "state", "state_on"]
_EVALUATION = [
    "id",
    "number",
    "state",
    "due_on",
    "planned_for",
    "place",
    "in_person",
    "held_on",
    "absence_cause",
    "went_well",
    "is_hard",
    "next_steps",
    "opinion",
    "person_comment",
    "next_on",
    "document_id",
]


@dataclass(frozen=True)
class Who:
    """The person, their worker and their centre. `language` is the person's own."""

    name: str
    first_name: str
    language: str
    worker: str
    phone: str
    address: str


@dataclass(frozen=True)
class Line:
    """What one side will do."""

    side: str
    who: str
    text: str
    rhythm: str
    due_on: date | None
    state: str
    late: bool


@dataclass(frozen=True)
class Talk:
    """An evaluation as the person may read it, with what they said of it since."""

    facts: dict[str, Any]
    voices: list[EvaluationVoice] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.facts[name]
        except KeyError as error:
            raise AttributeError(name) from error


@dataclass(frozen=True)
class Project:
    """The project the page opens on, with everything around it."""

    facts: dict[str, Any]
    lines: list[Line]
    texts: list[Text]
    talks: list[Talk]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.facts[name]
        except KeyError as error:
            raise AttributeError(name) from error

    def of(self, side: str) -> list[Line]:
        """The lines of one side."""
        return [line for line in self.lines if line.side == side]

    @property
    def appointment(self) -> Talk | None:
        """The evaluation for which a day is fixed."""
        return next((talk for talk in self.talks if talk.state == EvaluationState.PLANNED and talk.planned_for), None)

    @property
    def held(self) -> list[Talk]:
        """Evaluations that took place, or should have: the latest first."""
        past = [talk for talk in self.talks if talk.state in (EvaluationState.HELD, EvaluationState.MISSED)]
        return sorted(past, key=lambda talk: talk.number, reverse=True)


def who(person_id: UUID) -> Who:
    """The person in context. One row; the settings of a centre that never chose any are empty."""
    named = ("first_names", "last_name", "language", "responsible__name")
    first, last, language, worker = Person.objects.values_list(*named).get(pk=person_id)
    phone, address = CentreSettings.objects.values_list("phone", "address").first() or ("", "")
    return Who(f"{first} {last}".strip(), first or last, language, worker or "", phone, address)


def centre_of(centre_id: UUID) -> Centre:
    """The centre's names."""
    return Centre.objects.only("id", "name_fr", "name_nl").get(pk=centre_id)


def status_on(person_id: UUID, on: date) -> dict[str, Any] | None:
    """What the centre gives the person on that day: the kind and since when."""
    running = Status.objects.filter(Q(until__isnull=True) | Q(until__gte=on), person_id=person_id, since__lte=on)
    return running.values("kind", "since", "until").first()


def my_project(person_id: UUID, on: date) -> Project | None:
    """The project that runs, or else the one nearest to running; None while no text was handed over."""
    found = sorted(
        Piis.objects.filter(person_id=person_id).values(*_PROJECT),
        key=lambda one: (_FIRST.get(State(one["state"]), 9), -one["number"]),
    )
    if not found:
        return None
    facts = found[0]
    return Project(facts, _lines(facts, on), waiting(facts["id"]), _talks(facts["id"]))


def talk(evaluation_id: UUID) -> Talk | None:
    """One evaluation of the person that was held or missed."""
    past = Evaluation.objects.filter(pk=evaluation_id, state__in=[EvaluationState.HELD, EvaluationState.MISSED])
    facts = past.values(*_EVALUATION).first()
    return Talk(facts, list(_voices([evaluation_id]))) if facts else None


@dataclass(frozen=True)
class Warned:
    """A formal notice the person was sent: what is asked by when, and the day they may be heard."""

    asked_by: date | None
    hearing_at: datetime | None
    hearing_place: str


def warnings(person_id: UUID) -> list[Warned]:
    """Notices that were sent and still run."""
    rows = Proposal.objects.filter(person_id=person_id, state__in=[Sanction.DRAFT, Sanction.SUBMITTED])
    return [Warned(*row) for row in rows.values_list("asked_by", "hearing_on", "hearing_place")]


def appeals(person_id: UUID) -> list[date]:
    """The last day to appeal against each decision the person was notified of, and that nobody lifted since."""
    standing = Notification.objects.filter(document__person_id=person_id, decision__proposal__state=Sanction.NOTIFIED)
    return list(standing.values_list("appeal_until", flat=True))


def documents(person_id: UUID) -> list[dict[str, Any]]:
    """Every paper the person was given, the latest first."""
    rows = Document.objects.filter(person_id=person_id)
    return list(rows.values("id", "kind", "language", "title", "pages", "made_at").order_by("-made_at", "id"))


def document(document_id: UUID) -> dict[str, Any] | None:
    """The bytes of one of them."""
    return Document.objects.filter(pk=document_id).values("title", "media_type", "content", "made_at").first()


def _lines(facts: dict[str, Any], on: date) -> list[Line]:
    rows = Commitment.objects.filter(piis_id=facts["id"], left_on__isnull=True).order_by("position", "id")
    running = facts["state"] == State.RUNNING
    return [
        Line(
            side=row["side"],
            who=row["third_party__organisation"] or "",
            text=row["text"],
            rhythm=row["recurring"],
            due_on=row["due_on"],
            state=row["state"],
            late=running and bool(row["due_on"]) and row["due_on"] < on and row["state"] in CommitmentState.open(),
        )
        for row in rows.values(*_LINE)
    ]


def _talks(piis_id: UUID) -> list[Talk]:
    rows = list(Evaluation.objects.filter(piis_id=piis_id).order_by("number").values(*_EVALUATION))
    said: dict[UUID, list[EvaluationVoice]] = {}
    for voice in _voices(row["id"] for row in rows):
        said.setdefault(voice.evaluation_id, []).append(voice)
    return [Talk(row, said.get(row["id"], [])) for row in rows]


def _voices(evaluations: Iterable[UUID]) -> Iterable[EvaluationVoice]:
    return EvaluationVoice.objects.filter(evaluation_id__in=list(evaluations)).order_by("said_at")


@dataclass(frozen=True)
class Opening:
    """Who opened the file on one day, for which reason; `why` is empty for those who follow it."""

    day: date
    first: datetime
    who: str
    why: str


def openings(person_id: UUID, *, at_most: int = 100) -> list[Opening]:
    """Who opened the file: one line a day, person and reason; the latest `at_most` lines, the latest first."""
    rows = JournalEntry.objects.filter(person_id=person_id, kind=Kind.READ)
    lines = rows.annotate(day=TruncDate("written_at")).values_list("day", "actor_name", "purpose")
    counted = lines.annotate(first=Min("written_at")).order_by("-day", "-first")[:at_most]
    return [Opening(day, first, name, purpose) for day, name, purpose, first in counted]
