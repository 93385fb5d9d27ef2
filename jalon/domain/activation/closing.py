"""A file is not closed over a trajectory that still runs: where it led must be said first."""

from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.activation.models import Trajectory
from jalon.domain.core.errors import DomainError
from jalon.domain.people.models import Person


def keep_open(*, person: Person, **kwargs: Any) -> None:
    """Receiver of `people.events.file_closing`."""
    if Trajectory.objects.running().filter(person=person).exists():
        raise DomainError(
            _("Ce dossier a encore une trajectoire d’activation sociale ouverte."),
            what_to_do=_("Concluez-la d’abord, en disant où elle a mené."),
        )
