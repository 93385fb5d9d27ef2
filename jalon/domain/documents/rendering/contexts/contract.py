"""The PIIS: who, what the person wants, who does what by when, how it is looked at together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from .common import Document, Person, Regime, Seal, Signature, Worker


class ContractKind(StrEnum):
    """Kinds of PIIS, of today and of before; the caller knows which existed at which date."""

    GENERAL = "general"
    STUDY = "study"
    TRAINING = "training"
    EMPLOYMENT = "employment"
    SOCIAL = "social"
    COMMUNITY_SERVICE = "community_service"


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """One thing somebody will do. `domain`: a `LifeDomain` value, or a centre's own word. `who`: the organisation of a
    third party; `contact`: whom to reach there."""

    text: str
    domain: str = ""
    due: date | None = None
    who: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A planned moment to look at the project together."""

    on: date
    in_person: bool = True


@dataclass(frozen=True, kw_only=True)
class Contract(Document):
    """The contract. Without `seal` it is printed as a draft that can't be signed.

    `end` None: with `ends_with_studies`, it runs with the studies; otherwise no end date is written.
    """

    template: ClassVar[str] = "contract"

    person: Person
    worker: Worker
    kind: ContractKind = ContractKind.GENERAL
    regime: Regime = Regime.SINCE_REFORM
    aims: tuple[str, ...] = ()
    person_commitments: tuple[Commitment, ...] = ()
    centre_commitments: tuple[Commitment, ...] = ()
    third_commitments: tuple[Commitment, ...] = ()
    additional_aid: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    evaluation_how: str = ""
    start: date
    end: date | None = None
    ends_with_studies: bool = False
    handed_over_on: date | None = None
    reflection_until: date | None = None
    signatures: tuple[Signature, ...] = ()
    seal: Seal | None = None
