"""One person's month of income support, worked out and explained line by line."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from jalon.law import parameters
from jalon.law.answers import Explained, Line
from jalon.law.errors import WrongMonth
from jalon.law.income.amounts import exemption_amount, income_support, support_on
from jalon.law.income.cents import Month, Rule, Support, work_out
from jalon.law.income.entitlement import COUNT_IN, Left, entitled
from jalon.law.income.facts import BRANCHES, WHOLE_MONTH, Basis, Branch, Person, Work
from jalon.law.income.worked import DAY_MINUTES, days_of_hours
from jalon.law.rules import rule

ORDER = "income.order"
DIVISOR = "income.day_divisor"
GENERAL = "income.general_exemption"
_INTERIM = "income.interim"
MOST_CENTS = 100_000_000  # a million euros a month: more is a slip of the keyboard
_AMOUNTS = {
    "earning": {"en": "An earning", "fr": "Un gain", "nl": "Een inkomst"},
    "other": {"en": "The other resources", "fr": "D’autres ressources", "nl": "Andere bestaansmiddelen"},
    "used_this_year": {
        "en": "What is used this year",
        "fr": "Ce qui est pris cette année",
        "nl": "Wat dit jaar gebruikt is",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthAnswer(Explained):
    """The month, in cents: what is exempt, what the centre pays, what the person has in all, and why."""

    earned: int
    exempt: int  # of the month itself
    support: int
    disposable: int
    applied: bool  # whether this month counts as one of exemption
    worked_out: Month
    left: Left | None = None  # of the three years, before this month; None where they do not run
    taken: int = 0  # what this month takes of them, in the unit of `left`

    @property
    def right_before(self) -> bool:
        """Whether there is a right before the exemption is applied."""
        return bool(self.worked_out.within_before)

    @property
    def right_after(self) -> bool:
        """Whether there is one after it: something is paid for a full month."""
        return self.worked_out.complement > 0


@rule(ORDER, also=(DIVISOR, GENERAL, _INTERIM, DAY_MINUTES), dated_by="on")
def income_of_month(
    person: Person, *, on: date, divisor: str | None = None, order: str | None = None, count_in: str | None = None
) -> MonthAnswer:
    """The income support of a month: full month, exemption, resources of a year, yearly exemption, complement, days.

    Royal decree of 11 July 2002, art. 22 and 35; Act of 26 May 2002, art. 14, § 1.

    `on` is the first day of the month. `divisor`, `order` and `count_in` choose a reading where sources are silent.
    """
    check(person)
    support = support_on(person.category, on)
    basis = Basis(parameters.on(ORDER, on).reading(order).name)
    days = days_of(person, on, divisor=divisor, basis=basis)
    limit = law_limit(person, branch_of(person), on=on, count_in=count_in)
    return worked_out(person, limit, support, on=on, days=days, averaged=earned_by(person))


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days worked, out of how many: equal when the month counts whole."""

    worked: int
    of: int
    basis: Basis

    @property
    def partial(self) -> bool:
        return self.worked < self.of

    @property
    def apart(self) -> bool:
        """Whether the days of work have a complement of their own."""
        return self.partial and self.basis is Basis.DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What is exempt at most, and why. `applies` is False without an exemption, whatever the numbers."""

    rule: Rule = field(default_factory=Rule)
    lines: tuple[Line, ...] = ()
    applies: bool = False
    left: Left | None = None  # before this month; None without limit in time


def law_limit(person: Person, branch: Branch | None, *, on: date, count_in: str | None) -> Limit:
    """The exemption of the law for the month's work."""
    if branch is None:
        return Limit()
    has = entitled(person, branch, on=on, count_in=count_in)
    if not has.yes:
        return Limit(lines=has.lines, left=has.left)
    amount = exemption_amount(has.work, on, has_grant=person.has_grant)
    rule = Rule(flat=amount.cents, by_year=int(amount.by_year))
    return Limit(rule=rule, lines=(*has.lines, *amount.lines), applies=True, left=has.left)


def worked_out(person: Person, limit: Limit, support: Support, *, on: date, days: Days, averaged: int) -> MonthAnswer:
    """The month under a limit, with its lines. `averaged` is what counts as earned."""
    earned = earned_by(person)
    counted = (days.worked, days.of, int(days.basis is Basis.DAY))
    made = work_out(earned, averaged, *counted, person.other, person.used_this_year, 0, support, limit.rule)
    writer = _Writer(person, on, days, support, made)
    return MonthAnswer(
        earned=earned,
        exempt=made.exempt_here,
        support=made.support,
        disposable=made.disposable,
        applied=made.exempt > 0,
        worked_out=made,
        left=limit.left,
        taken=writer.taken(limit.left) if made.exempt and limit.left else 0,
        lines=(*writer.before(), *limit.lines, *writer.after(limit)),
    )


def earned_by(person: Person) -> int:
    """All that the month's work brings, in cents."""
    return sum(one.net for one in person.earnings)


