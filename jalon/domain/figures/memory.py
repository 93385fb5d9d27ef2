"""The last count of each period, kept: what a page can say at once, and the fresh count that follows it.

A small centre is counted each time somebody asks. In a centre so large that counting takes longer than `LONG`, what was
counted last is said first, with its moment, and a fresh count comes after it. Two readers never run the same count.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from jalon.domain.audit.models import JournalEntry, JournalHead, Kind
from jalon.domain.core.context import current_centre_id
from jalon.domain.figures.counting import Count, measure
from jalon.domain.figures.models import Counted
from jalon.domain.figures.periods import Period

LONG = 300  # milliseconds a reader may wait for the very last act
LARGE = 30_000  # rows of a journal beyond which a first count is expected to be long
RECENT = timedelta(minutes=1)  # a long count as young as this is not made again by itself


@dataclass(frozen=True)
class Told:
    """What can be said at once. `count` is None when this period was never counted in a large centre.

    `is_awaited`: a fresh count is worth asking for (`remembered` with `again`), and takes longer than `LONG`.
    """

    count: Count | None
    counted_at: datetime | None
    is_awaited: bool = False


def at_once(period: Period, *, at: datetime) -> Told:
    """The centre's figures without a long wait: fresh when counting is short, else the last kept."""
    if period.known_by:
        return Told(*remembered(period, at=at)) if _expected(None) <= LONG else Told(None, None, is_awaited=True)
    kept = _kept(period)
    if kept and _is_current(kept):
        return Told(_count_of(kept), kept.counted_at)
    if _expected(kept) <= LONG:
        return Told(*_counted(period, at, kept))
    if kept is None:
        return Told(None, None, is_awaited=True)
    return Told(_count_of(kept), kept.counted_at, is_awaited=not timedelta(0) <= at - kept.counted_at < RECENT)


def remembered(period: Period, *, at: datetime, again: bool = False) -> tuple[Count, datetime]:
    """The centre's figures as they are now, and the moment they were counted; waits for the count if there must be one.

    `again`: count now although nothing happened since the last time. What was known on a past day is not kept.
    """
    if period.known_by:
        return measure(period), at
    kept = _kept(period)
    if kept and not again and _is_current(kept):
        return _count_of(kept), kept.counted_at
    return _counted(period, at, kept)


def _counted(period: Period, at: datetime, before: Counted | None) -> tuple[Count, datetime]:
    """Count and keep; what somebody else counted while we waited for our turn is as fresh as ours would be."""
    _wait_for_turn(period)
    kept = _kept(period)
    if kept and (before is None or kept.counted_at != before.counted_at):
        return _count_of(kept), kept.counted_at
    begun, journal = time.perf_counter(), _journal()
    count = measure(period)
    taken = round((time.perf_counter() - begun) * 1000)
    Counted.objects.bulk_create(
        [
            Counted(
                first=period.first,
                last=period.last,
                counted_at=at,
                journal=journal,
                milliseconds=taken,
                cells=[[*name, number] for name, number in sorted(count.cells.items())],
            )
        ],
        update_conflicts=True,
        unique_fields=["centre", "first", "last"],
        update_fields=["counted_at", "journal", "milliseconds", "cells"],
    )
    return count, at


def _wait_for_turn(period: Period) -> None:
    """One count of a period at a time in a centre; the turn ends with the transaction that keeps the result."""
    name = f"figures {current_centre_id()} {period.first} {period.last}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _kept(period: Period) -> Counted | None:
    return Counted.objects.filter(first=period.first, last=period.last).first()


def _count_of(kept: Counted) -> Count:
    cells = {(code, axis, key): number for code, axis, key, number in kept.cells}
    return Count(Period(kept.first, kept.last), cells)


def _is_current(kept: Counted) -> bool:
    return not JournalEntry.objects.filter(number__gt=kept.journal, kind=Kind.ACT).exists()


def _expected(kept: Counted | None) -> int:
    """Milliseconds a count will take: as the last one did, of this period or any; else by the length of the journal."""
    last = kept or Counted.objects.order_by("-counted_at").only("milliseconds").first()
    return last.milliseconds if last else (LONG + 1 if _journal() > LARGE else 0)


def _journal() -> int:
    head = JournalHead.objects.first()
    return head.number if head else 0
