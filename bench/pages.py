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


# A card for that person: a user who is nothing but a number, copied from the worker's row, and an open access.
_USER = """
INSERT INTO accounts_user SELECT (jsonb_populate_record(one, jsonb_build_object(
    'id', %(card)s::text, 'email', %(number)s::text || '@card.jalon.invalid', 'name', %(number)s::text))).*
FROM accounts_user AS one WHERE one.id = %(worker)s ON CONFLICT DO NOTHING
"""
_ACCESS = """
INSERT INTO space_personaccess SELECT (jsonb_populate_record(NULL::space_personaccess, jsonb_build_object(
    'id', %(card)s::text, 'centre_id', %(centre)s::text, 'person_id', %(person)s::text, 'user_id', %(card)s::text,
    'number', %(number)s::text, 'state', 'active', 'code_hash', '', 'tries', 0, 'revision', 1,
    'made_by_id', %(member)s::text, 'made_at', now(), 'opened_at', now()))).* ON CONFLICT DO NOTHING
"""
NUMBER = "1000000099"


@dataclass(frozen=True)
class Page:
    """An address, the form sent to it when it is not only read, and whether the person asks for it, not the worker."""

    path: str
    form: dict[str, str] = field(default_factory=dict)
    own: bool = False


@dataclass(frozen=True)
class Pages:
    """Who signs in at the desk, who with a card, and name → page."""

    user_id: str
    card_id: str
    named: dict[str, Page]


def choose(files: int) -> Pages:
    """The worker, and the addresses on one of their files."""
    with database.superuser(files) as link:
        centre, card = uuid5(SEED, "centre 1"), uuid5(SEED, "card")
        row = link.execute(_CHOSEN, [centre]).fetchone()
        assert row, "the largest centre has no running project with a bilan and an evaluation"
        member, user_id, person, piis, start, number = row
        facts = {"card": card, "centre": centre, "person": person, "member": member, "worker": user_id}
        for statement in (_USER, _ACCESS):
            link.execute(statement, facts | {"number": NUMBER})
    return Pages(
        str(user_id),
        str(card),
        {
            "home": Page("/"),
            "search by name": Page("/files/search/", {"q": start}),
            "search by file number": Page("/files/search/", {"q": number}),
            "list of files": Page("/files/"),
            "file": Page(f"/files/{person}/"),
            "PIIS": Page(f"/piis/{piis}/"),
            "evaluation form": Page(f"/piis/{piis}/evaluate/"),
            "centre figures": Page("/figures/"),
            "the person's first page": Page("/mine/", own=True),
        },
    )
