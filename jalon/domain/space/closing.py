"""A file is not closed over an interview the person asked for: they are seen, or told why not, first.

Their access stays: what was written of them remains theirs to read. Only a new interview is not asked for there.
"""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jalon.domain.core.errors import DomainError
from jalon.domain.people.models import Person
from jalon.domain.space.queries import unanswered_request


def keep_open(*, person: Person, **kwargs: Any) -> None:
    """Receiver of `people.events.file_closing`."""
    if waiting := unanswered_request(person.pk):
        raise DomainError(
            _("La personne attend l’entretien qu’elle a demandé le %(day)s.")
            % {"day": date_format(waiting.asked_on, "DATE_FORMAT")},
            what_to_do=_("Fixez un rendez-vous, ou dites-lui pourquoi il n’y en a pas ; fermez le dossier ensuite."),
        )
