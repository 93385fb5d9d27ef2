"""A controlled cost as both sides see it: what was asked, what the centre answered, what is concluded."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from jalon.domain.reports import queries
from jalon.domain.reports.costs import CostLine
from jalon.domain.reports.enums import Chosen, Verdict
from jalon.domain.reports.models import Sampled
from jalon.domain.subsidies.words import money

VERDICTS = {Verdict.ACCEPTED: "ok", Verdict.REDUCED: "warn", Verdict.REFUSED: "stopped"}


def words_of(one: Sampled) -> str:
    """What the cost is, as the report told it."""
    return CostLine(one.cost_id, one.line, one.cents, one.told).words


def lines_of(lines: Iterable[Sampled], *, may_answer: bool = False) -> list[dict[str, Any]]:
    """Each line with its replies, its pieces and the conclusion that stands."""
    lines = list(lines)
    replies, pieces, concluded = queries.replies(lines), queries.pieces(lines), queries.conclusions(lines)
    return [
        {
            "line": one,
            "words": words_of(one),
            "cents": money(one.cents),
            "chosen": str(Chosen(one.chosen).label),
            "replies": replies.get(one.pk, []),
            "pieces": pieces.get(one.pk, []),
            "conclusion": _conclusion(concluded.get(one.pk)),
            "reply_url": reverse("reports:reply", args=[one.report_id, one.pk])
            if may_answer and one.pk not in concluded
            else "",
        }
        for one in lines
    ]


def _conclusion(one: Any) -> dict[str, Any] | None:
    if one is None:
        return None
    label = str(Verdict(one.verdict).label)
    return {"label": label, "kind": VERDICTS[Verdict(one.verdict)], "cents": money(one.cents), "reason": one.reason}
