"""Where every convention stands: counted by the database, read a page at a time, the longest wait first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from jalon.domain.conventions.enums import WITH_CENTRE, State
from jalon.domain.conventions.models import Convention
from jalon.domain.core import reader
from jalon.domain.core.both_sides import rows

SIZE = 50  # on a page, in the order of `state_since`
MOST = 300  # what is done to many at once is done to so many at most: every form of the list stays readable


@dataclass(frozen=True)
class Asked:
    """What the board is asked for. Empty: everything. `year`: of the programme."""

    state: str = ""
    region: str = ""
    year: int | None = None
    late: bool = False


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
