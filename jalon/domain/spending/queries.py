"""Reading what was spent: lines, totals beside the grant, what is still open, and what a report keeps of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import Held, held
from jalon.domain.spending.checking import findings, others
from jalon.domain.spending.closing import hold, locked
from jalon.domain.spending.enums import Category
from jalon.domain.spending.facts import facts_of
from jalon.domain.spending.models import Batch, Cost
from jalon.domain.subsidies.words import said
from jalon.law.subsidies.costs import Finding

__all__ = ["as_told", "hold", "locked", "open_problems", "totals"]


@dataclass(frozen=True)
class LineTotals:
    """One line of the grant: what was granted and what is justified, in cents, by category."""

    code: str
    titles: Mapping[str, str]
    granted: int
    by_category: Mapping[str, int] = field(default_factory=dict)
    counted: int = 0
    drafts: int = 0

    @property
    def title(self) -> str:
        """In the reader's language."""
        return said(self.titles)

    @property
    def justified(self) -> int:
        """Every category together."""
        return sum(self.by_category.values())

    @property
    def rest(self) -> int:
        """What is not justified yet; 0 when all is."""
        return max(self.granted - self.justified, 0)

    @property
    def above(self) -> int:
        """What is justified above the grant: allowed, and kept for a later redistribution."""
        return max(self.justified - self.granted, 0)


@dataclass(frozen=True)
class Totals:
    """Every line of a grant, in the order of their codes. `rest` and `above` are sums of those of the lines."""

    lines: tuple[LineTotals, ...]

    def _sum(self, name: str) -> int:
        return sum(getattr(one, name) for one in self.lines)

    @property
    def granted(self) -> int:
        """In cents, as all the others."""
        return self._sum("granted")

    @property
    def justified(self) -> int:
        """What counts."""
        return self._sum("justified")

    @property
    def rest(self) -> int:
        """What the lines leave: one line does not fill another."""
        return self._sum("rest")

    @property
    def above(self) -> int:
        """What the lines exceed."""
        return self._sum("above")

    @property
    def counted(self) -> int:
        """Costs that count."""
        return self._sum("counted")

    @property
    def drafts(self) -> int:
        """Costs kept that do not count."""
        return self._sum("drafts")

    def line(self, code: str) -> LineTotals | None:
        """A line by its code."""
        return next((one for one in self.lines if one.code == code), None)


@dataclass(frozen=True)
class Open:
    """Something to look at before the report goes: a refusal on a line that counts, or a warning without answer."""

    cost: Cost
    finding: Finding


def costs(grant: Grant) -> QuerySet[Cost]:
    """The lines of a grant as they were entered, those removed left out."""
    return Cost.objects.filter(grant=grant, removed_at=None).order_by("place")


def removed(grant: Grant) -> QuerySet[Cost]:
    """The lines that can be put back, the last removed first."""
    return Cost.objects.filter(grant=grant, removed_at__isnull=False).order_by("-removed_at")


def cost(grant_id: UUID, cost_id: UUID) -> Cost | None:
    """One line of one grant of the centre in context."""
    found = Cost.objects.filter(pk=cost_id, grant_id=grant_id)
    return found.select_related("grant__award", "entered_by").first()


def batches(grant: Grant) -> QuerySet[Batch]:
    """The files imported under a grant, the last first."""
    return Batch.objects.filter(grant=grant).select_related("imported_by").order_by("-imported_at")


def totals(grant: Grant, whole: Held | None = None) -> Totals:
    """Justified beside granted, by line and category; one statement when the grant's lines (`whole`) are known."""
    sums: dict[str, dict[str, int]] = defaultdict(dict)
    numbers: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    grouped = Cost.objects.filter(grant=grant, removed_at=None).values("line", "category").order_by("line", "category")
    counts = {"cents": Sum("justified", filter=Q(counts=True)), "counted": Count("pk", filter=Q(counts=True))}
    for row in grouped.annotate(**counts, all=Count("pk")):
        sums[row["line"]][row["category"]] = int(row["cents"] or 0)
        numbers[row["line"]][0] += row["counted"]
        numbers[row["line"]][1] += row["all"] - row["counted"]
    return Totals(
        tuple(
            LineTotals(one.code, one.titles, one.cents, sums.get(one.code, {}), *numbers[one.code])
            for one in (whole or held(grant)).lines
        )
    )


