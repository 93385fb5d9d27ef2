"""Small numbers hidden, and enough others beside them that no addition or subtraction brings them back.

The published tables of a figure hang together: keys add up to the total of a place, places add up to the place above,
and several partitions of the country share its totals. A number under the threshold is hidden; then, for each hidden
number, other numbers are hidden so that a *move* exists: some hidden numbers could be `threshold` higher and others as
much lower without any published number changing. Whoever knows all that is published (and that counts are never
negative) is thus left with a range at least as wide as the threshold, reaching from the true number to `threshold`
above it. Moves only add hidden numbers, so that a later one never undoes an earlier one.

What anybody may have is also read by those who counted: a centre takes its own part away from a published number and
sees what the others have. There each number is judged by what is left without its largest part (`own`), and moves by
as much: no centre then knows the rest more closely than the threshold.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Name = tuple[str, str, str]  # (place, axis, key); the total of a place has axis and key ""
ROOT = "BE"
THRESHOLD = 5


@dataclass(frozen=True)
class Places:
    """The partitions of the country: the place above each place, and the partition each belongs to."""

    above: Mapping[str, str]
    partition: Mapping[str, str]

    def below(self, place: str, partition: str) -> list[str]:
        """The places that make up this one, in one partition."""
        return [one for one, top in self.above.items() if top == place and self.partition[one] == partition]

    def partitions(self) -> list[str]:
        """The partitions there are."""
        return sorted(set(self.partition.values()))

    def all(self) -> list[str]:
        """Every place, the country first."""
        return [ROOT, *self.above]


@dataclass
class Table:
    """One figure over all places. `axes`: for each axis the keys in use; `hidden` grows.

    `own`: the largest part of a number that one reader knows already; none when readers know nothing but the tables.
    """

    places: Places
    axes: Mapping[str, Sequence[str]]
    values: Mapping[Name, int]
    threshold: int = THRESHOLD
    hidden: set[Name] = field(default_factory=set)
    own: Mapping[Name, int] = field(default_factory=dict)

    def names(self) -> Iterator[Name]:
        """Every number of the figure."""
        for place in self.places.all():
            yield (place, "", "")
            for axis, keys in self.axes.items():
                for key in keys:
                    yield (place, axis, key)

    def value(self, name: Name) -> int:
        """The true number."""
        return self.values.get(name, 0)

    def is_large(self, name: Name) -> bool:
        """Whether the number reaches the threshold without the part that a reader knows."""
        return self.value(name) - self.own.get(name, 0) >= self.threshold


Move = list[tuple[Name, int]]  # each number that moves, up (1) or down (-1)


def protect(table: Table) -> set[Name]:
    """Hide what must be hidden in `table` and return it. What it hides already stays hidden."""
    sensitive = [name for name in table.names() if not table.is_large(name)]
    if (ROOT, "", "") in sensitive:
        table.hidden = set(table.names())
        return table.hidden
    table.hidden |= set(sensitive)
    for name in sorted(sensitive, key=lambda one: (one[1] != "", one)):
        if (name[0], "", "") == name:
            _protect_total(table, name[0])
        else:
            _protect_cell(table, name)
    return table.hidden


def _protect_total(table: Table, place: str) -> None:
    best = _cheapest(table, _total_moves(table, place))
    if best is None:
        table.hidden |= set(table.names()) - {(ROOT, "", "")}
    else:
        table.hidden |= {name for name, _way in best}


def _protect_cell(table: Table, name: Name) -> None:
    best = _cheapest(table, _cell_moves(table, name))
    if best is None:
        axis = name[1]
        table.hidden |= {one for one in table.names() if one[1] == axis}
    else:
        table.hidden |= {one for one, _way in best}


def _cheapest(table: Table, moves: Iterable[Move]) -> Move | None:
    """The move that hides the fewest further numbers, the smallest ones first."""
    possible = [m for m in moves if all(way > 0 or table.is_large(name) for name, way in m)]
    return min(possible, key=lambda move: (*_cost(table, move), sorted(move)), default=None)


def _cost(table: Table, move: Move) -> tuple[int, int]:
    more = {name for name, _way in move} - table.hidden
    return len(more), sum(table.value(name) for name in more)


def _chains(table: Table, place: str) -> Iterator[list[str]]:
    """The ways from a place down to a place without parts, in its own partition."""
    below = table.places.below(place, table.places.partition[place])
    if not below:
        yield [place]
    for one in below:
        for rest in _chains(table, one):
            yield [place, *rest]


def _pairs(table: Table, place: str) -> Iterator[tuple[list[str], list[str]]]:
    """Two chains under one and the same place: the first holds `place`. It feels nothing of a swap."""
    top, path = place, []
    while top != ROOT:
        path.insert(0, top)
        above = table.places.above[top]
        for other in table.places.below(above, table.places.partition[top]):
            if other != top:
                for down in _chains(table, place):
                    for beside in _chains(table, other):
                        yield [*path[:-1], *down], beside
        top = above


def _throughout(table: Table, place: str) -> Iterator[list[str]]:
    """Chains from the country down through `place`, and one in every other partition, as one list of places."""
    from itertools import product

    own = None if place == ROOT else table.places.partition[place]
    options: list[list[list[str]]] = []
    for partition in table.places.partitions():
        if partition == own:
            above: list[str] = []
            top = table.places.above[place]
            while top != ROOT:
                above.insert(0, top)
                top = table.places.above[top]
            options.append([[*above, *chain] for chain in _chains(table, place)])
        else:
            tops = table.places.below(ROOT, partition)
            options.append([chain for one in tops for chain in _chains(table, one)])
    # The cheapest chains of each partition are enough: trying all combinations would take long for nothing.
    for chosen in product(*([*one[:12]] for one in options)):
        yield [ROOT, *(place for chain in chosen for place in chain)]


def _cell_moves(table: Table, name: Name) -> Iterator[Move]:
    """Moves that raise one number of an axis: against another key, and against another place when there is one."""
    place, axis, key = name
    others = [one for one in table.axes[axis] if one != key]
    for one in others:
        for up, down in _pairs(table, place):
            yield _swap(up, axis, key, one) + _swap(down, axis, one, key)
    if place == ROOT or not any(True for _pair in _pairs(table, place)) or _lacks(table, name, others):
        for one in others:
            for places in _throughout(table, place):
                yield _swap(places, axis, key, one)


def _lacks(table: Table, name: Name, others: Sequence[str]) -> bool:
    """Whether no move between places is possible, so that the whole country has to move along."""
    place, axis, key = name
    return not any(
        all(way > 0 or table.is_large(cell) for cell, way in move)
        for one in others
        for up, down in _pairs(table, place)
        for move in [_swap(up, axis, key, one) + _swap(down, axis, one, key)]
    )


def _swap(places: Iterable[str], axis: str, up: str, down: str) -> Move:
    return [move for place in places for move in (((place, axis, up), 1), ((place, axis, down), -1))]


def _total_moves(table: Table, place: str) -> Iterator[Move]:
    """Moves that raise the total of a place and lower another's; in each axis one key takes the difference."""
    for up, down in _pairs(table, place):
        move: Move = [((one, "", ""), 1) for one in up] + [((one, "", ""), -1) for one in down]
        for axis, keys in table.axes.items():
            fit = [key for key in keys if all(table.is_large((one, axis, key)) for one in down)]
            if not fit:
                break
            key = min(fit, key=lambda k: (_cost(table, _shift(up, down, axis, k)), k))
            move += _shift(up, down, axis, key)
        else:
            yield move


def _shift(up: Iterable[str], down: Iterable[str], axis: str, key: str) -> Move:
    return [((one, axis, key), 1) for one in up] + [((one, axis, key), -1) for one in down]


def equations(table: Table) -> list[tuple[Name, list[Name]]]:
    """What anybody may add up: each whole and its parts."""
    found = []
    for name in table.names():
        place, axis, _key = name
        if not axis:
            found += [(name, [(place, one, key) for key in keys]) for one, keys in table.axes.items()]
        for partition in table.places.partitions():
            parts = table.places.below(place, partition)
            if parts:
                found.append((name, [(one, *name[1:]) for one in parts]))
    return found
