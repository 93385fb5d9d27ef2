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
