"""Who sees which side of a figure."""

from typing import Any

from jalon.domain.accounts.enums import FederalRole
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.accounts.permissions import is_member, is_social_staff, speaks_for_council


def may_read_figures(actor: Membership, subject: Any = None) -> bool:
    """Everybody at work in the centre: counts name nobody."""
    return is_member(actor, subject)


def may_list_files(actor: Membership, subject: Any = None) -> bool:
    """Social staff; the council's spokespeople say why first (`must_say_why`)."""
    return is_social_staff(actor, subject) or speaks_for_council(actor, subject)


def must_say_why(actor: Membership) -> bool:
    """The council sees counts; the files behind them only for a reason that stands in the journal."""
    return not is_social_staff(actor)


def may_submit(actor: Membership, subject: Any = None) -> bool:
    """President or secretary sign what leaves the centre."""
    return speaks_for_council(actor, subject)


def may_publish(actor: FederalMembership) -> bool:
    """A federal officer; the cabinet reads."""
    return actor.role == FederalRole.OFFICER
