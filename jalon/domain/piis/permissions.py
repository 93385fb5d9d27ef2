"""Who may do what with a PIIS. Predicates take the actor and the project; they return a plain bool."""

from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_coordinator, is_member, is_social_staff, speaks_for_council


def may_read(actor: Membership, piis: Any) -> bool:
    """Everybody at work in the centre; each reading leaves its trace."""
    return is_member(actor, piis)


def may_draw_up(actor: Membership, piis: Any) -> bool:
    """Social staff prepare, hand over, evaluate and end."""
    return is_social_staff(actor, piis)


def may_record_signature(actor: Membership, piis: Any) -> bool:
    """Social staff at the desk; the council's spokespeople sign for the centre."""
    return is_social_staff(actor, piis) or speaks_for_council(actor, piis)


def may_decide(actor: Membership, piis: Any) -> bool:
    """President and secretary record what the council decided."""
    return speaks_for_council(actor, piis)


def may_edit_library(actor: Membership, item: Any = None) -> bool:
    """Coordinators and the council's spokespeople keep the centre's library; everyone uses it."""
    return is_coordinator(actor, item) or speaks_for_council(actor, item)
