"""Fills `jalon_bench_<files>`: 600 centres, a fifth of the files in the largest, projects, evaluations and journal.

Loaded by the server's superuser with INSERT … SELECT, constraints and indexes set aside and added again at the end,
so that PostgreSQL checks every row. The journal's chains are computed as the trigger would (one aggregate over each
centre) and the largest is verified. What is not real: names are drawn from the demonstration's lists, one encrypted
number stands for all (its blind indexes differ), a contract's paper is a line of text with its true hash.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from queue import Empty, Queue
from random import Random
from typing import Any
from uuid import UUID, uuid5

import click
import psycopg

from bench import database, national
from bench.constraints import put_back, set_aside
from jalon.command.console import bar, say, step

CENTRES = 600
LARGEST_SHARE = 0.2
FILES_A_WORKER = 200
NAMES = 20_000
PART = 20_000  # files in one transaction
SESSIONS = 2
SEED = UUID("b0f9a1f2-6c1d-4d5b-9c38-3a8f5a0d7e11")
LINES = [(0, "person", "work", "J’écris mon CV."), (1, "person", "languages", "Je vais au cours.")]
LINES += [(2, "centre", "work", "Le CPAS m’aide à écrire mes lettres.")]
# number, act, from, to, days after the opening, stage it needs
ACTS = [(1, "prepare", "", "draft", 10, 9), (2, "hand_over", "draft", "handed", 15, 10)]
ACTS += [(3, "sign", "handed", "handed", 22, 10.5), (4, "sign_last", "handed", "signed", 24, 10.5)]
ACTS += [(5, "approve", "signed", "running", 28, 11)]
# number, verb, kind, subject, days after the opening, stage it needs
JOURNAL = [(1, "file.created", "act", "people.Person", 0, 0), (2, "piis.hand_over", "act", "piis.Piis", 15, 10)]
JOURNAL += [(3, "piis.sign_last", "act", "piis.Piis", 24, 10.5), (4, "piis.approve", "act", "piis.Piis", 28, 11)]
JOURNAL += [(5, "file.opened", "read", "people.Person", 30, 12)]

SCAFFOLD = """
CREATE SCHEMA bench;
CREATE UNLOGGED TABLE bench.centre (number int, id uuid, first bigint, size bigint, workers int);
CREATE UNLOGGED TABLE bench.place
    (number int, province_fr text, province_nl text, region_fr text, region_nl text);
CREATE UNLOGGED TABLE bench.member (id uuid, user_id uuid, centre_id uuid, role text, name text, email text);
CREATE UNLOGGED TABLE bench.name
    (number int PRIMARY KEY, last_name text, first_names text, sort_name text, name_sound text, tokens text[]);
CREATE UNLOGGED TABLE bench.line (position int, side text, domain text, text text);
CREATE UNLOGGED TABLE bench.act (number int, act text, source text, target text, days int, bucket numeric);
CREATE UNLOGGED TABLE bench.journal (number int, verb text, kind text, subject text, days int, bucket numeric);
CREATE UNLOGGED TABLE bench.domain (code text);
CREATE UNLOGGED TABLE bench.constant (cipher bytea, content text);
CREATE FUNCTION bench.link(state text, entry audit_journalentry) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    entry.previous_hash := state;
    RETURN public.audit_hash(entry);
