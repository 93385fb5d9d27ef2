"""`python -m bench.cohorts`: the progress of a cohort of 100,000 trajectories in one centre, in at most two seconds.

A database of its own: each trajectory has a bilan measured at the start and at a later day by both sides, on thirteen
axes; one in ten was measured once. The counting is what the pages call, as the web role, in the centre's context.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

import click
import django
import psutil

from bench import database
from jalon.command.console import say, step

MOST = 2.0  # seconds
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
BARE, ONE_BY_ONE = "the bare reading", "every trajectory, one by one"
REPORT = database.ROOT / "docs" / "measures" / "cohorts.md"


@dataclass
class Timed:
    """Seconds of each round: on the clock, of this process's own work, and of the database's."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)


def load(name: str, number: int) -> None:
    """Invented people, trajectories and measurements, of one centre."""
    from bench.rows import insert, table
    from jalon.domain.accounts.models import Membership
    from jalon.domain.activation.models import Trajectory
    from jalon.domain.centres.models import Centre
    from jalon.domain.instruments.models import InstrumentVersion, Measurement
    from jalon.domain.people.models import Person

    centre, member, instrument = uuid4(), uuid4(), uuid4()
    own = {"centre_id": f"'{centre}'"}
    numbers = f"generate_series(1, {number}) AS f (n)"
    key = "md5('{0}-' || f.n)::uuid"
    with database.superuser(name) as link:
        link.execute("SET session_replication_role = replica")  # rows that never lived need no trigger
        link.execute(
            insert(Centre, "(SELECT 1) AS one", id=f"'{centre}'", name_fr="'Val-Clair'", name_nl="'Val-Clair'")
        )
        seat = {"role": "'worker'", "name": "'Une travailleuse'", "email": "'w@example.org'", "state": "'left'"}
        link.execute(
            insert(Membership, "(SELECT 1) AS one", id=f"'{member}'", since="DATE '2020-01-01'", **seat, **own)
        )
        _instrument(link, InstrumentVersion, {"id": instrument, "home": centre, "installed_by_id": member}, own)
        person = {"id": key.format("p"), "file_number": "f.n::text", "last_name": "'N' || f.n"}
        link.execute(insert(Person, numbers, **person, opened_on="DATE '2020-01-01'", **own))
        days = {"starts_on": "s.day", "until": "s.day + 300", "measured_from": "s.day"}
        link.execute(
            insert(
                Trajectory, f"{numbers} CROSS JOIN LATERAL (SELECT DATE '2026-01-01' + f.n % 60 AS day) AS s",
                id=key.format("t"), person_id=key.format("p"), number="1", opened_by_id=f"'{member}'", **days, **own,
            )
        )  # fmt: skip
        link.execute(insert(Measurement, _measured(numbers), **_columns(key, instrument), **own))
        for model in (Person, Trajectory, Measurement):
            link.execute(f"VACUUM ANALYZE {table(model)}")


