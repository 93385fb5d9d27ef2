"""Long lists by key: the next rows after a row, never « page 4,000 ». A cursor is an id, so no name stands in a URL."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

Cursor = UUID
SIZE = 25


@dataclass(frozen=True)
class Page:
    """Some rows, and the ids from which the ones before and after are asked; None at either end."""

    items: Sequence[Any]
    before: Cursor | None = None
    after: Cursor | None = None


def page_by_name(people: QuerySet, *, after: Cursor | None, before: Cursor | None, size: int = SIZE) -> Page:
    """A page of `people` (a queryset of `Person`) in the order of names. An unknown cursor begins at the beginning."""
    edge = _edge(people, after or before)
    if edge is None:
        rows = list(people.order_by("sort_name", "id")[: size + 1])
        return Page(rows[:size], after=rows[size - 1].pk if len(rows) > size else None)
    if after:
        rows = list(_beyond(people, edge).order_by("sort_name", "id")[: size + 1])
        shown = rows[:size]
        return Page(shown, before=_first(shown), after=shown[-1].pk if len(rows) > size else None)
    rows = list(_short_of(people, edge).order_by("-sort_name", "-id")[: size + 1])
    shown = rows[:size][::-1]
    return Page(shown, before=_first(shown) if len(rows) > size else None, after=shown[-1].pk if shown else None)


def page_by_number(rows: QuerySet, *, below: int | None, size: int, keep: Callable[[Any], Any]) -> Page:
    """A page of numbered rows, the latest first; its `after` is the number of the last one shown."""
    chosen = rows.order_by("-number")
    if below is not None:
        chosen = chosen.filter(number__lt=below)
    found = list(chosen[: size + 1])
    return Page([keep(row) for row in found[:size]], after=found[size - 1].number if len(found) > size else None)


def _edge(people: QuerySet, cursor: Cursor | None) -> tuple[str, UUID] | None:
    if cursor is None:
        return None
    return people.model.objects.filter(pk=cursor).values_list("sort_name", "pk").first()


def _beyond(people: QuerySet, edge: tuple[str, UUID]) -> QuerySet:
    # Written as a range first, so that the index begins at the right place.
    return people.filter(sort_name__gte=edge[0]).exclude(sort_name=edge[0], id__lte=edge[1])


def _short_of(people: QuerySet, edge: tuple[str, UUID]) -> QuerySet:
    return people.filter(sort_name__lte=edge[0]).exclude(Q(sort_name=edge[0]) & Q(id__gte=edge[1]))


def _first(rows: Sequence[Any]) -> UUID | None:
    return rows[0].pk if rows else None
