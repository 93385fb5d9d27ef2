"""Moments and days on a Belgian clock. The moment itself is always an argument: nothing here asks what time it is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def local(at: datetime) -> datetime:
    """The moment on a Belgian clock. Raises ValueError for a moment without time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(BRUSSELS)


def day_of(at: datetime) -> date:
    """The Belgian day of a moment. Raises ValueError for a moment without time zone."""
    return local(at).date()
