"""Sanctions: who, after what, how long, from when. The law sets limits; only the council decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from jalon.law import parameters
from jalon.law.answers import Deadline, Explained, Line, Span, YesNo
from jalon.law.errors import WrongFact
from jalon.law.piis.deadlines import term
from jalon.law.piis.facts import Status
from jalon.law.rules import rule
from jalon.law.terms import COUNTING, add_months, last_day_of_span

_SANCTION = "piis.sanction."


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Explained):
    """The longest suspension the council may decide, in months."""

    months: int


@rule(f"{_SANCTION}who", dated_by="on")
def may_be_sanctioned(*, status: Status, has_piis: bool, on: date) -> YesNo:
    """Only a person with the right to social integration and a signed PIIS may be sanctioned, never another.

    Act of 26 May 2002, art. 30, § 2.
    """
    entry = parameters.on(f"{_SANCTION}who", on)
    if status is not Status.DIS:
        return YesNo(yes=False, lines=(entry.line("sanction_outside_dis", status=status),))
    if not has_piis:
        return YesNo(yes=False, lines=(entry.line("sanction_without_piis"),))
    nature = parameters.on(f"{_SANCTION}nature", on).line("sanction_nature")
    return YesNo(yes=True, lines=(entry.line("sanction_possible"), nature))


@rule(f"{_SANCTION}conditions", also=(f"{_SANCTION}hearing",), dated_by="on")
def missing_before_sanction(
    *,
    on: date,
    legitimate_reason: bool,
    notice_on: date | None,
    advice_on: date | None,
    hearing_offered_on: date | None,
) -> tuple[Line, ...]:
    """No sanction without a notice, the worker's advice and an offer to be heard, nor against a legitimate reason.

    Act of 26 May 2002, art. 30, § 2, and art. 20.

    `on` is the day of the decision: a step after it does not count. Empty when nothing is missing.
    """
    entry = parameters.on(f"{_SANCTION}conditions", on)
    hearing = parameters.on(f"{_SANCTION}hearing", on)
    wanting = (
        (legitimate_reason, entry.line("legitimate_reason")),
        (notice_on is None or notice_on >= on, entry.line("no_notice")),
        (advice_on is None or advice_on > on, entry.line("no_advice")),
        (hearing.yes and (hearing_offered_on is None or hearing_offered_on >= on), hearing.line("no_hearing")),
    )
    return tuple(line for wants, line in wanting if wants)


@rule(
    f"{_SANCTION}max_months",
    f"{_SANCTION}max_months_again",
    also=(f"{_SANCTION}again_within_months", f"{_SANCTION}again_counted"),
    dated_by="decided_on",
)
def sanction_max_months(
    *, decided_on: date, facts_on: date, earlier_decisions: Iterable[date] = (), reading: str | None = None
) -> Limit:
    """At most one month; at most three on recidivism within a year.

    Act of 26 May 2002, art. 30, § 2.

    `reading`: `decision_to_decision` or `decision_to_facts`, which neither source settles.
    """
    if facts_on > decided_on:
        raise WrongFact("The facts would come after the decision about them. Correct the two days.")
    once = parameters.on(f"{_SANCTION}max_months", decided_on)
    again = parameters.on(f"{_SANCTION}max_months_again", decided_on)
    within = parameters.on(f"{_SANCTION}again_within_months", decided_on)
    chosen = parameters.on(f"{_SANCTION}again_counted", decided_on).reading(reading)
    compared = facts_on if chosen.name == "decision_to_facts" else decided_on
    recent = [one for one in earlier_decisions if one < decided_on and compared <= add_months(one, within.whole)]
    if not recent:
        return Limit(months=once.whole, lines=(once.line("max_once", months=once.whole),))
    lines = (
        again.line("max_again", months=again.whole, earlier=max(recent)),
        chosen.line(f"again_{chosen.name}"),
    )
    return Limit(months=again.whole, lines=lines)


@rule(f"{_SANCTION}suspended", dated_by="decided_on")
def may_suspend_sanction(decided_on: date) -> YesNo:
    """Since the reform a sanction may be suspended, wholly or in part.

    Act of 26 May 2002, art. 30, as amended on 21 July 2016 (in force 1 November 2016).
    """
    entry = parameters.on(f"{_SANCTION}suspended", decided_on)
    return YesNo(yes=entry.yes, lines=(entry.line("may_suspend" if entry.yes else "may_not_suspend"),))


@rule(f"{_SANCTION}starts", dated_by="decided_on")
def sanction_starts(*, decided_on: date, notified_on: date, reading: str | None = None) -> Span:
    """The first and the last day on which a sanction may begin.

    Act of 26 May 2002, art. 30.

    Two published statements differ. `between`: from the day after notification to the first of the third month
    after the decision. `second_month`: on the first of the second month after the decision.
    """
    if notified_on < decided_on:
        raise WrongFact("The decision would be notified before it was taken. Correct the two days.")
    chosen = parameters.on(f"{_SANCTION}starts", decided_on).reading(reading)
    if chosen.name == "second_month":
        first = last = _first_of_month_after(decided_on, 2)
    else:
        first, last = notified_on + timedelta(days=1), _first_of_month_after(decided_on, 3)
    if notified_on >= last:
        raise WrongFact(
            f"Notified on {notified_on.isoformat()}, this sanction could no longer begin by {last.isoformat()}."
        )
    return Span(first=first, last=last, lines=(chosen.line(f"starts_{chosen.name}", first=first, last=last),))


@rule(f"{_SANCTION}max_months", dated_by="starts_on")
def sanction_period(*, starts_on: date, months: int) -> Span:
    """A suspension of so many months, both days included; never more than the law allows on recidivism.

    Act of 26 May 2002, art. 30, § 2.
    """
    again = parameters.on(f"{_SANCTION}max_months_again", starts_on)
    if not 1 <= months <= again.whole:
        raise WrongFact(f"A sanction lasts from 1 to {again.whole} months, not {months}.")
    last = last_day_of_span(starts_on, months)
    nature = parameters.on(f"{_SANCTION}nature", starts_on)
    return Span(first=starts_on, last=last, lines=(nature.line("sanction_nature"),))


@rule("piis.appeal.months", also=(COUNTING,), dated_by="notified_on")
def appeal_until(notified_on: date, *, month_count: str | None = None) -> Deadline:
    """The last day to appeal to the labour tribunal: three months from notification.

    Act of 26 May 2002, art. 47.
    """
    entry = parameters.on("piis.appeal.months", notified_on)
    line = entry.line("appeal_until", months=entry.whole, event=notified_on)
    return term(notified_on, entry.whole, line, month_count)


def _first_of_month_after(day: date, months: int) -> date:
    return add_months(day.replace(day=1), months)
