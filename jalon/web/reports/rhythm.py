"""When a report that is due is spoken of: few days people can expect, never every day.

Four times before its day (28, 14, 7 and 2 days), then once a week once it is past; on each of those days and the three
that follow, so that who does not work on that day reads it too.
"""

from datetime import date

BEFORE = (28, 14, 7, 2)  # days before
AFTER = 7  # days between two once it is late
SHOWN = 3  # days a reminder stays


def is_spoken_of(due: date, on: date) -> bool:
    """Whether the first page of the day speaks of it today. The day itself and its eve always do."""
    left = (due - on).days
    if 0 <= left <= max(BEFORE[-1], 2):
        return True
    if left > 0:
        return any(0 <= moment - left < SHOWN for moment in BEFORE)
    return (-left - 1) % AFTER < SHOWN
