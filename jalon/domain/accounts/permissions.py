"""Who is what. Predicates take the actor, and the object where there is one; they return a plain bool."""

from typing import Any

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership


def is_member(actor: Membership, subject: Any = None) -> bool:
    """Anybody at work in the centre of the object."""
    return subject is None or actor.centre_id == subject.centre_id


def is_social_staff(actor: Membership, subject: Any = None) -> bool:
    """Social workers and their coordinators: those who accompany people."""
    return actor.role in {Role.WORKER, Role.COORDINATOR} and is_member(actor, subject)


def is_coordinator(actor: Membership, subject: Any = None) -> bool:
    """The one who hands caseloads over and plans for a team."""
    return actor.role == Role.COORDINATOR and is_member(actor, subject)


def speaks_for_council(actor: Membership, subject: Any = None) -> bool:
    """President or secretary: they record what the council (or special committee) decided."""
    return actor.role in {Role.PRESIDENT, Role.SECRETARY} and is_member(actor, subject)


def manages_members(actor: Membership, subject: Any = None) -> bool:
    """Who invites, suspends and ends memberships."""
    return actor.role in {Role.SECRETARY, Role.COORDINATOR} and is_member(actor, subject)
