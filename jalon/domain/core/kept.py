"""Questions to the database whose words are kept.

Django writes the SQL of a queryset anew each time it is asked, and for the short statements of a page that takes longer
than PostgreSQL takes to answer. Here the queryset is put into words once a process, and planned by PostgreSQL once a
connection; only its values change. Planning under the policies of the lock took most of the time of such a statement.
"""

import re
from collections.abc import Callable, Iterable
from copy import copy
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.db.models.query import ModelIterable
from psycopg.sql import Literal

from jalon.domain.core.context import current_or_none


class Slot(Expression):
    """A value given at each asking: `filter(pk=Slot("pk"))`, then `ask(pk=…)`."""

    def __init__(self, name: str, output_field: Any = None):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """One parameter: this slot."""
        return "%s", [self]


def settled(sql: str, params: Iterable[Any]) -> tuple[str, tuple[str, ...]]:
    """Django's words as PostgreSQL reads them, and the slots' names in the order of their numbers.

    A slot is one parameter, however often it is asked for; the centre in whose context the words were written becomes
    one too. A value that stays is written out: the planner knows what it reads, where of a parameter it guesses how
    many rows it keeps, and an index over some states alone is of no use to it.
    """
    centre, values, names = _centre(), iter(params), dict[str, int]()

    def put(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = next(values)
        name = value.name if isinstance(value, Slot) else "centre" if centre and value == centre else None
        if name is None:
            return Literal(value).as_string()
        return f"${names.setdefault(name, len(names) + 1)}"

    return re.sub("%[s%]", put, sql), tuple(names)


def filled(names: Iterable[str], **values: Any) -> list[Any]:
    """The parameters of one asking, in the centre of the context."""
    values["centre"] = _centre()
    return [values[name] for name in names]


def _centre() -> UUID | None:
    """Rows of a centre are asked for in its context alone (their manager sees to it); a session is in none."""
    context = current_or_none()
    return context.centre_id if context else None


class _Preparing:
    """The connection as a compiler sees it, giving cursors that prepare."""

    def __init__(self, connection: Any):
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        """One that prepares."""
        return self._connection.prepared_cursor()


class Kept:
    """A queryset of whole objects (`select_related` and annotations included, prefetches not), in words kept.

    `build` is called once, in the first context it is asked in; nothing in it may depend on who asks but through a
    `Slot` (and the centre). A number in a slice stands in the words, as does whatever an `if` chose.
    """

    def __init__(self, build: Callable[[], QuerySet]):
        self._build = build

    @cached_property
    def _words(self) -> tuple[Any, str, tuple[str, ...]]:
        compiler = self._build().query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([one[0] for one in compiler.select])
        compiler.get_converters = lambda columns: converters
        return compiler, *settled(sql, params)

    def _asking(self, values: dict[str, Any]) -> Any:
        """A compiler that has the words already, with a value for each slot."""
        written, sql, names = self._words
        compiler = copy(written)  # it remembers what it selects; connections are each thread's own
        compiler.connection = _Preparing(connections[DEFAULT_DB_ALIAS])
        compiler.as_sql = lambda: (sql, filled(names, **values))
        return compiler

    def ask(self, **values: Any) -> list[Any]:
        """The objects, with a value for each slot."""
        compiler = self._asking(values)
        query = SimpleNamespace(get_compiler=lambda using: compiler)
        return list(ModelIterable(SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _known_related_objects={})))

    def one(self, **values: Any) -> Any:
        """The first of them, or None."""
        return next(iter(self.ask(**values)), None)


class KeptRows(Kept):
    """The same of a queryset of `values()`: dictionaries, for who may read some columns and not whole objects."""

    def ask(self, **values: Any) -> list[dict[str, Any]]:
        """The rows, with a value for each slot."""
        compiler = self._asking(values)
        names = [*compiler.query.values_select, *compiler.query.annotation_select]
        return [dict(zip(names, row, strict=True)) for row in compiler.results_iter()]
