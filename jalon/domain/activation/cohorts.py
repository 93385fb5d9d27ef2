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
    SELECT id, person_id, measured_by, measured_from, coalesce(ended_on, until) AS last
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
twice AS (
    SELECT DISTINCT ON (id) id, instrument_id, before, scores AS after FROM mine
    WHERE instrument_id = first_instrument AND held_on > first_on
    ORDER BY id, held_on DESC, finished_at DESC, measurement DESC
),
axis AS (SELECT * FROM unnest(%(instruments)s::uuid[], %(axes)s::text[], %(aims)s::text[], %(signs)s::int[])
         AS one(instrument_id, code, aim, sign))
SELECT twice.id, twice.instrument_id, axis.aim, count(*),
       sum(axis.sign * ((twice.after ->> axis.code)::int - (twice.before ->> axis.code)::int))
FROM twice JOIN axis USING (instrument_id)
WHERE twice.after ->> axis.code IS NOT NULL AND twice.before ->> axis.code IS NOT NULL
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Gone:
    """How far one trajectory went: the number of axes, the sum of the differences (hundredths, up is better)."""

    instrument: UUID
    axes: int
    difference: int
    direction: law.Direction


@dataclass(frozen=True)
class Cohort:
    """Every trajectory that touches a period, and how far each went by the reference day, to every aim asked.

    `gone` has no row for what was not measured twice: `direction` says so.
    """

    first: date
    last: date
    reference: date
    rater: str
    trajectories: Sequence[Trajectory]
    gone: dict[tuple[UUID, str], Gone]
    instruments: dict[UUID, Definition] = field(default_factory=dict)

    def direction(self, trajectory_id: UUID, aim: str = ALL) -> law.Direction:
        """The direction of one trajectory."""
        found = self.gone.get((trajectory_id, aim))
        return found.direction if found else law.Direction.NOT_MEASURED

    def counts(self, of: Iterable[UUID], aim: str = ALL) -> dict[law.Direction, int]:
        """How many of these trajectories went each way. Directions are all that different instruments share."""
        found = dict.fromkeys(law.Direction, 0)
        for one in of:
            found[self.direction(one, aim)] += 1
        return found


def cohort(
    *, first: date, last: date, reference: date, rater: str, aims: Sequence[str] = (), names: bool = False
) -> Cohort:
    """The trajectories that touch a period and the way each went by `reference`, seen by one side. Three queries.

    `names`: with each one's person, for a list of files.
    """
    definitions = {one.pk: one.read for one in InstrumentVersion.objects.all()}
    rows = Trajectory.objects.touching(first, last).order_by("starts_on", "id")
    trajectories = list(rows.select_related("person") if names else rows)
    gone = {}
    for way, instrument, aim, axes, difference in _asked(first, last, reference, rater, aims, definitions):
        smallest = smallest_of(definitions[instrument])
        gone[way, aim] = Gone(instrument, axes, difference, law.direction(difference, axes, smallest))
    return Cohort(first, last, reference, rater, trajectories, gone, definitions)


def _asked(
    first: date, last: date, reference: date, rater: str, aims: Sequence[str], definitions: dict[UUID, Definition]
) -> list[tuple[UUID, UUID, str, int, int]]:
    leading = _leading(definitions, aims)
    counted = Measurement.objects.counted().filter(rater=rater, held_on__lte=reference)
    counted = counted.annotate(code=F("instrument__code"))
    columns = ("id", "person_id", "trajectory", "instrument_id", "held_on", "finished_at", "scores", "code")
    sql, params = counted.values_list(*columns).query.sql_with_params()
    named = {f"p{place}": value for place, value in enumerate(params)}
    # The query set's own words say which measurements count; its places take names beside ours.
    words = sql.replace("%s", "{}").format(*(f"%(p{place})s" for place in range(len(params))))
    values = {
        **named,
        "centre": current_centre_id(),
        "first": first,
        "last": last,
        "reference": reference,
        "instruments": [one[0] for one in leading],
        "axes": [one[1] for one in leading],
        "aims": [one[2] for one in leading],
        "signs": [one[3] for one in leading],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(counted=words), values)
        return cursor.fetchall()


def _leading(definitions: dict[UUID, Definition], aims: Sequence[str]) -> list[tuple[UUID, str, str, int]]:
    """Each axis of each instrument: under « every axis », and under the aims it leads to."""
    return [
        (pk, axis.code, aim, one.direction)
        for pk, one in definitions.items()
        for axis in one.axes
        for aim in (ALL, *(aim for aim in axis.directions if aim in aims))
    ]


def modules_of(trajectories: Sequence[Trajectory]) -> dict[UUID, list[UUID]]:
    """The trajectories that took part in each module, by module. One query."""
    ids = {one.pk for one in trajectories}
    found: dict[UUID, list[UUID]] = {}
    for module, trajectory in Participation.objects.values_list("module_id", "trajectory_id"):
        if trajectory in ids:
            found.setdefault(module, []).append(trajectory)
    return found
