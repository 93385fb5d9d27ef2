"""One house for all tests of a module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.security.house import House, build, undone
from tests.traced import _every_act_leaves_its_row

__all__ = ["_every_act_leaves_its_row", "house"]


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """Built once, undone at the end of the module."""
    with django_db_blocker.unblock():
        with undone():
            yield build()
        connection.close()
