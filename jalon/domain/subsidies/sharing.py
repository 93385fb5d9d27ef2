"""A line of a programme shared over a list: who takes part and why, what each receives, what two sharings differ by."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from jalon.domain.subsidies.datasets import Entry
from jalon.law.subsidies import (
    BudgetLine,
    Cluster,
    ClusterRule,
    ClusterVerdict,
    Outcome,
    SelectionRule,
    Terms,
    Verdict,
    Vocabulary,
    check_clusters,
    select,
    share_by,
)


@dataclass(frozen=True)
class Candidates:
    """Who takes part. `verdicts` or `clusters`: why each is in or out; both empty when the line has no rule.

    `unchecked`: the line has a rule but the list has none of its columns, so that the list itself is the selection.
    """

    data: Mapping[str, Mapping[str, Fraction]]
    verdicts: tuple[Verdict, ...] = ()
    clusters: tuple[ClusterVerdict, ...] = ()
    unchecked: bool = False

    @property
    def undecided(self) -> list[Verdict]:
        """Those whom a missing value leaves between in and out: nothing is decided before they are."""
        return [one for one in self.verdicts if one.inside is None]


def candidates(line: BudgetLine, entries: Sequence[Entry]) -> Candidates:
    """Who of a list takes part in a line, by its rule. The amount of a cluster goes to its promoter."""
    data = {one.identity: one.values for one in entries}
    if isinstance(line.rule, ClusterRule):
        return _clusters(line.rule, entries)
    if isinstance(line.rule, SelectionRule):
        known = {name for values in data.values() for name in values}
        if not known & {one.series for one in line.rule.criteria}:
            return Candidates(data, unchecked=True)
        verdicts = select(line.rule, data)
        inside = {one.identity for one in verdicts if one.inside}
        return Candidates({identity: data[identity] for identity in data if identity in inside}, verdicts)
    return Candidates(data)


def _clusters(rule: ClusterRule, entries: Sequence[Entry]) -> Candidates:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        if one.cluster:
            groups[one.cluster].append(one)
    if not groups:
        return Candidates({one.identity: one.values for one in entries}, unchecked=True)
    sizes = {one.identity: int(one.values["inhabitants"]) for one in entries if "inhabitants" in one.values}
    clusters = [
        Cluster(
            name,
            tuple(one.identity for one in members),
            tuple(one.identity for one in members if one.promoter),
            any(one.added for one in members),
        )
        for name, members in groups.items()
    ]
    verdicts = check_clusters(rule, clusters, sizes)
    promoters = {one.promoter for one in verdicts if one.inside}
    return Candidates({one.identity: one.values for one in entries if one.identity in promoters}, clusters=verdicts)


def work_out(terms: Terms, found: Candidates, words: Vocabulary | None = None) -> Outcome:
    """The sharing; `words`: the keys and series of its programme.

    Raises `CannotShare`, which says why in the reader's language.
    """
    return share_by(terms, found.data, words)


@dataclass(frozen=True)
class Difference:
    """One identity in two sharings, in cents; None where it takes no part."""

    identity: str
    first: int | None
    second: int | None

    @property
    def change(self) -> int:
        """What the second gives more than the first."""
        return (self.second or 0) - (self.first or 0)


@dataclass(frozen=True)
class Comparison:
    """Two sharings side by side, the largest differences first."""

    differences: tuple[Difference, ...]
    more: int = field(init=False)
    less: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "more", sum(one.change > 0 for one in self.differences))
        object.__setattr__(self, "less", sum(one.change < 0 for one in self.differences))


def compared(first: Outcome, second: Outcome) -> Comparison:
    """What changes from one sharing to the other."""
    before = {one.identity: one.cents for one in first.sharing.shares}
    after = {one.identity: one.cents for one in second.sharing.shares}
    found = [Difference(one, before.get(one), after.get(one)) for one in before.keys() | after.keys()]
    return Comparison(tuple(sorted(found, key=lambda one: (-abs(one.change), one.identity))))