def check(person: Person) -> None:
    """Refuses amounts that cannot be, naming them."""
    amounts = [("earning", one.net) for one in person.earnings]
    for what, value in (*amounts, ("other", person.other), ("used_this_year", person.used_this_year)):
        if not 0 <= value <= MOST_CENTS:
            raise WrongMonth("no_amount_of_month", what=_AMOUNTS[what], amount=value)
    for one in person.earnings:
        if one.days is not None and not 1 <= one.days <= 31:
            raise WrongMonth("days_beyond", days=one.days)


def branch_of(person: Person) -> Branch | None:
    """The one paragraph of the exemption that the month's work falls under; None without work."""
    branches = {BRANCHES[one.work] for one in person.earnings}
    if len(branches) > 1:
        raise WrongMonth("mixed_branches", named=", ".join(sorted({one.work for one in person.earnings})))
    return next(iter(branches), None)


def days_of(person: Person, on: date, *, divisor: str | None, basis: Basis) -> Days:
    """The days worked, and the days of a whole month; equal when the month counts whole."""
    chosen = parameters.on(DIVISOR, on).reading(divisor).name
    by = monthrange(on.year, on.month)[1] if chosen == "calendar" else int(chosen)
    days = sum(one.days or 0 for one in person.earnings)
    if days > monthrange(on.year, on.month)[1]:
        raise WrongMonth("too_many_days", days=days)
    whole = any(one.days is None or one.work in WHOLE_MONTH for one in person.earnings)
    if whole or not person.earnings:
        return Days(worked=by, of=by, basis=basis)
    return Days(worked=by if basis is Basis.MONTH else min(days, by), of=by, basis=basis)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Puts a worked-out month into lines."""

    person: Person
    on: date
    days: Days
    support: Support
    made: Month

    def before(self) -> list[Line]:
        """The income, the full month, and the right before the exemption."""
        order = parameters.on(ORDER, self.on)
        lines = list(income_support(self.person.category, self.on).lines)
        for one in self.person.earnings:
            if one.minutes is not None:
                lines += days_of_hours(one.minutes, on=self.on).lines
        if any(one.work is Work.INTERIM for one in self.person.earnings):
            lines.append(parameters.on(_INTERIM, self.on).line("interim_whole"))
        if self.days.partial:
            divisor, values = parameters.on(DIVISOR, self.on), {"days": self.days.worked, "by": self.days.of}
            if self.days.apart:
                earned = earned_by(self.person)
                lines.append(divisor.line("full_month", earned_cents=earned, full_cents=self.made.full, **values))
            else:
                lines.append(divisor.line("prorated", **values))
        if self.person.other:
            lines.append(order.line("other", other_cents=self.person.other))
        code = "within_before" if self.made.within_before else "over_before"
        lines.append(order.line(code, sum_cents=self.made.full + self.person.other))
        return lines

    def after(self, limit: Limit) -> list[Line]:
        """The exemption, the year, the right after it, the complement, and what there is in all."""
        order, made = parameters.on(ORDER, self.on), self.made
        lines = []
        if limit.applies and made.exempt:
            code = "exempt" if self.days.apart or not self.days.partial else "exempt_days"
            lines.append(order.line(code, exempt_cents=made.exempt, counted_cents=made.full - made.exempt))
        elif limit.applies and made.full:
            lines.append(order.line("exempt_lost" if made.complement == 0 else "exempt_spent"))
        lines.append(order.line("year", year_cents=made.resources))
        if made.complement == 0:
            lines.append(order.line("no_right"))
        else:
            general = parameters.on(GENERAL, self.on)
            if made.general:
                lines.append(general.line("general", general_cents=made.general))
            counted = made.resources - made.general
            values = {"income_cents": self.support.income, "counted_cents": counted}
            lines.append(order.line("complement", complement_cents=made.complement, **values))
        if self.days.apart:
            days, rest = self.days.worked, self.days.of - self.days.worked
            lines.append(order.line("back_to_days", days=days, rest=rest, paid_cents=made.support))
        if made.exempt and limit.left:
            lines.append(self.used_up(limit.left))
        lines.append(order.line("in_all", support_cents=made.support, disposable_cents=made.disposable))
        return lines

    def used_up(self, left: Left) -> Line:
        """What this month takes of the three years."""
        unit, taken = parameters.on(COUNT_IN, self.on).reading(left.unit), self.taken(left)
        if left.unit == "months":
            return unit.line("uses_a_month", left=left.left - taken)
        return unit.line("uses_days", days=taken, left=max(0, left.left - taken))

    def taken(self, left: Left) -> int:
        """The days of this month that count, or the month itself."""
        if left.unit == "months":
            return 1
        given = [one.days for one in self.person.earnings]
        known = sum(one for one in given if one is not None)
        return monthrange(self.on.year, self.on.month)[1] if None in given else known
