"""Who writes, sends and signs at the centre; who examines and who decides at the administration."""

from typing import Any

from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.accounts.permissions import is_member

ANSWERABLE = {Role.COORDINATOR, Role.PRESIDENT, Role.SECRETARY}


def may_write(actor: Any, subject: Any = None) -> bool:
    """Those who answer for the centre's money, and its coordinator: they read and write conventions."""
    return isinstance(actor, Membership) and actor.role in ANSWERABLE and is_member(actor, subject)


def may_commit(actor: Any, subject: Any = None) -> bool:
    """President and secretary: they send in the centre's name, and sign."""
    return may_write(actor, subject) and actor.role in {Role.PRESIDENT, Role.SECRETARY}


def reads_conventions(actor: Any, subject: Any = None) -> bool:
    """Officers and the cabinet; who gives access reads no convention."""
    return isinstance(actor, FederalMembership) and actor.role in {FederalRole.OFFICER, FederalRole.CABINET}


def may_examine(actor: Any, subject: Any = None) -> bool:
    """A federal officer invites, examines, advises, and grants a way back."""
    return isinstance(actor, FederalMembership) and actor.role == FederalRole.OFFICER


def may_decide(actor: Any, subject: Any = None) -> bool:
    """The minister's cabinet decides, and records the minister's signature."""
    return isinstance(actor, FederalMembership) and actor.role == FederalRole.CABINET
