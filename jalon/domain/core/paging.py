"""Long lists by key: the next rows after a row, never « page 4,000 ». A cursor is an id, so no name stands in a URL."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from jalon.domain.core.both_sides import rows as readable

Cursor = UUID
SIZE = 25


@dataclass(frozen=True)
class Page:
    """Some rows, and the ids from which the ones before and after are asked; None at either end."""

    items: Sequence[Any]
    before: Cursor | None = None
    after: Cursor | None = None


def page_by(rows: QuerySet, column: str, *, after: Cursor | None, before: Cursor | None, size: int = SIZE) -> Page:
    """A page of `rows` in the order of a column that is never empty, then of ids. An unknown cursor begins at the
    beginning; one whose row is no longer among `rows` still says where."""
    edge = _edge(rows, column, after or before)
    if edge is None:
        found = list(rows.order_by(column, "pk")[: size + 1])
        return Page(found[:size], after=found[size - 1].pk if len(found) > size else None)
    if after:
        found = list(_beyond(rows, column, edge).order_by(column, "pk")[: size + 1])
        shown = found[:size]
        return Page(shown, before=_first(shown), after=shown[-1].pk if len(found) > size else None)
    found = list(_short_of(rows, column, edge).order_by(f"-{column}", "-pk")[: size + 1])
    shown = found[:size][::-1]
    return Page(shown, before=_first(shown) if len(found) > size else None, after=shown[-1].pk if shown else None)


def page_by_number(rows: QuerySet, *, below: int | None, size: int, keep: Callable[[Any], Any]) -> Page:
    """A page of numbered rows, the latest first; its `after` is the number of the last one shown."""
    chosen = rows.order_by("-number")
    if below is not None:
        chosen = chosen.filter(number__lt=below)
    found = list(chosen[: size + 1])
    return Page([keep(row) for row in found[:size]], after=found[size - 1].number if len(found) > size else None)


def _edge(rows: QuerySet, column: str, cursor: Cursor | None) -> tuple[Any, UUID] | None:
    if cursor is None:
        return None
    return readable(rows.model).filter(pk=cursor).values_list(column, "pk").first()


def _beyond(rows: QuerySet, column: str, edge: tuple[Any, UUID]) -> QuerySet:
    # Written as a range first, so that the index begins at the right place.
    return rows.filter(**{f"{column}__gte": edge[0]}).exclude(Q(**{column: edge[0]}) & Q(pk__lte=edge[1]))


def _short_of(rows: QuerySet, column: str, edge: tuple[Any, UUID]) -> QuerySet:
    return rows.filter(**{f"{column}__lte": edge[0]}).exclude(Q(**{column: edge[0]}) & Q(pk__gte=edge[1]))


def _first(rows: Sequence[Any]) -> UUID | None:
    return rows[0].pk if rows else None
