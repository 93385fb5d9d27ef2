"""Whichever test calls a service sees to it that what the service wrote stands in the journal.

A service is a function of the domain, in one transaction, that takes the `actor`. While tests of the domain and
of the pages run, each call is watched: rows it wrote and no row of the journal make the test fail, wherever it is.
"""

import contextlib
import importlib
import inspect
import pkgutil
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CellType
from typing import Any

import pytest
from django.db import connection

import jalon.domain

# Services whose trace is elsewhere: said here, and why.
ELSEWHERE = {
    "figures.national.publish": "on no file: the publication itself never changes, and says who and when",
    "lab.services.keep_for_administration": "on no file: the scenario itself never changes, and says who and when",
}
# Pages that save themselves: the journal tells once a day who wrote.
ONCE_A_DAY = {
    "instruments.measuring.rate",
    "instruments.services.save",
    "piis.services.drafting.save_draft",
    "piis.services.amending.prepare_amendment",
    "piis.services.evaluation_drafts.keep_evaluation_draft",
    "sanctions.services.proposing.save",
    "conventions.services.writing.save",
    "reports.services.writing.save",
}
WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
COUNTERS = {"people_filecounter"}  # the next number of a file, which says nothing of anybody
JOURNALS = {
    "audit_journalentry",
    "accounts_federalact",
    "subsidies_subsidyact",
    "conventions_answer",
    "conventions_note",
    "reports_answer",
    "reports_note",
}


@dataclass
class Call:
    """One call of a service: the rows of the journal it wrote, and the other tables it wrote in."""

    name: str
    rows: int = 0
    tables: str = ""


_calls = threading.local()


def services() -> dict[str, Any]:
    """Every service, by the name of its module and its own."""
    found = {}
    for module in pkgutil.walk_packages(jalon.domain.__path__, "jalon.domain."):
        if ".migrations" not in module.name:
            for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
                if function.__module__ == module.name and _is_service(function):
                    found[f"{module.name.removeprefix('jalon.domain.')}.{name}"] = function
    return found


def _is_service(function: Any) -> bool:
    return hasattr(function, "__wrapped__") and "actor" in inspect.signature(function).parameters


def _stack() -> list[Call]:
    if not hasattr(_calls, "stack"):
        _calls.stack = []
    return _calls.stack


def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The service, failing when it wrote something and told nobody."""

    def call(*args: Any, **kwargs: Any) -> Any:
        _stack().append(this := Call(name))
        try:
            result = function(*args, **kwargs)
        finally:
            _stack().pop()
        quiet = name in ELSEWHERE or name in ONCE_A_DAY
        assert this.rows or not this.tables or quiet, f"{name} wrote in {this.tables} and left no row in the journal"
        return result

    return call


def _note(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    if _stack() and isinstance(sql, str) and (found := WRITE.match(sql)) and context["cursor"].rowcount:
        this = _stack()[-1]
        if found[1] in JOURNALS:
            this.rows += 1
        elif found[1] not in COUNTERS:
            this.tables = found[1]
    return result


@contextlib.contextmanager
def watching() -> Iterator[None]:
    """Watch every service, whoever imported it and under whatever name. Inside another watch, nothing more."""
    if _note in connection.execute_wrappers:
        yield
        return
    cells: list[tuple[CellType, Any]] = []
    for name, service in services().items():
        # `atomic` keeps the function it wraps in this cell: replaced there, no importer keeps the former one.
        cell = next(one for one in service.__closure__ if one.cell_contents is service.__wrapped__)
        cells.append((cell, cell.cell_contents))
        cell.cell_contents = watched(name, cell.cell_contents)
    connection.execute_wrappers.append(_note)
    try:
        yield
    finally:
        connection.execute_wrappers.remove(_note)
        for cell, function in cells:
            cell.cell_contents = function


@pytest.fixture(scope="session", autouse=True)
def _every_act_leaves_its_row() -> Iterator[None]:
    with watching():
        yield
