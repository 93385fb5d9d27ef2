"""Who may do what with a PIIS. Predicates take the actor and the project; they return a plain bool."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_coordinator, is_member, is_social_staff, speaks_for_council
from jalon.domain.piis.models.desk import SigningMandate


@dataclass(frozen=True)
class InPerson:
    """The person themselves, in their own space: no member, no role. They sign for themselves and do nothing else."""

    centre_id: UUID
    person_id: UUID
    user_id: UUID


def may_read(actor: Membership, piis: Any) -> bool:
    """Everybody at work in the centre; each reading leaves its trace."""
    return is_member(actor, piis)


def may_draw_up(actor: Membership, piis: Any) -> bool:
    """Social staff prepare, hand over, evaluate and end."""
    return is_social_staff(actor, piis)


def may_record_signature(actor: Membership | InPerson, piis: Any) -> bool:
    """Social staff at the desk, and the council's spokespeople, record who signs; a person signs for themselves."""
    if isinstance(actor, InPerson):
        return getattr(piis, "piis", piis).person_id == actor.person_id
    return is_social_staff(actor, piis) or speaks_for_council(actor, piis)


def may_sign_for_centre(actor: Membership, piis: Any = None, *, on: date) -> bool:
    """President and secretary bind the centre, and the members to whom one of them delegated it."""
    if speaks_for_council(actor, piis):
        return True
    return may_record_signature(actor, piis) and SigningMandate.objects.holding(on).filter(member=actor).exists()


def may_give_mandates(actor: Membership, subject: Any = None) -> bool:
    """President and secretary delegate their own signature; nobody else can."""
    return speaks_for_council(actor, subject)


def may_decide(actor: Membership, piis: Any) -> bool:
    """President and secretary record what the council decided."""
    return speaks_for_council(actor, piis)


def may_edit_library(actor: Membership, item: Any = None) -> bool:
    """Coordinators and the council's spokespeople keep the centre's library; everyone uses it."""
    return is_coordinator(actor, item) or speaks_for_council(actor, item)
