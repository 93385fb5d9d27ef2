"""One person's month under a reform scheme: the same arithmetic as the law's, with the scheme's numbers."""

from dataclasses import replace
from datetime import date, timedelta

from jalon.law import parameters
from jalon.law.answers import Line
from jalon.law.errors import MonthLacks, WrongMonth
from jalon.law.income.amounts import support_on
from jalon.law.income.cents import UNLIMITED, Rule, nearest
from jalon.law.income.entitlement import COUNT_IN, days_in
from jalon.law.income.facts import BRANCHES, Branch, Person, Work
from jalon.law.income.month import Limit, MonthAnswer, check, days_of, earned_by, law_limit, worked_out
from jalon.law.income.scheme import Exemption, Scheme
from jalon.law.sources import Source
from jalon.law.terms import add_months


def income_under(
    scheme: Scheme, person: Person, *, on: date, divisor: str | None = None, count_in: str | None = None
) -> MonthAnswer:
    """The income support of a month under a scheme; what the scheme leaves alone follows the law of the day."""
    check(person)
    support = support_on(person.category, on)
    days = days_of(person, on, divisor=divisor, basis=scheme.basis)
    averaged = _averaged(person, scheme)
    limit = _limit(scheme, person, on, count_in)
    return worked_out(person, limit, support, on=on, days=days, averaged=averaged)


def _averaged(person: Person, scheme: Scheme) -> int:
    earned = earned_by(person)
    before = person.earlier[: scheme.smoothing - 1]
    if len(before) < scheme.smoothing - 1:
        raise MonthLacks("earlier_lacks", months=scheme.smoothing, before=scheme.smoothing - 1)
    return nearest(earned + sum(before), scheme.smoothing)


def _limit(scheme: Scheme, person: Person, on: date, count_in: str | None) -> Limit:
    works = {one.work for one in person.earnings}
    if not works:
        return Limit()
    said = {scheme.of(work, person.category) for work in works}
    branches = {BRANCHES[one] if isinstance(one, Work) else one for one in said}
    if len(branches) > 1:
        raise WrongMonth("mixed_by_scheme", named=", ".join(sorted(works)))
    one = said.pop()
    if isinstance(one, Work):
        return law_limit(_as_said(scheme, person), BRANCHES[one], on=on, count_in=count_in)
    source, work = scheme.source(), min(works)
    if one is None:
        return Limit(lines=(Line("scheme_nothing", source),))
    refusal = _refusal(one, person, BRANCHES[work], on, source, count_in)
    if refusal:
        return Limit(lines=(refusal,))
    rule = scheme.rule(work, on, category=person.category, has_grant=person.has_grant)._replace(days=UNLIMITED)
    return Limit(rule=rule, lines=_lines(rule, source), applies=True)


def _as_said(scheme: Scheme, person: Person) -> Person:
    """The person as if each work were the one whose law the scheme gives it."""
    said = [(one, scheme.of(one.work, person.category)) for one in person.earnings]
    return replace(person, earnings=[replace(one, work=as_) for one, as_ in said if isinstance(as_, Work)])


def _refusal(
    one: Exemption, person: Person, branch: Branch, on: date, source: Source, count_in: str | None
) -> Line | None:
    """Why the exemption of a scheme is over, when it is. Its conditions are the law's, its duration its own."""
    if branch is Branch.GENERAL and not person.began_on_support:
        return Line("scheme_already_working", source)
    if branch is Branch.STUDENT and not person.has_piis:
        return Line("scheme_no_piis", source)
    in_months = parameters.on(COUNT_IN, on).reading(count_in).name == "months"
    if one.months is not None and person.used >= (one.months if in_months else days_in(one.months)):
        return Line("scheme_used_up", source, {"months": one.months})
    if one.within is not None and person.first_used_on is not None:
        until = add_months(person.first_used_on, one.within) - timedelta(days=1)
        if on > until:
            return Line("scheme_window_over", source, {"months": one.within, "until": until})
    return None


def _lines(rule: Rule, source: Source) -> tuple[Line, ...]:
    """What the scheme exempts, a line for each of its parts."""
    lines = []
    if rule.flat:
        lines.append(Line("scheme_flat", source, {"flat_cents": rule.flat}))
    steps = ((rule.from_1, rule.share_1), (rule.from_2, rule.share_2), (rule.from_3, rule.share_3))
    for start, share in (*steps, (rule.from_4, rule.share_4)):
        if start < UNLIMITED:
            lines.append(
                Line("scheme_share", source, {"percent": _percent(share), "start_cents": max(start, rule.flat)})
            )
    if rule.floor:
        lines.append(Line("scheme_floor", source, {"floor_cents": rule.floor}))
    if rule.ceiling < UNLIMITED:
        lines.append(Line("scheme_ceiling", source, {"ceiling_cents": rule.ceiling}))
    if rule.taper_from < UNLIMITED:
        values = {"percent": _percent(rule.taper_share), "start_cents": rule.taper_from}
        lines.append(Line("scheme_taper", source, values))
    return tuple(lines)


def _percent(share: int) -> str | int:
    """3000 as 30, 3350 as « 33.5 »."""
    return share // 100 if share % 100 == 0 else f"{share / 100:g}"
