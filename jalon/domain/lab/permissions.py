"""Who may keep a scenario."""

from typing import Any

from jalon.domain.accounts.enums import FederalRole
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.accounts.permissions import is_member


def may_keep(actor: Membership | FederalMembership, subject: Any = None) -> bool:
    """Everybody at work in the centre, since a scenario names nobody; in the administration, an officer."""
    if isinstance(actor, FederalMembership):
        return actor.role == FederalRole.OFFICER
    return is_member(actor, subject)
