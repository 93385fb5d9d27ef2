"""The pages the promise names, on a person of the largest centre. Found in the database, asked through HTTP."""

from dataclasses import dataclass, field
from uuid import uuid5

from bench import database
from bench.generate import SEED

_CHOSEN = """
SELECT p.responsible_id, m.user_id, p.id, i.id, left(p.sort_name, 4), p.file_number
FROM people_person AS p JOIN piis_piis AS i ON i.centre_id = p.centre_id AND i.person_id = p.id
JOIN accounts_membership AS m ON m.centre_id = p.centre_id AND m.id = p.responsible_id
JOIN instruments_bilan AS b ON b.centre_id = p.centre_id AND b.person_id = p.id
WHERE p.centre_id = %s AND i.state = 'running' AND EXISTS (SELECT 1 FROM instruments_bilanentry AS e
    WHERE e.centre_id = b.centre_id AND e.bilan_id = b.id)
  AND EXISTS (SELECT 1 FROM piis_evaluation AS e WHERE e.centre_id = i.centre_id AND e.piis_id = i.id)
ORDER BY p.file_number LIMIT 1
"""


@dataclass(frozen=True)
class Page:
    """An address, and the form sent to it when it is not only read."""

    path: str
    form: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pages:
    """Who signs in, and name → page."""

    user_id: str
    named: dict[str, Page]


def choose(files: int) -> Pages:
    """The worker, and the addresses on one of their files."""
    with database.superuser(files) as link:
        row = link.execute(_CHOSEN, [uuid5(SEED, "centre 1")]).fetchone()
    assert row, "the largest centre has no running project with a bilan and an evaluation"
    _member, user_id, person, piis, start, number = row
    return Pages(
        str(user_id),
        {
            "home": Page("/"),
            "search by name": Page("/files/search/", {"q": start}),
            "search by file number": Page("/files/search/", {"q": number}),
            "list of files": Page("/files/"),
            "file": Page(f"/files/{person}/"),
            "PIIS": Page(f"/piis/{piis}/"),
            "evaluation form": Page(f"/piis/{piis}/evaluate/"),
            "centre figures": Page("/figures/"),
        },
    )
