"""What waits for a member besides files: rooms of pages register it, the first page of the day shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest


@dataclass(frozen=True)
class Reminder:
    """One thing to do: a title that is a link, a line below, and its day.

    `mail`: what a letter says instead of a title that tells too much for it; a letter never holds the line below.
    """

    title: str
    url: str
    text: str = ""
    due: date | None = None
    mail: str = ""


Source = Callable[[HttpRequest], Iterable[Reminder]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source; the same one twice is kept once."""
    if source not in _sources:
        _sources.append(source)


def of(request: HttpRequest) -> list[Reminder]:
    """Everything that waits for this member, soonest first."""
    found = [one for source in _sources for one in source(request)]
    return sorted(found, key=lambda one: (one.due or date.max, one.title))
