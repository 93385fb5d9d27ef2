"""A scale to fill in with a pen: sentences, each with its described levels to tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .common import Document, Person, Worker


@dataclass(frozen=True, kw_only=True)
class ScaleItem:
    """One sentence and its levels, the lowest first."""

    text: str
    levels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ScaleAxis:
    """Sentences that belong together."""

    name: str
    items: tuple[ScaleItem, ...]


@dataclass(frozen=True, kw_only=True)
class Scale(Document):
    """A blank form. `by_person`: for the person; else for the worker, about the person. `recall_days`: 0 is now."""

    template: ClassVar[str] = "scale"

    person: Person
    worker: Worker
    title: str
    about: str
    recall_days: int
    by_person: bool
    axes: tuple[ScaleAxis, ...]
    licence: str = ""
