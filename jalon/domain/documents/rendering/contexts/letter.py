"""A simple letter, and the invitation to an interview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .common import Document, Person, Signature, Worker


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """When and where. `at` knows its time zone; `minutes`: how long it lasts."""

    at: datetime
    place: str
    minutes: int | None = None
    bring: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Letter(Document):
    """A letter. With an `appointment` and no `subject`, it is an invitation to an interview."""

    template: ClassVar[str] = "letter"

    person: Person
    worker: Worker
    subject: str = ""
    body: str = ""
    appointment: Appointment | None = None
    signatures: tuple[Signature, ...] = ()
