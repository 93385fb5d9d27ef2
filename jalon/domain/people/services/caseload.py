"""Who answers for which file."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_coordinator, is_social_staff
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.people.models import Assignment, Person
from jalon.domain.people.permissions import may_assign
from jalon.domain.people.services.ground import DAY, journal, locked


@transaction.atomic
def assign(*, actor: Membership, person: Person, to: Membership, reason: str = "", on: date) -> Person:
    """Give one file to somebody: a coordinator any, a worker their own, or one nobody answers for to themselves."""
    if not may_assign(actor, person, to, on=on):
        raise NotAllowed
    row = locked(actor, person)
    return give(actor=actor, person=row, to=to, on=on, reason=reason)


@transaction.atomic
def hand_over(*, actor: Membership, person_ids: Iterable[UUID], to: Sequence[Membership], reason: str, on: date) -> int:
    """Share these files between one or several colleagues, in turn by name. Closed files stay. Returns how many moved.

    For coordinators: a colleague leaves, is ill for long, or the team is arranged anew.
    """
    if not is_coordinator(actor):
        raise NotAllowed
    if not to:
        raise InvalidInput(_("Choisissez au moins un ou une collègue."), field="to")
    people = Person.objects.open().filter(pk__in=list(person_ids)).select_for_update().by_name()
    moved = 0
    for turn, person in enumerate(people):
        before = person.responsible_id
        give(actor=actor, person=person, to=to[turn % len(to)], on=on, reason=reason)
        moved += person.responsible_id != before
    return moved


def give(*, actor: Membership, person: Person, to: Membership, on: date, reason: str = "") -> Person:
    """Write the assignment, its history and the journal; the permission was checked by the caller."""
    if not is_social_staff(to, person) or not to.works_on(on):
        raise InvalidInput(_("Cette personne ne peut pas suivre de dossiers pour le moment."), field="to")
    current = Assignment.objects.filter(person=person, until=None).first()
    if current and current.member_id == to.pk and person.responsible_id == to.pk:
        return person
    why = clean(reason, limit=200)
    if current and current.since >= on:
        # Twice in one day: the last one stands, the journal keeps both.
        current.member, current.reason = to, why
        current.save(update_fields=["member", "reason"])
    else:
        if current:
            current.until = on - DAY
            current.save(update_fields=["until"])
        Assignment.objects.create(person=person, member=to, since=on, reason=why)
    person.responsible = to
    person.save(update_fields=["responsible"])
    journal(actor, "file.assigned", person, person.pk, on, to=str(to.pk), to_name=to.name, reason=why)
    return person
