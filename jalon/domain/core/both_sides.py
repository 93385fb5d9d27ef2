"""What a centre and the administration move together: one row with a state, and rows each side leaves for the other.

The state is on the row; what was told to the centre (`answers`) and what the administration noted for itself (`notes`)
are only added. Which role of the database makes which move stands in a trigger of each room, tested equal to `moves`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, QuerySet

from jalon.domain.core.context import current
from jalon.domain.core.models import CentreOwned
from jalon.domain.core.transitions import Machine, Predicate

Row = TypeVar("Row", bound=CentreOwned)


def rows(model: Any) -> QuerySet[Any]:
    """The rows of the centre in context; at the administration, those it may read."""
    return model.objects.all() if current().centre_id else model._base_manager.all()


def locked(one: Row) -> Row:
    """The row itself, held until the act is done: two acts at once happen one after the other."""
    return rows(type(one)).select_for_update().get(pk=one.pk)


def moves(machine: Machine, centres: Collection[Predicate]) -> set[tuple[str, str, str]]:
    """(database role, from, to): what each side does; `centres`: who of the table belongs to a centre."""
    return {
        ("jalon_app" if line.who in centres else "jalon_federal", str(line.source), str(line.target))
        for line in machine.transitions
        if line.source != line.target
    }


def unanswered(requests: QuerySet[Any], answers: type[CentreOwned], name: str) -> QuerySet[Any]:
    """Of the delays that centres ask for, those that no answer with another day (`until`) followed.

    `name`: what requests and answers call the row they stand beside.
    """
    same = {one: OuterRef(one) for one in ("centre_id", f"{name}_id")}
    return requests.filter(~Exists(answers._base_manager.filter(until__isnull=False, at__gte=OuterRef("at"), **same)))


@dataclass(frozen=True)
class Dossier:
    """How such a row is moved and told of. `name`: what the rows beside it call it."""

    name: str
    machine: Machine
    answers: type[CentreOwned]
    notes: type[CentreOwned]

    def move(self, one: Any, act: str, *, actor: Any, at: datetime, **facts: Any) -> Any:
        """Apply the act to a locked row. Time spent in a state counts from the move, not from an act that stays."""
        before = one.state
        self.machine.apply(one, act, actor=actor, **facts)
        if one.state != before:
            one.state_since = at
        return one

    def kept(self, one: Any, *names: str) -> Any:
        """Write the state and these columns. At the administration no centre is in context: rows are updated by key."""
        told = {name: getattr(one, name) for name in ("state", "state_since", *names)}
        rows(type(one)).filter(pk=one.pk).update(revision=F("revision") + 1, **told)
        one.revision += 1
        return one

    def tell(
        self,
        one: Any,
        kind: str,
        *,
        actor: Any,
        at: datetime,
        words: str = "",
        remarks: Mapping[str, str] | None = None,
        until: date | None = None,
        version: int = 0,
    ) -> Any:
        """Leave the row the centre reads; it is the administration's journal of told acts too."""
        facts = {"words": words, "remarks": dict(remarks or {}), "until": until, "version_number": version}
        return self._left(self.answers, one, kind, actor, at, facts)

    def note(
        self,
        one: Any,
        kind: str,
        *,
        actor: Any,
        at: datetime,
        version: int,
        words: str = "",
        checks: Iterable[str] = (),
        remarks: Mapping[str, str] | None = None,
    ) -> Any:
        """Leave the row only the administration reads."""
        facts = {"words": words, "remarks": dict(remarks or {}), "checks": sorted(checks), "version_number": version}
        return self._left(self.notes, one, kind, actor, at, facts)

    def _left(self, model: Any, one: Any, kind: str, actor: Any, at: datetime, facts: dict[str, Any]) -> Any:
        whose = {"centre_id": one.centre_id, f"{self.name}_id": one.pk}
        left = model(kind=kind, at=at, by_name=actor.name, **whose, **facts)
        model._base_manager.bulk_create([left])
        return left
