"""Many trajectories at once: one statement for the whole centre, and the law's own function for each direction.

The statement does for every trajectory what `progress.belonging` and `law.progress` do for one: the first measurement,
the last of the same version by the reference day, the sum of the differences on the axes both have. A test draws
measurements at random and compares the two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import F

from jalon.domain.activation.models import Participation, Trajectory
from jalon.domain.activation.progress import smallest_of
from jalon.domain.core.context import current_centre_id
from jalon.domain.instruments.definition import Definition
from jalon.domain.instruments.models import InstrumentVersion, Measurement
from jalon.law import activation as law

ALL = ""  # every axis together

_SQL = """
WITH counted AS MATERIALIZED ({counted}),
way AS (
    SELECT id, person_id, starts_on, receives, piis_id IS NOT NULL AS is_framed, ended_on, result, measured_by,
           measured_from, coalesce(ended_on, until) AS last
    FROM activation_trajectory
    WHERE centre_id = %(centre)s AND starts_on <= %(last)s AND coalesce(ended_on, until) >= %(first)s
),
mine AS (
    SELECT way.id, counted.instrument_id, counted.held_on, counted.finished_at, counted.id AS measurement,
           counted.scores, first_value(counted.instrument_id) OVER earliest AS first_instrument,
           first_value(counted.held_on) OVER earliest AS first_on, first_value(counted.scores) OVER earliest AS before
    FROM way JOIN counted ON counted.person_id = way.person_id AND counted.code = way.measured_by
         AND counted.held_on BETWEEN way.measured_from AND %(reference)s
         AND (counted.trajectory = way.id OR (counted.trajectory IS NULL AND counted.held_on <= way.last))
    WINDOW earliest AS (PARTITION BY way.id ORDER BY counted.held_on, counted.finished_at, counted.id)
),
twice AS MATERIALIZED (
    SELECT DISTINCT ON (id) id, instrument_id, before, scores AS after FROM mine
    WHERE instrument_id = first_instrument AND held_on > first_on
    ORDER BY id, held_on DESC, finished_at DESC, measurement DESC
),
gone AS ({gone})
SELECT way.id, way.person_id, way.starts_on, way.receives, way.is_framed, way.ended_on, way.result, gone.*
FROM way LEFT JOIN gone ON gone.way = way.id ORDER BY way.starts_on, way.id
"""
_KNOWN = 7  # columns about the trajectory itself; then its id again, the instrument, and a pair of numbers an aim
# One instrument: the difference on each axis (computed once: `OFFSET 0` keeps the parts apart), then for each aim how
# many axes have one, and their sum.
_GONE = """SELECT way, %(i{n})s::int AS instrument{sums}
           FROM (SELECT id AS way{axes} FROM twice WHERE instrument_id = %(pk{n})s OFFSET 0) AS d{n}"""
_AXIS = ", (after ->> %({name})s)::int - (before ->> %({name})s)::int AS {name}"
_MEMORY = "64MB"  # for the sort of a whole centre's measurements, until the end of the transaction


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

    first: date
    last: date
    reference: date
    rater: str
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
        found = self.gone(trajectory_id, aim)
        if found is None:
            return law.Direction.NOT_MEASURED
        return law.direction(found.difference, found.axes, smallest_of(found.instrument))

    def counts(self, of: Iterable[UUID], aim: str = ALL) -> dict[law.Direction, int]:
        """How many of these trajectories went each way. Directions are all that different instruments share."""
        found = dict.fromkeys(law.Direction, 0)
        for one in of:
            found[self.direction(one, aim)] += 1
        return found


def cohort(*, first: date, last: date, reference: date, rater: str, aims: Sequence[str] = ()) -> Cohort:
    """The trajectories that touch a period and the way each went by `reference`, seen by one side. Few queries."""
    versions = list(InstrumentVersion.objects.order_by("id"))
    days = {"first": first, "last": last, "reference": reference}
    rows = _asked(days, rater, (ALL, *aims), versions) if versions else _unmeasured(first, last)
    members = [Member(*row[:_KNOWN], row[_KNOWN + 1], row[_KNOWN + 2 :]) for row in rows]
    return Cohort(
        **days,
        rater=rater,
        aims=(ALL, *aims),
        trajectories=members,
        instruments=[one.read for one in versions],
        known={one.pk: one for one in members},
    )


def _unmeasured(first: date, last: date) -> list[tuple]:
    """The trajectories of a centre that measured nothing yet."""
    columns = ("pk", "person_id", "starts_on", "receives", "piis_id", "ended_on", "result")
    rows = Trajectory.objects.touching(first, last).order_by("starts_on", "id").values_list(*columns)
    return [(*row[:4], row[4] is not None, *row[5:], None, None) for row in rows]


def _asked(days: dict[str, date], rater: str, aims: Sequence[str], versions: list[InstrumentVersion]) -> list[tuple]:
    counted = Measurement.objects.counted().filter(rater=rater, held_on__lte=days["reference"])
    counted = counted.annotate(code=F("instrument__code"))
    columns = ("id", "person_id", "trajectory", "instrument_id", "held_on", "finished_at", "scores", "code")
    sql, params = counted.values_list(*columns).query.sql_with_params()
    # The query set's own words say which measurements count; its places take names beside ours.
    words = sql.replace("%s", "{}").format(*(f"%(p{place})s" for place in range(len(params))))
    branches, values = [], {f"p{place}": value for place, value in enumerate(params)}
    for place, one in enumerate(versions):
        branches.append(_branch(place, one.read, aims))
        values |= {f"i{place}": place, f"pk{place}": one.pk}
        values |= {f"x{place}_{number}": axis.code for number, axis in enumerate(one.read.axes)}
    statement = _SQL.format(counted=words, gone=" UNION ALL ".join(branches))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [_MEMORY])
        cursor.execute(statement, {**values, **days, "centre": current_centre_id()})
        return cursor.fetchall()


def _branch(place: int, instrument: Definition, aims: Sequence[str]) -> str:
    """What is summed of one instrument: no aim is every axis."""
    names = [(f"x{place}_{number}", axis.directions) for number, axis in enumerate(instrument.axes)]
    sums = ""
    for aim in aims:
        leading = [name for name, directions in names if not aim or aim in directions]
        if leading:
            total = " + ".join(f"coalesce({name}, 0)" for name in leading)
            sums += f", num_nonnulls({', '.join(leading)}), {total}"
        else:
            sums += ", 0, 0"
    axes = "".join(_AXIS.format(name=name) for name, _directions in names)
    return _GONE.format(n=place, sums=sums, axes=axes)


def modules_of(found: Cohort) -> dict[UUID, list[UUID]]:
    """The trajectories that took part in each module, by module. One query."""
    modules: dict[UUID, list[UUID]] = {}
    for module, trajectory in Participation.objects.values_list("module_id", "trajectory_id"):
        if trajectory in found.known:
            modules.setdefault(module, []).append(trajectory)
    return modules


def named(members: Sequence[Member]) -> list[Trajectory]:
    """These trajectories with their people, in the order of names. One query."""
    rows = Trajectory.objects.filter(pk__any=[one.pk for one in members]).select_related("person")
    return list(rows.order_by("person__sort_name", "starts_on", "id"))
