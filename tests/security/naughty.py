"""What people, programmes and attackers put into a field."""

import random

LONG = "x" * 1_000_000

NAUGHTY: dict[str, str] = {
    "empty": "",
    "31 February": "2026-02-31",
    "31 February as written": "31/02/2026",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "year 10000": "10000-01-01",
    "before the calendar": "0000-00-00",
    "a moment": "2026-11-23T25:61",
    "very long": LONG,
    "NUL": "Du\x00bois",
    "only NUL": "\x00",
    "right to left": "\u202eeuqinimoD\u202c",
    "combining": "e" + "\u0301" * 300,
    "lone surrogate": "%ED%A0%80",  # sent as these bytes
    "emoji": "👩‍👩‍👧‍👦 🧑🏿‍🦽",
    "one letter": "I",
    "apostrophe": "D’Hondt-'t Kint",
    "SQL": "'; DROP TABLE people_person; --",
    "HTML": '"><script>alert(1)</script>',
    "template": "{{ 7*7 }}{% debug %}${7*7}",
    "formula": '=HYPERLINK("http://example.org")',
    "huge number": "9" * 400,
    "negative": "-1",
    "float": "1e309",
    "not a number": "NaN",
    "other digits": "١٢٣",
    "no such id": "00000000-0000-4000-8000-000000000000",
    "half an id": "00000000-0000-4000",
    "another's pair": "commitment:00000000-0000-4000-8000-000000000000",
    "path": "../../etc/passwd",
    "header": "x\r\nSet-Cookie: a=b",
    "elsewhere": "//evil.example/",
    "a list": "[]",
}

# Tried on every form; the others take turns, so that each form meets some and all of them meet each.
ALWAYS = [
    "empty",
    "31 February",
    "year 9999",
    "very long",
    "NUL",
    "lone surrogate",
    "huge number",
    "no such id",
    "HTML",
]


def some_of(seed: str, n: int = 4) -> dict[str, str]:
    """Those of `ALWAYS`, and `n` others: the same ones for the same seed."""
    others = sorted(NAUGHTY.keys() - set(ALWAYS))
    chosen = random.Random(seed).sample(others, n)  # noqa: S311  the same choice at each run
    return {title: NAUGHTY[title] for title in (*ALWAYS, *chosen)}
