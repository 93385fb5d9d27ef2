"""The amendment: a numbered annex that shows what changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from .common import Document, Person, Seal, Side, Signature, Worker


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Section(StrEnum):
    """The part of the contract a change is in."""

    AIMS = "aims"
    PERSON = "person"
    CENTRE = "centre"
    THIRD = "third"
    AID = "aid"
    EVALUATION = "evaluation"
    PERIOD = "period"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. `before` is empty when added, `after` when removed."""

    kind: ChangeKind
    section: Section
    before: str = ""
    after: str = ""
    due_before: date | None = None
    due_after: date | None = None


@dataclass(frozen=True, kw_only=True)
class Amendment(Document):
    """A change of a running PIIS by mutual agreement. `must_sign` False: information only, no signature is asked."""

    template: ClassVar[str] = "amendment"

    person: Person
    worker: Worker
    number: int
    contract_reference: str
    contract_signed_on: date | None = None
    asked_by: Side | None = None
    reason: str = ""
    effective_on: date
    changes: tuple[Change, ...] = ()
    must_sign: bool = True
    signatures: tuple[Signature, ...] = ()
    seal: Seal | None = None
