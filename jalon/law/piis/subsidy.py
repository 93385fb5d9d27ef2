"""The particular subsidy of the State to the centre for a PIIS. Rates in basis points: 1000 is 10 %."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jalon.law import parameters
from jalon.law.answers import Explained, Line, Span, YesNo
from jalon.law.errors import MissingFact, WrongFact
from jalon.law.piis.facts import Kind
from jalon.law.rules import rule
from jalon.law.terms import add_months, last_day_of_span

_SUBSIDY = "piis.subsidy."
_RATE = f"{_SUBSIDY}rate"
_MONTHS = f"{_SUBSIDY}months"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subsidy(Span):
    """A period with its rate, both days included."""

    basis_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prolongation(Explained):
    """Whether the subsidy goes on for a second year; the lines say what is missing when it does not."""

    subsidy: Subsidy | None

    def __bool__(self) -> bool:
        return self.subsidy is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRate(Explained):
    """The rate of a year for a centre."""

    basis_points: int


def subsidy_cents(income_cents: int, basis_points: int) -> int:
    """The subsidy on an income, in cents, half a cent going up.

    Act of 26 May 2002, art. 43/2; the rounding is a doubt of `piis.subsidy.rounding`.
    """
    return (income_cents * basis_points + 5_000) // 10_000


@rule(_RATE, also=(_MONTHS, f"{_SUBSIDY}starts", f"{_SUBSIDY}student"), dated_by="granted_on")
def first_subsidy(
    *, signed_on: date, granted_on: date, kind: Kind = Kind.GENERAL, studies_until: date | None = None
) -> Subsidy:
    """Ten percent of the income for one year; for full-time studies, for as long as they last.

    Act of 26 May 2002, art. 43/2, inserted by the Act of 21 July 2016 (in force 1 November 2016).

    It begins on the first day of the month of signature, or on the day of the grant (the income's first day) if
    that is later, and never before the reform: a PIIS signed in July 2016 was subsidised from 1 November 2016.
    """
    began = parameters.parameter(_RATE).entries[0].valid_from
    first = max(signed_on.replace(day=1), granted_on, began)
    rate = parameters.on(_RATE, first)
    starts = parameters.on(f"{_SUBSIDY}starts", first).line("subsidy_starts", first=first)
    if kind is Kind.STUDY:
        return _for_studies(first, studies_until, rate, starts)
    months = parameters.on(_MONTHS, first)
    lines = (rate.line("subsidy_first", percent=rate.whole // 100, months=months.whole), starts)
    return Subsidy(first=first, last=last_day_of_span(first, months.whole), basis_points=rate.whole, lines=lines)


def _for_studies(first: date, studies_until: date | None, rate: parameters.Entry, starts: Line) -> Subsidy:
    if studies_until is None:
        raise MissingFact("The subsidy of a PIIS for studies lasts as long as they do: give the day they end.")
    if studies_until < first:
        raise WrongFact(f"The studies would end on {studies_until.isoformat()}, before the subsidy begins.")
    line = parameters.on(f"{_SUBSIDY}student", first).line("subsidy_student", percent=rate.whole // 100)
    return Subsidy(first=first, last=studies_until, basis_points=rate.whole, lines=(line, starts))


@rule(f"{_SUBSIDY}prolongations", also=(_RATE, _MONTHS), dated_by="first_ends_on")
def prolongation(
    *,
    first_ends_on: date,
    piis_on_last_day: bool,
    income_goes_on: bool,
    motivated_in_writing: bool,
    times_prolonged: int = 0,
    became_student: bool = False,
) -> Prolongation:
    """One second year, if a PIIS existed on the last day of the first, the income goes on, and a written reason.

    Act of 26 May 2002, art. 43/2, with the practical cases of the federal service.

    `income_goes_on`: the income is not withdrawn on that last day or on the day after, even for some days.
    `became_student`: a change to full-time studies in between loses the prolongation.
    """
    entry = parameters.on(f"{_SUBSIDY}prolongations", first_ends_on)
    wanting = {
        "prolongation_used": times_prolonged >= entry.whole,
        "no_piis_on_last_day": not piis_on_last_day,
        "income_withdrawn": not income_goes_on,
        "no_written_reason": not motivated_in_writing,
        "became_student": became_student,
    }
    missing = tuple(entry.line(code, day=first_ends_on) for code, wants in wanting.items() if wants)
    if missing:
        return Prolongation(subsidy=None, lines=missing)
    first = first_ends_on + timedelta(days=1)
    rate, months = parameters.on(_RATE, first), parameters.on(_MONTHS, first)
    line = entry.line("prolonged", percent=rate.whole // 100, months=months.whole)
    last = last_day_of_span(first, months.whole)
    subsidy = Subsidy(first=first, last=last, basis_points=rate.whole, lines=(line,))
    return Prolongation(subsidy=subsidy, lines=(line,))


@rule(f"{_SUBSIDY}interruption_months", dated_by="interrupted_on")
def subsidy_waits_for_signature(*, interrupted_on: date, regranted_on: date) -> YesNo:
    """After more than three months without the income, the subsidy waits for the signature of a new PIIS.

    Act of 26 May 2002, art. 43/2, with the practical cases of the federal service.

    `interrupted_on` is the first day without the income.
    """
    if regranted_on < interrupted_on:
        raise WrongFact("The income would be granted again before it was interrupted. Correct the two days.")
    entry = parameters.on(f"{_SUBSIDY}interruption_months", interrupted_on)
    long = regranted_on > add_months(interrupted_on, entry.whole)
    code = "long_interruption" if long else "short_interruption"
    return YesNo(yes=long, lines=(entry.line(code, months=entry.whole),))


class PartnerPiis(StrEnum):
    """What one partner of a couple has."""

    SOUND = "sound"
    FORM_DEFECT = "form_defect"
    MISSING = "missing"
    NOT_OBLIGED = "not_obliged"  # and has none


@rule(f"{_SUBSIDY}couple", dated_by="on")
def couple_subsidy(first: PartnerPiis, second: PartnerPiis, on: date) -> YesNo:
    """A couple of category 3 gives one subsidy on its income, lost when an obliged partner has no PIIS.

    Act of 26 May 2002, art. 43/2, as explained by the federal service.

    A defect of form for one of the two leaves it. Yes: due, once. No: not due, recovered if it was paid.
    """
    entry = parameters.on(f"{_SUBSIDY}couple", on)
    pair = (first, second)
    if PartnerPiis.MISSING in pair:
        return YesNo(yes=False, lines=(entry.line("couple_missing"),))
    if PartnerPiis.SOUND not in pair:
        code = "couple_defects" if PartnerPiis.FORM_DEFECT in pair else "couple_none"
        return YesNo(yes=False, lines=(entry.line(code),))
    if PartnerPiis.FORM_DEFECT in pair:
        return YesNo(yes=True, lines=(entry.line("couple_once"), entry.line("couple_one_defect")))
    return YesNo(yes=True, lines=(entry.line("couple_once"),))


@rule(f"{_SUBSIDY}by_share", also=(f"{_SUBSIDY}share_boundary",), dated_by="year")
def subsidy_rate_by_share(year: int, *, with_piis: int, beneficiaries: int, boundary: str | None = None) -> ShareRate:
    """From 2028 the rate of a year follows the share of beneficiaries who have a PIIS: from 5 % to 15 %.

    Act of November 2025, in force 1 January 2028 (as announced).

    Counts, not a ratio, so that a boundary is exact. `boundary`: `higher` or `lower`, for a share of exactly
    60 or 40 %, where the announcement is silent.
    """
    if not 0 <= with_piis <= beneficiaries or beneficiaries == 0:
        raise WrongFact(f"{with_piis} people with a PIIS among {beneficiaries} beneficiaries is not a share.")
    day = date(year, 1, 1)
    entry = parameters.on(f"{_SUBSIDY}by_share", day)
    chosen = parameters.on(f"{_SUBSIDY}share_boundary", day).reading(boundary)
    exact = [one for one in entry.value if with_piis * 100 == one["from"] * beneficiaries and one["from"]]
    reached = [one for one in entry.value if with_piis * 100 >= one["from"] * beneficiaries]
    if exact and not exact[0]["explicit"] and chosen.name == "lower":
        reached = reached[1:]
    line = entry.line("rate_by_share", with_piis=with_piis, beneficiaries=beneficiaries, at_least=reached[0]["from"])
    lines = (line, chosen.line("share_boundary", percent=exact[0]["from"])) if exact else (line,)
    return ShareRate(basis_points=reached[0]["rate"], lines=lines)
