"""Where every convention stands: counted by the database, read a page at a time, the longest wait first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from jalon.domain.conventions.enums import WITH_CENTRE, State
from jalon.domain.conventions.models import Convention
from jalon.domain.core import reader
from jalon.domain.core.both_sides import rows

SIZE = 50
MOST = 300  # what is done to many at once is done to so many at most: every form of the list stays readable


@dataclass(frozen=True)
class Asked:
    """What the board is asked for. Empty: everything. `year`: of the programme."""

    state: str = ""
    region: str = ""
    year: int | None = None
    late: bool = False


@dataclass(frozen=True)
class Page:
    """Some conventions, and the keys from which those before and after are asked; None at either end."""

    items: Sequence[Convention]
    before: UUID | None = None
    after: UUID | None = None


def _region() -> str:
    return f"centre__{reader.by_language('region_fr', 'region_nl')}"


def chosen(asked: Asked, *, on: date) -> QuerySet[Convention]:
    """The conventions asked for, in no order."""
    found = rows(Convention)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.region:
        found = found.filter(**{_region(): asked.region})
    if asked.year:
        found = found.filter(facts__year=asked.year)
    if asked.late:
        writing = Q(state__in=WITH_CENTRE, entry_until__lt=on)
        found = found.filter(writing | Q(state=State.DECIDED, sign_until__lt=on))
    return found


def counted() -> dict[str, int]:
    """How many stand in each state, in one statement."""
    return dict(rows(Convention).order_by().values_list("state").annotate(Count("pk")))


def regions() -> list[str]:
    """Of the centres that have a convention, by name."""
    field = _region()
    return sorted(one for one in rows(Convention).order_by().values_list(field, flat=True).distinct() if one)


def years() -> list[int]:
    """Of the programmes they are under."""
    return sorted(rows(Convention).order_by().values_list("facts__year", flat=True).distinct())


def page(asked: Asked, *, on: date, after: UUID | None = None, before: UUID | None = None) -> Page:
    """A page of them. An unknown key begins at the beginning."""
    every = chosen(asked, on=on)
    edge = rows(Convention).filter(pk=after or before).values_list("state_since", "pk").first()
    if edge is None:
        found = list(every.order_by("state_since", "pk")[: SIZE + 1])
        return Page(found[:SIZE], after=found[SIZE - 1].pk if len(found) > SIZE else None)
    since, pk = edge
    if after:
        beyond = every.filter(state_since__gte=since).exclude(state_since=since, pk__lte=pk)
        found = list(beyond.order_by("state_since", "pk")[: SIZE + 1])
        return Page(found[:SIZE], _key(found, 0), found[SIZE - 1].pk if len(found) > SIZE else None)
    short = every.filter(state_since__lte=since).exclude(state_since=since, pk__gte=pk)
    found = list(short.order_by("-state_since", "-pk")[: SIZE + 1])
    shown = found[:SIZE][::-1]
    return Page(shown, _key(shown, 0) if len(found) > SIZE else None, _key(shown, -1))


def _key(found: Sequence[Any], place: int) -> UUID | None:
    return found[place].pk if found else None
