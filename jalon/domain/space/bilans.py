"""What was said in the person's bilans, for them to read as their paper says it: nothing before a bilan is finished.

Rated apart or together, what the talk holds is the same; what the person wrote alone stands beside it. A bilan that was
corrected is read in its correction.
"""

from dataclasses import dataclass
from uuid import UUID

from jalon.domain.core.context import centre_context
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.instruments import apart, queries
from jalon.domain.instruments.apart import Said
from jalon.domain.instruments.models import Bilan, BilanEntry, BilanQuerySet

_BILAN = [
    "id", "centre_id", "person_id", "number", "moment", "held_on", "instrument", "instrument_version", "language",
    "rated", "together", "state", "corrects_id",
]  # fmt: skip
_ENTRY = ["id", "centre_id", "bilan_id", "domain", *BilanEntry.TEXTS, *BilanEntry.RATINGS, "is_skipped"]


@dataclass(frozen=True)
class Told:
    """A bilan with its domains in the order of the talk, what each side wrote alone, and the paper's id."""

    bilan: Bilan
    entries: list[BilanEntry]
    alone: Said
    document_id: UUID | None


def bilans(person_id: UUID) -> list[Bilan]:
    """Those that stand, the last talk first."""
    return list(_standing(person_id).order_by("-held_on", "-number"))


def told(person_id: UUID, bilan_id: UUID) -> Told | None:
    """One of them, whole; None when it is not there, not finished, or was corrected since."""
    bilan = _standing(person_id).filter(pk=bilan_id).first()
    if bilan is None:
        return None
    places = {code: place for place, code in enumerate(queries.instrument_of(bilan).codes)}
    entries = BilanEntry.objects.filter(bilan=bilan, domain__in=places).only(*_ENTRY)
    paper = Document.objects.filter(subject_id=bilan.pk, kind=DocumentKind.BILAN).order_by("made_at")
    return Told(
        bilan,
        sorted(entries, key=lambda entry: places[entry.domain]),
        _alone(bilan),
        paper.values_list("pk", flat=True).last(),
    )


def _alone(bilan: Bilan) -> Said:
    """What each side wrote alone, as the paper says it: read in the centre's name, of a bilan that is theirs."""
    with centre_context(bilan.centre_id):
        return apart.said(bilan)


def _standing(person_id: UUID) -> BilanQuerySet:
    return Bilan.objects.filter(person_id=person_id).standing().only(*_BILAN)
