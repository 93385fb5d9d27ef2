"""What the rooms above say of a file on its page, told by the statement that reads the person.

A statement for each room would make the page longer with every room of the house. A room tells, in `AppConfig.ready`, a
few values of a few rows (`core.json_rows`); the page reads them on the person.

    tell("proposals", lambda: rows(of_person(Proposal).order_by("-opened_on"), "id", "opened_on", "state"))
    [instance(Proposal, row) for row in person.told["proposals"]]
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Expression, Model, OuterRef, QuerySet

_tellers: dict[str, Callable[[], Expression]] = {}


def tell(name: str, expression: Callable[[], Expression]) -> None:
    """Add a value: `json_rows.rows` of `of_person`."""
    _tellers[name] = expression


def of_person(model: type[Model]) -> QuerySet[Any]:
    """The rows of a room about the person who is read."""
    return model.objects.filter(person_id=OuterRef("pk"))  # type: ignore[attr-defined]


def expressions() -> dict[str, Expression]:
    """An annotation for each value."""
    return {f"told_{name}": make() for name, make in _tellers.items()}


def read(person: Any) -> dict[str, list[Any]]:
    """What was told of a person that `expressions` annotated."""
    return {name: getattr(person, f"told_{name}") for name in _tellers}
