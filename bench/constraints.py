"""Constraints, indexes and triggers set aside while rows are loaded, then put back as they were.

PostgreSQL checks every row again when a constraint is added, so nothing false can stay.
"""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg

Progress = Callable[[int, int], None]

_CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid), contype::text
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'p', 'u', 'x')
  AND conrelid::regclass::text = ANY(%s)
ORDER BY CASE contype WHEN 'f' THEN 0 WHEN 'x' THEN 1 WHEN 'u' THEN 2 ELSE 3 END, 1, 2
"""
_INDEXES = """
SELECT pg_get_indexdef(i.indexrelid), i.indexrelid::regclass::text FROM pg_index AS i
WHERE i.indrelid::regclass::text = ANY(%s)
  AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
"""
_POINTING_HERE = """
SELECT DISTINCT conrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND confrelid::regclass::text = ANY(%s) AND conrelid::regclass::text <> ALL(%s)
"""


@dataclass(frozen=True)
class SetAside:
    """What was dropped, in the order it was."""

    tables: tuple[str, ...]
    constraints: tuple[tuple[str, str, str, str], ...]
    indexes: tuple[str, ...]


def set_aside(link: psycopg.Connection, tables: list[str]) -> SetAside:
    """Drop the constraints that need an index or another table, the indexes, and rest the triggers."""
    others = [row[0] for row in link.execute(_POINTING_HERE, [tables, tables]).fetchall()]
    foreign = [row for row in link.execute(_CONSTRAINTS, [others]).fetchall() if row[3] == "f"]
    constraints = foreign + link.execute(_CONSTRAINTS, [tables]).fetchall()
    indexes = link.execute(_INDEXES, [tables]).fetchall()
    for table, name, _definition, _kind in constraints:
        link.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for _definition, name in indexes:
        link.execute(f"DROP INDEX {name}")
    for table in tables:
        link.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    return SetAside(tuple(tables), tuple(constraints), tuple(row[0] for row in indexes))


def put_back(link: psycopg.Connection, aside: SetAside, progress: Progress) -> None:
    """Everything again, keys first; each addition checks the rows that are there."""
    statements = [f"ALTER TABLE {t} ADD CONSTRAINT {n} {d}" for t, n, d, k in reversed(aside.constraints) if k != "f"]
    statements += aside.indexes
    statements += [f"ALTER TABLE {t} ADD CONSTRAINT {n} {d}" for t, n, d, k in aside.constraints if k == "f"]
    statements += [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in aside.tables]
    for done, statement in enumerate(statements, start=1):
        link.execute(statement)
        progress(done, len(statements))
