"""What the facts of a file miss or contradict, who mends it and where. Rooms above add theirs from `AppConfig.ready()`.

A check is a filter of the list of files too: the page shows the first files of each, the list shows them all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Value

from jalon.domain.accounts.models import Deputyship, Membership
from jalon.domain.core.errors import Text
from jalon.domain.people.models import Person
from jalon.domain.people.queries import Narrowing
from jalon.web.people import filters

SHOWN = 10


@dataclass(frozen=True)
class DataCheck:
    """`narrowing(people, on)` keeps the files to mend (by `Exists`); `url_name`: the page that does."""

    key: str
    label: Text  # what is wrong, as the filter of the list says it
    why: Text  # what it costs the person or the figures
    act: Text
    url_name: str
    narrowing: Narrowing
    order: int = 50


@dataclass(frozen=True)
class ToMend:
    """A file, and who mends it: the colleague who answers for it or replaces who does; None where nobody does."""

    person: Person
    by: Membership | None


@dataclass(frozen=True)
class Finding:
    """A check that found files: the first by name, and whether there are more."""

    check: DataCheck
    files: Sequence[ToMend]
    more: bool


_checks: list[DataCheck] = []


def register(one: DataCheck) -> None:
    """Add a check and its filter; the same key twice is kept once."""
    if all(known.key != one.key for known in _checks):
        _checks.append(one)
        filters.register(filters.ListFilter(one.key, one.label, one.narrowing, order=one.order))


def known() -> list[DataCheck]:
    """The checks in order."""
    return sorted(_checks, key=lambda one: one.order)


def findings(people: QuerySet[Person], on: date) -> list[Finding]:
    """What the checks find among these people: three queries, however many checks and files."""
    first, *others = [_first(people, one, on) for one in known()]
    rows: dict[str, list[tuple[str, UUID]]] = {}
    for key, person_id, name in first.union(*others, all=True):
        rows.setdefault(key, []).append((name, person_id))
    files = _to_mend((person_id for found in rows.values() for _name, person_id in found), on)
    return [
        Finding(one, [files[person_id] for _name, person_id in sorted(found)[:SHOWN]], len(found) > SHOWN)
        for one in known()
        if (found := rows.get(one.key))
    ]


def _first(people: QuerySet[Person], check: DataCheck, on: date) -> QuerySet[Person, Any]:
    """(key, id, name) of the first files of a check, one more than is shown."""
    rows = check.narrowing(people, on).order_by("sort_name", "id")
    return rows.values_list(Value(check.key, output_field=CharField()), "pk", "sort_name")[: SHOWN + 1]


def _to_mend(ids: Iterable[UUID], on: date) -> dict[UUID, ToMend]:
    people = list(Person.objects.filter(pk__in=set(ids)).select_related("responsible"))
    absences = Deputyship.objects.filter(
        absent__in={one.responsible_id for one in people} - {None}, since__lte=on, until__gte=on
    )
    deputies = {one.absent_id: one.deputy for one in absences.select_related("deputy")}
    return {one.pk: ToMend(one, _who(one.responsible, deputies, on)) for one in people}


def _who(worker: Membership | None, deputies: dict[UUID, Membership], on: date) -> Membership | None:
    if worker is None or not worker.works_on(on):
        return None
    return deputies.get(worker.pk, worker)
