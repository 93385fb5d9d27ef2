"""What changed between the centres we know and a list: the sure things, the questions, and suggestions for those."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, islice

from jalon.domain.centres.lists import Row
from jalon.domain.centres.mapping import CodeChange, Merger
from jalon.domain.core.errors import DomainError
from jalon.domain.core.text import searchable

SAME_POPULATION = 0.04  # share by which a municipality may grow or shrink between two lists
LARGEST_MERGER = 5
MOST_GROUPS = 50_000
MOST_CANDIDATES = 12


@dataclass(frozen=True)
class Known:
    """A centre as we know it, under its present code."""

    nis_code: str
    name_fr: str
    name_nl: str
    arrondissement_fr: str
    province_fr: str
    inhabitants: int | None
    postal_code: str

    @property
    def name(self) -> str:
        """Both names when they differ."""
        return self.name_fr if self.name_fr == self.name_nl else f"{self.name_fr} / {self.name_nl}"


Group = tuple[Known, ...]


@dataclass(frozen=True)
class Suggestion:
    """What may have happened, and the signs that say so."""

    change: CodeChange | Merger
    signs: str


@dataclass(frozen=True)
class Questions:
    """Codes that vanished and codes that appeared without anyone saying which became which."""

    gone: Sequence[Known]
    came: Sequence[Row]
    suggestions: Sequence[Suggestion] = field(default_factory=tuple)


class MappingNeeded(DomainError):
    """The import asks instead of guessing."""

    def __init__(self, questions: Questions):
        self.questions = questions
        super().__init__(
            f"{len(questions.gone)} codes vanish and {len(questions.came)} appear in this list.",
            "Which centre became which is for a person to say: a merged centre is closed, one that only changed its "
            "code lives on with its files.",
            "Fill in a mapping file and import again with --mapping.",
        )


def suggest(gone: Sequence[Known], came: Sequence[Row]) -> list[Suggestion]:
    """For each new code, the likeliest origin among the vanished: by name, number of inhabitants and postal code.

    A suggestion only; nothing is done with it before a person confirms.
    """
    left = list(gone)
    found: list[Suggestion] = []
    # The sure ones first, so that mergers are looked for among what remains.
    for row in came:
        if same := _same_centre(row, left):
            left.remove(same)
            found.append(Suggestion(CodeChange(same.nis_code, row.nis_code, row.name), _signs(row, [same])))
    explained = {suggestion.change.new for suggestion in found}
    for row, group in _mergers([row for row in came if row.nis_code not in explained], left):
        codes = tuple(known.nis_code for known in group)
        found.append(Suggestion(Merger(row.nis_code, codes, row.name), _signs(row, group)))
    return found


def _same_centre(row: Row, gone: Iterable[Known]) -> Known | None:
    return next((known for known in gone if _names_meet(row, known) and _close(row.inhabitants, [known])), None)


def _mergers(came: Sequence[Row], gone: Sequence[Known]) -> list[tuple[Row, Group]]:
    """Groups of vanished centres whose inhabitants add up, no centre in two of them, as near as possible in all."""
    candidates = [(row, _candidates(row, gone)) for row in came]
    best: tuple[float, list[tuple[Row, Group]]] = (float("inf"), [])

    def search(place: int, taken: frozenset[str], cost: float, chosen: list[tuple[Row, Group]]) -> None:
        nonlocal best
        if cost >= best[0]:
            return
        if place == len(candidates):
            best = (cost, chosen)
            return
        row, groups = candidates[place]
        for distance, group in groups:
            codes = {known.nis_code for known in group}
            if not codes & taken:
                search(place + 1, taken | codes, cost + distance, [*chosen, (row, group)])
        search(place + 1, taken, cost + 1, chosen)

    search(0, frozenset(), 0.0, [])
    return best[1]


def _candidates(row: Row, gone: Sequence[Known]) -> list[tuple[float, Group]]:
    """The few groups of the province that may have become this municipality, the nearest first."""
    near = [known for known in gone if known.province_fr == row.province_fr]
    groups = chain.from_iterable(combinations(near, size) for size in range(2, LARGEST_MERGER + 1))
    possible = [
        (_distance(row.inhabitants, group) + _elsewhere(row, group), group)
        for group in islice(groups, MOST_GROUPS)
        if _close(row.inhabitants, group) and any(_names_meet(row, known) or _same_place(row, known) for known in group)
    ]
    return sorted(possible, key=lambda entry: entry[0])[:MOST_CANDIDATES]


def _elsewhere(row: Row, group: Group) -> float:
    """Neighbours are mostly of one arrondissement; another one counts as a hundredth of the inhabitants."""
    return 0.01 if any(known.arrondissement_fr != row.arrondissement_fr for known in group) else 0.0


def _names_meet(row: Row, known: Known) -> bool:
    """A word in common, ignoring accents, case and hyphens."""
    ours = {*searchable(known.name_fr), *searchable(known.name_nl)} - {"saint", "sint", "la", "le", "les"}
    return bool(ours & {*searchable(row.name_fr), *searchable(row.name_nl)})


def _same_place(row: Row, known: Known) -> bool:
    return bool(row.postal_code) and row.postal_code == known.postal_code


def _distance(inhabitants: int | None, group: Iterable[Known]) -> float:
    total = sum(known.inhabitants or 0 for known in group)
    return abs(inhabitants - total) / total if inhabitants and total else 1.0


def _close(inhabitants: int | None, group: Iterable[Known]) -> bool:
    return _distance(inhabitants, group) < SAME_POPULATION


def _signs(row: Row, group: Sequence[Known]) -> str:
    signs = []
    if any(_names_meet(row, known) for known in group):
        signs.append("name")
    if any(_same_place(row, known) for known in group):
        signs.append(f"postal code {row.postal_code}")
    if _close(row.inhabitants, group):
        total = sum(known.inhabitants or 0 for known in group)
        signs.append(f"inhabitants {total} then, {row.inhabitants} now")
    return "; ".join(signs)


def template(questions: Questions, on: str) -> str:
    """A mapping file to fill in, with the suggestions and what nothing was found for."""
    lines = [
        "# Which centre is which between the two lists. Check each line, correct it, and write confirmed: yes.",
        "# code_changed: the same centre under another code. merged: several centres became one; they are closed.",
        f"effective: {on}",
        'source: ""',
        "certainty: uncertain  # certain, likely or uncertain",
        "code_changed:",
    ]
    changes = [entry for entry in questions.suggestions if isinstance(entry.change, CodeChange)]
    mergers = [entry for entry in questions.suggestions if isinstance(entry.change, Merger)]
    lines += [
        f'  - {{old: "{entry.change.old}", new: "{entry.change.new}", name: {_quoted(entry.change.name)}, '
        f"confirmed: no}}  # {entry.signs}"
        for entry in changes
        if isinstance(entry.change, CodeChange)
    ] or ["  []"]
    lines.append("merged:")
    lines += [
        f'  - {{new: "{entry.change.new}", of: [{", ".join(chr(34) + code + chr(34) for code in entry.change.of)}], '
        f"name: {_quoted(entry.change.name)}, confirmed: no}}  # {entry.signs}"
        for entry in mergers
        if isinstance(entry.change, Merger)
    ] or ["  []"]
    lines += ["opened: []  # codes of centres that did not exist before", "closed: []  # ended without a successor"]
    explained = _explained(questions.suggestions)
    lines += [
        f"# vanished, nothing found: {known.nis_code} {known.name}, {known.inhabitants} inhabitants"
        for known in questions.gone
        if known.nis_code not in explained
    ]
    lines += [
        f"# appeared, nothing found: {row.nis_code} {row.name}, {row.inhabitants} inhabitants"
        for row in questions.came
        if row.nis_code not in explained
    ]
    return "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _explained(suggestions: Iterable[Suggestion]) -> set[str]:
    codes: set[str] = set()
    for suggestion in suggestions:
        change = suggestion.change
        codes |= {change.new, *(change.of if isinstance(change, Merger) else (change.old,))}
    return codes


def unanswered(
    gone: Mapping[str, Known], came: Mapping[str, Row], old_codes: set[str], new_codes: set[str]
) -> Questions | None:
    """What the mapping leaves open, with suggestions; None when it answers everything."""
    open_gone = [known for code, known in gone.items() if code not in old_codes]
    open_came = [row for code, row in came.items() if code not in new_codes]
    if not open_gone and not open_came:
        return None
    return Questions(open_gone, open_came, suggest(open_gone, open_came))
