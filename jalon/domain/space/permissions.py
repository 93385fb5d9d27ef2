"""Who may do what with a person's access. Predicates take the actor and the object; they return a plain bool."""

from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_social_staff, speaks_for_council


def gives_access(actor: Membership, subject: Any = None) -> bool:
    """Social staff of the file's centre hand the card over, suspend, renew and end."""
    return is_social_staff(actor, subject)


def confirms_ways(actor: Membership, subject: Any = None) -> bool:
    """Who may receive a person to confirm their secret code: social staff, and in a small centre its secretary.

    Never who made the card or follows the file: `services.confirm` asks, and the database asks again.
    """
    return is_social_staff(actor, subject) or speaks_for_council(actor, subject)


def answers_interviews(actor: Membership, subject: Any = None) -> bool:
    """Social staff see the person."""
    return is_social_staff(actor, subject)
