"""What the report takes from the rooms below: results (B) and spending (C), as they stand."""

from datetime import date, datetime
from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.core import reader
from jalon.domain.grants.queries import Held
from jalon.domain.reports.checks import Problem
from jalon.domain.results import services as results
from jalon.domain.spending import queries as spending


def results_of(held: Held, *, on: date) -> dict[str, Any]:
    """Section B: {line of the programme: its table, as `results` tells it}."""
    return results.all_told(held=held, on=on)


def freeze(held: Held, told: dict[str, Any], *, actor: Membership, sha256: str, at: datetime) -> None:
    """Keep the files behind each number with the text of this fingerprint. Raises `Conflict` when one has changed."""
    results.freeze_all(actor=actor, held=held, told=told, version_sha256=sha256, at=at)


def hold() -> None:
    """Nobody writes a cost of this centre until the transaction ends."""
    spending.hold()


def spending_of(held: Held) -> dict[str, Any]:
    """Section C, as `spending` tells it."""
    return spending.as_told(held.grant, held)


def cost_problems(held: Held) -> list[Problem]:
    """What `spending` finds of the costs that count; `field` is the key of the cost."""
    language = reader.law_language()
    return [
        Problem("C", str(one.cost.pk), one.finding.say(language), one.finding.mend(language), True)
        for one in spending.open_problems(held.grant)
    ]
