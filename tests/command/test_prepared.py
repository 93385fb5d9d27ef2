"""A later start serves at once only where nothing is left to prepare."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from jalon.command.embedded import ensure_running
from jalon.command.prepared import is_compiled, is_prepared
from tests.command.installation import Installation


@pytest.fixture(scope="module")
def house(var: Path) -> Installation:
    return Installation(var).prepared()


@pytest.fixture
def address(house: Installation) -> Iterator[str]:
    yield ensure_running(house.var).dsn(database="jalon")


def test_what_was_prepared_needs_nothing_more(address: str) -> None:
    assert is_prepared(address)


def test_an_empty_database_has_everything_to_prepare(house: Installation, address: str) -> None:
    assert not is_prepared(ensure_running(house.var).dsn(database="postgres"))


def test_one_migration_that_is_new_is_something_to_prepare(house: Installation, address: str) -> None:
    (name,) = house.ask("DELETE FROM django_migrations WHERE app = 'piis' AND name LIKE '0001%' RETURNING name")[0]
    assert not is_prepared(address)
    house.ask(f"INSERT INTO django_migrations (app, name, applied) VALUES ('piis', '{name}', now())")
    assert is_prepared(address)


def test_a_catalogue_written_after_it_was_compiled_is_to_be_compiled_again(tmp_path: Path) -> None:
    catalogue, compiled = tmp_path / "django.po", tmp_path / "django.mo"
    catalogue.touch()
    assert not is_compiled(catalogue, compiled)
    compiled.touch()
    os.utime(catalogue, (1, 1))
    assert is_compiled(catalogue, compiled)
    os.utime(catalogue)
    os.utime(compiled, (1, 1))
    assert not is_compiled(catalogue, compiled)
