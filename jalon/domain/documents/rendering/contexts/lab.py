"""A scenario of the reform lab: what was asked, and its tables. Sentences come ready, in the language of the paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .common import Document


@dataclass(frozen=True, kw_only=True)
class LabTable:
    """A table: its title, heads, and rows of ready text, the first cell naming the row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class LabReport(Document):
    """One scenario. `subject`: its name. `brief`: what it comes to, a sentence a rule."""

    template: ClassVar[str] = "lab"

    subject: str
    notes: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...]
    brief: tuple[str, ...] = ()
    tables: tuple[LabTable, ...] = ()
