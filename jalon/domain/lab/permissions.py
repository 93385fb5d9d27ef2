"""Who may keep a scenario."""

from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_member


def may_keep(actor: Membership, subject: Any = None) -> bool:
    """Everybody at work in the centre: a scenario names nobody."""
    return is_member(actor, subject)
