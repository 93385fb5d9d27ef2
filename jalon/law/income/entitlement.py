"""Who has the earnings exemption in a month: how much of it is left, and what is missing when there is none."""

from dataclasses import dataclass
from datetime import date, timedelta

from jalon.law import parameters
from jalon.law.answers import Explained, Line, YesNo
from jalon.law.errors import MonthLacks, WrongMonth
from jalon.law.income.cents import nearest
from jalon.law.income.facts import Branch, NoEnd, Person, Work
from jalon.law.rules import rule
from jalon.law.terms import add_months

ALLOWANCE = "exemption.allowance"
COUNT_IN = "exemption.count_in"
_SHORTAGE_MONTHS = "exemption.shortage_months"
_CONTRACT = "exemption.shortage_contract_months"
_CERTIFICATE = "exemption.shortage_certificate"


def days_in(months: int) -> int:
    """Months as days, a year being 365 of them: 36 months are 1,095 days."""
    return nearest(months * 365, 12)


def months_in(days: int) -> int:
    """The whole months that make so many days, a year being 365 of them."""
    return days * 12 // 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Explained):
    """What is left of the three years, in months or in days (`unit`), and the last day to take it."""

    left: int
    total: int
    unit: str
    until: date | None  # None: not begun

    @property
    def months(self) -> int:
        """What is left in whole months, never rounded up."""
        return months_in(self.left) if self.unit == "days" else self.left


@rule(ALLOWANCE, also=(COUNT_IN,), dated_by="on")
def exemption_left(*, used: int, first_used_on: date | None, on: date, count_in: str | None = None) -> Left:
    """Three years in all, taken within six from the first day of exemption; only periods worked count.

    Royal decree of 11 July 2002, art. 35, § 1, as amended on 25 April 2014 (in force 1 October 2014).

    Before 1 October 2014 the three years ran in calendar time. `count_in`: `days` actually worked, 1,095 in all,
    or `months` (each month in which it was applied counts for one).
    """
    if used < 0 or (used > 0 and first_used_on is None):
        raise WrongMonth("used_not_begun")
    if first_used_on is not None and first_used_on > on:
        raise WrongMonth("begins_later", first=first_used_on, day=on)
    entry, unit = parameters.on(ALLOWANCE, on), parameters.on(COUNT_IN, on).reading(count_in)
    months, within = int(entry.value["months"]), int(entry.value["within"])
    total = days_in(months) if unit.name == "days" else months
    if first_used_on is None:
        return Left(left=total, total=total, unit=unit.name, until=None, lines=(_left(entry, total, total, unit),))
    until = add_months(first_used_on, within) - timedelta(days=1)
    if on > until:
        line = entry.line("window_over", first=first_used_on, until=until, months=within)
        return Left(left=0, total=total, unit=unit.name, until=until, lines=(line,))
    left = max(0, total - used)
    lines = (_left(entry, left, total, unit), entry.line("window", until=until, months=within))
    return Left(left=left, total=total, unit=unit.name, until=until, lines=lines)


def _left(entry: parameters.Entry, left: int, total: int, unit: parameters.Reading) -> Line:
    code = "left_days" if unit.name == "days" else "left_months"
    return Line(code, unit.source, {"left": left, "total": total})


@rule(_SHORTAGE_MONTHS, also=(_CONTRACT, _CERTIFICATE), dated_by="on")
def raised_exemption(
    *,
    on: date,
    since: date | None = None,
    on_support: bool = True,
    contract_months: int | NoEnd | None = None,
    has_certificate: bool | None = None,
) -> YesNo:
    """The raised exemption for a shortage occupation: three months in one piece, once in a lifetime.

    Royal decree of 23 November 2023, amending art. 35 of the royal decree of 11 July 2002 (in force 1 January 2024).

    `since`: the first day of these three months, whether they run or are over; None when they begin on `on`. The
    person already has the income support, a contract of three months or without end, and the certificate of a regional
    service. What is not said (None) of the contract or the certificate is supposed, and a line says so.
    """
    months, contract, paper = (parameters.on(name, on) for name in (_SHORTAGE_MONTHS, _CONTRACT, _CERTIFICATE))
    if since is not None and since > on:
        raise WrongMonth("raised_later", first=since, day=on)
    if since is not None and on >= add_months(since, months.whole):
        return YesNo(yes=False, lines=(months.line("shortage_over", since=since, months=months.whole),))
    missing = []
    if not on_support:
        missing.append(months.line("shortage_not_on_support"))
    if isinstance(contract_months, int) and contract_months < contract.whole:
        missing.append(contract.line("shortage_contract", months=contract.whole))
    if has_certificate is False and paper.yes:
        missing.append(paper.line("shortage_certificate"))
    if missing:
        return YesNo(yes=False, lines=tuple(missing))
    lines = [months.line("shortage_runs", months=months.whole)]
    if contract_months is None:
        lines.append(contract.line("shortage_contract_supposed", months=contract.whole))
    if has_certificate is None and paper.yes:
        lines.append(paper.line("shortage_certificate_supposed"))
    return YesNo(yes=True, lines=tuple(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitled(Explained):
    """Whether an exemption applies, for which work, and what is left of it before this month (None: no limit)."""

    yes: bool
    work: Work
    left: Left | None = None


@rule(ALLOWANCE, also=(COUNT_IN, "exemption.student_rule"), dated_by="on")
def entitled(person: Person, branch: Branch, *, on: date, count_in: str | None = None) -> Entitled:
    """Whether the person has an exemption this month: for work begun on support, a student's job, or art.

    Royal decree of 11 July 2002, art. 35, § 1 to 3.
    """
    if branch is Branch.ARTIST:
        return Entitled(yes=True, work=Work.ART)
    if branch is Branch.STUDENT:
        code = "student_piis" if person.has_piis else "student_no_piis"
        line = parameters.on("exemption.student_rule", on).line(code)
        return Entitled(yes=person.has_piis, work=Work.STUDENT, lines=(line,))
    return _general(person, on, count_in)


def _general(person: Person, on: date, count_in: str | None) -> Entitled:
    work = next((one.work for one in person.earnings if one.work is Work.SHORTAGE), Work.JOB)
    if not person.began_on_support:
        line = parameters.on(ALLOWANCE, on).line("already_working")
        return Entitled(yes=False, work=work, lines=(line,))
    lines: tuple[Line, ...] = ()
    if work is Work.SHORTAGE:
        raised = raised_exemption(
            on=on,
            since=person.shortage_since,
            contract_months=person.contract_months,
            has_certificate=person.has_certificate,
        )
        lines, work = raised.lines, (Work.SHORTAGE if raised else Work.JOB)
    if person.used and person.first_used_on is None:
        raise MonthLacks("first_day_lacks")
    left = exemption_left(used=person.used, first_used_on=person.first_used_on, on=on, count_in=count_in)
    if left.left == 0 and person.used >= left.total:
        used_up = parameters.on(ALLOWANCE, on).line("used_up", total=left.total)
        return Entitled(yes=False, work=work, left=left, lines=(*lines, used_up))
    return Entitled(yes=left.left > 0, work=work, left=left, lines=(*lines, *left.lines))
