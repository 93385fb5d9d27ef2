"""The numbers behind the built-in population, with their sources: read here without any arithmetic package."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.sayings import Saying, saying_from
from jalon.law.yaml_file import read_yaml

FILE = Path(__file__).with_name("model.yaml")


@dataclass(frozen=True, slots=True)
class Model:
    """`margins`: of each column, how many of a whole have each value. `raw`: all that is supposed besides."""

    version: int
    year: int
    total: int
    doubt: Saying
    margins: Mapping[str, Mapping[str, int]]
    sources: Mapping[str, tuple[Saying, bool]]  # where each comes from, and whether it was found
    raw: Mapping[str, Any]


@cache
def model() -> Model:
    """The model that ships."""
    raw = read_yaml(FILE)
    doubt = _said(raw["total"]["doubt"])
    margins = {name: dict(one["counts"]) for name, one in raw["margins"].items()}
    told = {"total": raw["total"], **raw["margins"]}
    sources = {name: (_said(one["source"]), one["certainty"] == "found") for name, one in told.items()}
    return Model(raw["version"], raw["year"], raw["total"]["value"], doubt, margins, sources, raw)


def _said(raw: object) -> Saying:
    said = saying_from(raw)
    assert said is not None, "a sentence in each language"
    return said
