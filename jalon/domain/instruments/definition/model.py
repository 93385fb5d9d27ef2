"""An instrument as data: what is asked, on which levels, how it is counted and what a difference means.

Scores and differences are whole numbers in hundredths: of a level when a score is a mean, of a point when it is a sum.
"""

from dataclasses import dataclass
from decimal import Decimal

from jalon.domain.instruments.definition.words import Words

UNIT = 100  # hundredths in a level or a point


@dataclass(frozen=True)
class Meaning:
    """What a difference says.

    `step`: the smallest that counts, in hundredths. `reliability` (0 to 1) and `spread` (the standard deviation of the
    group the instrument was tried with, in levels or points) are None when nobody measured them. `source`: who says so.
    """

    step: int
    reliability: Decimal | None = None
    spread: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to rate. `levels`: the lowest first; the answer is a place among them, from 1."""

    code: str
    text: Words
    levels: Words
    help: Words | None = None
    is_reversed: bool = False

    @property
    def count(self) -> int:
        """How many levels there are."""
        return len(self.levels.say())

    def value(self, level: int) -> int:
        """What this answer is worth, turned round when the item is worded the other way."""
        return self.count + 1 - level if self.is_reversed else level


@dataclass(frozen=True)
class Axis:
    """What is measured by some items together. `domains` and `directions`: our common words, for what is like it."""

    code: str
    name: Words
    items: tuple[Item, ...]
    domains: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    own_meaning: Meaning | None = None


@dataclass(frozen=True)
class Scoring:
    """`method` of an axis: mean or sum of its items. `overall`: mean or sum of the axes, or none.

    `answered`: the share of its items an axis needs to have a score at all; a sum with fewer than all is stretched.
    """

    method: str
    overall: str
    answered: Decimal


@dataclass(frozen=True)
class Definition:
    """A version of an instrument. `direction`: 1 when a higher score is better, -1 when it is worse.

    `raters`: person, worker or both. `recall_days`: how far back the person thinks; 0 is now.
    """

    code: str
    version: int
    languages: tuple[str, ...]
    name: Words
    about: Words
    licence: Words
    direction: int
    raters: str
    recall_days: int
    scoring: Scoring
    meaning: Meaning
    axes: tuple[Axis, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order they are asked."""
        return tuple(item for axis in self.axes for item in axis.items)

    def axis(self, code: str) -> Axis | None:
        """The axis of this code, if there is one."""
        return next((axis for axis in self.axes if axis.code == code), None)

    def item(self, code: str) -> Item | None:
        """The item of this code, if there is one."""
        return next((item for item in self.items if item.code == code), None)

    def meaning_of(self, axis: Axis) -> Meaning:
        """What a difference on this axis says."""
        return axis.own_meaning or self.meaning

    def expects(self, rater: str) -> bool:
        """Whether this side rates."""
        return self.raters in (rater, "both")
