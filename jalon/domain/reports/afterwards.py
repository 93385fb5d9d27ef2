"""What became of the money of an approved report. Payments stand above this room and answer through `register`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Paid:
    """What reached a centre under the lines of a report, less what it paid back, in cents.

    `final`: what the closing of its lines leaves it with, None while one of them is not closed; `last_on`: the day of
    the last payment.
    """

    received: int
    final: int | None
    last_on: date | None

    @property
    def is_over(self) -> bool:
        """Whether nothing is due any more, on either side."""
        return self.final == self.received

    @property
    def to_pay_back(self) -> int:
        """What the centre received beyond what it ends with."""
        return max(self.received - self.final, 0) if self.final is not None else 0

    @property
    def to_come(self) -> int:
        """What it still receives."""
        return max(self.final - self.received, 0) if self.final is not None else 0


Source = Callable[[UUID, UUID, Collection[str]], Paid]
_asked: list[Source] = []


def register(source: Source) -> None:
    """From `AppConfig.ready` of the room that pays: (centre, programme, lines of the programme) → what was paid."""
    if source not in _asked:
        _asked.append(source)


def paid(centre_id: UUID, programme_id: UUID, lines: Collection[str]) -> Paid | None:
    """What the room that pays says; None without one."""
    return next((one(centre_id, programme_id, lines) for one in _asked), None)
