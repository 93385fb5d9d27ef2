"""Where every report stands, counted by the database: one row a centre and a programme that awards it something.

A centre that never opened its report is there too (« none »): it is owed since it was awarded an amount.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from jalon.domain.reports.enums import State

NONE = "none"
OWED = """
    SELECT last.centre_id, last.programme_id, last.year, last.title, last.day, centre.{name} AS centre,
           centre.{region} AS region, report.id AS report_id, COALESCE(report.state, 'none') AS state,
           COALESCE(report.due, last.day) AS due, report.state_since AS since, last.cents
    FROM (
        SELECT centre_id, programme_id, max(year) AS year, max(title::text) AS title, max(day) AS day,
               sum(cents)::bigint AS cents
        FROM (
            SELECT DISTINCT ON (centre_id, facts ->> 'programme_id', facts ->> 'line_code')
                   centre_id, (facts ->> 'programme_id')::uuid AS programme_id, (facts ->> 'year')::int AS year,
                   facts -> 'programme' AS title, cents, (
                       SELECT max((moment ->> 'last')::date)
                       FROM jsonb_array_elements(facts -> 'frame' -> 'calendar') AS moment
                       WHERE moment ->> 'code' = 'report') AS day
            FROM subsidies_award
            ORDER BY centre_id, facts ->> 'programme_id', facts ->> 'line_code', decided_at DESC
        ) AS newest GROUP BY centre_id, programme_id HAVING sum(cents) > 0
    ) AS last
    JOIN centres_centre AS centre ON centre.id = last.centre_id
    LEFT JOIN reports_report AS report
        ON report.centre_id = last.centre_id AND report.programme_id = last.programme_id
"""
WHERE = """
    WHERE (%(programme)s IS NULL OR programme_id = %(programme)s) AND (%(state)s IS NULL OR state = %(state)s)
    AND (%(region)s IS NULL OR region = %(region)s)
    AND (NOT %(late)s OR (state IN ('none', 'open', 'back', 'ready') AND due < %(on)s))
    AND (%(among)s IS NULL OR report_id = ANY(%(among)s))
"""


@dataclass(frozen=True)
class Asked:
    """What the board is asked for. Empty: everything. `among`: these reports alone, by their keys."""

    programme: UUID | None = None
    state: str = ""
    region: str = ""
    late: bool = False
    among: frozenset[UUID] | None = None


@dataclass(frozen=True)
class Row:
    """One report that is owed; `report_id` None while nobody opened it."""

    centre_id: UUID
    programme_id: UUID
    year: int
    title: Mapping[str, str]
    centre: str
    region: str
    report_id: UUID | None
    state: str
    due: date | None
    since: datetime | None
    cents: int


@dataclass(frozen=True)
class Counted:
    """Totals for the filter but the state: by state, and by region and state."""

    states: dict[str, int] = field(default_factory=dict)
    regions: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def all(self) -> int:
        """Every report owed."""
        return sum(self.states.values())


def _owed(language: str) -> str:
    tail = "nl" if language == "nl" else "fr"
    return f"WITH owed AS ({OWED.format(name=f'name_{tail}', region=f'region_{tail}')})"


def _values(asked: Asked, on: date) -> dict[str, Any]:
    return {
        "programme": asked.programme, "state": asked.state or None, "region": asked.region or None,
        "late": asked.late, "on": on, "among": None if asked.among is None else list(asked.among),
    }  # fmt: skip


def counted(asked: Asked, *, on: date, language: str) -> Counted:
    """Counts by state and region, in one statement."""
    values = _values(replace(asked, state=""), on)
    sql = f"{_owed(language)} SELECT region, state, count(*) FROM owed {WHERE} GROUP BY region, state ORDER BY region"
    found = Counted()
    with connection.cursor() as cursor:
        cursor.execute(_typed(sql), values)
        for region, state, number in cursor.fetchall():
            found.states[state] = found.states.get(state, 0) + number
            found.regions.setdefault(region, {})[state] = number
    return found


def approved() -> dict[UUID, tuple[int, int]]:
    """Of each programme, how many reports are approved and how many are owed. One statement."""
    done = "count(*) FILTER (WHERE state = %s)"
    with connection.cursor() as cursor:
        cursor.execute(f"{_owed('fr')} SELECT programme_id, {done}, count(*) FROM owed GROUP BY 1", [State.APPROVED])
        return {key: (many, every) for key, many, every in cursor.fetchall()}


def rows(asked: Asked, *, on: date, language: str, start: int, size: int) -> list[Row]:
    """A page of the board: what is late and what waits longest first. One statement."""
    sql = f"""{_owed(language)}
        SELECT centre_id, programme_id, year, title, centre, region, report_id, state, due, since, cents
        FROM owed {WHERE} ORDER BY since NULLS FIRST, centre, programme_id LIMIT %(size)s OFFSET %(start)s"""
    with connection.cursor() as cursor:
        cursor.execute(_typed(sql), {**_values(asked, on), "size": size, "start": start})
        return [_row(each) for each in cursor.fetchall()]


def programmes(language: str) -> list[tuple[UUID, str, int]]:
    """The programmes under which reports are owed, the latest first: key, title, year."""
    sql = f"{_owed(language)} SELECT DISTINCT programme_id, title, year FROM owed ORDER BY year DESC, title"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [(key, _title(title, language), year) for key, title, year in cursor.fetchall()]


def _typed(sql: str) -> str:
    """PostgreSQL must know what an absent value would have been."""
    kinds = {"programme": "uuid", "state": "text", "region": "text", "among": "uuid[]"}
    for name, kind in kinds.items():
        sql = sql.replace(f"%({name})s", f"%({name})s::{kind}")
    return sql


def _row(told: tuple[Any, ...]) -> Row:
    centre, programme, year, title, *rest = told
    return Row(centre, programme, year, _titles(title), *rest)


def _titles(text: str) -> dict[str, str]:
    return json.loads(text)


def _title(text: str, language: str) -> str:
    told = _titles(text)
    return told.get(language) or told["fr"]
