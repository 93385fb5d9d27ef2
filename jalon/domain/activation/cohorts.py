"""Many trajectories at once: one statement for the whole centre, and the law's own function for each direction.

The statement does for every trajectory what `progress.belonging` and `law.progress` do for one: the first measurement,
the last of the same version by the reference day, the sum of the differences on the axes both have. It answers with
the trajectories one by one (`cohort`), or with how many went equally far (`tally`), so that a number of the whole
centre brings no trajectory out of the database. A test draws measurements at random and compares all three.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.progress import smallest_of
from jalon.domain.core.context import current_centre_id
from jalon.domain.instruments.definition import Definition
from jalon.domain.instruments.models import InstrumentVersion, Measurement
from jalon.law import activation as law

ALL = ""  # every axis together

_SQL = """
WITH way AS (
    SELECT id, person_id, starts_on, receives, piis_id IS NOT NULL AS is_framed, ended_on, result, measured_by,
           measured_from, coalesce(ended_on, until) AS last{keys}
    FROM activation_trajectory {joined}
    WHERE centre_id = %(centre)s AND starts_on <= %(last)s AND coalesce(ended_on, until) >= %(first)s
),
mine AS (
    SELECT way.id{carried}, counted.instrument_id, counted.held_on, counted.finished_at, counted.id AS measurement,
           counted.points, first_value(counted.instrument_id) OVER earliest AS first_instrument,
           first_value(counted.held_on) OVER earliest AS first_on, first_value(counted.points) OVER earliest AS before
    FROM way JOIN ({counted}) AS counted ON counted.person_id = way.person_id AND counted.code = way.measured_by
         AND counted.held_on BETWEEN way.measured_from AND %(reference)s
         AND (counted.trajectory = way.id OR (counted.trajectory IS NULL AND counted.held_on <= way.last))
    WINDOW earliest AS (PARTITION BY way.id ORDER BY counted.held_on, counted.finished_at, counted.id)
),
twice AS MATERIALIZED (
    SELECT DISTINCT ON (id) id{carried}, instrument_id, before, points AS after FROM mine
    WHERE instrument_id = first_instrument AND held_on > first_on
    ORDER BY id, held_on DESC, finished_at DESC, measurement DESC
),
gone AS ({gone})
{asked}
"""
_EACH = """SELECT way.id, way.person_id, way.starts_on, way.receives, way.is_framed, way.ended_on, way.result, gone.*
FROM way LEFT JOIN gone ON gone.way = way.id ORDER BY way.starts_on, way.id"""
_KNOWN = 7  # columns about the trajectory itself; then its id again, the instrument, and a pair of numbers an aim
# How many share the keys, the instrument and, for one aim after the other, the axes compared and their difference; then
# (aim -1) how many share the keys. The keys go along with the measurements: joined at the end they would cost a third.
_COUNTED = """SELECT {keys}instrument, {aim}, coalesce({axes}), coalesce({differences}), count(*)
FROM gone GROUP BY {keys}instrument, GROUPING SETS ({sets})
UNION ALL SELECT {keys}NULL, -1, 0, 0, count(*) FROM way {grouped}"""
_KEYS = {  # of the trajectory, with their type
    "month": ("date_trunc('month', starts_on)::date", "date"),
    "receives": ("receives", "varchar"),
    "is_framed": ("piis_id IS NOT NULL", "boolean"),
    "modules": ("part.modules", "uuid[]"),
}
_PART = """LEFT JOIN (SELECT trajectory_id, array_agg(module_id ORDER BY module_id) AS modules
FROM activation_participation WHERE centre_id = %(centre)s GROUP BY trajectory_id) AS part
ON part.trajectory_id = activation_trajectory.id"""
# One instrument: both arrays laid flat (a packed one is unpacked at each look), the difference on each axis (`OFFSET 0`
# keeps the parts apart, so that each is computed once), then for each aim how many axes have one, and their sum.
_GONE = """SELECT way{carried}, %(i{n})s::int AS instrument{sums} FROM (SELECT id AS way{carried}{axes} FROM (
    SELECT id{carried}, before || '{{}}'::int[] AS before, after || '{{}}'::int[] AS after
    FROM twice WHERE instrument_id = %(pk{n})s OFFSET 0) AS flat{n} OFFSET 0) AS d{n}"""
# A whole centre is read: no row is looked up singly, compiling takes longer than running, sorts stay in memory. All
# three end with the transaction.
_SETTINGS = {"enable_nestloop": "off", "jit": "off", "work_mem": "128MB"}


@dataclass(frozen=True, slots=True)
class Gone:
    """How far one trajectory went: the number of axes, the sum of the differences (hundredths, up is better)."""

    instrument: Definition
    axes: int
    difference: int


@dataclass(frozen=True, slots=True)
class Member:
    """A trajectory as a cohort looks at it. `is_framed`: by a PIIS. `instrument`: its place among those of the cohort.

    `sums`: axes and difference, for every axis and for each aim asked.
    """

    pk: UUID
    person_id: UUID
    starts_on: date
    receives: str
    is_framed: bool
    ended_on: date | None
    result: str
    instrument: int | None
    sums: tuple[int | None, ...]


@dataclass(frozen=True)
class Cohort:
    """Every trajectory that touches a period, and how far each went by the reference day, to every aim asked."""

    aims: tuple[str, ...]
    trajectories: Sequence[Member]
    instruments: Sequence[Definition]
    known: dict[UUID, Member] = field(default_factory=dict)

    def gone(self, trajectory_id: UUID, aim: str = ALL) -> Gone | None:
        """How far one trajectory went; None when it was not measured twice, or no axis leads there."""
        one = self.known[trajectory_id]
        place = 2 * self.aims.index(aim)
        axes = one.sums[place]
        if one.instrument is None or not axes:
            return None
        instrument = self.instruments[one.instrument]
        return Gone(instrument, axes, (one.sums[place + 1] or 0) * instrument.direction)

    def direction(self, trajectory_id: UUID, aim: str = ALL) -> law.Direction:
        """The direction of one trajectory."""
        return _direction(self.gone(trajectory_id, aim))


@dataclass(frozen=True, slots=True)
class Group:
    """So many trajectories with the same keys, that went equally far (None: not measured twice) towards one aim."""

    keys: tuple[Any, ...]
    aim: str
    gone: Gone | None
    number: int

    @property
    def direction(self) -> law.Direction:
        """The direction of each of them."""
        return _direction(self.gone)


def _direction(gone: Gone | None) -> law.Direction:
    if gone is None:
        return law.Direction.NOT_MEASURED
    return law.direction(gone.difference, gone.axes, smallest_of(gone.instrument))


def cohort(*, first: date, last: date, reference: date, rater: str, aims: Sequence[str] = ()) -> Cohort:
    """The trajectories that touch a period and the way each went by `reference`, seen by one side. Few queries."""
    versions = list(InstrumentVersion.objects.order_by("id"))
    days = {"first": first, "last": last, "reference": reference}
    rows = _asked(_EACH, days, rater, (ALL, *aims), versions)
    members = [Member(*row[:_KNOWN], row[_KNOWN + 1], row[_KNOWN + 2 :]) for row in rows]
    read = [one.read for one in versions]
    return Cohort((ALL, *aims), members, read, {one.pk: one for one in members})


def tally(
    *, first: date, last: date, reference: date, rater: str, by: Sequence[str] = (), aims: Sequence[str] = ()
) -> list[Group]:
    """How many of them went how far, for every axis and each aim, by any of `_KEYS`. Few queries and few rows."""
    versions = list(InstrumentVersion.objects.order_by("id"))
    days, read = {"first": first, "last": last, "reference": reference}, [one.read for one in versions]
    every = (ALL, *aims)
    found, left = [], Counter()  # left: those not measured twice, by keys and aim
    for *values, place, at, axes, difference, number in _asked(_counted(by, every), days, rater, every, versions, by):
        keys = tuple(tuple(one) if isinstance(one, list) else one for one in values)
        if at < 0:
            left.update({(keys, aim): number for aim in every})
            continue
        left[keys, every[at]] -= number
        gone = Gone(read[place], axes, difference * read[place].direction) if axes else None
        found.append(Group(keys, every[at], gone, number))
    return found + [Group(keys, aim, None, number) for (keys, aim), number in left.items() if number]


def _counted(by: Sequence[str], aims: Sequence[str]) -> str:
    keys = "".join(f"k{place}, " for place in range(len(by)))
    pairs = [(f"axes{place}", f"sum{place}") for place in range(len(aims))]
    # In each set every column but its own pair is grouped away: which one is left says which aim it is.
    which = "".join(f" WHEN GROUPING({axes}) = 0 THEN {place}" for place, (axes, _sum) in enumerate(pairs))
    axes, differences = (", ".join(names) for names in zip(*pairs, strict=True))
    return _COUNTED.format(
        keys=keys,
        aim=f"CASE{which} END",
        axes=f"{axes}, 0",
        differences=f"{differences}, 0",
        sets=", ".join(f"({axes}, {total})" for axes, total in pairs),
        grouped=f"GROUP BY {keys.removesuffix(', ')}" if by else "",
    )


def _asked(
    asked: str,
    days: dict[str, date],
    rater: str,
    aims: Sequence[str],
    versions: list[InstrumentVersion],
    by: Sequence[str] = (),
) -> list[tuple]:
    counted = Measurement.objects.counted().filter(rater=rater, held_on__lte=days["reference"])
    counted = counted.annotate(code=F("instrument__code"))
    columns = ("id", "person_id", "trajectory", "instrument_id", "held_on", "finished_at", "points", "code")
    sql, params = counted.values_list(*columns).query.sql_with_params()
    # The query set's own words say which measurements count; its places take names beside ours.
    words = sql.replace("%s", "{}").format(*(f"%(p{place})s" for place in range(len(params))))
    carried = "".join(f", k{place}" for place in range(len(by)))
    branches, values = [_none(aims, by)], {f"p{place}": value for place, value in enumerate(params)}
    for place, one in enumerate(versions):
        branches.append(_branch(place, one.read, aims, carried))
        values |= {f"i{place}": place, f"pk{place}": one.pk}
    statement = _SQL.format(
        counted=words,
        gone=" UNION ALL ".join(branches),
        asked=asked,
        carried=carried,
        keys="".join(f", {_KEYS[name][0]} AS k{place}" for place, name in enumerate(by)),
        joined=_PART if "modules" in by else "",
    )
    settings = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in _SETTINGS.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {settings}")
        cursor.execute(statement, {**values, **days, "centre": current_centre_id()})
        return cursor.fetchall()


def _none(aims: Sequence[str], by: Sequence[str]) -> str:
    """The columns, and no row: a centre may have no instrument yet."""
    keys = "".join(f", NULL::{_KEYS[name][1]} AS k{place}" for place, name in enumerate(by))
    pairs = "".join(f", 0 AS axes{place}, 0 AS sum{place}" for place in range(len(aims)))
    return f"SELECT NULL::uuid AS way{keys}, NULL::int AS instrument{pairs} WHERE false"


def _branch(place: int, instrument: Definition, aims: Sequence[str], carried: str) -> str:
    """What is summed of one instrument: no aim is every axis."""
    names = [(f"a{number}", axis.directions) for number, axis in enumerate(instrument.axes, start=1)]
    sums = ""
    for aim in aims:
        leading = [name for name, directions in names if not aim or aim in directions]
        if leading:
            total = " + ".join(f"coalesce({name}, 0)" for name in leading)
            sums += f", num_nonnulls({', '.join(leading)}), {total}"
        else:
            sums += ", 0, 0"
    axes = "".join(f", after[{name[1:]}] - before[{name[1:]}] AS {name}" for name, _directions in names)
    return _GONE.format(n=place, sums=sums, axes=axes, carried=carried)


def named(members: Sequence[Member]) -> list[Trajectory]:
    """These trajectories with their people, in the order of names. One query."""
    rows = Trajectory.objects.filter(pk__any=[one.pk for one in members]).select_related("person")
    return list(rows.order_by("person__sort_name", "starts_on", "id"))
