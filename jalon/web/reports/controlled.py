"""A controlled cost as both sides see it: what was asked, what the centre answered, what is concluded."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from jalon.domain.reports import queries
from jalon.domain.reports.checks import entered_again
from jalon.domain.reports.content import read
from jalon.domain.reports.costs import CostLine, cost_lines
from jalon.domain.reports.enums import Chosen, Verdict
from jalon.domain.reports.models import Report, Sampled, Version
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


def again_of(version: Version, report: Report, versions: Iterable[Version]) -> list[dict[str, Any]]:
    """Costs of a text whose document a control refused or reduced: what was concluded, and where it is read.

    Not those a person has concluded themselves.
    """
    before = {one.pk: {cost.id for cost in cost_lines(read(one.content)["spending"])} for one in versions}
    mine = queries.sampled(report)
    concluded = queries.conclusions(mine)
    decided = {one.cost_id for one in mine if one.pk in concluded}
    found = entered_again(cost_lines(read(version.content)["spending"]), queries.refused(report), before)
    return [
        {
            "cost_id": one.cost.id,
            "words": one.cost.words,
            "cents": money(one.cost.cents),
            "was": money(one.sampled.cents),
            "conclusion": _conclusion(one.conclusion),
            "day": one.conclusion.at,
            "url": reverse("federal_reports:conclude", args=[one.sampled.pk]),
        }
        for one in found
        if one.cost.id not in decided
    ]


def _conclusion(one: Any) -> dict[str, Any] | None:
    if one is None:
        return None
    label = str(Verdict(one.verdict).label)
    return {"label": label, "kind": VERDICTS[Verdict(one.verdict)], "cents": money(one.cents), "reason": one.reason}
