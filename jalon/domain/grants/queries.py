"""Reading grants: a centre its own, the administration those of all (row-level security sees to it)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import ngettext

from jalon.domain.conventions.enums import State
from jalon.domain.conventions.models import Convention
from jalon.domain.core.both_sides import rows
from jalon.domain.grants.models import Grant
from jalon.domain.subsidies.models import Award
from jalon.domain.subsidies.words import said


@dataclass(frozen=True)
class HeldLine:
    """One line of a programme at one centre: the amount in force, in cents, and its convention if it has one.

    `convention` is the last one in force under the line: the convention itself or its latest amendment.
    """

    code: str
    titles: Mapping[str, str]
    award: Award
    convention: Convention | None

    @property
    def cents(self) -> int:
        """The amount in force."""
        return self.award.cents

    @property
    def part_of(self) -> Mapping[str, Any] | None:
        """The cluster whose promoter reports this line, as the decision names it: `name`, `promoter`, `names`.

        `promoter` is None once the centre has left it.
        """
        return self.award.facts.get("part_of")

    @property
    def title(self) -> str:
        """In the reader's language."""
        return said(self.titles)


@dataclass(frozen=True)
class Held:
    """A grant with its lines, in the order of their codes."""

    grant: Grant
    lines: tuple[HeldLine, ...]

    @property
    def cents(self) -> int:
        """The whole of it."""
        return sum(one.cents for one in self.lines)

    @property
    def is_part(self) -> bool:
        """Whether this centre only tells its numbers to the promoter of a cluster: it justifies nothing itself."""
        return bool(self.lines) and all(one.part_of for one in self.lines)

    @property
    def own(self) -> tuple[HeldLine, ...]:
        """Lines this centre reports itself, not through the promoter of a cluster."""
        return tuple(one for one in self.lines if not one.part_of)

    def line(self, code: str) -> HeldLine | None:
        """A line by its code."""
        return next((one for one in self.lines if one.code == code), None)


def all_grants() -> QuerySet[Grant]:
    """Grants that are open, each with the award it was opened from."""
    return rows(Grant).select_related("award")


def grant(grant_id: UUID) -> Grant | None:
    """One grant, if whoever asks may read it."""
    return all_grants().filter(pk=grant_id).first()


def held(one: Grant) -> Held:
    """A grant with its amounts and conventions, in two statements."""
    return many([one])[0]


def many(grants: Iterable[Grant]) -> list[Held]:
    """The same for many, still in two statements."""
    chosen = list(grants)
    programmes, centres = {one.programme_id for one in chosen}, {one.centre_id for one in chosen}
    same = rows(Award).filter(centre_id__in=centres, facts__programme_id__in=[str(one) for one in programmes])
    awards = {_key(one): one for one in same.order_by("decided_at", "facts__number")}  # the last of each line stays
    signed = rows(Convention).filter(centre_id__in=centres, programme_id__in=programmes, state=State.IN_FORCE)
    conventions = {(one.centre_id, one.programme_id, one.line): one for one in signed.order_by("number")}
    found: dict[tuple[UUID, UUID], list[HeldLine]] = {}
    for (centre, programme, code), award in sorted(awards.items(), key=lambda each: each[0][2]):
        convention = conventions.get((centre, programme, code))
        found.setdefault((centre, programme), []).append(HeldLine(code, award.facts["line"], award, convention))
    return [Held(one, tuple(found.get((one.centre_id, one.programme_id), ()))) for one in chosen]


def _key(award: Award) -> tuple[UUID, UUID, str]:
    return award.centre_id, UUID(award.facts["programme_id"]), award.facts["line_code"]


def resting_on(programme_id: UUID) -> str:
    """That centres began to justify by the forms of a programme, as a sentence; empty when none did."""
    count = rows(Grant).filter(programme_id=programme_id).count()
    if not count:
        return ""
    return ngettext("Un centre a commencé son rapport.", "%(count)s centres ont commencé leur rapport.", count) % {
        "count": count
    }
