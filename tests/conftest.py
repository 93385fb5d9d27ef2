"""What every test stands on: a migrated database, the web login's rights, two invented centres."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long a busy machine takes to draw a case, or to answer it, says nothing about a rule.
settings.register_profile("jalon", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("jalon")

TODAY = date(2026, 11, 23)  # a Monday; tests that need the clock say it


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Copy the migrated template; pytest-django keeps its transactions and nothing else."""
    from django.conf import settings
    from django.db import connection

    from tests.database import fresh_copy

    fresh_copy(settings.VAR, connection.settings_dict["NAME"])
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def _transactional_tests_empty_as_superuser() -> Iterator[None]:
    """Django would truncate as the web login, which may not; the operator of the test server does it instead."""
    from django.conf import settings
    from django.db import connection
    from django.test import TransactionTestCase

    from tests.database import empty

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda self: empty(settings.VAR, connection.settings_dict["NAME"])
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def _what_is_prepared_outlives_what_is_undone() -> Iterator[None]:
    """psycopg forgets its prepared statements at each ROLLBACK, in case a table was undone with it.

    Tests undo all the time and hardly ever a table: planning everything anew took PostgreSQL two thirds of its work.
    """
    from psycopg._preparing import PrepareManager

    forgets = PrepareManager._should_discard

    def after(self: PrepareManager, prep: Any, results: Any) -> bool:
        undone = all((result.command_status or b"").startswith(b"ROLLBACK") for result in results)
        return not undone and forgets(self, prep, results)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrepareManager, "_should_discard", after)
        yield


@pytest.fixture(autouse=True)
def _every_test_begins_in_french() -> Iterator[None]:
    """A page asked in Dutch leaves its language behind; the next test must not meet it."""
    from django.utils import translation

    yield
    translation.deactivate()


# Files that take long as a whole: begun first, so that no process is left alone with one at the end.
LONG = (
    "faults/test_killed_while_signing.py",
    "domain/piis/test_whole_lives.py",
    "command/test_demo.py",
    "command/test_backup.py",
    "command/test_run.py",
    "security/test_bad_input.py",
    "browser/test_every_page.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first; the others stay in their random order."""
    items.sort(key=lambda item: not str(item.path).endswith(LONG))
    # Processes are given two tests each to begin with: the second half of every page goes to the second process.
    if len(items) > 2 and all(str(item.path).endswith(LONG[-1]) for item in items[:2]):
        items.insert(2, items.pop(1))
