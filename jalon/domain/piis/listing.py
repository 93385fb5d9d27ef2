"""Lists of projects: by where they stand, by kind, and by what happened to them in a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models import TextChoices as Choices
from django.utils.translation import gettext_lazy as _

from jalon.domain.piis.enums import State
from jalon.domain.piis.models import Piis

Cursor = tuple[date, UUID]


class Happening(Choices):
    """What happened to a project, by the field that keeps its day."""

    DRAFTED = "drafted_on", _("commencé")
    HANDED_OVER = "handed_over_on", _("remis")
    CONCLUDED = "concluded_on", _("signé par tous")
    DECIDED = "decided_on", _("décidé")
    BEGUN = "since", _("entré en vigueur")
    ENDED = "ended_on", _("terminé")


@dataclass(frozen=True)
class Asked:
    """What a list shows; `first` and `last`, both included, bound the day of `happening`."""

    state: str = ""
    kind: str = ""
    happening: Happening = Happening.DRAFTED
    first: date | None = None
    last: date | None = None

    def narrowing(self) -> Q:
        """The condition on a project."""
        wanted = {
            "state": self.state or None,
            "kind": self.kind or None,
            f"{self.happening}__gte": self.first,
            f"{self.happening}__lte": self.last,
        }
        return Q(**{name: value for name, value in wanted.items() if value}, **{f"{self.happening}__isnull": False})


@dataclass(frozen=True)
class Listed:
    """Some projects, the latest first, and from where the list goes on; None at its end."""

    items: Sequence[Piis]
    after: Cursor | None


def listed(projects: QuerySet[Piis], asked: Asked, *, after: Cursor | None = None, size: int = 25) -> Listed:
    """A page of these projects in one query. The place in the list is a day and an id, never a page number."""
    rows = projects.filter(asked.narrowing()).select_related("person", "responsible")
    if after:
        day, key = after
        rows = rows.filter(Q(**{f"{asked.happening}__lt": day}) | Q(**{asked.happening: day}, id__lt=key))
    found = list(rows.order_by(F(asked.happening).desc(), "-id")[: size + 1])
    shown = found[:size]
    more = len(found) > size
    return Listed(shown, (getattr(shown[-1], asked.happening), shown[-1].pk) if more else None)


def phases(projects: QuerySet[Piis]) -> list[tuple[State, int]]:
    """How many of these projects stand in each state, in the order of a project's life; empty states are left out."""
    counted = dict(projects.order_by().values_list("state").annotate(Count("pk")))
    return [(state, counted[state]) for state in State if counted.get(state)]
