"""What schemes change for the whole country, over a million months of the built-in population that stay in order."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from jalon.law.errors import Refused
from jalon.law.income import Category, parse_scheme, shipped_schemes, write_scheme
from jalon.simulation.columns import population
from jalon.simulation.dealing import deal, draw_of
from jalon.simulation.prepared import Prepared, prepare

ROWS = 1_000_000  # as many as the first batch of `synthetic` may have: these are its months
SEED = 1
TODAY = "today"
Advance = Callable[[str], None]  # told what is begun: "dealing", "ordering", "counting"


def answer(asked: dict[str, Any], rows: int = ROWS, advance: Advance = lambda step: None) -> dict[str, Any]:
    """`{"month": "2025-06-01", "schemes": {CODE: YAML}}` answered for all the months together.

    `{"rows": …, "schemes": {CODE: COUNTS}}`, today's rule among them, sums in cents of one month; or
    `{"refused": [KIND, AS_JSON]}`.
    """
    month, today = date.fromisoformat(asked["month"]), write_scheme(shipped_schemes()[TODAY])
    schemes = {TODAY: today} | asked["schemes"]
    try:
        return {"rows": rows, "schemes": {code: _counted(text, month, rows, advance) for code, text in schemes.items()}}
    except Refused as error:
        return {"refused": [type(error).__name__, error.as_json()]}


@lru_cache(maxsize=128)
def _counted(text: str, month: date, rows: int, advance: Advance) -> dict[str, int]:
    """What one scheme changes: a hand moves one of them, and the others were counted before."""
    return asdict(_ready(month, rows, advance).variant(parse_scheme(text, name="piste.yaml"))[()])


@lru_cache(maxsize=2)  # two people may look at two months
def _ready(month: date, rows: int, advance: Advance) -> Prepared:
    """The population of that month in order, held against today's rule."""
    advance("dealing")
    dealt = deal(draw_of(SEED, 0), rows)
    names = np.array([Category[word.upper()] for word in dealt.words["category"]], np.uint8)
    people = population(dealt.numbers | {"category": names[dealt.codes["category"]], "work": dealt.codes["work"]})
    advance("ordering")
    ready = prepare(people, shipped_schemes()[TODAY], on=month)
    advance("counting")
    return ready
