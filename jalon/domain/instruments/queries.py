"""Questions other rooms ask about bilans."""

from datetime import date
from uuid import UUID

from jalon.domain.instruments.models import Bilan


def has_finished_bilan(person_id: UUID, before: date) -> bool:
    """Whether a finished bilan was held on that day or earlier. The day of the talk counts, not of its typing."""
    return Bilan.objects.finished().filter(person_id=person_id, held_on__lte=before).exists()


def latest_bilan(person_id: UUID, on: date) -> Bilan | None:
    """The last standing bilan (finished, not replaced by a correction) held on that day or earlier."""
    return Bilan.objects.standing().of(person_id).filter(held_on__lte=on).last()
