"""What the report takes from the rooms below: results (B) and spending (C), as they stand."""

from datetime import date
from typing import Any

from jalon.domain.grants.queries import Held
from jalon.domain.reports.checks import Problem


def results_of(held: Held, *, on: date) -> dict[str, Any]:
    """Section B: {line of the programme: its table, as `results` tells it}."""
    return {}


def spending_of(held: Held) -> dict[str, Any]:
    """Section C, as `spending` tells it."""
    return {}


def cost_problems(held: Held) -> list[Problem]:
    """What `spending` finds of the costs that count; `field` is the key of the cost."""
    return []
