"""The convention between a centre and the minister, and the letter that invites the centre to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from jalon.law.subsidies.articles import Article, usual_articles

from .common import Document, Seal


@dataclass(frozen=True, kw_only=True)
class Objective:
    """One objective in numbers: its code, its title in the language of the paper, how many people."""

    code: str
    title: str
    people: int


@dataclass(frozen=True, kw_only=True)
class ConventionText(Document):
    """The text to sign. Names of the programme come ready, in the language of the paper.

    `cents` of the grant, `advance` and `rest` in percent as people write them; `number` 0: not an amendment.
    `articles`: what it says, with places that the rest fills in; `seal`, `cents`: None in a sample.
    `raised`: of an amendment that makes an advance on the rise of the amount due, in percent.
    """

    template: ClassVar[str] = "convention"

    partner: str
    partner_place: str
    programme: str
    line: str
    legal_text: str
    number: int
    reason: str = ""
    cents: int | None
    first: date
    last: date
    advance: str = ""
    rest: str = ""
    raised: str = ""
    report_by: date | None = None
    cluster: str = ""
    members: tuple[str, ...] = ()
    text_title: str
    text: str
    objectives: tuple[Objective, ...]
    articles: tuple[Article, ...] = field(default_factory=usual_articles)
    seal: Seal | None


@dataclass(frozen=True, kw_only=True)
class ConventionCall(Document):
    """The letter of invitation with its calendar: `steps` are (what, when), ready in words."""

    template: ClassVar[str] = "call"

    to: str
    to_place: str
    programme: str
    line: str
    legal_text: str
    cents: int
    until: date
    moments: tuple[tuple[str, date, date], ...] = ()
    advance: str = ""
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentClaim(Document):
    """The letter that asks a centre to pay back what it did not justify, with amounts and reasons."""

    template: ClassVar[str] = "claim"

    to: str
    to_place: str
    programme: str
    line: str
    closed_on: date
    amounts: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...]
    cents: int
    until: date
    holder: str
    iban: str
    communication: str
