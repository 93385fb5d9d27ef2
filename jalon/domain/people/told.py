"""What the rooms above say of a file on its page, told by the statement that reads the person.

A statement for each room would make the page longer with every room of the house. A room tells, in `AppConfig.ready`, a
few values of a few rows; the page reads them on the person, as JSON has them: days and ids are text.

    tell("proposals", lambda: rows(of_person(Proposal).order_by("-opened_on"), "id", "opened_on", "state"))
    [instance(Proposal, row) for row in person.told["proposals"]]
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Expression, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

One = TypeVar("One", bound=Model)
_tellers: dict[str, Callable[[], Expression]] = {}


def tell(name: str, expression: Callable[[], Expression]) -> None:
    """Add a value, an `ArraySubquery` of JSON objects on rows of `of_person`."""
    _tellers[name] = expression


def of_person(model: type[Model]) -> QuerySet[Any]:
    """The rows of a room about the person who is read."""
    return model.objects.filter(person_id=OuterRef("pk"))  # type: ignore[attr-defined]


def rows(found: QuerySet[Any], *names: str) -> ArraySubquery:
    """These values of each row, as `instance` reads them."""
    return ArraySubquery(found.values(row=JSONObject(**{name: name for name in names})))


def instance(model: type[One], row: dict[str, Any]) -> One:
    """The object a row tells of; a value that was not told is asked for when it is looked at."""
    told = [field for field in model._meta.concrete_fields if field.attname in row]
    values = [field.to_python(row[field.attname]) for field in told]
    return model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in told], values)


def expressions() -> dict[str, Expression]:
    """An annotation for each value."""
    return {f"told_{name}": make() for name, make in _tellers.items()}


def read(person: Any) -> dict[str, list[Any]]:
    """What was told of a person that `expressions` annotated."""
    return {name: getattr(person, f"told_{name}") for name in _tellers}
