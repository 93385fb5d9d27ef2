"""What the centres of a cluster hand to their promoter: numbers alone, each version kept as it was (ADR 31).

A centre counts its own files; the promoter reads the numbers and never a file. Which centres a cluster holds and who
its promoter is stands in the decision's amounts, which no centre writes.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import HeldLine
from jalon.domain.results.cells import Share, Table
from jalon.domain.results.enums import BY_HAND, How
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
    return tuple(_share(key, names, last.get(key)) for key, names in others.items())


def _share(key: UUID, names: tuple[str, str], one: Handed | None) -> Share:
    told = json.loads(one.content)["numbers"] if one else {}
    numbers = {code: each["value"] for code, each in told.items()}
    return Share(key, names, one, numbers, {code: How(each["how"]) for code, each in told.items()})


def parts_of(code: str, found: Iterable[Share]) -> tuple[tuple[int | None, ...], tuple[How | None, ...]]:
    """Of one number, the part of each centre, and where each part comes from."""
    found = tuple(found)
    return tuple(one.numbers.get(code) for one in found), tuple(one.hows.get(code) for one in found)


@dataclass(frozen=True)
class Part:
    """The part of one centre in a number as a report tells it. `names`: (fr, nl), None of the promoter itself.

    `how`: None while it is awaited, and in texts signed before each part said where it comes from.
    """

    names: tuple[str, str] | None
    value: int | None
    how: How | None

    @property
    def name(self) -> str:
        """In the language that is on."""
        return reader.by_language(*self.names) if self.names else _("Promoteur")

    @property
    def by_hand(self) -> str:
        """« corrigé » or « tapé », in the language that is on; nothing of a counted part."""
        return str(BY_HAND.get(self.how, "")) if self.how else ""


def told_parts(cell: Mapping[str, Any], table: Mapping[str, Any]) -> list[Part]:
    """The parts of a told number, the promoter's first; nothing outside a cluster."""
    if not table.get("centres"):
        return []
    hows = cell.get("hows") or [None] * len(cell["shares"])
    others = zip(table["centres"], cell["shares"], hows, strict=True)
    return [
        Part(None, cell["own"], How(cell["how"])),
        *(Part(tuple(one["names"]), value, How(how) if how else None) for one, value, how in others),
    ]


@dataclass(frozen=True)
class Again:
    """A centre that handed its numbers over again: which version is told, and why it changed."""

    names: tuple[str, str]
    number: int
    reason: str

    @property
    def words(self) -> str:
        """The same, in the language that is on."""
        facts = {"centre": reader.by_language(*self.names), "n": self.number, "reason": self.reason}
        return _("%(centre)s a remis ses nombres une nouvelle fois (version %(n)s) : %(reason)s") % facts


def told_again(table: Mapping[str, Any]) -> list[Again]:
    """The centres whose numbers are a second version or a later one, with the reason each gave."""
    return [
        Again(tuple(one["names"]), one["number"], one["reason"])
        for one in table.get("centres", ())
        if one.get("reason")  # not in texts signed before reasons were told
    ]


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
