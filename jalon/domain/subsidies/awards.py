"""What a centre reads of subsidies: its own amounts, the decision in force first."""

from dataclasses import dataclass
from uuid import UUID

from jalon.domain.subsidies.models import Award


@dataclass(frozen=True)
class Awarded:
    """The amounts of one line of one programme, the one in force first."""

    award: Award
    earlier: tuple[Award, ...]


def awarded() -> list[Awarded]:
    """Every line that awards this centre something, the latest year first."""
    lines: dict[tuple[str, str], list[Award]] = {}
    for one in Award.objects.order_by("-decided_at", "-facts__number"):
        lines.setdefault((one.facts["programme_id"], one.facts["line_code"]), []).append(one)
    found = [Awarded(first, tuple(rest)) for first, *rest in lines.values()]
    return sorted(found, key=lambda one: (-one.award.facts["year"], one.award.facts["line_code"]))


def award(award_id: UUID) -> Awarded | None:
    """One amount of this centre, with those before it under the same line."""
    one = Award.objects.filter(pk=award_id).first()
    if one is None:
        return None
    same = {"facts__programme_id": one.facts["programme_id"], "facts__line_code": one.facts["line_code"]}
    others = Award.objects.filter(**same).exclude(pk=one.pk).order_by("-decided_at", "-facts__number")
    return Awarded(one, tuple(others))
