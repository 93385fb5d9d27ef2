"""Deciding, concluding, signing, meeting: by when, and from when."""

from datetime import date, timedelta

from jalon.law import parameters
from jalon.law.answers import Deadline, Line
from jalon.law.calendar import WEEK, add_working_days
from jalon.law.errors import MissingFact
from jalon.law.rules import rule
from jalon.law.terms import COUNTING, counting, last_day_of_term


@rule("piis.decide.days", dated_by="demanded_on")
def decide_by(demanded_on: date) -> Deadline:
    """The last day to decide on a demand: thirty days from it.

    Act of 26 May 2002, as described by the Crossroads Bank for Social Security.
    """
    entry = parameters.on("piis.decide.days", demanded_on)
    line = entry.line("decide_by", days=entry.whole, event=demanded_on)
    return Deadline(date=demanded_on + timedelta(days=entry.whole), lines=(line,))


@rule("piis.conclude.months", "piis.conclude.from", also=(COUNTING,), dated_by="decided_on")
def conclude_by(
    *,
    decided_on: date,
    demanded_on: date | None = None,
    notified_on: date | None = None,
    reading: str | None = None,
    month_count: str | None = None,
) -> Deadline:
    """The last day to conclude the PIIS: three months from the demand before the reform, from the decision since.

    Act of 26 May 2002, art. 6, as amended on 21 July 2016 (in force 1 November 2016).

    The day of the decision picks the regime. `reading`: `decision` or `notification` since the reform, `demand`
    before. `month_count`: `same_day` or `eve`. Raises `MissingFact` when the event it counts from is not given.
    """
    chosen = parameters.on("piis.conclude.from", decided_on).reading(reading)
    event = {"demand": demanded_on, "decision": decided_on, "notification": notified_on}[chosen.name]
    if event is None:
        raise MissingFact(f"The term to conclude the PIIS runs from the {chosen.name}, whose date is not recorded.")
    months = parameters.on("piis.conclude.months", decided_on).whole
    return term(event, months, chosen.line(f"conclude_{chosen.name}", months=months, event=event), month_count)


@rule("piis.sign.reflection_days", "piis.sign.counting", also=(WEEK,), dated_by="handed_over_on")
def may_sign_from(handed_over_on: date, *, reading: str | None = None, week: str | None = None) -> Deadline:
    """The first day the PIIS may be signed: five working days after the text was handed over.

    Act of 26 May 2002, art. 6, § 3.

    `reading`: `fifth_working_day`, `five_full_working_days` or `calendar_days`; `week`: see `is_working_day`.
    """
    days = parameters.on("piis.sign.reflection_days", handed_over_on).whole
    chosen = parameters.on("piis.sign.counting", handed_over_on).reading(reading)
    line = chosen.line(f"sign_{chosen.name}", days=days, event=handed_over_on)
    if chosen.name == "calendar_days":
        return Deadline(date=handed_over_on + timedelta(days=days), lines=(line,))
    number = days + 1 if chosen.name == "five_full_working_days" else days
    return Deadline(
        date=add_working_days(handed_over_on, number, reading=week),
        lines=(line, _working_week(handed_over_on, week)),
    )


@rule("piis.interview.days", also=(WEEK,), dated_by="requested_on")
def interview_due(requested_on: date, *, week: str | None = None) -> Deadline:
    """The last day to meet a person who asks for an interview about their PIIS: five working days.

    Royal decree of 11 July 2002, as amended on 3 October 2016.
    """
    entry = parameters.on("piis.interview.days", requested_on)
    line = entry.line("interview_due", days=entry.whole, event=requested_on)
    return Deadline(
        date=add_working_days(requested_on, entry.whole, reading=week),
        lines=(line, _working_week(requested_on, week)),
    )


def term(event: date, months: int, line: Line, month_count: str | None) -> Deadline:
    """A deadline in months; the way they are counted becomes a reason only where the two ways differ."""
    way = counting(event, month_count)
    last = last_day_of_term(event, months, counting=way.name)
    other = last_day_of_term(event, months, counting="eve" if way.name == "same_day" else "same_day")
    lines = (line,) if last == other else (line, way.line("month_count", other=other))
    return Deadline(date=last, lines=lines)


def _working_week(day: date, week: str | None) -> Line:
    chosen = parameters.on(WEEK, day).reading(week)
    return chosen.line(f"week_{chosen.name}")
