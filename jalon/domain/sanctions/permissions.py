"""Who may do what with a proposal."""

from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_social_staff, speaks_for_council


def may_propose(actor: Membership, subject: Any = None) -> bool:
    """Social staff of the centre of the PIIS or proposal."""
    return is_social_staff(actor, subject)


def may_decide(actor: Membership, subject: Any = None) -> bool:
    """Those who record the council's decisions; never the one who wrote the proposal."""
    return speaks_for_council(actor, subject) and getattr(subject, "author_id", None) != actor.pk


def may_notify(actor: Membership, subject: Any = None) -> bool:
    """The worker or those who speak for the council."""
    return is_social_staff(actor, subject) or speaks_for_council(actor, subject)
