"""The bilan social: each domain of life in the person's words, with two ratings on five described levels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .common import Document, LifeDomain, Person, Signature, Worker


@dataclass(frozen=True, kw_only=True)
class BilanDomain:
    """A domain of life. `domain`: a `LifeDomain` value or a centre's own word. Levels are 1 to 5, None: not rated.

    `alone`: what the person wrote by themselves before the talk, as pairs of a field above and its text. `levels`: the
    five descriptions for this domain, lowest first; empty: the general ones.
    """

    domain: str
    words: str = ""
    aspirations: str = ""
    strengths: str = ""
    needs: str = ""
    alone: tuple[tuple[str, str], ...] = ()
    person_level: int | None = None
    worker_level: int | None = None
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bilan(Document):
    """A bilan social, filled in, or blank to write on (`blank` True: domains without content get lines and boxes).

    `moment`: 1, 2 or 3 (the three moments of the trajectory); None: not one of them. The remarks are those that came
    with levels given apart.
    """

    template: ClassVar[str] = "bilan"

    person: Person | None = None
    worker: Worker | None = None
    held_on: date | None = None
    moment: int | None = None
    domains: tuple[BilanDomain, ...] = ()
    together: str = ""
    person_remark: str = ""
    worker_remark: str = ""
    blank: bool = False
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def all_domains(cls) -> tuple[BilanDomain, ...]:
        """Every domain of life, empty: what a blank bilan prints."""
        return tuple(BilanDomain(domain=domain.value) for domain in LifeDomain)
