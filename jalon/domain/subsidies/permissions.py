"""Who reads programmes, who works on them, who decides."""

from typing import Any

from jalon.domain.accounts.enums import FederalRole
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.accounts.permissions import is_member


def reads_programmes(actor: FederalMembership, subject: Any = None) -> bool:
    """Everybody of the administration."""
    return isinstance(actor, FederalMembership)


def manages_programmes(actor: FederalMembership, subject: Any = None) -> bool:
    """A federal officer enters programmes, imports lists and records what was decided; the cabinet reads."""
    return isinstance(actor, FederalMembership) and actor.role == FederalRole.OFFICER


def reads_awards(actor: Membership, subject: Any = None) -> bool:
    """Everybody at work in the centre: an amount names nobody."""
    return is_member(actor, subject)
