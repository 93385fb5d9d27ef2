"""Section C as a report keeps it: its costs and its totals, read from what `spending` told (`queries.as_told`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jalon.domain.core import reader


@dataclass(frozen=True)
class CostLine:
    """One cost as the report tells it. `cents`: what is charged to the grant, negative for a credit note."""

    id: UUID
    line: str
    cents: int
    told: Mapping[str, Any]

    @property
    def words(self) -> str:
        """Who was paid for what, in the reader's language."""
        return self.said(reader.law_language())

    def said(self, language: str) -> str:
        """Who was paid for what, in plain words: of staff the function alone."""
        whom = self.told.get("function") or self.told.get("supplier") or ""
        kind = (self.told.get("kind") or {}).get(language, "")
        parts = [whom, self.told.get("project") or kind, self.told.get("document_number") or ""]
        return ", ".join(part for part in parts if part)

    @property
    def category(self) -> str:
        """staff or running."""
        return self.told["category"]

    @property
    def day(self) -> str:
        """ISO."""
        return self.told["date"]


def cost_lines(spending: Mapping[str, Any]) -> list[CostLine]:
    """Every cost of a kept section C, in its order."""
    return [CostLine(UUID(one["id"]), one["line"], int(one["justified"]), one) for one in spending.get("costs", ())]


def totals(spending: Mapping[str, Any]) -> dict[str, int]:
    """Cents justified under each line of the programme."""
    return {one["code"]: int(one["justified"]) for one in spending.get("lines", ())}


def by_category(spending: Mapping[str, Any]) -> dict[str, int]:
    """Cents of each category, every line together."""
    found: dict[str, int] = {}
    for one in cost_lines(spending):
        found[one.category] = found.get(one.category, 0) + one.cents
    return found
