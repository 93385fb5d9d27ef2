"""Reading results: the table of a line, what was written beside it, what was frozen, and what would differ now."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jalon.domain.conventions.content import values_of
from jalon.domain.conventions.queries import last_version
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import Held, HeldLine, held
from jalon.domain.results.cells import Cell, Number, Table, numbers
from jalon.domain.results.cluster import parts_of, shares
from jalon.domain.results.counting import Files, One, count
from jalon.domain.results.models import Frozen, FrozenFile, Written
from jalon.domain.subsidies.words import said


def table(grant: Grant, line: str, *, on: date) -> Table | None:
    """The numbers of one line of a grant, counted now; None when the grant has no such line.

    Counted at the programme's last day, or at `on` while the period runs. As many questions for one file as for many.
    """
    whole = held(grant)
    found = whole.line(line)
    return tables(whole, [found], on=on)[line] if found else None


def tables(whole: Held, lines: Iterable[HeldLine], *, on: date) -> dict[str, Table]:
    """The same for several lines of one grant: the files, which the lines share, are read once."""
    grant, chosen = whole.grant, list(lines)
    reference = min(grant.last, on)
    asked = {one.code: numbers(grant, one) for one in chosen}
    known = {each.definition.measure: each.definition for one in asked.values() for each in one if each.definition}
    counted = count(known.values(), first=grant.first, last=reference)
    beside = written_of(grant)
    return {
        one.code: _table(grant, one, reference, asked[one.code], counted, beside.get(one.code, {})) for one in chosen
    }


def _table(
    grant: Grant,
    line: HeldLine,
    reference: date,
    asked: Iterable[Number],
    counted: Mapping[str, Files],
    beside: Mapping[str, Written],
) -> Table:
    version = last_version(line.convention) if line.convention else None
    targets, others = values_of(version.content) if version else {}, shares(line)
    cells = tuple(
        Cell(
            one,
            targets.get(one.field.code),
            counted[one.definition.measure] if one.definition else None,
            beside.get(one.field.code),
            *parts_of(one.field.code, others),
        )
        for one in asked
    )
    return Table(grant, line, reference, cells, others)


def history(grant: Grant, line: str, field: str) -> list[Written]:
    """Everything a person wrote for one number, the last first."""
    rows = Written.objects.filter(grant=grant, line=line, field=field)
    return list(rows.select_related("by").order_by("-number"))


def written(grant: Grant, line: str) -> dict[str, Written]:
    """What a person wrote for each number of one line and did not take back."""
    return written_of(grant).get(line, {})


def written_of(grant: Grant) -> dict[str, dict[str, Written]]:
    """The same for every line."""
    rows = Written.objects.filter(grant=grant).select_related("by").order_by("number")
    found: dict[str, dict[str, Written]] = {}
    for one in {(row.line, row.field): row for row in rows}.values():
        if one.value is not None:
            found.setdefault(one.line, {})[one.field] = one
    return found


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
