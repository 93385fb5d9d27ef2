"""The annual report of a grant: words, numbers, money, who signed, when it arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from .common import Document, Seal


@dataclass(frozen=True, kw_only=True)
class ReportNumbers:
    """Section B of one line: `rows` are (code, title, target, value, reason of a correction).

    `parts`: by code, what each centre of a cluster has in a number; `notes`: said below the numbers.
    """

    title: str
    rows: tuple[tuple[str, str, int | None, int | None, str], ...]
    parts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """Section C of one line of the programme, in cents."""

    title: str
    granted: int
    justified: int
    rest: int
    above: int


@dataclass(frozen=True, kw_only=True)
class ReportCost:
    """One cost: what, when, staff or running, cents."""

    words: str
    day: date
    category: str
    cents: int


@dataclass(frozen=True, kw_only=True)
class AnnualReport(Document):
    """A report as it was sent. Names of the programme come ready, in the language of the paper.

    `words`: (title, text) of section A; `signed`: (capacity, name, moment); `number` of the sending.
    """

    template: ClassVar[str] = "report"

    of: str
    programme: str
    first: date
    last: date
    number: int
    words: tuple[tuple[str, str], ...]
    reply: str = ""
    numbers: tuple[ReportNumbers, ...]
    lines: tuple[ReportLine, ...]
    costs: tuple[ReportCost, ...]
    signed: tuple[tuple[str, str, datetime], ...]
    received_at: datetime
    seal: Seal
