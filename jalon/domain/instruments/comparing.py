"""Moments side by side: how each rating moved from one bilan to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from jalon.domain.instruments import catalogue
from jalon.domain.instruments.models import Bilan, BilanEntry


class Move(StrEnum):
    """From the last rating of the same side to this one."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NONE = ""


@dataclass(frozen=True)
class Side:
    """A rating (None: not rated) and how it moved since this side last rated the domain."""

    level: int | None
    move: Move


@dataclass(frozen=True)
class Cell:
    """A domain in one bilan. `entry` is None when the bilan's instrument had no such domain."""

    entry: BilanEntry | None
    person: Side
    worker: Side


@dataclass(frozen=True)
class Row:
    """A domain across the bilans; the overall moves go from the first rating to the last."""

    domain: catalogue.Domain
    cells: tuple[Cell, ...]
    person_overall: Move
    worker_overall: Move


def compare(bilans: Sequence[Bilan]) -> list[Row]:
    """Each domain of the newest bilan's instrument across `bilans`, given oldest first. One query.

    Raises ValueError for bilans of different instruments: their levels don't mean the same.
    """
    if not bilans:
        return []
    if len({bilan.instrument for bilan in bilans}) > 1:
        raise ValueError("bilans of different instruments have no common scale")
    instrument = catalogue.instrument(bilans[-1].instrument, bilans[-1].instrument_version)
    entries = {(entry.bilan_id, entry.domain): entry for entry in BilanEntry.objects.filter(bilan__in=list(bilans))}
    return [
        _row(domain, [entries.get((bilan.pk, domain.code)) for bilan in bilans], instrument.direction)
        for domain in instrument.domains
    ]


def tally(rows: Sequence[Row]) -> dict[str, dict[Move, int]]:
    """How many domains are better, the same or worse between the first and the last rating, for each side."""
    return {
        side: {move: sum(getattr(row, f"{side}_overall") == move for row in rows) for move in Move if move}
        for side in ("person", "worker")
    }


def moved(before: int | None, after: int | None, direction: int) -> Move:
    """The move between two ratings; none when one of them is missing."""
    if before is None or after is None:
        return Move.NONE
    step = (after - before) * direction
    return Move.BETTER if step > 0 else Move.WORSE if step < 0 else Move.SAME


def _row(domain: catalogue.Domain, entries: Sequence[BilanEntry | None], direction: int) -> Row:
    person = _sides([entry and entry.rating_person for entry in entries], direction)
    worker = _sides([entry and entry.rating_worker for entry in entries], direction)
    cells = tuple(Cell(*cell) for cell in zip(entries, person, worker, strict=True))
    return Row(domain, cells, _overall(person, direction), _overall(worker, direction))


def _sides(levels: Sequence[int | None], direction: int) -> list[Side]:
    sides, last = [], None
    for level in levels:
        sides.append(Side(level, moved(last, level, direction)))
        last = level if level is not None else last
    return sides


def _overall(sides: Sequence[Side], direction: int) -> Move:
    rated = [side.level for side in sides if side.level is not None]
    return moved(rated[0], rated[-1], direction) if len(rated) > 1 else Move.NONE
