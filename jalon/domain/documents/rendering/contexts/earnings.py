"""A month of work beside the income support, line by line. Its sentences come ready, in the language of the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .common import Document, Person, Worker


@dataclass(frozen=True, kw_only=True)
class EarningsLine:
    """One reason: the sentence, the text with its article, and how sure it is."""

    text: str
    cite: str
    certainty: str


@dataclass(frozen=True, kw_only=True)
class EarningsMonth(Document):
    """One month. `person` None: the tool was used without a file. `head` and `rows`: the months side by side.

    `asked`: what was given, as label and text. `left`: what is used and left of the exemption, a sentence each.
    """

    template: ClassVar[str] = "earnings"

    person: Person | None = None
    worker: Worker | None = None
    lead: str
    brief: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    right: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    lines: tuple[EarningsLine, ...] = ()
    doubts: tuple[str, ...] = ()
    kept: str = ""
