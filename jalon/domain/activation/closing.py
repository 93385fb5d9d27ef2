"""Where a way ends: a file is not closed over a trajectory that still runs; a concluded one parts two ways."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jalon.domain.activation.models import Trajectory
from jalon.domain.core.errors import DomainError
from jalon.domain.people.models import Person
from jalon.domain.piis.models import Ending


def keep_open(*, person: Person, **kwargs: Any) -> None:
    """Receiver of `people.events.file_closing`."""
    if Trajectory.objects.running().filter(person=person).exists():
        raise DomainError(
            _("Ce dossier a encore une trajectoire d’activation sociale ouverte."),
            what_to_do=_("Concluez-la d’abord, en disant où elle a mené."),
        )


def has_ended(*, person_id: UUID, first: date, last: date, **kwargs: Any) -> bool:
    """Receiver of `instruments.events.way_ended`: a trajectory concluded or a project ended in these days."""
    days = (first, last)
    return (
        Trajectory.objects.filter(person_id=person_id, ended_on__range=days).exists()
        or Ending.objects.filter(piis__person_id=person_id, effective_on__range=days).exists()
    )
