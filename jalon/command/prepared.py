"""Whether what `jalon.command.prepare` does is done already, found without loading Django, which takes seconds."""

from contextlib import closing
from pathlib import Path

import psycopg
from psycopg.errors import UndefinedTable

CODE = Path(__file__).resolve().parents[1]


def is_prepared(dsn: str) -> bool:
    """Whether this database has had every migration of ours, and every catalogue is compiled."""
    return _catalogues_compiled() and _migrations() <= _applied(dsn)


def is_compiled(catalogue: Path, compiled: Path) -> bool:
    """Whether `compiled` was made from this state of the catalogue."""
    return compiled.exists() and compiled.stat().st_mtime > catalogue.stat().st_mtime


def _catalogues_compiled() -> bool:
    found = CODE.rglob("locale/*/LC_MESSAGES/django.po")
    return all(is_compiled(catalogue, catalogue.with_suffix(".mo")) for catalogue in found)


def _migrations() -> set[tuple[str, str]]:
    return {(path.parents[1].name, path.stem) for path in CODE.rglob("migrations/[0-9]*.py")}


def _applied(dsn: str) -> set[tuple[str, str]]:
    with closing(psycopg.connect(dsn, autocommit=True)) as database:
        try:
            return set(database.execute("SELECT app, name FROM django_migrations").fetchall())
        except UndefinedTable:
            return set()
