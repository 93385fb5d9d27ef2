"""A scene built once for a module: each test plays in it and leaves it as it was.

    scene = shared(lambda: (an_office("Val-Clair"), an_office("Haut-Pré")))

    @pytest.fixture
    def office(scene):
        with played(scene) as (office, elsewhere):
            yield office

Tests of such a module don't ask for `db`: pytest-django's own transactions would close the one that holds the scene.
"""

import contextlib
import copy
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from django.db import connection, transaction

Scene = TypeVar("Scene")


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Whatever the block does to the database is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def shared(build: Callable[[], Any]) -> Any:
    """The fixture of a module: what `build` makes, in a transaction that is undone when the module ends."""

    @pytest.fixture(scope="module")
    def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock():
            with undone():
                yield build()
            connection.close()

    return scene


@contextlib.contextmanager
def played(scene: Scene) -> Iterator[Scene]:
    """A copy of the scene's objects for one test; what it does to their rows is undone."""
    with undone():
        yield copy.deepcopy(scene)
