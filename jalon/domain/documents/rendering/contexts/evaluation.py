"""The evaluation: what each side did, where the person stands, what the person says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from .common import Document, Person, Side, Signature, Worker


class Progress(StrEnum):
    """State of a commitment on the day of the evaluation."""

    DONE = "done"
    PARTLY = "partly"
    UNDER_WAY = "under_way"
    NOT_STARTED = "not_started"
    NOT_KEPT = "not_kept"
    DROPPED = "dropped"


class AbsenceCause(StrEnum):
    """Whose cause it is that the meeting did not take place."""

    PERSON = "person"
    ORGANISER = "organiser"
    FORCE_MAJEURE = "force_majeure"


class Opinion(StrEnum):
    AGREES = "agrees"
    DISAGREES = "disagrees"


@dataclass(frozen=True, kw_only=True)
class CommitmentProgress:
    """One commitment and its state; `comment` in plain words."""

    side: Side
    text: str
    state: Progress
    due: date | None = None
    who: str = ""
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class Rating:
    """Levels 1 to 5 in a domain, by the person and by the worker, before and now; None: not rated."""

    domain: str
    person_before: int | None = None
    person_now: int | None = None
    worker_before: int | None = None
    worker_now: int | None = None


@dataclass(frozen=True, kw_only=True)
class Evaluation(Document):
    """An evaluation held, or one that could not be (`attended` False, with its cause)."""

    template: ClassVar[str] = "evaluation"

    person: Person
    worker: Worker
    number: int
    contract_reference: str
    held_on: date
    in_person: bool = True
    attended: bool = True
    absence_cause: AbsenceCause | None = None
    absence_note: str = ""
    present: tuple[str, ...] = ()
    commitments: tuple[CommitmentProgress, ...] = ()
    ratings: tuple[Rating, ...] = ()
    summary: str = ""
    next_steps: tuple[str, ...] = ()
    opinion: Opinion | None = None
    person_comment: str = ""
    next_on: date | None = None
    next_in_person: bool = True
    signatures: tuple[Signature, ...] = ()
