"""A grid understood: which column says what, and the rows with their values; whatever is wrong is told line by line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.subsidies.grids import Cell, Grid, ListRefused, Problem, refused
from jalon.domain.subsidies.values import BadValue, is_yes, shown, value_of
from jalon.law.subsidies import series
from jalon.law.subsidies.heads import ADDED, CLUSTER, CODE, NAME, PROMOTER, plain
from jalon.law.subsidies.key_rules import heads_of
from jalon.law.subsidies.series import Known

TOTALS = {"total", "totaal", "somme", "som", "totaux"}
LONGEST = 120
MOST_PROBLEMS = 100


@dataclass(frozen=True)
class Row:
    """A centre as the list tells it. `values`: by series, cents for euros; an empty cell is not among them."""

    line: int
    code: str
    names: tuple[str, ...]
    values: Mapping[str, Fraction]
    cluster: str = ""
    promoter: bool = False
    added: bool = False

    @property
    def name(self) -> str:
        """What the list calls it."""
        return next((one for one in self.names if one), self.code)


@dataclass(frozen=True)
class CentreList:
    """The rows, the series there is a column for, the columns nobody asked for, and the lines of totals left out."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()


@dataclass
class _Columns:
    code: int | None = None
    names: list[int] = field(default_factory=list)
    cluster: int | None = None
    promoter: int | None = None
    added: int | None = None
    series: dict[str, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)


def read_rows(grid: Grid, known: Known | None = None) -> CentreList:
    """The rows of a grid; `known`: the series a column may hold, those that ship unless others are given.

    Raises `ListRefused` with every line that is wrong: nothing is taken by halves.
    """
    known = series() if known is None else known
    columns = _columns(grid.heads, known)
    problems: list[Problem] = []
    rows, totals = [], []
    for line, cells in grid.lines:
        if _is_total(columns, cells):
            totals.append(line)
            continue
        rows.append(_row(line, cells, columns, known, problems))
    problems += _doubles(rows)
    if problems:
        raise ListRefused(sorted(problems, key=lambda one: one.line)[:MOST_PROBLEMS])
    if not rows:
        raise refused(_("Cette liste est vide."), _("Il faut une ligne de titres, puis au moins une autre."))
    return CentreList(tuple(rows), tuple(columns.series), tuple(columns.ignored), tuple(totals))


def known_heads(known: Known) -> dict[str, str]:
    """What a column may be called, and the series it then holds."""
    return {head: name for name, one in known.items() for head in heads_of(one)}


def _columns(heads: Sequence[str], series_known: Known) -> _Columns:
    found, known = _Columns(), known_heads(series_known)
    single = {plain(head): name for name, heads_ in _SINGLE.items() for head in heads_}
    names = {plain(head) for head in NAME}
    for place, head in enumerate(heads):
        bare = plain(head)
        if bare in single and getattr(found, single[bare]) is None:
            setattr(found, single[bare], place)
        elif bare in names:
            found.names.append(place)
        elif bare in known and known[bare] not in found.series:
            found.series[known[bare]] = place
        elif bare in known or bare in single:
            raise refused(
                _("Deux colonnes disent la même chose : %(head)s.") % {"head": shown(head)}, _("Gardez-en une.")
            )
        elif bare:
            found.ignored.append(shown(head))
    if found.code is None and not found.names:
        raise refused(
            _("La liste ne dit pas de quels centres elle parle."),
            _("Donnez une colonne « Code INS », ou une colonne « Commune »."),
        )
    return found


_SINGLE = {"code": CODE, "cluster": CLUSTER, "promoter": PROMOTER, "added": ADDED}


def _at(cells: Sequence[Cell], place: int | None) -> Cell:
    return cells[place] if place is not None and place < len(cells) else None


def _is_total(columns: _Columns, cells: Sequence[Cell]) -> bool:
    """The line a spreadsheet ends with."""
    first = next((str(cell) for cell in cells if cell not in (None, "")), "")
    return plain(first.rstrip(" :")) in TOTALS and not _code(_at(cells, columns.code)).isdecimal()


def _code(cell: Cell) -> str:
    return str(cell).strip() if cell is not None else ""


def _row(line: int, cells: Sequence[Cell], columns: _Columns, known: Known, problems: list[Problem]) -> Row:
    code = _code(_at(cells, columns.code))
    names = tuple(str(_at(cells, place) or "").strip()[:LONGEST] for place in columns.names)
    if columns.code is not None and not (code.isascii() and code.isdecimal() and len(code) == 5):
        problems.append(
            Problem(line, _("« %(code)s » n’est pas un code INS de cinq chiffres.") % {"code": shown(code)})
        )
    elif columns.code is None and not any(names):
        problems.append(Problem(line, _("Le nom de la commune manque.")))
    values = {}
    for name, place in columns.series.items():
        try:
            value = value_of(_at(cells, place), known[name].unit)
        except BadValue as bad:
            told = {"column": known[name].title.say(reader.law_language()), "problem": bad}
            problems.append(Problem(line, _("%(column)s : %(problem)s") % told))
            continue
        if value is not None:
            values[name] = value
    cluster = str(_at(cells, columns.cluster) or "").strip()[:LONGEST]
    return Row(
        line, code, names, values, cluster, is_yes(_at(cells, columns.promoter)), is_yes(_at(cells, columns.added))
    )


def _doubles(rows: Sequence[Row]) -> list[Problem]:
    """A code on several lines: which one is right is not ours to say."""
    times = Counter(row.code for row in rows if row.code)
    return [
        Problem(row.line, _("Le code %(code)s est sur %(n)s lignes.") % {"code": row.code, "n": times[row.code]})
        for row in rows
        if times.get(row.code, 0) > 1
    ]
