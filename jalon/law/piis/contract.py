"""What a contract must say, what the person is told before signing it, and when the file is looked at again."""

from datetime import date

from jalon.law import parameters
from jalon.law.answers import Deadline, Line
from jalon.law.piis.deadlines import term
from jalon.law.rules import rule
from jalon.law.terms import COUNTING


@rule("piis.contract.content", dated_by="on")
def contract_must_hold(on: date) -> tuple[Line, ...]:
    """Since the reform the contract says its aims, commitments, domains, duration, deadlines, evaluation and aids.

    Royal decree of 3 October 2016 amending the royal decree of 11 July 2002 (in force 1 November 2016).

    One line for each, its code `content_` and the name. Not covered before the reform.
    """
    entry = parameters.on("piis.contract.content", on)
    return tuple(entry.line(f"content_{word}") for word in entry.words)


@rule("piis.contract.rights", also=("piis.sign.reflection_days",), dated_by="on")
def told_before_signing(on: date) -> tuple[Line, ...]:
    """Before signing the person is told their rights: assistance, time to think, being heard; more since the reform.

    Act of 26 May 2002, art. 6, § 3, and art. 11; royal decree of 3 October 2016.

    One line for each, its code `right_` and the name, in the order to say them.
    """
    entry = parameters.on("piis.contract.rights", on)
    days = parameters.on("piis.sign.reflection_days", on).whole
    return tuple(entry.line(f"right_{word}", days=days) for word in entry.words)


@rule("piis.review.months", also=(COUNTING,), dated_by="reviewed_on")
def review_by(reviewed_on: date, *, month_count: str | None = None) -> Deadline:
    """The last day to look at the file again: at least once a year.

    Act of 26 May 2002, as the centre of Uccle explains it.
    """
    entry = parameters.on("piis.review.months", reviewed_on)
    line = entry.line("review_by", months=entry.whole, event=reviewed_on)
    return term(reviewed_on, entry.whole, line, month_count)
