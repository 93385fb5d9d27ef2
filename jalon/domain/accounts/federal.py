"""Who has access to the national figures: invited, suspended, ended by the one in charge, as a centre does.

The first one in charge is made by the operator (`jalon members federal --role manager`).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts import codes, federal_journal
from jalon.domain.accounts.enums import FederalRole, MembershipState
from jalon.domain.accounts.federal_transitions import FEDERAL_MEMBERSHIP
from jalon.domain.accounts.invitations import DeadInvitation, is_alive
from jalon.domain.accounts.models import NO_MAIL, FederalMembership, User
from jalon.domain.accounts.permissions import manages_federal
from jalon.domain.core.context import federal_context
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.text import clean


@transaction.atomic
def invite(
    *, actor: FederalMembership, name: str, email: str, role: str, at: datetime, on: date
) -> tuple[FederalMembership, str]:
    """Invite somebody to the administration; gives the membership and the secret of its link.

    Raises `NotAllowed`, `InvalidInput`, and `Conflict` when this address already has access.
    """
    if not manages_federal(actor):
        raise NotAllowed
    name, email = clean(name, limit=120), clean(email, limit=254).casefold()
    if not name:
        raise InvalidInput(_("Le nom est vide."), field="name")
    if role not in FederalRole.values:
        raise InvalidInput(_("Ce rôle n’existe pas."), field="role")
    if not email or email.endswith(NO_MAIL):
        raise InvalidInput(_("Cette adresse ne peut pas recevoir de courrier."), field="email")
    present = FederalMembership.objects.filter(email=email).exclude(state=MembershipState.LEFT)
    present.filter(until__lt=on).update(state=MembershipState.LEFT)
    if present.exclude(until__lt=on).exists():
        raise Conflict(
            _("Cette adresse a déjà un accès."),
            what_to_do=_("Retrouvez la personne dans la liste des membres."),
            field="email",
        )
    membership = FederalMembership(name=name, email=email, role=role, since=on, state=MembershipState.INVITED)
    secret = _renewed(membership, at)
    membership.save()
    federal_journal.record(actor=actor, verb="federal.invited", subject=membership, at=at)
    return membership, secret


@transaction.atomic
def renew(*, actor: FederalMembership, membership: FederalMembership, at: datetime) -> tuple[FederalMembership, str]:
    """Replace the link of an invitation by a new one; the former is dead at once."""
    membership = _locked(membership)
    FEDERAL_MEMBERSHIP.apply(membership, "renew", actor=actor)
    secret = _renewed(membership, at)
    membership.save()
    federal_journal.record(actor=actor, verb="federal.invited_again", subject=membership, at=at)
    return membership, secret


def find(*, secret: str) -> FederalMembership | None:
    """The invitation of this code, alive or expired."""
    if len(secret) != codes.LENGTH:
        return None
    invited = FederalMembership.objects.filter(state=MembershipState.INVITED)
    return invited.filter(invitation_hash=codes.fingerprint(secret)).first()


@transaction.atomic
def accept(*, secret: str, user: User, at: datetime, on: date) -> FederalMembership:
    """Enter the administration one was invited to. Raises `DeadInvitation` and `NotAllowed`."""
    shown = find(secret=secret)
    if shown is None:
        raise DeadInvitation
    with federal_context(user_id=user.pk):
        membership = _locked(shown)
        if membership.invitation_hash != codes.fingerprint(secret) or not is_alive(membership, at):
            raise DeadInvitation
        FEDERAL_MEMBERSHIP.apply(membership, "accept", actor=user, alive=True)
        membership.user_id, membership.since, membership.invitation_hash = user.pk, on, ""
        membership.save()
        federal_journal.record(actor=membership, verb="federal.accepted", subject=membership, at=at)
    return membership


def withdraw(*, actor: FederalMembership, membership: FederalMembership, at: datetime, on: date) -> FederalMembership:
    """Take an invitation back; its link is dead at once."""
    return _act("withdraw", "federal.withdrawn", actor=actor, membership=membership, at=at, on=on)


def suspend(*, actor: FederalMembership, membership: FederalMembership, at: datetime, on: date) -> FederalMembership:
    """Close an access for a while; it holds from the next page on."""
    return _act("suspend", "federal.suspended", actor=actor, membership=membership, at=at, on=on)


def restore(*, actor: FederalMembership, membership: FederalMembership, at: datetime, on: date) -> FederalMembership:
    """Open a suspended access again."""
    return _act("restore", "federal.restored", actor=actor, membership=membership, at=at, on=on)


def end(*, actor: FederalMembership, membership: FederalMembership, at: datetime, on: date) -> FederalMembership:
    """End a membership today. The name stays on what was done."""
    return _act("end", "federal.ended", actor=actor, membership=membership, at=at, on=on)


@transaction.atomic
def _act(
    act: str, verb: str, *, actor: FederalMembership, membership: FederalMembership, at: datetime, on: date
) -> FederalMembership:
    membership = _locked(membership)
    FEDERAL_MEMBERSHIP.apply(membership, act, actor=actor, on=on)
    if membership.state == MembershipState.LEFT:
        membership.until, membership.invitation_hash = on, ""
    membership.save()
    federal_journal.record(actor=actor, verb=verb, subject=membership, at=at)
    return membership


def _locked(membership: FederalMembership) -> FederalMembership:
    return FederalMembership.objects.select_for_update().get(pk=membership.pk)


def _renewed(membership: FederalMembership, at: datetime) -> str:
    secret = codes.new_secret()
    membership.invitation_hash = codes.fingerprint(secret)
    membership.invited_at = at
    return secret