def found_of(grant: Grant, lines: Sequence[Cost]) -> dict[UUID, list[Finding]]:
    """What the rules find of each of these lines, in one statement for all."""
    known = others((one.identity for one in lines), (one.document_hash for one in lines))
    return {
        one.pk: findings(grant, facts_of(one), document_hash=one.document_hash, known=known, besides=one.pk)
        for one in lines
    }


def unanswered(cost_: Cost, found: Iterable[Finding]) -> list[Finding]:
    """Refusals, and warnings nobody answered."""
    return [one for one in found if one.refuses or one.code not in cost_.answers]


def open_problems(grant: Grant) -> list[Open]:
    """What stands in the way of a report: of lines that count, every refusal and every warning without an answer.

    Drafts are no problem: they do not count. Asked of the rules at each call, since a line elsewhere may have changed.
    """
    lines = list(costs(grant).filter(counts=True))
    found = found_of(grant, lines)
    return [Open(one, each) for one in lines for each in unanswered(one, found[one.pk])]


def as_told(grant: Grant, of: Held | None = None) -> dict[str, Any]:
    """What a report keeps of the costs: plain JSON, always in the same order; cents, shares in ten-thousandths.

    `lines`: {code, title, granted, justified, rest, above, by_category}; `costs`: the lines that count, by line, day
    and number. Nobody's name: of staff the function, the share and the months. Call `hold()` first in a transaction
    that closes the grant, so that what is told is what stands. `of`: the grant's lines, when they are known.
    """
    whole = totals(grant, of)
    kinds = grant.facts["costs"]
    lines = costs(grant).filter(counts=True).order_by("line", "spent_on", "place")
    return {
        "currency": "EUR",
        "rounding": "toward zero",
        "granted": whole.granted,
        "justified": whole.justified,
        "rest": whole.rest,
        "above": whole.above,
        "lines": [_line_told(one) for one in whole.lines],
        "costs": [_cost_told(one, kinds) for one in lines],
    }


def totals_told(told: Mapping[str, Any]) -> Totals:
    """The totals of what a report kept (`as_told`)."""
    facts = ("code", "granted", "by_category", "counted")
    lines = (LineTotals(titles=one["title"], **{each: one[each] for each in facts}) for one in told["lines"])
    return Totals(tuple(lines))


def _line_told(one: LineTotals) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": dict(one.titles),
        "granted": one.granted,
        "justified": one.justified,
        "rest": one.rest,
        "above": one.above,
        "by_category": {each.value: one.by_category.get(each.value, 0) for each in Category if not _refused(each)},
        "counted": one.counted,
    }


def _refused(category: Category) -> bool:
    return category == Category.INVESTMENT  # never counts


def _cost_told(one: Cost, kinds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    told = {
        "id": str(one.pk),
        "number": one.place,
        "line": one.line,
        "category": one.category,
        "kind": kinds[one.kind]["title"] if one.kind is not None else None,
        "activity": one.activity,
        "date": one.spent_on.isoformat(),
        "net": one.net,
        "vat": one.vat,
        "total": one.total,
        "share": one.share,
        "justified": one.justified,
        "project": one.project,
        "link": one.link,
        "proportion": one.proportion,
        "answers": dict(sorted(one.answers.items())),
        "document": one.document_hash,
    }
    if one.is_staff and one.first and one.last:
        months = {"first": one.first.isoformat(), "last": one.last.isoformat()}
        return {**told, "function": one.staff_function, **months}
    return {**told, "supplier": one.supplier, "enterprise": one.enterprise, "document_number": one.number}
