"""What stands around a project, told by the statement that reads it: its commitments, who takes part, what was made.

A page of a project would ask for each of them in turn, and each short question takes longer to send than to answer.
`lines_of` and `third_parties_of` (`queries`) read what was told when a project has it, and ask otherwise.
"""

from typing import Any

from django.db.models import Exists, Expression, OuterRef, QuerySet

from jalon.domain.core.json_rows import columns, instance, rows
from jalon.domain.piis.enums import EvaluationState
from jalon.domain.piis.models import Amendment, Commitment, Evaluation, Piis, PiisVersion, ThirdParty, VersionEvent


def _of_piis(model: Any) -> QuerySet[Any]:
    return model.objects.filter(piis_id=OuterRef("pk"))


def commitments() -> dict[str, Expression]:
    """The commitments of each project in their order, and the organisations that take part or took part."""
    lines = _of_piis(Commitment).in_text().order_by("position")
    return {
        "told_lines": rows(lines, *columns(Commitment)),
        "told_parties": rows(_of_piis(ThirdParty), *columns(ThirdParty)),
    }


def papers(*, evaluations: int) -> dict[str, Expression]:
    """The last two versions, each saying whether something became of it, and so many of the last evaluations."""
    closed = VersionEvent.objects.filter(centre_id=OuterRef("centre_id"), version_id=OuterRef("pk"))
    versions = _of_piis(PiisVersion).annotate(is_closed=Exists(closed)).order_by("-number")[:2]
    held = _of_piis(Evaluation).exclude(state=EvaluationState.CANCELLED).order_by("-number")[:evaluations]
    about = {"is_closed": "is_closed", "amendment_number": "amendment__number"}
    return {
        "told_versions": rows(versions, *columns(PiisVersion, "content"), **about),
        "told_evaluations": rows(held, *columns(Evaluation, "signature_picture")),
    }


def lines(piis: Piis) -> list[Commitment]:
    """The commitments that were told."""
    thirds = {one.pk: one for one in parties(piis)}
    found = [instance(Commitment, row) for row in piis.told_lines]  # type: ignore[attr-defined]
    for one in found:
        one.third_party = thirds.get(one.third_party_id)  # type: ignore[assignment]
    return found


def parties(piis: Piis) -> list[ThirdParty]:
    """The organisations that were told."""
    return [instance(ThirdParty, row) for row in piis.told_parties]  # type: ignore[attr-defined]


def versions(piis: Piis) -> list[PiisVersion]:
    """The last two that were told, the last first; `is_closed` when something became of one."""
    found = []
    for row in piis.told_versions:  # type: ignore[attr-defined]
        one = instance(PiisVersion, row)
        one.piis, one.is_closed = piis, row["is_closed"]  # type: ignore[attr-defined]
        if one.amendment_id:
            one.amendment = Amendment(pk=one.amendment_id, number=row["amendment_number"])
        found.append(one)
    return found


def evaluations(piis: Piis) -> list[Evaluation]:
    """The last that were told, the last first."""
    return [instance(Evaluation, row) for row in piis.told_evaluations]  # type: ignore[attr-defined]
