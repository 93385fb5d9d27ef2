"""A budget shared to the cent: in proportion, between a floor and a cap, rounded by largest remainder.

Everything is exact: whole cents and fractions, never a decimal approximation. The outcome depends on nothing but the
budget, the weights and the bounds by identity; the order of rows changes nothing.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor as whole_below

from jalon.law.subsidies.errors import CannotShare

Weight = int | Fraction


class Bound(StrEnum):
    """What stopped a share."""

    NONE = ""
    FLOOR = "floor"
    CAP = "cap"


@dataclass(frozen=True, slots=True)
class Share:
    """What one identity receives, and how it was found. `quotient` is in cents, exact, before rounding.

    `rank`: its place among the remainders, from 1, where it has one; `extra`: it received one of the last cents.
    """

    identity: str
    weight: Fraction
    quotient: Fraction
    cents: int
    bound: Bound = Bound.NONE
    rank: int | None = None
    extra: bool = False

    @property
    def remainder(self) -> Fraction:
        """The part of a cent that rounding looks at."""
        return self.quotient - whole_below(self.quotient)


@dataclass(frozen=True, slots=True)
class Sharing:
    """All shares in the order of their identities. `left`: what the caps leave unshared; `spare`: cents by remainder.

    The sum of the shares and `left` is the budget.
    """

    budget: int
    shares: tuple[Share, ...]
    weight: Fraction
    left: int = 0
    spare: int = 0

    def of(self, identity: str) -> Share | None:
        """The share of one identity."""
        return next((one for one in self.shares if one.identity == identity), None)


@dataclass(frozen=True, slots=True)
class _Member:
    identity: str
    weight: Fraction
    floor: int
    cap: int | None

    def at(self, level: Fraction) -> Fraction:
        """What it would receive when a unit of weight brings `level`."""
        asked = max(level * self.weight, Fraction(self.floor))
        return asked if self.cap is None else min(asked, Fraction(self.cap))

    @property
    def most(self) -> int | None:
        """The most it can receive; None without limit."""
        return self.cap if self.weight else self.floor


def reduced(amount: int, percent: Fraction | int) -> int:
    """An amount less a percentage, rounded to the nearest cent, a half going up."""
    if not 0 <= percent <= 100:
        raise CannotShare("bad_reduction", percent_number=str(percent))
    return whole_below(amount * (100 - Fraction(percent)) / 100 + Fraction(1, 2))


def share_out(
    budget: int,
    weights: Mapping[str, Weight],
    *,
    floors: Mapping[str, int] | int = 0,
    caps: Mapping[str, int] | int | None = None,
    may_leave: bool = False,
) -> Sharing:
    """Share `budget` cents in proportion to the weights, each share between its floor and its cap.

    Shares that a bound stops are put aside and the rest is shared again in proportion, until the sum is the budget.
    Cents lost by rounding down go to the largest remainders; of equal ones, to the smallest identity. `may_leave`:
    what the caps forbid stays unshared. Raises `CannotShare` with the sentence of why.
    """
    members = sorted(_members(weights, floors, caps), key=lambda one: one.identity)
    _check(budget, members)
    most = _most(members)
    left = max(0, budget - most) if most is not None else 0
    if left and not may_leave:
        raise CannotShare("caps_too_low", budget_cents=budget, most_cents=most, left_cents=left)
    level = _level(budget - left, members)
    return _rounded(budget, left, level, members)


def _members(
    weights: Mapping[str, Weight], floors: Mapping[str, int] | int, caps: Mapping[str, int] | int | None
) -> Iterable[_Member]:
    for identity, weight in weights.items():
        floor = floors if isinstance(floors, int) else floors.get(identity, 0)
        cap = caps if caps is None or isinstance(caps, int) else caps.get(identity)
        if weight < 0:
            raise CannotShare("negative_weight", identity=identity)
        if floor < 0 or (cap is not None and cap < floor):
            raise CannotShare("bounds_crossed", identity=identity, floor_cents=floor, cap_cents=cap or 0)
        yield _Member(identity, Fraction(weight), floor, cap)


def _check(budget: int, members: list[_Member]) -> None:
    if budget < 0:
        raise CannotShare("negative_budget")
    if not members:
        raise CannotShare("nobody")
    least = sum(one.floor for one in members)
    if budget < least:
        raise CannotShare("floors_too_high", budget_cents=budget, least_cents=least, missing_cents=least - budget)
    if budget > least and not any(one.weight for one in members):
        raise CannotShare("nothing_counts")


def _most(members: list[_Member]) -> int | None:
    """The most that can be shared; None when somebody has no limit."""
    mosts = [one.most for one in members]
    return None if any(one is None for one in mosts) else sum(one for one in mosts if one is not None)


def _level(budget: int, members: list[_Member]) -> Fraction:
    """What a unit of weight brings, so that the bounded shares make the budget.

    Their sum grows with the level, straight between the levels at which a share meets a bound.
    """
    weighty = [one for one in members if one.weight]
    bounds = {Fraction(limit) / one.weight for one in weighty for limit in (one.floor, one.cap) if limit is not None}
    points = sorted({Fraction(0), *bounds})

    def given(level: Fraction) -> Fraction:
        return sum((one.at(level) for one in members), Fraction(0))

    start = points[max(0, bisect_right(points, Fraction(budget), key=given) - 1)]
    free = sum(
        (
            one.weight
            for one in weighty
            if one.floor <= start * one.weight and (one.cap is None or start * one.weight < one.cap)
        ),
        Fraction(0),
    )
    return start + (budget - given(start)) / free if free else start


def _rounded(budget: int, left: int, level: Fraction, members: list[_Member]) -> Sharing:
    quotients = {one.identity: one.at(level) for one in members}
    cents = {identity: whole_below(quotient) for identity, quotient in quotients.items()}
    spare = budget - left - sum(cents.values())
    order = sorted(
        (identity for identity, quotient in quotients.items() if quotient.denominator != 1),
        key=lambda identity: (cents[identity] - quotients[identity], identity),
    )
    ranks = {identity: place for place, identity in enumerate(order, start=1)}
    shares = tuple(
        Share(
            identity=one.identity,
            weight=one.weight,
            quotient=quotients[one.identity],
            cents=cents[one.identity] + (ranks.get(one.identity, spare + 1) <= spare),
            bound=_bound(one, level, left),
            rank=ranks.get(one.identity),
            extra=ranks.get(one.identity, spare + 1) <= spare,
        )
        for one in members
    )
    return Sharing(budget, shares, sum((one.weight for one in members), Fraction(0)), left, spare)


def _bound(one: _Member, level: Fraction, left: int) -> Bound:
    asked = level * one.weight
    if asked < one.floor:
        return Bound.FLOOR
    # While anything stays unshared, its cap stops whoever counts, also where the level meets it exactly.
    stops = one.cap is not None and (asked > one.cap or (left > 0 and asked == one.cap))
    return Bound.CAP if stops else Bound.NONE
