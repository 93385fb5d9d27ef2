"""The notice (mise en demeure) and the motivated decision on a sanction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from .common import Document, Person, Seal, Signature, Worker
from .contract import Commitment


class Scope(StrEnum):
    """How much of the income is suspended."""

    PARTIAL = "partial"
    TOTAL = "total"


class Suspension(StrEnum):
    """Whether the sanction itself is put off (« sursis »)."""

    NONE = "none"
    PARTIAL = "partial"
    TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """The moment to be heard that is offered. `at` knows its time zone."""

    at: datetime
    place: str


@dataclass(frozen=True, kw_only=True)
class Notice(Document):
    """A notice: what was agreed, what was observed, what is asked by when, what help there is.

    `centre_commitments_late`: what the centre itself has not done yet; it is shown, whatever its effect.
    """

    template: ClassVar[str] = "notice"

    person: Person
    worker: Worker
    contract_reference: str
    contract_signed_on: date | None = None
    commitments: tuple[Commitment, ...] = ()
    facts: str
    asked: str
    asked_by: date
    support: str = ""
    centre_commitments_late: tuple[Commitment, ...] = ()
    hearing: Hearing | None = None
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SanctionDecision(Document):
    """The council's decision, motivated. Nothing has a default where a default would decide for somebody.

    `heard_on` None: the person was offered a hearing and did not come or did not wish to. `amount_per_month`: what is
    withheld a month when partial (cents). `suspended_until`: last day of the trial period of a suspended sanction.
    """

    template: ClassVar[str] = "sanction"

    person: Person
    worker: Worker
    contract_reference: str
    decided_on: date
    facts: str
    notice_sent_on: date
    tried: str
    hearing_offered_for: date
    heard_on: date | None
    person_words: str
    worker_advice: str
    centre_commitments: tuple[Commitment, ...]
    centre_delay_explained: str = ""
    motivation: str
    scope: Scope
    amount_per_month: int | None = None
    start: date
    end: date
    recidivism: bool
    suspension: Suspension
    suspended_until: date | None = None
    suspended_part: str = ""
    appeal_until: date | None = None
    tribunal: str
    tribunal_address: str = ""
    signatures: tuple[Signature, ...] = ()
    seal: Seal | None = None