END $$;
CREATE AGGREGATE bench.chain(audit_journalentry) (SFUNC = bench.link, STYPE = text, INITCOND = '');
"""

FILE_TABLE = """
CREATE UNLOGGED TABLE bench.file AS
WITH drawn AS (
    SELECT c.number AS c, c.id AS centre_id, c.first + k AS n, k, c.workers,
           ('x' || substr(md5('h' || (c.first + k)), 1, 7))::bit(28)::int AS h,
           ('x' || substr(md5('b' || (c.first + k)), 1, 7))::bit(28)::int % 20 AS b
    FROM bench.centre AS c CROSS JOIN LATERAL generate_series(1, c.size) AS k
), opened AS (
    SELECT *, DATE '{on}' - CASE WHEN b < 6 THEN 30 + h % 2500 WHEN b = 6 THEN h % 80 WHEN b = 7 THEN 100 + h % 120
        WHEN b = 8 THEN 30 + h % 1000 WHEN b = 9 THEN 20 + h % 60 WHEN b = 10 THEN 40 + h % 40
        WHEN b < 16 THEN 60 + h % 330 ELSE 450 + h % 2500 END AS opened
    FROM drawn
), held AS (
    SELECT *, CASE WHEN b > 8 THEN opened + 20 END AS since,
           CASE WHEN b > 15 THEN opened + 110 + h % 270 END AS ended_on
    FROM opened
), evaluated AS (
    SELECT *, CASE WHEN b > 15 THEN (ended_on - since) / 120
        WHEN b > 10 THEN greatest(0, least(3, (DATE '{on}' - since) / 120) - (h % 7 = 0)::int) ELSE 0 END AS evaluations
    FROM held
)
SELECT n, c, k, h, b, centre_id, opened, since, ended_on, evaluations,
       md5('member-' || c || '-' || (1 + k % workers))::uuid AS worker_id,
       md5('member-' || c || '-0')::uuid AS secretary_id,
       CASE WHEN b BETWEEN 11 AND 15 AND evaluations < 3 THEN since + 121 * (evaluations + 1) END AS next_on,
       1 + h % {names} AS name,
       CASE WHEN h % 10 < 6 THEN md5('niss' || n) END AS niss_index
