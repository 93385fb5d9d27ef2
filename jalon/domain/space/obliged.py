"""Whether a project is asked of the person at all, for the words of their first page."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from jalon.domain.core.context import centre_context
from jalon.domain.people.models import Person
from jalon.domain.people.situation import follow_up
from jalon.law.piis import Obligation


class NotAsked(StrEnum):
    """Why no project is asked of somebody."""

    HEALTH = "health"
    EQUITY = "equity"
    FREE = "free"  # the law asks none in their situation; they may ask for one


def not_asked(*, centre_id: UUID, person_id: UUID, on: date) -> NotAsked | None:
    """Why the law asks no project of this person on that day; None when it asks one, or too little is recorded.

    Counted in the centre's name: the facts it takes are more than the person's role reads. Asked only while there is
    no project to show.
    """
    with centre_context(centre_id):
        found = follow_up(Person.objects.get(pk=person_id), on)
    if found.status is None or found.answer is None:
        return None
    if found.answer.obligation is Obligation.EXEMPT and found.exemption:
        return NotAsked(found.exemption.reason)
    return NotAsked.FREE if found.answer.obligation is Obligation.FACULTATIVE else None
