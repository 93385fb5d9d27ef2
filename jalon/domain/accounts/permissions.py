"""Who is what. Predicates take the actor, and the object where there is one; they return a plain bool."""

from typing import Any

from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.accounts.models import FederalMembership, Membership


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


def manages_settings(actor: Membership, subject: Any = None) -> bool:
    """Who changes the centre's address, logo, colour and language."""
    return actor.role in {Role.SECRETARY, Role.COORDINATOR} and is_member(actor, subject)


def chooses_law_readings(actor: Membership, subject: Any = None) -> bool:
    """Who says which reading of the law the centre follows: its director, who answers for it."""
    return actor.role == Role.SECRETARY and is_member(actor, subject)


def gives_role(actor: Membership, role: str) -> bool:
    """The secretary gives any role; a coordinator only that of social worker, so that nobody lifts themselves."""
    return actor.role == Role.SECRETARY or (actor.role == Role.COORDINATOR and role == Role.WORKER)


def manages_member(actor: Membership, subject: Membership | None = None) -> bool:
    """Who changes another's membership: the secretary; a coordinator for social workers. Never one's own."""
    if subject is None:
        return manages_members(actor)
    return manages_members(actor, subject) and subject.pk != actor.pk and gives_role(actor, subject.role)


def resets_access(actor: Membership, subject: Membership | None = None) -> bool:
    """Who gives a lost access back: those who manage the member. Nobody resets themselves, under any membership."""
    return manages_member(actor, subject) and (subject is None or subject.user_id != actor.user_id)


def confirms_access(actor: Membership, subject: Membership | None = None) -> bool:
    """Who opens an access that was reset elsewhere: those who manage the member, and never the member."""
    return resets_access(actor, subject) and (subject is None or subject.held_at is not None)


def ends_membership(actor: Membership, subject: Membership | None = None) -> bool:
    """Who ends a membership: those who manage it, and the member themselves."""
    return subject is None or (subject.pk == actor.pk and is_member(actor, subject)) or manages_member(actor, subject)


def plans_absence(actor: Membership, absent: Membership | None = None) -> bool:
    """One's own absence; for others, the coordinator and the secretary."""
    if absent is None:
        return is_member(actor)
    return is_member(actor, absent) and (actor.pk == absent.pk or manages_members(actor))


def manages_federal(actor: FederalMembership, subject: FederalMembership | None = None) -> bool:
    """Who gives and takes federal access: the one in charge of it, never their own."""
    if not (isinstance(actor, FederalMembership) and actor.role == FederalRole.MANAGER):
        return False
    return subject is None or (subject.pk != actor.pk and (subject.user_id is None or subject.user_id != actor.user_id))


def confirms_federal(actor: FederalMembership, subject: FederalMembership | None = None) -> bool:
    """Who opens a federal access that was reset in a centre."""
    return manages_federal(actor, subject) and (subject is None or subject.held_at is not None)