FROM evaluated
"""


def sizes(files: int, centres: int) -> Iterator[tuple[int, int]]:
    """(first file, number of files) of each centre: a fifth in the first, the rest by rank."""
    centres = min(centres, files)
    largest = round(files * LARGEST_SHARE)
    weights = [1 / (rank + 5) ** 0.8 for rank in range(1, centres)]
    whole, first, given = sum(weights), largest, 0.0
    yield 0, largest
    for weight in weights:
        given += weight
        last = largest + round((files - largest) * given / whole)
        yield first, last - first
        first = last


def generate(files: int, *, centres: int = CENTRES, on: date) -> None:
    """Make the database of that size, whole or not at all (see `database.is_ready`)."""
    with step(f"Database {database.name_of(files)} made from the migrations"):
        database.make_empty(files)
    os.environ["JALON_PROCESS"] = "operator"
    os.environ["DATABASE_OWNER_URL"] = database.server().url("jalon_migrator", database.name_of(files))
    os.environ["DJANGO_SETTINGS_MODULE"] = database.SETTINGS
    import django

    django.setup()
    begun = time.monotonic()
    with database.superuser(files) as link:
        _fill(link, files, centres, on)
    with bar("Figures sent by every centre, and published") as advance:
        with database.superuser(files) as link:
            national.send(link, on, advance)
        national.publish(on)
    with step("The largest centre's journal verified, and the lock on every table"):
        _verify()
    database.mark_ready(files)
    say(f"{files} files in {time.monotonic() - begun:.0f} s.")


def _fill(link: psycopg.Connection, files: int, centres: int, on: date) -> None:
    from bench import rows
    from jalon.domain.audit.models import JournalHead

    tables = [rows.table(model) for model in [*rows.FILLED, JournalHead]]
    with step("Centres, members and words"):
        link.execute(SCAFFOLD)
        _scaffold(link, files, centres, on)
        link.execute(FILE_TABLE.format(on=on.isoformat(), names=NAMES))
        aside = set_aside(link, tables)
        link.execute("CREATE INDEX ON bench.file (n)")
        link.execute("ANALYZE bench.file")
        for statement in [*rows.centres(), rows.COUNTERS]:
            link.execute(statement)
    parts = [rows.files(f"f.n BETWEEN {first + 1} AND {min(first + PART, files)}") for first in range(0, files, PART)]
    with bar("Files") as advance:
        _together(files, parts, advance)
    with bar("What was known when") as advance:
        _together(files, [[one] for one in rows.known()], advance)
    with bar("Journal, each centre chained") as advance:
        _together(files, [[one] for one in _journal(link)], advance)
    link.execute(f"""INSERT INTO {rows.table(JournalHead)} (id, centre_id, number, hash)
        SELECT DISTINCT ON (centre_id) gen_random_uuid(), centre_id, number, hash
        FROM audit_journalentry ORDER BY centre_id, number DESC""")
    with bar("Constraints checked, indexes made") as advance:
        put_back(link, aside, advance)
    with step("Statistics"):
        link.execute("DROP SCHEMA bench CASCADE")
        link.execute("VACUUM ANALYZE")


def _scaffold(link: psycopg.Connection, files: int, centres: int, on: date) -> None:
    from jalon.domain.core.crypto import encrypt
    from jalon.domain.instruments.enums import LifeDomain

    with link.cursor() as cursor:
        for number, (first, size) in enumerate(sizes(files, centres), start=1):
            workers = max(3, size // FILES_A_WORKER)
            centre = uuid5(SEED, f"centre {number}")
            cursor.execute(
                "INSERT INTO bench.centre VALUES (%s, %s, %s, %s, %s)", [number, centre, first, size, workers]
            )
        cursor.executemany("INSERT INTO bench.place VALUES (%s, %s, %s, %s, %s)", national.PLACES)
        cursor.execute("""INSERT INTO bench.member
            SELECT md5('member-' || c.number || '-' || w)::uuid, md5('user-' || c.number || '-' || w)::uuid, c.id,
                   CASE w WHEN 0 THEN 'secretary' ELSE 'worker' END, 'Membre ' || w,
                   'm' || w || '.' || c.number || '@example.org'
            FROM bench.centre AS c CROSS JOIN LATERAL generate_series(0, c.workers) AS w""")
        cursor.executemany("INSERT INTO bench.name VALUES (%s, %s, %s, %s, %s, %s)", list(_names()))
        cursor.executemany("INSERT INTO bench.line VALUES (%s, %s, %s, %s)", LINES)
        cursor.executemany("INSERT INTO bench.act VALUES (%s, %s, %s, %s, %s, %s)", ACTS)
        cursor.executemany("INSERT INTO bench.journal VALUES (%s, %s, %s, %s, %s, %s)", JOURNAL)
        cursor.executemany("INSERT INTO bench.domain VALUES (%s)", [[code] for code in LifeDomain.values])
        cursor.execute("INSERT INTO bench.constant VALUES (%s, %s)", [encrypt("85073003328"), _content(on)])


def _names() -> Iterator[list[Any]]:
    """Names of the demonstration's lists, two by two, with what searching needs of them."""
    from jalon.command.demo.data import read
    from jalon.domain.core.text import searchable
    from jalon.domain.people.models import Person
    from jalon.domain.people.names import derive_names

    draw, people = Random("bench"), read("people")
    groups = [people[name] for name in people["shares"]["fr"] if people[name]["last"]]
    for number in range(1, NAMES + 1):
        group, other = draw.choice(groups), draw.choice(groups)
        last = f"{draw.choice(group['last'])} {draw.choice(other['last'])}"
        person = Person(last_name=last, first_names=draw.choice([*group["f"], *group["m"]]), centre_id=SEED)
        derive_names(person)
        tokens = sorted(set(searchable(str(person))))
        yield [number, person.last_name, person.first_names, person.sort_name, person.name_sound, tokens]


def _content(on: date) -> str:
    """The text of a contract as versions keep it, with tokens where ids come."""
    from bench.rows import PERSON_TOKEN, PIIS_TOKEN
    from jalon.domain.centres.models import Centre
    from jalon.domain.people.models import Person
    from jalon.domain.piis import content
    from jalon.domain.piis.drafts import CommitmentDraft, Draft
    from jalon.domain.piis.models import Piis
    from jalon.domain.piis.texts import frozen

    centre = Centre(id=SEED, name_fr="Centre", name_nl="Centrum")
    person = Person(pk=PERSON_TOKEN, centre=centre, file_number="0", last_name="Nom", birth_year=1990)
    piis = Piis(pk=PIIS_TOKEN, centre=centre, person=person, number=1)
    lines = tuple(CommitmentDraft(side=side, domain=domain, text=text) for _n, side, domain, text in LINES)
    draft = Draft(since=on, until=on, aims="Je cherche un travail.", evaluation_how="Ensemble.", commitments=lines)
    facts = {"number": 1, "reason": "first", "handed_over_on": on, "may_sign_from": on}
    return content.canonical(frozen(piis, draft, centre=centre, **facts))


