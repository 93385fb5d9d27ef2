"""What every act on a file begins with."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.errors import DomainError, InvalidInput, NotAllowed
from jalon.domain.core.models import CentreOwned
from jalon.domain.people.models import Person
from jalon.domain.people.permissions import may_change_file

DAY = timedelta(days=1)
FARTHEST = timedelta(days=731)  # how far ahead a date of a file may lie


class FileClosed(DomainError):
    """The file is closed: it is read, no longer written."""

    what = gettext_lazy("Ce dossier est fermé.")
    what_to_do = gettext_lazy("Rouvrez-le d’abord si vous reprenez l’accompagnement.")


def held_open(person_id: UUID) -> Person:
    """The row of an open file, ours until the transaction ends: two acts on it take turns. Raises `FileClosed`."""
    row = Person.objects.select_for_update().get(pk=person_id)
    if not row.is_open:
        raise FileClosed
    return row


def locked(actor: Membership, person: Person, *, even_closed: bool = False) -> Person:
    """As `held_open`, for who may write in the file; of a closed file too when asked."""
    if not may_change_file(actor, person):
        raise NotAllowed
    return Person.objects.select_for_update().get(pk=person.pk) if even_closed else held_open(person.pk)


def journal(actor: Membership, verb: str, subject: CentreOwned, person_id: UUID, on: date, **detail: Any) -> None:
    """One row about this person; dates are kept in ISO form."""
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in detail.items()}
    record(actor=actor, verb=verb, subject=subject, person_id=person_id, on=on, detail=plain)


def plausible(day: date | None, field: str, *, on: date, ahead: bool = True) -> None:
    """Refuse a day no file can speak of: before 1950, too far ahead, or after `on` unless `ahead`."""
    if day is None:
        return
    latest = on + FARTHEST if ahead else on
    if not date(1950, 1, 1) <= day <= latest:
        why = _("Elle est trop lointaine.") if ahead else _("Elle est dans le futur, ou bien trop ancienne.")
        raise InvalidInput(_("Cette date ne convient pas."), why, field=field)
