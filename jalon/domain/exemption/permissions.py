"""Who may work out a month for a file, and keep it."""

from jalon.domain.accounts.models import Membership
from jalon.domain.people.models import Person
from jalon.domain.people.permissions import may_change_file


def may_keep_result(actor: Membership, person: Person) -> bool:
    """Social staff, in a file that is open."""
    return may_change_file(actor, person) and person.is_open