def _journal(link: psycopg.Connection) -> Iterator[str]:
    """One INSERT a range of centres; numbers, links and hashes as the trigger gives them."""
    from bench.rows import PERSON, PIIS, STAGE

    values = {
        "id": "gen_random_uuid()", "centre_id": "f.centre_id", "kind": "j.kind", "verb": "j.verb",
        "number": 'row_number() OVER (PARTITION BY f.centre_id ORDER BY f.opened + j.days, f.n, j.number)',
        "written_at": "(f.opened + j.days)::timestamp + interval '10 hours'", "actor_id": "f.worker_id",
        "actor_name": "'Membre'", "person_id": PERSON, "subject_type": "j.subject", "on": "f.opened + j.days",
        "subject_id": f"CASE j.subject WHEN 'piis.Piis' THEN {PIIS} ELSE {PERSON} END", "purpose": "''",
        "detail": "'{}'::jsonb", "trace_id": "gen_random_uuid()", "previous_hash": "''", "hash": "''",
    }  # fmt: skip
    attributes = "SELECT attname FROM pg_attribute WHERE attrelid = 'audit_journalentry'::regclass AND attnum > 0"
    columns = [row[0] for row in link.execute(f"{attributes} ORDER BY attnum").fetchall()]
    window = "OVER (PARTITION BY (entry).centre_id ORDER BY (entry).number)"
    told = [name for name in columns if name not in {"previous_hash", "hash"}]
    taken = [f'(entry)."{name}"' for name in told]
    names = ", ".join([*(f'"{name}"' for name in told), "previous_hash", "hash"])
    row = ", ".join(values[name] for name in columns)
    centres = link.execute("SELECT number FROM bench.centre ORDER BY size DESC, number").fetchall()
    for first in [centres[:1], *(centres[n : n + 25] for n in range(1, len(centres), 25))]:
        chosen = ", ".join(str(one[0]) for one in first)
        yield f"""
            INSERT INTO audit_journalentry ({names})
            SELECT {", ".join(taken)}, COALESCE(lag(hash) {window}, ''), hash
            FROM (SELECT entry, bench.chain(entry) {window} AS hash
                  FROM (SELECT ROW({row})::audit_journalentry AS entry
                        FROM bench.file AS f JOIN bench.journal AS j ON {STAGE} >= j.bucket
                        WHERE f.c IN ({chosen})) AS told) AS chained"""


def _together(files: int, parts: list[list[str]], advance: Callable[[int, int], None]) -> None:
    """Run the parts, each in one transaction, in two sessions."""
    waiting: Queue[list[str]] = Queue()
    for part in parts:
        waiting.put(part)
    faults: list[BaseException] = []
    done = Queue()
    threads = [threading.Thread(target=_run, args=(files, waiting, done, faults)) for _ in range(SESSIONS)]
    for thread in threads:
        thread.start()
    for count in range(1, len(parts) + 1):
        done.get()
        if faults:
            break
        advance(count, len(parts))
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def _run(files: int, waiting: Queue, done: Queue, faults: list[BaseException]) -> None:
    with database.superuser(files) as link:
        while not faults:
            try:
                part = waiting.get_nowait()
            except Empty:
                return
            try:
                with link.transaction():
                    for statement in part:
                        link.execute(statement)
            except BaseException as fault:
                faults.append(fault)
            done.put(None)


def _verify() -> None:
    from jalon.domain.audit.services import verify_chain
    from jalon.domain.core import catalogue
    from jalon.domain.core.context import operator_context

    with operator_context(uuid5(SEED, "centre 1")):
        broken = list(verify_chain())
    if broken or (problems := catalogue.problems()):
        raise RuntimeError(f"The generated database does not hold: {broken[:3] or problems[:3]}")


@click.command(help=__doc__)
@click.option("--files", default=1_000_000, show_default=True, type=click.IntRange(1_000, 5_000_000))
@click.option("--centres", default=CENTRES, show_default=True, type=click.IntRange(1, 600))
@click.option("--again", is_flag=True, help="Make it again although it is there.")
def cli(files: int, centres: int, again: bool) -> None:
    """Make one database."""
    if database.is_ready(files) and not again:
        say(f"{database.name_of(files)} is there already.")
        return
    generate(files, centres=centres, on=database.today())


if __name__ == "__main__":
    cli()
