"""What else a list of files can be narrowed to. Rooms above add theirs from `AppConfig.ready()`: late, without PIIS…"""

from dataclasses import dataclass

from jalon.domain.core.errors import Text
from jalon.domain.people.queries import Narrowing


@dataclass(frozen=True)
class ListFilter:
    """`narrowing(people, on)` makes a queryset of `Person` smaller (by `Exists`, never by a join)."""

    key: str
    label: Text
    narrowing: Narrowing
    order: int = 50


_filters: list[ListFilter] = []


def register(one: ListFilter) -> None:
    """Add a filter; the same key twice is kept once."""
    if all(known.key != one.key for known in _filters):
        _filters.append(one)


def known() -> list[ListFilter]:
    """The filters in order."""
    return sorted(_filters, key=lambda one: one.order)


def find(key: str) -> ListFilter | None:
    """The filter of that key."""
    return next((one for one in _filters if one.key == key), None)
