"""A file is not closed over a project that still runs: what became of it must be said first."""

from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.core.errors import DomainError
from jalon.domain.people.models import Person
from jalon.domain.piis.enums import State
from jalon.domain.piis.models import Piis

OPEN = (State.DRAFT, State.HANDED_OVER, State.SIGNED, State.RUNNING)


def keep_open(*, person: Person, **kwargs: Any) -> None:
    """Receiver of `people.events.file_closing`."""
    project = Piis.objects.filter(person=person, state__in=OPEN).order_by("-number").first()
    if project:
        raise DomainError(
            _("Ce dossier a encore un PIIS ouvert (n° %(number)s).") % {"number": project.number},
            what_to_do=_("Terminez-le ou abandonnez-le d’abord, en disant comment."),
        )
