"""A decision read again, as it was frozen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jalon.domain.subsidies.models import Decision
from jalon.law.subsidies import BudgetLine, Key, Terms, programme_of
from jalon.law.subsidies import Programme as Decree


@dataclass(frozen=True)
class Frozen:
    """A decision read again: amounts by identity, the rows of its list, its programme as it was."""

    decree: Decree
    line: BudgetLine
    terms: Terms
    rows: Sequence[Mapping[str, Any]]
    cents: Mapping[str, int]
    left: int
    law: str

    @property
    def key(self) -> Key:
        """The key it was shared by, as its programme then had it."""
        return self.decree.words.key(self.terms.key)


def frozen(decision: Decision) -> Frozen:
    """What a decision holds."""
    told = json.loads(decision.content)
    decree = programme_of(told["programme"])
    line = decree.line(told["line"])
    assert line is not None, "a decision keeps the programme it was decided on"
    return Frozen(
        decree=decree,
        line=line,
        terms=Terms.from_json(told["terms"]),
        rows=told["list"]["rows"],
        cents={identity: cents for identity, (cents, _reasons) in told["shares"].items()},
        left=told["left"],
        law=told["law"],
    )
