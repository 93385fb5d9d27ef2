"""What every document shares: the centre, the person, the worker, the seal and the signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

REFORM = date(2016, 11, 1)


class Language(StrEnum):
    """The languages a person can be given a document in."""

    FR = "fr"
    NL = "nl"
    DE = "de"
    EN = "en"


class Side(StrEnum):
    """Who holds a commitment or signs."""

    PERSON = "person"
    CENTRE = "centre"
    THIRD = "third"


class Means(StrEnum):
    """How a signature was given."""

    DRAWN = "drawn"
    TYPED = "typed"
    PAPER = "paper"
    OWN = "own"


class Regime(StrEnum):
    """The rules a PIIS lives under; the reform came into force on 1 November 2016 (law of 21 July 2016)."""

    BEFORE_REFORM = "before_2016_11"
    SINCE_REFORM = "since_2016_11"

    @classmethod
    def at(cls, on: date) -> Regime:
        """The regime of a PIIS concluded on that day."""
        return cls.BEFORE_REFORM if on < REFORM else cls.SINCE_REFORM


class LifeDomain(StrEnum):
    """The domains of life of the bilan social; a domain of a centre's own is passed as its plain name instead."""

    HOUSING = "housing"
    HEALTH = "health"
    MONEY = "money"
    ADMINISTRATION = "administration"
    FAMILY = "family"
    NETWORK = "network"
    LANGUAGES = "languages"
    TRAINING = "training"
    WORK = "work"
    MOBILITY = "mobility"
    DIGITAL = "digital"
    RHYTHM = "rhythm"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, kw_only=True)
class Centre:
    """Whose paper it is. `logo`: bytes of a PNG, JPEG or SVG. `colour`: `#rrggbb`, used where it stays readable."""

    name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    place: str = ""
    logo: bytes | None = None
    colour: str = "#1d5c63"


@dataclass(frozen=True, kw_only=True)
class Person:
    """The person the document is about. No national number: the file number is enough on paper."""

    name: str
    file_number: str
    birth_date: date | None = None
    address: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Worker:
    """The social worker to turn to."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Seal:
    """What ties paper to the exact version in the file: its id, its number, the SHA-256 of its text (64 hex digits)."""

    version_id: UUID
    version: int
    content_hash: str


@dataclass(frozen=True, kw_only=True)
class Signature:
    """One line to sign, or the signature already given there.

    `capacity`: in what quality (secretary, organisation). `drawing`: PNG or JPEG of a drawn signature.
    An unsigned line (`signed_at` is None) is printed as an empty box.
    """

    name: str
    side: Side
    capacity: str = ""
    signed_at: datetime | None = None
    means: Means | None = None
    drawing: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Attached:
    """Data carried inside the PDF, for programs to read. `text` is the file itself, UTF-8."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """What each document has. `made_at` must know its time zone: it dates the PDF and makes its bytes repeatable."""

    template: ClassVar[str] = ""

    made_at: datetime
    centre: Centre
    reference: str
    attached: tuple[Attached, ...] = ()
