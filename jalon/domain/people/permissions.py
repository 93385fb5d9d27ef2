"""Who may open and change a file."""

from datetime import date

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Deputyship, Membership
from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.people.models import Person


def may_change_file(actor: Membership, person: Person) -> bool:
    """Social staff of the file's centre. The council reads with a reason and never writes here."""
    return is_social_staff(actor, person)


def may_open_file(actor: Membership, person: Person) -> bool:
    """Whoever works in the centre; `opens_freely` tells who must say why."""
    return is_member(actor, person)


def opens_freely(actor: Membership, person: Person, *, on: date) -> bool:
    """Whether the file belongs to the actor's own work that day, so that no reason is asked.

    The responsible worker, their deputy during an absence, the coordinator of their team; and all social staff for a
    file nobody answers for. A coordinator without team coordinates the whole centre.
    """
    if not is_social_staff(actor, person):
        return False
    if person.responsible_id in (None, actor.pk):
        return True
    if actor.role == Role.COORDINATOR and actor.team_id in (None, person.responsible.team_id):
        return True
    return Deputyship.objects.filter(
        deputy=actor, absent_id=person.responsible_id, since__lte=on, until__gte=on
    ).exists()


def may_assign(actor: Membership, person: Person, to: Membership, *, on: date) -> bool:
    """A coordinator gives any file; a worker gives their own away, or takes one that nobody answers for."""
    if not may_change_file(actor, person):
        return False
    if actor.role == Role.COORDINATOR or person.responsible_id == actor.pk:
        return True
    unheld = person.responsible_id is None or not person.responsible.works_on(on)
    return unheld and to.pk == actor.pk
