"""One act on a proposal: the table, the row, the dated event and the journal, in one transaction."""

from datetime import date, datetime
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.text import clean
from jalon.domain.sanctions.enums import Act
from jalon.domain.sanctions.machine import MACHINE
from jalon.domain.sanctions.models import Proposal, ProposalEvent


def locked(proposal: Proposal) -> Proposal:
    """The stored row, locked until the transaction ends: two councils cannot decide at once."""
    return Proposal.objects.select_for_update(of=("self",)).select_related("person", "piis").get(pk=proposal.pk)


def act(
    *,
    actor: Membership,
    proposal: Proposal,
    act: Act,
    at: datetime,
    on: date | None = None,
    reason: str = "",
    key: UUID | None = None,
) -> Proposal:
    """Move `proposal` along its table and leave the traces. Raises what the table raises."""
    source = proposal.state
    MACHINE.apply(proposal, act, actor=actor)
    proposal.revision += 1
    proposal.save()
    trace(actor=actor, proposal=proposal, act=act, source=source, at=at, on=on, reason=reason, key=key)
    return proposal


def explained(
    actor: Membership,
    proposal: Proposal,
    verb: Act,
    reason: str,
    *,
    at: datetime,
    on: date | None = None,
    key: UUID | None = None,
) -> Proposal:
    """An act that asks nothing but why."""
    proposal = locked(proposal)
    if already_done(proposal, key):
        return proposal
    why = clean(reason, limit=2000)
    return act(actor=actor, proposal=proposal, act=verb, at=at, on=on, reason=why, key=key)


def already_done(proposal: Proposal, key: UUID | None) -> bool:
    """Whether this very form already acted on the (locked) proposal."""
    return key is not None and proposal.events.filter(key=key).exists()


def trace(
    *,
    actor: Membership,
    proposal: Proposal,
    act: str,
    source: str,
    at: datetime,
    on: date | None = None,
    reason: str = "",
    key: UUID | None = None,
) -> None:
    """The dated event, which figures read, and the journal row."""
    day = on or day_of(at)
    ProposalEvent.objects.create(
        proposal=proposal,
        number=proposal.events.count() + 1,
        act=act,
        source=source,
        target=proposal.state,
        on=day,
        at=at,
        actor=actor,
        reason=reason,
        key=key,
    )
    record(actor=actor, verb=f"sanction.{act}", subject=proposal, person_id=proposal.person_id, on=day, detail={})
