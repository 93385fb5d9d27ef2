"""Amounts that follow the index: a base at pivot 103.14 and the number of pivots passed since, two percent each."""

from dataclasses import dataclass
from datetime import date

from jalon.law import parameters
from jalon.law.answers import Explained
from jalon.law.category import Category
from jalon.law.errors import ParameterError
from jalon.law.income.cents import Support, nearest
from jalon.law.income.facts import Work
from jalon.law.rules import rule

INCOME = {one: f"income.support.{one.name.lower()}" for one in Category}
_GENERAL = "income.general_exemption"
_EXEMPTION = {
    Work.JOB: "exemption.general",
    Work.TRAINING: "exemption.general",
    Work.SHORTAGE: "exemption.shortage",
    Work.STUDENT: "exemption.general",
    Work.ART: "exemption.artist",
    Work.INTERIM: "exemption.general",
}
_GRANT = "exemption.student_with_grant"
_STUDENT = "exemption.student_rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Income(Explained):
    """The income support of a category, in cents. `read`: a page with the amount was read, it is not only computed."""

    month_cents: int
    year_cents: int
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Exempt(Explained):
    """The exemption of a month, or of a year for artistic work, in cents."""

    cents: int
    by_year: bool
    read: bool


def coefficient(pivots: int) -> int:
    """The index coefficient in ten-thousandths: round(1.02 ** pivots, 4). 17 pivots: 14002."""
    return nearest(102**pivots * 10_000, 100**pivots)


def indexed(entry: parameters.Entry) -> int:
    """The base of an entry multiplied by its coefficient, in cents; refused when a page read gives something else."""
    value = entry.value
    amount = nearest(value["base"] * coefficient(value["pivots"]), 10_000)
    made = {"year": amount, "amount": amount, "month": nearest(amount, 12)}
    for name, cents in made.items():
        if value.get(name, cents) != cents:
            where = f"{entry.parameter} from {entry.valid_from}"
            raise ParameterError(
                f"{where}: {name} was read as {value[name]} cents, the rule gives {cents}. "
                "To mend it: correct base, pivots or what was read."
            )
    return amount


@rule(*INCOME.values(), dated_by="on")
def income_support(category: Category, on: date) -> Income:
    """The income support of a category: the base by the index, rounded to the cent; a month is its twelfth.

    Act of 26 May 2002, art. 14, § 1; the rule reproduces to the cent every amount that was read.
    """
    entry = parameters.on(INCOME[category], on)
    year = indexed(entry)
    month = nearest(year, 12)
    line = entry.line(f"income_{category.name.lower()}", month_cents=month, year_cents=year)
    return Income(month_cents=month, year_cents=year, read=_read(entry), lines=(line,))


@rule("exemption.general", _GRANT, "exemption.artist", "exemption.shortage", also=(_STUDENT,), dated_by="on")
def exemption_amount(work: Work, on: date, *, has_grant: bool = False) -> Exempt:
    """What is exempt in a month of work or training; in a year for artistic work. Indexed, rounded to the cent.

    Royal decree of 11 July 2002, art. 35, as amended on 25 January 2022 (students) and 23 November 2023 (shortage).
    """
    granted = work is Work.STUDENT and has_grant and parameters.on(_STUDENT, on).word == "by_grant"
    entry = parameters.on(_GRANT if granted else _EXEMPTION[work], on)
    cents = indexed(entry)
    line = entry.line("amount_year" if work is Work.ART else "amount_month", flat_cents=cents)
    return Exempt(cents=cents, by_year=work is Work.ART, read=_read(entry), lines=(line,))


def support_on(category: Category, on: date) -> Support:
    """The two amounts of a year that a calculation needs."""
    general = parameters.on(_GENERAL, on).value[category.name.lower()]
    return Support(income_support(category, on).year_cents, int(general))


def _read(entry: parameters.Entry) -> bool:
    return any(name in entry.value for name in ("year", "month", "amount"))
