"""The letter that opens a person's own space, with the card to keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .common import Document, Person, Worker


@dataclass(frozen=True, kw_only=True)
class AccessCard(Document):
    """`number` and `code` as they are printed; `address`: where both are typed; `home`: where one enters later.

    `until`: the code's last day.
    """

    template: ClassVar[str] = "card"

    person: Person
    worker: Worker
    number: str
    code: str
    address: str
    home: str
    until: date
