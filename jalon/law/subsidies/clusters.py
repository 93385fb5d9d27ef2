"""Clusters of small centres: who may form one, and what may be wrong with a list of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ClusterRule:
    """At least `members` centres with one promoter among them; at most `most` clusters.

    `completed_below`: the minister may add clusters while there are fewer than this. `small_below`: below how many
    inhabitants a centre is small; None when no source says, and then nobody is refused for it.
    """

    members: int
    most: int
    completed_below: int
    data_on: date
    small_below: int | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Centres by identity. `promoters`: who represents it (one, or it is refused); `added` by the minister."""

    name: str
    members: tuple[str, ...]
    promoters: tuple[str, ...]
    added: bool = False


@dataclass(frozen=True, slots=True)
class ClusterVerdict:
    """A cluster and what is wrong with it, as codes and parameters of `texts.yaml`; nothing when it may take part."""

    cluster: Cluster
    faults: tuple[tuple[str, dict[str, str | int]], ...] = ()

    @property
    def inside(self) -> bool:
        """Whether it may take part."""
        return not self.faults

    @property
    def promoter(self) -> str:
        """Who receives the amount."""
        return self.cluster.promoters[0]


def check_clusters(
    rule: ClusterRule, clusters: Sequence[Cluster], inhabitants: Mapping[str, int] | None = None
) -> tuple[ClusterVerdict, ...]:
    """A verdict for each cluster, in the order of their names."""
    sizes = inhabitants or {}
    times = Counter(member for one in clusters for member in one.members)
    places = _places(rule, clusters)
    found = []
    for one in sorted(clusters, key=lambda each: each.name):
        faults = [*_own_faults(rule, one, sizes)]
        faults += [("cluster_twice", {"identity": member}) for member in one.members if times[member] > 1]
        if one.name not in places:
            code = "cluster_added_late" if one.added else "cluster_too_many"
            faults.append((code, {"most": rule.most, "below": rule.completed_below}))
        found.append(ClusterVerdict(one, tuple(faults)))
    return tuple(found)


def _own_faults(rule: ClusterRule, one: Cluster, sizes: Mapping[str, int]) -> list[tuple[str, dict[str, str | int]]]:
    faults: list[tuple[str, dict[str, str | int]]] = []
    if len(one.members) < rule.members:
        faults.append(("cluster_small", {"count": len(one.members), "need": rule.members}))
    if len(one.promoters) != 1:
        faults.append(("cluster_promoter", {"count": len(one.promoters)}))
    if rule.small_below is not None:
        faults += [
            ("cluster_large", {"identity": member, "value": sizes[member], "below": rule.small_below})
            for member in one.members
            if sizes.get(member, 0) >= rule.small_below
        ]
    return faults


def _places(rule: ClusterRule, clusters: Sequence[Cluster]) -> frozenset[str]:
    """Those that find a place: the minister's additions only when the others are fewer than `completed_below`."""
    first = sorted(one.name for one in clusters if not one.added)
    room = max(0, rule.completed_below - len(first)) if len(first) < rule.completed_below else 0
    added = sorted(one.name for one in clusters if one.added)[: min(room, max(0, rule.most - len(first)))]
    return frozenset([*first[: rule.most], *added])
