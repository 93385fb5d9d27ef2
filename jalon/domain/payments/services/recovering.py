"""Money that comes back: claimed by letter, then received; it is no line of a payment file."""

from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.both_sides import locked, rows
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.payments.enums import Act, Kind, State
from jalon.domain.payments.models import Order, Settlement
from jalon.domain.payments.permissions import may_pay
from jalon.domain.payments.services.paying import record_order, reference_of
from jalon.domain.payments.transitions import ORDER


@transaction.atomic
def claim(*, actor: FederalMembership, settlement: Settlement, until: date, at: datetime) -> Order:
    """Ask back what a settlement says. Raises `NotAllowed`, `InvalidInput`, `Conflict`, `DomainError`."""
    if not may_pay(actor):
        raise NotAllowed
    cents = settlement.owed.get(Kind.RECOVERY)
    if not cents:
        raise DomainError(_("Ce décompte ne demande pas de remboursement."))
    if until <= day_of(at):
        raise InvalidInput(_("Le délai vient après aujourd’hui."), field="until")
    pk = uuid4()
    one = Order(
        id=pk, centre_id=settlement.centre_id, kind=Kind.RECOVERY, programme_id=settlement.programme_id,
        line=settlement.line, award_id=settlement.award_id, settlement_id=settlement.pk, cents=cents,
        reference=reference_of(pk), state=State.CLAIMED, state_since=at, due_on=until,
    )  # fmt: skip
    try:
        with transaction.atomic():
            Order._base_manager.bulk_create([one])
    except IntegrityError as error:
        raise Conflict(_("Ce remboursement est déjà demandé, ou un autre décompte est en vigueur.")) from error
    record_order("payments.claimed", actor, one, at)
    return one


@transaction.atomic
def received(*, actor: FederalMembership, order: Order, at: datetime) -> Order:
    """The centre paid back. Raises `NotAllowed`, `TransitionRefused`."""
    return _ended(Act.RECEIVE, "payments.received", actor, order, at)


@transaction.atomic
def give_up(*, actor: FederalMembership, order: Order, reason: str, at: datetime) -> Order:
    """The claim is taken back, for a reason that is kept. Raises `NotAllowed`, `TransitionRefused`, `InvalidInput`."""
    return _ended(Act.DROP, "payments.given_up", actor, order, at, reason=clean(reason, limit=500))


def _ended(act: Act, verb: str, actor: FederalMembership, order: Order, at: datetime, *, reason: str = "") -> Order:
    one = locked(order)
    if one.kind != Kind.RECOVERY:
        raise NotAllowed
    ORDER.apply(one, act, actor=actor, reason=reason)
    one.words, one.state_since = reason, at
    rows(Order).filter(pk=one.pk).update(state=one.state, state_since=at, words=reason)
    record_order(verb, actor, one, at, reason=reason)
    return one
