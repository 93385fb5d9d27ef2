"""Who may do what with trajectories and modules."""

from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_member, is_social_staff, speaks_for_council


def may_accompany(actor: Membership, subject: Any = None) -> bool:
    """Social staff open, write, conclude and measure."""
    return is_social_staff(actor, subject)


def may_read(actor: Membership, subject: Any = None) -> bool:
    """Everybody at work in the centre; each reading of a trajectory leaves its trace."""
    return is_member(actor, subject)


def may_decide(actor: Membership, subject: Any = None) -> bool:
    """Social staff decide what the list leaves open."""
    return is_social_staff(actor, subject)


def may_list_files(actor: Membership, subject: Any = None) -> bool:
    """The files behind a number of the convention: social staff, and the council's spokespeople who report on it."""
    return is_social_staff(actor, subject) or speaks_for_council(actor, subject)
