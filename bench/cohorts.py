"""`python -m bench.cohorts`: the progress of a cohort of 100,000 trajectories in one centre, in at most two seconds.

A database of its own: each trajectory has a bilan measured at the start and at a later day by both sides, on thirteen
axes; one in ten was measured once. The counting is what the pages call, as the web role, in the centre's context.
"""

import os
import time
from datetime import date
from statistics import median
from uuid import UUID, uuid4

import click
import django

from bench import database
from jalon.command.console import say, step

MOST = 2.0  # seconds
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def load(name: str, number: int) -> UUID:
    """Invented people, trajectories and measurements. Returns the centre."""
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
            link.execute(f"ANALYZE {table(model)}")
    return centre


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

    scores = ", ".join(
        f"'{axis.code}', (1 + (f.n * {place + 3} + e.moment * {place + 1} + e.side) % 5) * 100"
        for place, axis in enumerate(shipped()["bilan"].axes)
    )
    both = "CROSS JOIN (SELECT moment, side FROM generate_series(0, 1) moment, generate_series(0, 1) side) AS e"
    return (
        f"{numbers} {both} CROSS JOIN LATERAL (SELECT jsonb_build_object({scores}) AS scores) AS s "
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
        "state": "'finished'",
        "finished_at": f"({held})::timestamptz",
    }


def timed(centre: UUID, rounds: int) -> tuple[list[float], int]:
    """Seconds of each count with every aim, as the convention's page asks it, and how many were measured twice."""
    from jalon.domain.activation.cohorts import cohort
    from jalon.domain.activation.progress import AIMS
    from jalon.domain.core.context import centre_context

    found = []
    for _round in range(rounds + 1):
        with centre_context(centre):
            begun = time.perf_counter()
            counted = cohort(first=FIRST, last=LAST, reference=LAST, rater="worker", aims=list(AIMS))
            found.append(time.perf_counter() - begun)
    return found[1:], sum(one.instrument is not None for one in counted.trajectories)


@click.command(help=__doc__)
@click.option("--trajectories", default=100_000, show_default=True)
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1))
def cli(trajectories: int, rounds: int) -> None:
    """Load, then measure."""
    name = f"cohort_{trajectories}"
    with step("An empty database"):
        database.make_empty(name)
    url = database.server().url("jalon_web", database.name_of(name))
    told = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": database.SETTINGS, "JALON_PROCESS": "web"}
    os.environ.update(told)
    django.setup()
    with step(f"{trajectories:,} trajectories"):
        centre = load(name, trajectories)
    with step("Counting"):
        times, measured = timed(centre, rounds)
    kept = "kept" if median(times) <= MOST else f"over the {MOST:.0f} s promised"
    say(f"{measured:,} measured twice of {trajectories:,}: median {median(times):.2f} s of {rounds}, {kept}.")


if __name__ == "__main__":
    cli()
