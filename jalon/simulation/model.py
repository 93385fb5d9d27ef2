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
    sources: Mapping[str, tuple[str, bool]]  # where each comes from, and whether it was found
    raw: Mapping[str, Any]


@cache
def model() -> Model:
    """The model that ships."""
    raw = read_yaml(FILE)
    doubt = saying_from(raw["total"]["doubt"])
    assert doubt is not None
    margins = {name: dict(one["counts"]) for name, one in raw["margins"].items()}
    sources = {name: (one["source"], one["certainty"] == "found") for name, one in raw["margins"].items()}
    sources = {"total": (raw["total"]["source"], True), **sources}
    return Model(raw["version"], raw["year"], raw["total"]["value"], doubt, margins, sources, raw)
