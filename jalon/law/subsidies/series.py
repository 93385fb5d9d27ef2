"""What can be known of a centre and counted in a key or a criterion: a code, a title, a unit, the heads of columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from jalon.law.errors import ParameterError
from jalon.law.sayings import Saying, saying_from
from jalon.law.yaml_file import read_yaml

FILE = Path(__file__).with_name("series.yaml")


class Unit(StrEnum):
    """How a value is written."""

    COUNT = "count"  # a whole number of people or contracts
    EUROS = "euros"  # kept in cents
    NUMBER = "number"  # a weight, decimals allowed
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Series:
    """One thing known of each centre. `heads`: what a column that holds it may be called, beside code and titles."""

    code: str
    title: Saying
    unit: Unit
    heads: tuple[str, ...]


@cache
def series() -> Mapping[str, Series]:
    """Every series by its code."""
    found = {}
    for code, body in read_yaml(FILE).items():
        title = saying_from(body.get("title"))
        if title is None or body.get("unit") not in set(Unit):
            raise ParameterError(f"{FILE.name}: {code}: title or unit is missing. Give both, the title in en, fr, nl.")
        found[code] = Series(code, title, Unit(body["unit"]), tuple(body.get("heads", ())))
    return found


def title_of(code: str, language: str) -> str:
    """The title of a series; several joined by « + » (« ris+equivalent_aid »)."""
    return " + ".join(series()[one].title.say(language) for one in code.split("+"))
