"""Section C as a report keeps it: its costs and its totals, read from what `spending` told (`queries.as_told`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jalon.domain.core import reader
from jalon.domain.core.text import folded
from jalon.domain.spending.enums import Category
from jalon.domain.spending.facts import paper_of

STAFF = Category.STAFF.value


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
        kinds = self.told.get("kind") or {}
        kind = kinds.get(language) or kinds.get("fr", "")
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


def papers(one: CostLine) -> set[tuple[str, str]]:
    """What a cost has in common with another for the same document, or for the same months of the same function."""
    told = one.told
    found = {("document", told["document"])} if told.get("document") else set()
    if one.category == STAFF:
        first, last = told.get("first", one.day)[:7], told.get("last", one.day)[:7]
        return found | {(STAFF, f"{folded(told.get('function', ''))}|{month}") for month in _months(first, last)}
    if number := told.get("document_number"):
        found.add(("number", paper_of(told.get("supplier", ""), number)))
        if enterprise := told.get("enterprise"):
            found.add(("number", paper_of(enterprise, number)))
    return found


def _months(first: str, last: str) -> list[str]:
    """Both with what is between them; as « 2015-06 »."""
    begin, end = (int(one[:4]) * 12 + int(one[5:7]) - 1 for one in (first, last))
    return [f"{one // 12}-{one % 12 + 1:02}" for one in range(begin, min(end, begin + 1200) + 1)]


def by_category(spending: Mapping[str, Any]) -> dict[str, int]:
    """Cents of each category, every line together."""
    found: dict[str, int] = {}
    for one in cost_lines(spending):
        found[one.category] = found.get(one.category, 0) + one.cents
    return found
