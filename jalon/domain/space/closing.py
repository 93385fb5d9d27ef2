"""A file is not closed over what the person asked for and the centre still owes: an interview, a hearing, an answer.

A word alone does not give an interview (`queries.is_given`), and closing the file takes the duty off the list; so it
closes no file either. Who needs it no more says so, and whoever takes note says who said it.

Their access stays: what was written of them remains theirs to read. Only a new request is not made there.
"""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jalon.domain.core.errors import DomainError
from jalon.domain.people.models import Person
from jalon.domain.space.queries import waiting_own_requests, waiting_request


def keep_open(*, person: Person, **kwargs: Any) -> None:
    """Receiver of `people.events.file_closing`."""
    if waiting := waiting_request(person.pk):
        raise DomainError(
            _("La personne attend l’entretien qu’elle a demandé le %(day)s.")
            % {"day": date_format(waiting.asked_on, "DATE_FORMAT")},
            _("Un mot sans rendez-vous ne le donne pas, tant qu’elle n’a pas dit que cela lui suffit."),
            _("Fixez un rendez-vous, ou notez qui a dit qu’elle n’en a plus besoin ; fermez le dossier ensuite."),
        )
    if own := waiting_own_requests().filter(person=person).order_by("asked_at").first():
        raise DomainError(
            _("La personne attend une réponse à ce qu’elle a demandé le %(day)s : %(what)s.")
            % {"day": date_format(own.asked_on, "DATE_FORMAT"), "what": own.get_kind_display()},
            what_to_do=_("Répondez-lui depuis « Espace de la personne » ; fermez le dossier ensuite."),
        )
