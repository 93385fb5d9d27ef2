"""A line is closed: what each centre used of its grant, and how the unused means go to those who justified more.

Everything is whole cents. A centre receives at most what it justified: its grant as far as it was used, and a part of
what the others left. Never a cent more is given than was left; what no one can take is said and stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import floor as whole_below
from typing import Any

from jalon.law.subsidies.errors import CannotShare
from jalon.law.subsidies.sharing import Share, Sharing, share_out


class Basis(StrEnum):
    """By what the unused means are shared among those who justified more than their grant."""

    NONE = "none"  # they are not: they stay with the administration
    EXCESS = "excess"  # in proportion to what each justified above its grant
    GRANT = "grant"  # in proportion to the grants of those same centres


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule of a redistribution, as a person set it. Amounts in cents.

    `cap_percent`: of the grant; `cap`: for each; `floor`: at least this for each, within its caps;
    `within_regions`: what is left in a region is shared in that region alone.
    Whatever the rule, nobody receives more than its own excess.
    """

    basis: Basis = Basis.EXCESS
    cap_percent: Fraction | None = None
    cap: int | None = None
    floor: int = 0
    within_regions: bool = False

    def __post_init__(self) -> None:
        if self.floor < 0 or (self.cap is not None and self.cap < 0) or (self.cap_percent or 0) < 0:
            raise CannotShare("bad_rule")

    def as_json(self) -> dict[str, Any]:
        """What is stored with a closing."""
        percent = None if self.cap_percent is None else str(self.cap_percent)
        told = {"basis": str(self.basis), "cap_percent": percent, "cap": self.cap, "floor": self.floor}
        return {**told, "within_regions": self.within_regions}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Rule":
        """The rule of a closing again."""
        percent = None if raw["cap_percent"] is None else Fraction(raw["cap_percent"])
        return cls(**{**raw, "basis": Basis(raw["basis"]), "cap_percent": percent})


@dataclass(frozen=True, slots=True)
class Use:
    """One centre under one line: its grant, what was accepted of its justification, what it was paid. Cents."""

    identity: str
    grant: int
    justified: int
    paid: int = 0
    region: str = ""

    @property
    def used(self) -> int:
        """What of the grant is justified."""
        return min(self.grant, self.justified)

    @property
    def unused(self) -> int:
        """What of the grant is not."""
        return self.grant - self.used

    @property
    def excess(self) -> int:
        """What is justified above the grant."""
        return self.justified - self.used


@dataclass(frozen=True, slots=True)
class Pool:
    """Unused means and those they are shared among: of the whole country (`region` empty) or of one region.

    `sharing` is None when there is nothing to share or nobody to receive it.
    """

    region: str
    unused: int
    takers: int
    sharing: Sharing | None

    @property
    def given(self) -> int:
        """What is shared out."""
        return self.unused - self.left

    @property
    def left(self) -> int:
        """What nobody can take."""
        return self.unused if self.sharing is None else self.sharing.left


@dataclass(frozen=True, slots=True)
class Settled:
    """What one centre ends with. `share`: how its supplement was found, None without one."""

    use: Use
    pool: Pool
    share: Share | None

    @property
    def supplement(self) -> int:
        """What it receives of the others' unused means."""
        return self.share.cents if self.share else 0

    @property
    def final(self) -> int:
        """What it may keep in all."""
        return self.use.used + self.supplement

    @property
    def balance(self) -> int:
        """What is still to pay; below zero, what is to be paid back."""
        return self.final - self.use.paid


@dataclass(frozen=True)
class Redistribution:
    """Every centre of a line, in the order of their identities."""

    rule: Rule
    settled: tuple[Settled, ...]
    pools: tuple[Pool, ...]
    _by_identity: dict[str, Settled] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_identity", {one.use.identity: one for one in self.settled})

    def of(self, identity: str) -> Settled:
        """What one centre ends with. Raises KeyError for a stranger."""
        return self._by_identity[identity]

    @property
    def unused(self) -> int:
        """Everything that was not used."""
        return sum(one.unused for one in self.pools)

    @property
    def left(self) -> int:
        """What nobody can take."""
        return sum(one.left for one in self.pools)


def redistribute(uses: Iterable[Use], rule: Rule) -> Redistribution:
    """Share what was not used by the rule, exact to the cent. The order of the rows changes nothing.

    Raises `CannotShare`: nobody, a row below zero, a centre twice, or floors that ask for more than is left.
    """
    rows = sorted(uses, key=lambda one: one.identity)
    _check(rows)
    regions = sorted({one.region for one in rows}) if rule.within_regions else [""]
    pools = {
        region: _pool(region, [one for one in rows if one.region == region or not rule.within_regions], rule)
        for region in regions
    }
    shares = {share.identity: share for pool in pools.values() if pool.sharing for share in pool.sharing.shares}
    settled = (Settled(one, pools[one.region if rule.within_regions else ""], shares.get(one.identity)) for one in rows)
    return Redistribution(rule, tuple(settled), tuple(pools.values()))


def _check(rows: list[Use]) -> None:
    if not rows:
        raise CannotShare("nobody")
    if len({one.identity for one in rows}) != len(rows):
        raise CannotShare("settle_twice")
    for one in rows:
        if one.grant < 0 or one.justified < 0:
            raise CannotShare("negative_weight", identity=one.identity)


def _pool(region: str, rows: list[Use], rule: Rule) -> Pool:
    unused = sum(one.unused for one in rows)
    takers = [one for one in rows if one.excess and ceiling(one, rule)]
    if rule.basis is Basis.NONE or not unused or not takers:
        return Pool(region, unused, len(takers), None)
    caps = {one.identity: ceiling(one, rule) for one in takers}
    floors = {one.identity: min(rule.floor, caps[one.identity]) for one in takers}
    weights = {one.identity: one.excess if rule.basis is Basis.EXCESS else one.grant for one in takers}
    if not any(weights.values()):  # grants of zero alone: there is no proportion
        return Pool(region, unused, len(takers), None)
    return Pool(region, unused, len(takers), share_out(unused, weights, floors=floors, caps=caps, may_leave=True))


def ceiling(one: Use, rule: Rule) -> int:
    """The most a centre can receive: its own excess, and what the rule caps it at; cut to the cent below."""
    limits = [one.excess]
    if rule.cap is not None:
        limits.append(rule.cap)
    if rule.cap_percent is not None:
        limits.append(whole_below(one.grant * rule.cap_percent / 100))
    return min(limits)
