"""The built-in population kept in order in a process that stays, so that a page answers while a hand moves a slider.

One line of JSON in, one out: `{"month": "2025-06-01", "schemes": {CODE: YAML}}` gives
`{"rows": …, "schemes": {CODE: COUNTS}}`, today's rule among them, or `{"refused": [KIND, AS_JSON]}`. Only the last
month stays. It ends with whoever asks, or when nothing was asked for long.
"""

import json
import resource
import select
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from jalon.law.errors import Refused
from jalon.law.income import parse_scheme, shipped_schemes, write_scheme
from jalon.simulation.prepared import Prepared, prepare
from jalon.simulation.synthetic import synthetic
from jalon.simulation.tables import table_of

ROWS = 1_000_000
SEED = 1
IDLE = 180  # seconds
MEMORY = 6 * 2**30  # of addresses, of which threads and the compiler take most without using them
SECONDS = 900  # of all processors together
TODAY = "today"


@lru_cache(maxsize=1)
def population(month: date, rows: int) -> Prepared:
    """The population of that month in order, held against today's rule."""
    table = table_of(pa.Table.from_batches(synthetic(rows, seed=SEED, on=month)))
    (part,) = (part for load in table.loads() for part in load())
    return prepare(part.people, shipped_schemes()[TODAY], on=month)


@lru_cache(maxsize=64)
def counted(text: str, month: date, rows: int) -> dict[str, int]:
    """What one scheme changes: a hand moves one of them, and the others were counted before."""
    return asdict(population(month, rows).variant(parse_scheme(text, name="piste.yaml"))[()])


def answer(asked: dict[str, Any], rows: int = ROWS) -> dict[str, Any]:
    """What each scheme changes for all the months together; sums in cents, of one month."""
    month, today = date.fromisoformat(asked["month"]), write_scheme(shipped_schemes()[TODAY])
    schemes = {TODAY: today} | asked["schemes"]
    try:
        return {"rows": rows, "schemes": {code: counted(text, month, rows) for code, text in schemes.items()}}
    except Refused as error:
        return {"refused": [type(error).__name__, error.as_json()]}


def lines() -> Iterator[str]:
    """What is asked, until nobody is there or nothing was asked for long."""
    while select.select([sys.stdin], [], [], IDLE)[0]:
        line = sys.stdin.readline()
        if not line:
            return
        yield line


def main() -> None:
    """Answer as long as asked."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in lines():
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
