"""The centres of a cluster: what a member hands to its promoter, what the promoter's report tells of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.grants.queries import HeldLine
from jalon.domain.grants.services import parts
from jalon.domain.results.cluster import Part, handed, told_again, told_parts
from jalon.domain.subsidies.words import said
from jalon.web.access.middleware import today
from jalon.web.reports.shown import name_of_held
from jalon.web.ui.people import long_day, number
from jalon.web.ui.tables import Column, Table


def rows(request: HttpRequest) -> list[dict[str, Any]]:
    """Lines whose numbers the promoter of this centre's cluster awaits; looking opens what is new."""
    on, found = today(request), []
    for held in parts(actor=request.member, at=timezone.now()):  # type: ignore[attr-defined]
        for line in held.lines:
            if not awaits(line):
                continue
            last = next(iter(handed(held.grant, line.code)), None)
            due = held.grant.moment("report")
            state = _("remis le %(day)s") % {"day": long_day(last.at)} if last else _("à remettre")
            if on <= held.grant.last:
                state = _("après le %(day)s") % {"day": long_day(held.grant.last)}
            found.append(
                {
                    "name": name_of_held(held),
                    "promoter": reader.by_language(*(line.part_of or {})["names"]),
                    "url": reverse("results:show", args=[held.grant.pk, line.code]),
                    "state": (state, "ok" if last else "waiting"),
                    "until": None if last else due,
                }
            )
    return found


def awaits(line: HeldLine) -> bool:
    """Whether a promoter awaits this centre's numbers of a line."""
    return bool(line.part_of and line.part_of["promoter"])


@dataclass(frozen=True)
class Shares(Table):
    """The parts of a cluster. `again`: which centres handed their numbers over again, and why."""

    again: Sequence[str] = ()


def shares_table(table: Mapping[str, Any]) -> Shares | None:
    """Each centre's part of each number, whether it was corrected or typed there, and the sum; None outside one."""
    centres = table.get("centres")
    if not centres:
        return None
    columns = [Column(_("Point"), heading=True), Column(_("Promoteur"), numeric=True)]
    columns += [Column(reader.by_language(*one["names"]), numeric=True) for one in centres]
    columns.append(Column(_("Ensemble"), numeric=True))
    body = [
        [
            f"{one['code']}  {said(one['titles'])}", *(_part(each) for each in told_parts(one, table)),
            number(one["value"]),
        ]
        for one in table["cells"]
    ]  # fmt: skip
    again = [one.words for one in told_again(table)]
    return Shares(_("La part de chaque centre du cluster"), columns, body, again=again)


def _part(one: Part) -> str:
    """« 6, corrigé »."""
    if one.value is None:
        return _("attendu") if one.names else number(None)
    return f"{number(one.value)}, {one.by_hand}" if one.by_hand else number(one.value)
