"""The minister approves: what is accepted of each line is fixed. An approved report can be reopened, with a reason."""

from datetime import date, datetime

from django.db import transaction

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.both_sides import locked
from jalon.domain.core.clock import day_of
from jalon.domain.core.text import clean
from jalon.domain.reports.content import read
from jalon.domain.reports.costs import cost_lines, totals
from jalon.domain.reports.enums import Act, Told
from jalon.domain.reports.models import Acceptance, Report, Version
from jalon.domain.reports.queries import conclusions, open_lines, sampled
from jalon.domain.reports.services.common import kept, move, tell
from jalon.domain.reports.services.examining import sent


@transaction.atomic
def approve(*, actor: FederalMembership, report: Report, at: datetime) -> Report:
    """The minister approves: the amount accepted of each line is fixed. Raises `NotAllowed`, `TransitionRefused`."""
    one = locked(report)
    move(one, Act.APPROVE, actor=actor, at=at, open_lines=open_lines(one))
    version = sent(one)
    told = accepted_amounts(one, version)
    Acceptance._base_manager.bulk_create(
        Acceptance(
            centre_id=one.centre_id, report_id=one.pk, version_id=version.pk, line=line, told=whole, cents=cents,
            approved_at=at,
        )
        for line, (whole, cents) in told.items()
    )  # fmt: skip
    tell(one, Told.APPROVED, actor=actor, at=at, version=version.number)
    return kept(one)


def accepted_amounts(report: Report, version: Version) -> dict[str, tuple[int, int]]:
    """Of each line of the programme: cents told, and cents accepted: told, less what a control refused of them.

    A conclusion counts for the amount it was drawn on; when a later text tells less of that cost, the least counts.
    It follows its cost: moved to another line, what was refused of it is refused there.
    """
    content = read(version.content)
    whole = {one["code"]: 0 for one in content["lines"]} | totals(content["spending"])
    left = dict(whole)
    now = {one.id: one for one in cost_lines(content["spending"])}
    lines = {one.pk: one for one in sampled(report)}
    for key, conclusion in conclusions(lines.values()).items():
        if cost := now.get(lines[key].cost_id):
            left[cost.line] = left.get(cost.line, 0) - max(0, cost.cents - conclusion.cents)
    return {code: (max(0, cents), max(0, left[code])) for code, cents in whole.items()}


@transaction.atomic
def reopen(*, actor: FederalMembership, report: Report, until: date, reason: str, at: datetime) -> Report:
    """Let a centre mend an approved report: what was accepted no longer counts, until it is approved again.

    A line that is closed stays closed: its next number reads what is accepted then. Raises `NotAllowed`,
    `InvalidInput`, `TransitionRefused`.
    """
    reason, one = clean(reason, limit=2_000), locked(report)
    move(one, Act.REOPEN, actor=actor, at=at, reason=reason, until=until, on=day_of(at))
    one.due = until
    tell(one, Told.REOPENED, actor=actor, at=at, words=reason, until=until, version=sent(one).number)
    return kept(one, "due")
