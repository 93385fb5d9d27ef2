"""Rows of one table told as JSON beside the row of another, and read back as what they are.

A page that shows a little of many tables asks for all of it in one statement: an array of JSON objects for each.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import DateField, DateTimeField, ForeignKey, Model, QuerySet, UUIDField
from django.db.models.functions import JSONObject

One = TypeVar("One", bound=Model)


def rows(found: QuerySet[Any], *names: str, **named: Any) -> ArraySubquery:
    """These values of each row: columns under their own name, then expressions under the name given."""
    return ArraySubquery(found.values(row=JSONObject(**{name: name for name in names}, **named)))


def columns(model: type[Model], *without: str) -> list[str]:
    """Every column of a model by its attribute's name, but these: bytes cannot be told, long texts need not be."""
    return [one.attname for one in model._meta.concrete_fields if one.attname not in without]


def typed(model: type[Model], row: dict[str, Any]) -> dict[str, Any]:
    """A row of JSON with its days, moments and ids as the model has them."""
    kinds = _kinds(model)
    return {name: kinds[name](value) if value and name in kinds else value for name, value in row.items()}


def instance(model: type[One], row: dict[str, Any]) -> One:
    """The object a row tells of; a column that was not told is asked for when it is looked at."""
    told = [one.attname for one in model._meta.concrete_fields if one.attname in row]
    known = typed(model, row)
    return model.from_db(DEFAULT_DB_ALIAS, told, [known[name] for name in told])


@cache
def _kinds(model: type[Model]) -> dict[str, Callable[[str], Any]]:
    return {one.attname: kind for one in model._meta.concrete_fields if (kind := _kind(one))}


def _kind(field: Any) -> Callable[[str], Any] | None:
    if isinstance(field, DateTimeField):
        return datetime.fromisoformat
    if isinstance(field, DateField):
        return date.fromisoformat
    return UUID if isinstance(field, UUIDField | ForeignKey) else None
