"""What is refused of a population or a scenario, as codes: their sentences stand in `refusals.yaml`, in each language.

Nothing here needs the packages of the arithmetic, so that a page can say what another process refused.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jalon.law.errors import NotCovered, Refused, SchemeError

REFUSALS = Path(__file__).with_name("refusals.yaml")


class PopulationError(Refused):
    """A column is missing, unknown or holds what cannot be. The sentence names the column and the first row."""

    TEXTS = REFUSALS


class ScenarioError(Refused):
    """The file is no scenario; the sentence, which has no full stop, says where."""

    TEXTS = REFUSALS


def refused(kind: str, told: Mapping[str, Any]) -> Refused:
    """The refusal again, from the name of its kind and its `as_json`."""
    kinds = {one.__name__: one for one in (PopulationError, ScenarioError, NotCovered, SchemeError)}
    return kinds[kind].from_json(told)
