"""What every test stands on: a migrated database, the web login's rights, two invented centres."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

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
