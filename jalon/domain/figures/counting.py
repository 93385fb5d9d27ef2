"""Counting a centre: all figures in one statement, or the files behind one number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection

from jalon.domain.core.context import current_centre_id
from jalon.domain.figures.definitions import FIGURES, RATIOS, Figure, Part, Ratio, figure
from jalon.domain.figures.periods import Period
from jalon.domain.figures.relations import Asked, relations

Cells = Mapping[tuple[str, str, str], int]  # (figure, axis, key) -> count; the total has axis and key ""


@dataclass(frozen=True)
class Count:
    """Every figure of one centre for one period, as it was known at one moment."""

    period: Period
    cells: Cells

    def total(self, code: str) -> int:
        """The figure itself."""
        return self.cells.get((code, "", ""), 0)

    def by(self, code: str, axis: str) -> dict[str, int]:
        """The figure broken down; every key of the axis, zeros included."""
        return {key: self.cells.get((code, axis, key), 0) for key in figure(code).axis(axis).keys}

    def part(self, part: Part) -> int:
        """The sum a ratio needs."""
        return sum(self.cells.get((part.figure, part.axis, key), 0) for key in part.keys)

    def share(self, ratio: Ratio) -> tuple[int, int]:
        """Numerator and denominator."""
        return self.part(ratio.numerator), self.part(ratio.denominator)

    def ratios(self, code: str) -> list[tuple[Ratio, int, int]]:
        """The shares shown beside a figure, those without denominator left out."""
        shares = [(one, *self.share(one)) for one in RATIOS if one.figure == code]
        return [share for share in shares if share[2]]


def measure(period: Period, *, only: Iterable[Figure] = FIGURES) -> Count:
    """Count the current centre's figures in one statement."""
    asked, figures = _asked(period), list(only)
    wanted: dict[str, list[Figure]] = {}
    for one in figures:
        wanted.setdefault(one.relation, []).append(one)
    tables = relations(asked)
    counted = " UNION ALL ".join(_grouped(name, of) for name, of in wanted.items())
    # Figures of one relation share its scan; each keeps its own axes only.
    own = {(one.code, axis) for one in figures for axis in ("", *(axis.code for axis in one.axes))}
    cells = {
        (code, axis, key): number
        for code, axis, key, number in _fetched(_with(tables, wanted, counted), asked)
        if number and (code, axis) in own
    }
    return Count(period, cells)


def behind(code: str, period: Period, *, axis: str = "", key: str = "") -> list[UUID]:
    """The people behind a number, each once. Raises KeyError for a figure, axis or key that does not exist."""
    wanted = figure(code)
    if axis and key not in wanted.axis(axis).keys:
        raise KeyError(key)
    # The axis is one of the figure's own columns by now; the key is passed as a value.
    narrowed = f" AND {wanted.axis(axis).code} = %(key)s" if axis else ""
    asked = _asked(period)
    query = f"SELECT DISTINCT person_id FROM {wanted.relation} WHERE {wanted.condition}{narrowed}"
    rows = _fetched(_with(relations(asked), {wanted.relation: [wanted]}, query), asked, key=key)
    return [person_id for (person_id,) in rows]


def _with(tables: Mapping[str, str], wanted: Mapping[str, Any], query: str) -> str:
    """The statement with the expressions it needs and no others: an unused one would still be planned."""
    needed, text = set(), query
    for name in reversed(list(tables)):
        if name in wanted or _mentions(text, name):
            needed.add(name)
            text += " " + tables[name]
    # Trails are followed once and kept, for the planner cannot guess how many rows they leave; all else each reader
    # scans for itself, in the order it needs.
    kept = {"late", "project"} if "late" in needed else set()
    forced = {True: "MATERIALIZED ", False: "NOT MATERIALIZED "}
    expressions = ", ".join(
        f"{name} AS {forced[name in kept]}({body})" for name, body in tables.items() if name in needed
    )
    return f"WITH {expressions} {query}"


def _mentions(text: str, name: str) -> bool:
    return f"FROM {name} " in f"{text} " or f"JOIN {name} " in text or f"FROM {name})" in text


def _grouped(relation: str, figures: Sequence[Figure]) -> str:
    """One scan of a relation, counted by each combination of its axes; these few rows, by each axis and in all."""
    axes = sorted({axis.code for one in figures for axis in one.axes})
    names, codes = ", ".join(axes), [one.code for one in figures]
    counts = ", ".join(f"count(*) FILTER (WHERE {one.condition}) AS {one.code}" for one in figures)
    name = "".join(f" WHEN GROUPING({axis}) = 0 THEN '{axis}'" for axis in axes)
    sums = ", ".join(f"sum({code})::bigint AS {code}" for code in codes)
    pairs = ", ".join(f"('{code}', {code})" for code in codes)
    sets = ", ".join(f"({axis})" for axis in [*axes, ""])
    return f"""SELECT n.code, g.axis, g.key, n.number FROM (
        SELECT CASE{name} ELSE '' END AS axis, coalesce({names}, '') AS key, {sums}
        FROM (SELECT {names}, {counts} FROM {relation} GROUP BY {names}) combined
        GROUP BY GROUPING SETS ({sets})) g, LATERAL (VALUES {pairs}) AS n(code, number)"""


# A whole centre is read: no row is looked up singly, whatever few the planner expects; compiling would take longer than
# running; sorts and hashes stay in memory. All three end with the transaction.
_SETTINGS = {"enable_nestloop": "off", "jit": "off", "work_mem": "64MB"}
_SETTLED = """NOT EXISTS (SELECT 1 FROM piis_piisevent WHERE centre_id = %(centre)s AND "on" > %(last)s)
    AND NOT EXISTS (SELECT 1 FROM piis_commitmentreview WHERE centre_id = %(centre)s AND "on" > %(last)s)"""


def _asked(period: Period) -> Asked:
    """What is counted, whether trails must be read for it; and the settings under which it is."""
    asked = Asked(current_centre_id(), period.checked())
    settings = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in _SETTINGS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {'false' if period.known_by else _SETTLED}, {settings}", asked.parameters())
        return replace(asked, is_settled=cursor.fetchone()[0])


def _fetched(statement: str, asked: Asked, **more: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**asked.parameters(), **more})
        return cursor.fetchall()
