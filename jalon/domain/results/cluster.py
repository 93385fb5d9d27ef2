"""What the centres of a cluster hand to their promoter: numbers alone, each version kept as it was (ADR 31).

A centre counts its own files; the promoter reads the numbers and never a file. Which centres a cluster holds and who
its promoter is stands in the decision's amounts, which no centre writes.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import HeldLine
from jalon.domain.results.cells import Share, Table
from jalon.domain.results.models import Handed


def shares(line: HeldLine) -> tuple[Share, ...]:
    """The other centres of the cluster whose promoter this centre is, with what each handed over last. One question."""
    told = line.award.facts.get("cluster") or {}
    named = zip(map(UUID, told.get("centres", ())), told.get("members", ()), strict=False)
    others = {key: tuple(names) for key, names in named if key != line.award.centre_id}
    if not others:
        return ()
    # The rows of other centres: the policy lets through those handed to the centre in context, and no other.
    rows = Handed._base_manager.filter(
        centre_id__in=others, promoter_id=line.award.centre_id, line=line.code,
        programme_id=line.award.facts["programme_id"],
    )  # fmt: skip
    last = {one.centre_id: one for one in rows.order_by("number")}
    return tuple(Share(key, names, last.get(key), _read(last.get(key))) for key, names in others.items())


def _read(one: Handed | None) -> dict[str, int]:
    return {code: told["value"] for code, told in json.loads(one.content)["numbers"].items()} if one else {}


def parts_of(code: str, found: Iterable[Share]) -> tuple[int | None, ...]:
    """Of one number, the part of each centre."""
    return tuple(one.numbers.get(code) for one in found)


def handed(grant: Grant, line: str) -> list[Handed]:
    """What this centre handed over of one line, the last first."""
    return list(Handed.objects.filter(grant=grant, line=line).order_by("-number"))


def numbers_of(table: Table, *, number: int) -> str:
    """What would be handed over now, as canonical JSON: no reason, no file, no person."""
    told: dict[str, Any] = {
        "format": 1,
        "line": table.line.code,
        "number": number,
        "first": table.grant.first.isoformat(),
        "reference": table.reference.isoformat(),
        "numbers": {one.code: {"value": one.value, "how": one.how.value} for one in table.cells},
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def same_numbers(one: Handed, content: str) -> bool:
    """Whether these are the numbers handed over already, whatever their version."""
    return json.loads(one.content)["numbers"] == json.loads(content)["numbers"]
