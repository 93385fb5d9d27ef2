"""When the needs must be assessed (the bilan social) before a contract."""

from datetime import date

from jalon.law import parameters
from jalon.law.answers import YesNo
from jalon.law.errors import WrongFact
from jalon.law.rules import rule
from jalon.law.terms import last_day_of_span


@rule("piis.bilan.required", also=("piis.bilan.spared_below_months",), dated_by="on")
def bilan_required(on: date, *, worked_from: date | None = None, worked_until: date | None = None) -> YesNo:
    """Required before a contract since the reform; not when a PIIS is resumed after less than three months of work.

    Royal decree of 11 July 2002, art. 11, § 1, as amended on 3 October 2016 (in force 1 November 2016).

    `worked_from` and `worked_until` (both days included) are the work after which an earlier PIIS is resumed;
    both parties then still go through its elements and sign.
    """
    entry = parameters.on("piis.bilan.required", on)
    if not entry.yes:
        return YesNo(yes=False, lines=(entry.line("bilan_not_yet"),))
    if worked_from is None or worked_until is None:
        return YesNo(yes=True, lines=(entry.line("bilan_required"),))
    if worked_until < worked_from:
        raise WrongFact(f"The work would end on {worked_until.isoformat()}, before it began. Correct the two days.")
    limit = parameters.on("piis.bilan.spared_below_months", on)
    if worked_until < last_day_of_span(worked_from, limit.whole):
        spared = limit.line("bilan_spared", months=limit.whole)
        return YesNo(yes=False, lines=(spared, limit.line("review_and_sign")))
    return YesNo(yes=True, lines=(entry.line("bilan_required"), limit.line("worked_too_long", months=limit.whole)))