def _instrument(link, model, keys: dict[str, UUID], own: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    import json

    from bench.rows import insert
    from jalon.domain.instruments.definition import as_data, fingerprint
    from jalon.domain.instruments.shipped import shipped

    bilan = shipped()["bilan"]
    levels = {item.code: item.count for item in bilan.items}
    told = {name: f"'{value}'" for name, value in keys.items()}
    told |= {
        "code": "'bilan'",
        "version": str(bilan.version),
        "source": "'shipped'",
        "installed_on": "DATE '2026-01-01'",
    }
    told |= {"definition": "%s::jsonb", "levels": "%s::jsonb", "fingerprint": f"'{fingerprint(bilan)}'"}
    link.execute(
        insert(model, "(SELECT 1) AS one", **told, **own), [json.dumps(as_data(bilan)), json.dumps(levels)]
    )  # fmt: skip


def _measured(numbers: str) -> str:
    """Two moments and two sides for each, the second moment missing once in ten."""
    from jalon.domain.instruments.shipped import shipped

    points = [
        f"(1 + (f.n * {place + 3} + e.moment * {place + 1} + e.side) % 5) * 100"
        for place, _axis in enumerate(shipped()["bilan"].axes)
    ]
    pairs = zip(shipped()["bilan"].axes, points, strict=True)
    scores = ", ".join(f"'{axis.code}', {level}" for axis, level in pairs)
    both = "CROSS JOIN (SELECT moment, side FROM generate_series(0, 1) moment, generate_series(0, 1) side) AS e"
    return (
        f"{numbers} {both} CROSS JOIN LATERAL (SELECT jsonb_build_object({scores}) AS scores, "
        f"ARRAY[{', '.join(points)}]::int[] AS points) AS s "
        "WHERE e.moment = 0 OR f.n %% 10 <> 0".replace("%%", "%")
    )


def _columns(key: str, instrument: UUID) -> dict[str, str]:
    held = "DATE '2026-01-01' + (f.n % 60)::int + (e.moment * 200)::int"
    return {
        "id": "gen_random_uuid()",
        "person_id": key.format("p"),
        "instrument_id": f"'{instrument}'",
        "sitting": "md5('s-' || f.n || '-' || e.moment)::uuid",
        "moment": "CASE e.moment WHEN 0 THEN 'start' ELSE 'end' END",
        "rater": "CASE e.side WHEN 0 THEN 'worker' ELSE 'person' END",
        "way": "'bilan'",
        "held_on": held,
        "started_on": held,
        "scores": "s.scores",
        "points": "s.points",
        "state": "'finished'",
        "finished_at": f"({held})::timestamptz",
    }


def timed(centre: UUID, rounds: int) -> dict[str, Timed]:
    """Each count that a page makes: the convention's (every aim), the team's (by month, kind and module), and the list
    of all trajectories with the way each went, which no page shows whole."""
    from jalon.domain.activation.cohorts import cohort, tally
    from jalon.domain.activation.progress import AIMS
    from jalon.domain.core.context import centre_context

    days = {"first": FIRST, "last": LAST, "reference": LAST, "rater": "worker"}
    aims = list(AIMS)
    counts = {
        "convention: every direction": lambda: Counter(
            {(one.aim, one.direction): one.number for one in tally(**days, by=("is_framed",), aims=aims)}
        ),
        "team: by month, kind and module": lambda: [
            one.direction for one in tally(**days, by=("month", "receives", "modules"))
        ],
        ONE_BY_ONE: lambda: cohort(**days, aims=aims),
        BARE: _bare,
    }
    found = {name: Timed() for name in counts}
    for number in range(rounds + 1):
        for name, count in counts.items():
            with centre_context(centre):
                worked = _database_worked()
                begun, processor, before = time.perf_counter(), time.thread_time(), worked()
                count()
                if number:
                    found[name].clock.append(time.perf_counter() - begun)
                    found[name].processor.append(time.thread_time() - processor)
                    found[name].database.append(worked() - before)
    return found


def _database_worked() -> Callable[[], float]:
    """The seconds that the process of PostgreSQL behind this connection has worked so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = psutil.Process(cursor.fetchone()[0])
    return lambda: sum(process.cpu_times()[:2])


def _bare() -> None:
    """Every measurement of the centre read once, and nothing done with it: no count can be quicker."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(held_on) FROM instruments_measurement WHERE rater = 'worker'")
        cursor.fetchall()


def report(found: dict[str, Timed], trajectories: int, measurements: int, command: str) -> str:
    """Two tables' worth of sentences in Markdown."""
    bare = median(found[BARE].clock)
    heads = ["count", "median", "times the bare reading", "processor: PostgreSQL", "processor: the worker"]
    lines = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for name, one in found.items():
        clock = median(one.clock)
        kept = "" if clock <= MOST or name == ONE_BY_ONE else " ✗"
        worked = f"{median(one.database):.2f} s | {median(one.processor):.2f} s"
        lines.append(f"| {name} | {clock:.2f} s{kept} | ×{clock / bare:.1f} | {worked} |")
    table = "\n".join(lines)
    return f"""# The progress of a cohort

Written by `{command}` on {database.today().isoformat()}, on 2 cores and 24 GiB; load of the machine over the last
five minutes (2 is busy): {os.getloadavg()[1]:.1f}. A busy machine lengthens the clock of all lines alike; the work of
the processors, and the ratio, say more.

One centre with {trajectories:,} trajectories and {measurements:,} measurements of thirteen axes; nine in ten were
measured twice by both sides. Aim: at most {MOST:.0f} s for the progress of all of them; ✗ stands beside what misses it.

{table}
"""


@click.command(help=__doc__)
@click.option("--trajectories", default=100_000, show_default=True)
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1))
@click.option("--path", default=REPORT, type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
def cli(trajectories: int, rounds: int, path: Path) -> None:
    """Load, then measure."""
    name = f"cohort_{trajectories}"
    is_new = not database.is_ready(name)
    if is_new:
        with step("An empty database"):
            database.make_empty(name)
    url = database.server().url("jalon_web", database.name_of(name))
    told = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": database.SETTINGS, "JALON_PROCESS": "web"}
    os.environ.update(told)
    django.setup()
    if is_new:
        with step(f"{trajectories:,} trajectories"):
            load(name, trajectories)
        database.mark_ready(name)
    with database.superuser(name) as link:
        (centre,) = link.execute("SELECT id FROM centres_centre").fetchone()
        (measured,) = link.execute("SELECT count(*) FROM instruments_measurement").fetchone()
    with step("Counting"):
        found = timed(centre, rounds)
    told = report(found, trajectories, measured, f"python -m bench.cohorts --trajectories {trajectories}")
    say(told)
    path.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    cli()
