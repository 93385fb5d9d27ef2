"""Drawing a sample: pure, and the same for the same lines and seed, whatever their order."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Candidate:
    """A cost line that may be drawn: its key, and its amount in cents."""

    key: tuple[UUID, UUID]  # (report, cost)
    cents: int


def luck(seed: str, one: Candidate) -> str:
    """The place of a line in the lottery: nobody chooses it, anybody can work it out again from the seed."""
    return hashlib.sha256(f"{seed}:{one.key[0]}:{one.key[1]}".encode()).hexdigest()


def drawn(
    candidates: Iterable[Candidate], *, seed: str, largest: int, at_random: int
) -> tuple[list[Candidate], list[Candidate]]:
    """The largest amounts (of equal ones, by lot), then as many others by lot. Lines without an amount are left out."""
    known = [one for one in candidates if one.cents > 0]
    by_amount = sorted(known, key=lambda one: (-one.cents, luck(seed, one)))[:largest]
    rest = sorted((one for one in known if one not in set(by_amount)), key=lambda one: luck(seed, one))
    return by_amount, rest[:at_random]
