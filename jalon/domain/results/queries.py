"""Reading results: the table of a line, what was written beside it, what was frozen, and what would differ now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jalon.domain.conventions.content import values_of
from jalon.domain.conventions.queries import last_version
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import held
from jalon.domain.results.cells import Cell, Table, numbers
from jalon.domain.results.counting import Files, One, count
from jalon.domain.results.models import Frozen, FrozenFile, Written
from jalon.domain.subsidies.words import said


def table(grant: Grant, line: str, *, on: date) -> Table | None:
    """The numbers of one line of a grant, counted now; None when the grant has no such line.

    Counted at the programme's last day, or at `on` while the period runs. As many questions for one file as for many.
    """
    found = held(grant).line(line)
    if found is None:
        return None
    reference, asked = min(grant.last, on), numbers(grant, found)
    version = last_version(found.convention) if found.convention else None
    targets = values_of(version.content) if version else {}
    counted = count([one.definition for one in asked if one.definition], first=grant.first, last=reference)
    beside = written(grant, line)
    cells = []
    for one in asked:
        files = counted[one.definition.measure] if one.definition else None
        cells.append(Cell(one, targets.get(one.field.code), files, beside.get(one.field.code)))
    return Table(grant, found, reference, tuple(cells))


def history(grant: Grant, line: str, field: str) -> list[Written]:
    """Everything a person wrote for one number, the last first."""
    rows = Written.objects.filter(grant=grant, line=line, field=field)
    return list(rows.select_related("by").order_by("-number"))


def written(grant: Grant, line: str) -> dict[str, Written]:
    """What a person wrote for each number and did not take back."""
    rows = Written.objects.filter(grant=grant, line=line).select_related("by").order_by("number")
    return {one.field: one for one in {row.field: row for row in rows}.values() if one.value is not None}


def frozen(grant: Grant, line: str) -> list[Frozen]:
    """What was frozen of one line, the last first."""
    return list(Frozen.objects.filter(grant=grant, line=line).select_related("by").order_by("-at"))


def told_in(one: Frozen) -> dict[str, Any]:
    """The table as it was told."""
    return json.loads(one.content)


def files_of(one: Frozen) -> dict[str, Files]:
    """What stood behind each number when it was frozen."""
    found: dict[str, set[One]] = {}
    for field, unit, file in FrozenFile.objects.filter(frozen=one).values_list("field", "unit", "file"):
        found.setdefault(field, set()).add(One(unit, file))
    return {field: frozenset(ones) for field, ones in found.items()}


@dataclass(frozen=True)
class Difference:
    """A number that would be told otherwise now. `came`, `left`: the files that are behind it now, and no longer."""

    code: str
    titles: Mapping[str, str]
    before: int | None
    now: int | None
    came: frozenset[UUID]
    left: frozenset[UUID]

    @property
    def title(self) -> str:
        """In the reader's language."""
        return said(self.titles)


def differences(one: Frozen, now: Table) -> list[Difference]:
    """What the next report would tell otherwise: another number, or the same number of other files."""
    files, found = files_of(one), []
    for cell in told_in(one)["cells"]:
        today = now.cell(cell["code"])
        before = files.get(cell["code"], frozenset())
        after = (today.files if today else None) or frozenset()
        value = today.value if today else None
        if value == cell["value"] and after == before:
            continue
        came, left = (frozenset(each.file for each in side) for side in (after - before, before - after))
        found.append(Difference(cell["code"], cell["titles"], cell["value"], value, came, left))
    return found
