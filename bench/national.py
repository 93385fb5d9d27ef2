"""What every centre sent for the last quarters, and their publication, so that national pages have something to show.

The counts are drawn, in proportion to the centre; their text is made by Jalon and published by its own service.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from random import Random
from uuid import UUID, uuid5

import psycopg

SEED = UUID("9d7cf8a4-61a9-4e3f-8df0-5d6c27c0a1b4")
QUARTERS = 4  # sent by all; the most recent one is not published yet
_FLANDERS, _WALLONIA = ("Région flamande", "Vlaams Gewest"), ("Région wallonne", "Waals Gewest")
PLACES = [
    (0, "Anvers", "Antwerpen", *_FLANDERS),
    (1, "Brabant flamand", "Vlaams-Brabant", *_FLANDERS),
    (2, "Brabant wallon", "Waals-Brabant", *_WALLONIA),
    (3, "Flandre-Occidentale", "West-Vlaanderen", *_FLANDERS),
    (4, "Flandre-Orientale", "Oost-Vlaanderen", *_FLANDERS),
    (5, "Hainaut", "Henegouwen", *_WALLONIA),
    (6, "Liège", "Luik", *_WALLONIA),
    (7, "Limbourg", "Limburg", *_FLANDERS),
    (8, "Luxembourg", "Luxemburg", *_WALLONIA),
    (9, "Namur", "Namen", *_WALLONIA),
    (10, "", "", "Région de Bruxelles-Capitale", "Brussels Hoofdstedelijk Gewest"),
]
# Units for 1,000 files, about; what is not named here is 100.
_SHARES = {"sanctions": 6, "concluded": 40, "windows": 30, "commitments_third": 10}


def federal_user() -> UUID:
    """Who signs in to the national pages."""
    return uuid5(SEED, "federal user")


def send(link: psycopg.Connection, on: date, progress: Callable[[int, int], None]) -> None:
    """A submission of each centre for each of the last quarters, and one federal member."""
    from bench.rows import insert
    from jalon.domain.accounts.models import FederalMembership, User
    from jalon.domain.figures.models import Submission

    one = "(SELECT 1) AS one"
    user = {"email": "'national@example.org'", "name": "'Nationale'", "password": "'!'", "is_demo": "true"}
    link.execute(insert(User, one, id=f"'{federal_user()}'", **user))
    seat = {"role": "'officer'", "name": "'Nationale'", "since": "DATE '2012-01-02'"}
    link.execute(insert(FederalMembership, one, user_id=f"'{federal_user()}'", **seat))
    names = ["centre_id", "quarter", "content", "sha256", "counted_at", "submitted_at", "submitted_by_id"]
    statement = insert(Submission, one, **{**dict.fromkeys(names, "%s"), "version": "1"})
    centres = link.execute(
        "SELECT c.id, m.id, (c.inhabitants - 3000) / 15 FROM centres_centre AS c JOIN accounts_membership AS m "
        "ON m.centre_id = c.id AND m.role = 'secretary' ORDER BY c.id"
    ).fetchall()
    with link.cursor() as cursor:
        for done, (centre, member, files) in enumerate(centres, start=1):
            cursor.executemany(statement, list(_sent(centre, member, files, on)))
            progress(done, len(centres))


def _sent(centre: UUID, member: UUID, files: int, on: date) -> Iterator[list[object]]:
    from jalon.domain.figures.periods import recent
    from jalon.domain.figures.submissions import content_of, digest

    for code in recent(on, QUARTERS):
        content = content_of(code, _cells(Random(f"{centre} {code}"), files))
        at = datetime.combine(on, time(9))
        yield [centre, code, content, digest(content), at, at, member]


def _cells(draw: Random, files: int) -> dict[tuple[str, str, str], int]:
    """Numbers of every national figure whose axes each add up to its total."""
    from jalon.domain.figures.definitions import national_figures

    cells = {}
    for one in national_figures():
        total = round(files * _SHARES.get(one.code, 100) / 1000 * draw.uniform(0.5, 1.5))
        cells[(one.code, "", "")] = total
        for axis in one.national_axes:
            keys = list(axis.keys)
            cuts = sorted(round(total * draw.random() ** 2) for _key in keys[1:])
            parts = [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]
            cells |= {(one.code, axis.code, key): part for key, part in zip(keys, parts, strict=True)}
    return cells


def publish(on: date) -> None:
    """All but the most recent quarter, by the service that publishes."""
    from django.utils import timezone

    from jalon.domain.accounts.models import FederalMembership
    from jalon.domain.core.context import federal_context
    from jalon.domain.figures import national
    from jalon.domain.figures.periods import recent

    with federal_context(user_id=federal_user()):
        actor = FederalMembership.objects.get(user_id=federal_user())
        for code in recent(on, QUARTERS)[1:]:
            national.publish(actor=actor, code=code, at=timezone.now())
