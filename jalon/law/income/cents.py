"""The arithmetic of the income support, on integer cents. Nothing here knows a date, a text or a language.

The same functions serve one person, whose lines `month.py` writes, and a population, compiled by `jalon.simulation`:
so they use whole numbers, conditions and one another, and no more. Every division is rounded to the nearest cent,
half a cent going up (parameter `income.order`, with its doubt).
"""

from typing import NamedTuple

UNLIMITED = 1_000_000_000_000  # no ceiling, no threshold, no limit in time
WHOLE = 10_000  # a share of one, in basis points


class Rule(NamedTuple):
    """What is exempt of a month's earnings, as numbers: cents, days, and shares in basis points (5000 is half).

    Four brackets at most: the share of what is earned from `from_1` to `from_2`, and so on. An unused one begins at
    `UNLIMITED`.
    """

    flat: int = 0
    by_year: int = 0  # 1: `flat` is for a whole year, of which a part may be used already
    from_1: int = UNLIMITED
    share_1: int = 0
    from_2: int = UNLIMITED
    share_2: int = 0
    from_3: int = UNLIMITED
    share_3: int = 0
    from_4: int = UNLIMITED
    share_4: int = 0
    floor: int = 0
    ceiling: int = UNLIMITED
    taper_from: int = UNLIMITED
    taper_share: int = 0
    days: int = UNLIMITED  # how many days it may be used


class Support(NamedTuple):
    """The amounts of a category: its income of a year and the exemption of a year on all resources, in cents."""

    income: int
    general: int


class Month(NamedTuple):
    """A month worked out, in cents; the first six are those of a full month, the others of the month itself.

    When the days of work are not worked out apart, all are of the month itself.
    """

    full: int  # earned, brought to a full month
    within_before: int  # 1 when the resources are below the income before the exemption
    exempt: int
    resources: int  # of a year, after the exemption, before the yearly one
    general: int  # the yearly exemption that applies
    complement: int  # what is paid to reach the income
    exempt_here: int  # of the month itself
    support: int  # what the centre pays this month
    disposable: int  # earned, other resources and support


def nearest(numerator: int, denominator: int) -> int:
    """The division rounded to the nearest whole, a half going up. Neither is negative."""
    return (2 * numerator + denominator) // (2 * denominator)


def full_month(earned: int, days: int, divisor: int) -> int:
    """What would have been earned in a full month at the pace of these days."""
    if days >= divisor:
        return earned
    return nearest(earned * divisor, days)


def between(earned: int, start: int, end: int) -> int:
    """The part of what is earned that lies between two amounts."""
    return max(0, min(earned, end) - start)


def shares(earned: int, rule: Rule) -> int:
    """The shares exempt by bracket, above the flat part."""
    flat = rule.flat
    parts = (
        rule.share_1 * between(earned, max(flat, rule.from_1), max(flat, rule.from_2))
        + rule.share_2 * between(earned, max(flat, rule.from_2), max(flat, rule.from_3))
        + rule.share_3 * between(earned, max(flat, rule.from_3), max(flat, rule.from_4))
        + rule.share_4 * between(earned, max(flat, rule.from_4), UNLIMITED)
    )
    return nearest(parts, WHOLE)


def exempt_part(earned: int, used_this_year: int, days_used: int, rule: Rule) -> int:
    """What is exempt: flat part, then shares, not less than the floor, not more than the ceiling, then the taper.

    Never more than what is earned, and nothing once the days are used up.
    """
    if days_used >= rule.days:
        return 0
    if rule.by_year:
        return min(earned, max(0, rule.flat - used_this_year))
    exempt = min(earned, rule.flat) + shares(earned, rule)
    exempt = min(max(exempt, rule.floor), rule.ceiling, earned)
    return max(0, exempt - nearest(rule.taper_share * max(0, earned - rule.taper_from), WHOLE))


def general_part(resources: int, support: Support) -> int:
    """The yearly exemption: only when all resources together stay below the income of the category."""
    if resources >= support.income:
        return 0
    return min(resources, support.general)


def complement_of(resources: int, support: Support) -> int:
    """What is paid for a full month to someone with these resources of a year."""
    return nearest(max(0, support.income - resources + general_part(resources, support)), 12)


def share_of_month(amount: int, days: int, divisor: int) -> int:
    """The part of a month's amount that falls on these days."""
    if days >= divisor:
        return amount
    return nearest(amount * days, divisor)


def work_out(
    earned: int,
    averaged: int,
    days: int,
    divisor: int,
    apart: int,
    other: int,
    used_this_year: int,
    days_used: int,
    support: Support,
    rule: Rule,
) -> Month:
    """One month of one person: brought to a full month, exemption, year, yearly exemption, complement, days again.

    `averaged` is what counts as earned (over several months when a scheme smooths, `earned` itself otherwise);
    `days` of `divisor`, equal for a whole month. `apart`: 1 when the days of work have a complement of their own,
    0 when only the exemption follows the days. The exemption applies only if a complement remains after it.
    """
    full = full_month(averaged, days, divisor)
    exempt = exempt_part(full, used_this_year, days_used, rule)
    if apart == 0:
        exempt = share_of_month(exempt, days, divisor)
        full = averaged
        days = divisor
    within_before = 1 if 12 * (full + other) < support.income else 0
    resources = 12 * (full - exempt + other)
    if resources >= support.income:
        exempt = 0
        resources = 12 * (full + other)
    general = general_part(resources, support)
    complement = complement_of(resources, support)
    on_days = share_of_month(complement, days, divisor)
    rest = complement_of(12 * other, support)
    paid = on_days + rest - share_of_month(rest, days, divisor)
    exempt_here = share_of_month(exempt, days, divisor)
    return Month(full, within_before, exempt, resources, general, complement, exempt_here, paid, earned + other + paid)
