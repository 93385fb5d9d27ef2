"""A line worked out: who used what, how the rest is shared by a rule, ready to be decided."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from jalon import __version__
from jalon.domain.centres.models import Centre, CentreCode
from jalon.domain.conventions.enums import State as ConventionState
from jalon.domain.conventions.models import Convention
from jalon.domain.core import reader
from jalon.domain.core.both_sides import rows
from jalon.domain.payments.enums import IN_FLIGHT, State
from jalon.domain.payments.models import Closing, Order
from jalon.domain.payments.queries import paid
from jalon.domain.subsidies.models import Award, Programme
from jalon.law.subsidies import BudgetLine, Redistribution, Rule, Use, redistribute, why_settled
from jalon.law.subsidies.source_json import saying_as_json

FORMAT = 1
Accepted = Mapping[tuple[UUID, str], int]  # (centre, line): cents accepted in its approved report; absent without one


@dataclass(frozen=True)
class Row:
    """One centre under the line. `justified` is None without an approved report: it counts for nothing, and is said.

    `identity`: the centre's code, the same in every installation. `signed` is False when a convention is asked and the
    minister signed none: nothing can be paid.
    """

    identity: str
    centre: Centre
    award: Award
    justified: int | None
    paid: int
    signed: bool
    in_flight: bool

    @property
    def name(self) -> str:
        """In the reader's language."""
        return reader.by_language(self.centre.name_fr, self.centre.name_nl)

    @property
    def region(self) -> str:
        """In the reader's language."""
        return reader.by_language(self.centre.region_fr, self.centre.region_nl)

    @property
    def use(self) -> Use:
        """What the law reads."""
        counted = self.justified if self.signed and self.justified else 0
        return Use(self.identity, self.award.cents, counted, self.paid, self.centre.region_fr)


def rows_of(programme: Programme, line: str, accepted: Accepted) -> list[Row]:
    """Every centre that was awarded something under a line, or paid, by name."""
    same = {"facts__programme_id": str(programme.pk), "facts__line_code": line}
    awards = {one.centre_id: one for one in Award._base_manager.filter(**same).order_by("facts__number", "decided_at")}
    done = paid(programme.pk, line)
    conventions = rows(Convention).filter(programme_id=programme.pk, line=line, number=0)
    states = dict(conventions.values_list("centre_id", "state"))
    flying = set(
        rows(Order).filter(programme_id=programme.pk, line=line, state__in=[*IN_FLIGHT, State.CLAIMED])
        .values_list("centre_id", flat=True)
    )  # fmt: skip
    centres = Centre.objects.in_bulk([*awards])
    valid = CentreCode.objects.filter(centre__in=awards, validity__contains=programme.decree.first)
    codes = dict(valid.values_list("centre_id", "nis_code"))
    found = [
        Row(
            identity=codes.get(pk, str(pk)),
            centre=centres[pk],
            award=award,
            justified=accepted.get((pk, line)),
            paid=done.get(pk, 0),
            signed=states.get(pk) == ConventionState.IN_FORCE or not (pk in states or asks_convention(award)),
            in_flight=pk in flying,
        )
        for pk, award in awards.items()
        if award.cents or done.get(pk)
    ]
    return sorted(found, key=lambda one: one.name)


def asks_convention(award: Award) -> bool:
    """Whether the programme, as it was decided, asks a convention."""
    return any(one["code"].startswith("convention") for one in award.facts.get("frame", {}).get("forms", ()))


@dataclass(frozen=True)
class Proposal:
    """A closing that could be decided. `content`: exactly what would be frozen; `sha256`: its fingerprint."""

    programme: Programme
    line: BudgetLine
    rows: Sequence[Row]
    found: Redistribution
    content: str

    @property
    def sha256(self) -> str:
        """What the person saw."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    @property
    def silent(self) -> list[Row]:
        """Those without an approved report."""
        return [one for one in self.rows if one.justified is None]

    @property
    def in_flight(self) -> list[Row]:
        """Those of whom a payment or a recovery is under way: the line cannot be closed before it ends."""
        return [one for one in self.rows if one.in_flight]


def proposal(programme: Programme, line: BudgetLine, every: Sequence[Row], rule: Rule) -> Proposal:
    """Work a closing out. Raises `CannotShare`."""
    found = redistribute([one.use for one in every], rule)
    return Proposal(programme, line, every, found, _content(programme, line, every, found))


def _content(programme: Programme, line: BudgetLine, every: Sequence[Row], found: Redistribution) -> str:
    """Canonical: the same inputs always make the same text."""
    told = {
        "format": FORMAT,
        "law": __version__,
        "programme": {"id": str(programme.pk), "title": programme.content["title"], "year": programme.content["year"]},
        "line": line.code,
        "line_title": saying_as_json(line.title),
        "rule": found.rule.as_json(),
        "unused": found.unused,
        "left": found.left,
        "rows": [_kept(one, found) for one in sorted(every, key=lambda one: one.identity)],
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def _kept(one: Row, found: Redistribution) -> dict[str, Any]:
    settled = found.of(one.identity)
    return {
        "centre": str(one.centre.pk),
        "identity": one.identity,
        "names": {"fr": one.centre.name_fr, "nl": one.centre.name_nl},
        "region": {"fr": one.centre.region_fr, "nl": one.centre.region_nl},
        "award": str(one.award.pk),
        "granted": one.award.cents,
        "accepted": one.justified,
        "justified": settled.use.justified,
        "signed": one.signed,
        "paid": one.paid,
        "supplement": settled.supplement,
        "final": settled.final,
        "why": why_settled(found, one.identity),
    }


def kept(closing: Closing) -> dict[str, Any]:
    """A closing read again, as it was frozen."""
    return json.loads(closing.content)
