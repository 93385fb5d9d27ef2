"""What can be known of a centre and counted in a key or a criterion: a code, a title, a unit, the heads of columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.errors import ParameterError
from jalon.law.sayings import LANGUAGES, Saying, saying_from
from jalon.law.subsidies.source_json import saying_as_json, saying_of_json
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
    heads: tuple[str, ...] = ()


Known = Mapping[str, Series]
Name = str | dict[str, str]


@cache
def series() -> Known:
    """Every series that ships by its code."""
    found = {}
    for code, body in read_yaml(FILE).items():
        title = saying_from(body.get("title"))
        if title is None or body.get("unit") not in set(Unit):
            raise ParameterError(f"{FILE.name}: {code}: title or unit is missing. Give both, the title in en, fr, nl.")
        found[code] = Series(code, title, Unit(body["unit"]), tuple(body.get("heads", ())))
    return found


def title_of(code: str, language: str, known: Known | None = None) -> str:
    """The title of a series; several joined by « + » (« ris+equivalent_aid »). `known`: where they stand."""
    found = series() if known is None else known
    return " + ".join(found[one].title.say(language) for one in code.split("+"))


def name_of(code: str, known: Known) -> Name:
    """What is kept in a sentence for one or several series: the code of those that ship, which names them for ever.

    One that a programme brings is known only there: its titles are kept, by language.
    """
    ships = series()
    if all(known[one] == ships.get(one) for one in code.split("+")):
        return code
    return {language: title_of(code, language, known) for language in LANGUAGES}


def series_as_json(one: Series) -> dict[str, Any]:
    """A series of a programme as plain JSON."""
    return {"code": one.code, "title": saying_as_json(one.title), "unit": str(one.unit), "heads": [*one.heads]}


def series_of_json(raw: Mapping[str, Any]) -> Series:
    """The series again. Raises `ValueError`, `KeyError`."""
    return Series(raw["code"], saying_of_json(raw["title"]), Unit(raw["unit"]), tuple(raw["heads"]))
