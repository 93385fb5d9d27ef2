"""The last count of a period, kept: given again while the journal holds no new act, or shortly after a long count."""

import time
from datetime import datetime, timedelta

from jalon.domain.audit.models import JournalEntry, JournalHead, Kind
from jalon.domain.figures.counting import Count, measure
from jalon.domain.figures.models import Counted
from jalon.domain.figures.periods import Period

LONG = 300  # milliseconds: beyond, the page need not wait for the very last act
FRESH = timedelta(minutes=10)


def remembered(period: Period, *, at: datetime, again: bool = False) -> tuple[Count, datetime]:
    """The centre's figures and the moment they were counted. `again`: count now whatever is kept."""
    kept = Counted.objects.filter(first=period.first, last=period.last).first()
    if kept and not again and _good(kept, at):
        cells = {(code, axis, key): number for code, axis, key, number in kept.cells}
        return Count(period, None, cells), kept.counted_at
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


def _good(kept: Counted, at: datetime) -> bool:
    if kept.milliseconds > LONG and timedelta(0) <= at - kept.counted_at < FRESH:
        return True
    return not JournalEntry.objects.filter(number__gt=kept.journal, kind=Kind.ACT).exists()


def _journal() -> int:
    head = JournalHead.objects.first()
    return head.number if head else 0
