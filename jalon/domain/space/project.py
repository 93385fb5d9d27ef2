"""« My project »: what a person reads of their own file, from the columns `reach` opens and no others.

Every query names its columns; asked for one that is not open to the person, PostgreSQL refuses the whole page.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.db.models.functions import TruncDate

from jalon.domain.audit.models import JournalEntry, Kind
from jalon.domain.centres.models import Centre
from jalon.domain.core.json_rows import typed
from jalon.domain.documents.models import Document
from jalon.domain.piis.enums import CommitmentState, EvaluationState, State
from jalon.domain.piis.models import Evaluation
from jalon.domain.sanctions.enums import State as Sanction
from jalon.domain.sanctions.models import Notification
from jalon.domain.space import at_once
from jalon.domain.space.models import EvaluationVoice, InterviewAnswer, InterviewRequest
from jalon.domain.space.queries import Asked
from jalon.domain.space.texts import Text, waiting

_FIRST = {State.RUNNING: 0, State.SIGNED: 1, State.HANDED_OVER: 2, State.ENDED: 3, State.REFUSED: 4}


@dataclass(frozen=True)
class Who:
    """The person, their worker and their centre. `language` is the person's own; `closed_on`: of their file."""

    name: str
    first_name: str
    language: str
    worker: str
    phone: str
    address: str
    closed_on: date | None


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


@dataclass(frozen=True)
class Frame:
    """What stands on every page inside."""

    who: Who
    centre: Centre


@dataclass(frozen=True)
class FirstPage(Frame):
    """What the first page tells. `status`: the kind of aid that day; `asked`: the last interview, with its answer;
    `has_questions`: a rating waits for the person."""

    project: Project | None
    status: str
    warned: list["Warned"]
    appeals: list[date]
    asked: Asked | None
    has_questions: bool


def frame(person_id: UUID) -> Frame:
    """Who the person in context is, and their centre. One statement."""
    return Frame(*_framed(at_once.frame(person_id)))


def first_page(person_id: UUID, on: date) -> FirstPage:
    """Everything the first page tells, in one statement; a text that waits and a decision notified are asked for apart.

    The project is the one that runs, or else the one nearest to running; None while no text was handed over. A notice
    counts while it runs, an appeal while nobody lifted the decision.
    """
    told = at_once.page(person_id, on)
    return FirstPage(
        *_framed(told),
        project=_project(told, on),
        status=told["status"][0]["kind"] if told["status"] else "",
        warned=[
            Warned(row["asked_by"], row["hearing_on"], row["hearing_place"])
            for row in told["warned"]
            if row["state"] != Sanction.NOTIFIED
        ],
        appeals=_appeals(person_id) if any(row["state"] == Sanction.NOTIFIED for row in told["warned"]) else [],
        asked=_last_asked(told),
        has_questions=bool(told["questions"]),
    )


def my_project(person_id: UUID, on: date) -> Project | None:
    """The project of the first page."""
    return first_page(person_id, on).project


def _framed(told: dict[str, Any]) -> tuple[Who, Centre]:
    first, last, worker = told["first_names"], told["last_name"], told["responsible__name"] or ""
    # The settings of a centre that never chose any are empty.
    reach = told["settings"][0] if told["settings"] else {"phone": "", "address": ""}
    name, known = f"{first} {last}".strip(), (told["language"], worker, reach["phone"], reach["address"])
    return Who(name, first or last, *known, told["closed_on"]), Centre(**typed(Centre, told["centre"][0]))


def _last_asked(told: dict[str, Any]) -> Asked | None:
    if not told["asked"]:
        return None
    facts = dict(told["asked"][0])
    answer, given = next(iter(facts.pop("answers")), None), facts.pop("given")
    return Asked(InterviewRequest(**facts), InterviewAnswer(**answer) if answer else None, given)


def _appeals(person_id: UUID) -> list[date]:
    """The last days to appeal against what the council decided and nobody lifted."""
    standing = Notification.objects.filter(document__person_id=person_id, decision__proposal__state=Sanction.NOTIFIED)
    return list(standing.values_list("appeal_until", flat=True))


def _project(told: dict[str, Any], on: date) -> Project | None:
    if not told["projects"]:
        return None
    facts = dict(min(told["projects"], key=lambda one: (_FIRST.get(State(one["state"]), 9), -one["number"])))
    lines, talks, handed = (facts.pop(name) for name in ("lines", "talks", "handed"))
    # A text waits while its project is signed for the first time, or while a change of it is.
    texts = waiting(facts["id"]) if handed or facts["state"] in (State.HANDED_OVER, State.SIGNED) else []
    return Project(facts, _lines(facts, lines, on), texts, _talks(talks, told["voices"]))


def talk(evaluation_id: UUID) -> Talk | None:
    """One evaluation of the person that was held or missed."""
    past = Evaluation.objects.filter(pk=evaluation_id, state__in=[EvaluationState.HELD, EvaluationState.MISSED])
    facts = past.values(*at_once.EVALUATION).first()
    return Talk(facts, list(_voices([evaluation_id]))) if facts else None


@dataclass(frozen=True)
class Warned:
    """A formal notice the person was sent: what is asked by when, and the day they may be heard."""

    asked_by: date | None
    hearing_at: datetime | None
    hearing_place: str


def documents(person_id: UUID) -> list[dict[str, Any]]:
    """Every paper the person was given, the latest first."""
    rows = Document.objects.filter(person_id=person_id)
    return list(
        rows.values("id", "kind", "subject_id", "language", "title", "pages", "made_at").order_by("-made_at", "id")
    )


def document(document_id: UUID) -> dict[str, Any] | None:
    """The bytes of one of them."""
    return Document.objects.filter(pk=document_id).values("title", "media_type", "content", "made_at").first()


def _lines(facts: dict[str, Any], rows: Iterable[dict[str, Any]], on: date) -> list[Line]:
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
        for row in rows
    ]


def _talks(rows: Iterable[dict[str, Any]], voices: Iterable[dict[str, Any]]) -> list[Talk]:
    said: dict[UUID, list[EvaluationVoice]] = {}
    for voice in voices:
        said.setdefault(voice["evaluation_id"], []).append(EvaluationVoice(**voice))
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
