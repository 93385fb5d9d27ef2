"""A reform of the earnings exemption as data: what would be exempt, instead of what the law exempts today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jalon.law import parameters
from jalon.law.category import Category
from jalon.law.income.amounts import exemption_amount
from jalon.law.income.cents import UNLIMITED, Rule
from jalon.law.income.entitlement import ALLOWANCE, days_in
from jalon.law.income.facts import BRANCHES, Basis, Branch, Work
from jalon.law.sayings import Saying
from jalon.law.sources import Certainty, Source, Text


@dataclass(frozen=True, slots=True)
class AsLaw:
    """Stands for the amount of the law on the date asked: a scheme writes it `law`."""


Amount = int | AsLaw  # cents
AS_LAW = AsLaw()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """A share, in basis points, of what is earned from an amount up."""

    start: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """What is exempt of one kind of work. `months` used within `within` months; None: without limit."""

    flat: Amount = 0
    brackets: tuple[Bracket, ...] = ()
    floor: Amount = 0
    ceiling: Amount | None = None
    taper_from: int = UNLIMITED
    taper_share: int = 0
    months: int | None = None
    within: int | None = None


Said = Exemption | Work  # a work stands for the law of that one


def everywhere(works: Iterable[Work], said: Said, categories: Iterable[Category] = Category) -> dict[Any, Said]:
    """The same for each of these works in each of these categories: part of a scheme's `exemptions`."""
    both = list(categories)
    return {(work, category): said for work in works for category in both}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A reform. `exemptions` says what is exempt of a work in a category of the income support.

    What it does not name keeps the law of the day, or has nothing (`law_otherwise`).
    """

    id: str
    title: Saying
    about: Saying
    basis: Basis = Basis.DAY  # how an incomplete month counts; by day, as today
    smoothing: int = 1  # months over which earnings are averaged
    exemptions: Mapping[tuple[Work, Category], Said] = field(default_factory=dict)
    law_otherwise: bool = True

    def of(self, work: Work, category: Category) -> Said | None:
        """What the scheme says of this work: an exemption of its own, the law of a work, or no exemption."""
        return self.exemptions.get((work, category), work if self.law_otherwise else None)

    def rule(self, work: Work, on: date, *, category: Category, has_grant: bool = False) -> Rule:
        """The numbers of the scheme for this work and category on this day."""
        said = self.of(work, category)
        if said is None:
            return Rule()
        if isinstance(said, Work):
            return law_rule(said, on, has_grant=has_grant)
        return _rule(said, work, on, has_grant)

    def window(self, work: Work, on: date, *, category: Category) -> int | None:
        """The months, from the first day of exemption, within which it is taken; None: no limit."""
        said = self.of(work, category)
        if isinstance(said, Work):
            return law_window(on) if BRANCHES[said] is Branch.GENERAL else None
        return said.within if said else None

    def source(self) -> Source:
        """Where the lines of a scheme come from: the scheme itself, which is not law."""
        text = Text(f"scheme:{self.id}", self.title.en, self.title, None, None, None, "A reform scheme, not a text.")
        return Source(text, None, (), date.min, Certainty.FOUND, NOT_LAW)


NOT_LAW = Saying(
    en="This is a track for a reform, not the law.",
    fr="Ceci est une piste de réforme, pas la loi.",
    nl="Dit is een hervormingsspoor, niet de wet.",
)


def law_rule(work: Work, on: date, *, has_grant: bool = False) -> Rule:
    """The law of the day as numbers: a flat amount, of a year for artists, for three years of work or training."""
    amount = exemption_amount(work, on, has_grant=has_grant)
    allowed = days_in(int(parameters.on(ALLOWANCE, on).value["months"]))
    days = allowed if BRANCHES[work] is Branch.GENERAL else UNLIMITED
    return Rule(flat=amount.cents, by_year=int(amount.by_year), days=days)


def law_window(on: date) -> int:
    """The months within which the law of the day gives its exemption, from the first day of it."""
    return int(parameters.on(ALLOWANCE, on).value["within"])


def _rule(one: Exemption, work: Work, on: date, has_grant: bool) -> Rule:
    def cents(amount: Amount) -> int:
        return exemption_amount(work, on, has_grant=has_grant).cents if isinstance(amount, AsLaw) else amount

    steps = [(bracket.start, bracket.share) for bracket in one.brackets]
    steps += [(UNLIMITED, 0)] * (4 - len(steps))
    (from_1, share_1), (from_2, share_2), (from_3, share_3), (from_4, share_4) = steps
    return Rule(
        flat=cents(one.flat),
        from_1=from_1,
        share_1=share_1,
        from_2=from_2,
        share_2=share_2,
        from_3=from_3,
        share_3=share_3,
        from_4=from_4,
        share_4=share_4,
        floor=cents(one.floor),
        ceiling=UNLIMITED if one.ceiling is None else cents(one.ceiling),
        taper_from=one.taper_from,
        taper_share=one.taper_share,
        days=UNLIMITED if one.months is None else days_in(one.months),
    )
