"""The bank's answer: kept as it came, compared with its batch, then noted by a person, each order once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.payments import status
from jalon.domain.payments.enums import Act, BankSays, BatchState, State
from jalon.domain.payments.models import BankAnswer, Batch, Order
from jalon.domain.payments.permissions import may_pay
from jalon.domain.payments.services.paying import message_of, moved, orders_of, record_batch, record_order

SEEN = {BankSays.PAID: State.EXECUTED, BankSays.REFUSED: State.REJECTED}


@dataclass(frozen=True)
class Finding:
    """What the bank says of one order, and whether noting it changes anything.

    `against`: it contradicts what was noted before, or it refuses as « seen already »: a person looks into it.
    """

    order: Order
    told: status.Told
    says: BankSays

    @property
    def moves(self) -> bool:
        """Whether the order goes to another state."""
        return self.order.state == State.RELEASED and self.says in SEEN

    @property
    def against(self) -> bool:
        """Whether it is left to a person."""
        wanted = SEEN.get(self.says)
        other = wanted is not None and self.order.state != State.RELEASED and self.order.state != wanted
        return other or (self.says == BankSays.DOUBLE and self.order.state != State.EXECUTED)


def findings(answer: status.Answer, orders: Sequence[Order]) -> list[Finding]:
    """What is said of each order of the batch, by reference; nothing of those it does not speak of."""
    said = [(one, answer.of(one.reference)) for one in orders]
    return [Finding(one, told, status.says(told)) for one, told in said if told]


@transaction.atomic
def receive(*, actor: FederalMembership, batch: Batch, content: bytes, at: datetime) -> BankAnswer:
    """Keep the answer to a batch; nothing moves yet.

    Raises `NotAllowed`, `InvalidInput` (no answer, or to something else than this batch), `Conflict` (kept already).
    """
    if not may_pay(actor):
        raise NotAllowed
    found = status.read(content)
    if batch.state != BatchState.RELEASED or found.about != message_of(batch):
        raise InvalidInput(
            _("Cette réponse ne porte pas sur ce lot."),
            _("Elle répond au message « %(message)s ».") % {"message": found.about[:35]},
            _("Ouvrez le lot dont elle parle."),
            field="file",
        )
    orders = orders_of(batch)
    _of_this_batch(found, orders)
    try:
        with transaction.atomic():
            one = BankAnswer.objects.create(
                batch=batch, message=found.message, content=content,
                sha256=hashlib.sha256(content).hexdigest(), received_at=at, received_by=actor.name,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(_("Cette réponse est déjà gardée."), "", _("Rouvrez le lot : elle y est.")) from error
    record_batch("payments.answered", actor, batch, orders, at)
    return one


def _of_this_batch(found: status.Answer, orders: Sequence[Order]) -> None:
    known = {one.reference: one.cents for one in orders}
    strangers = [one.reference for one in found.told if one.reference not in known]
    if strangers:
        raise InvalidInput(
            _("Cette réponse parle d’un paiement qui n’est pas dans ce lot : %(reference)s.")
            % {"reference": strangers[0][:35]},
            field="file",
        )
    if any(one.cents not in (None, known[one.reference]) for one in found.told):
        raise InvalidInput(_("Cette réponse répète un autre montant que celui qui est ordonné."), field="file")


@transaction.atomic
def note(*, actor: FederalMembership, answer: BankAnswer, at: datetime) -> list[Finding]:
    """Note what the bank says: paid orders as paid, refused ones as refused, so that they are due again.

    What waits, or contradicts what was noted, is left. Raises `NotAllowed`, `DomainError` when it is noted already.
    """
    if not may_pay(actor):
        raise NotAllowed
    one = BankAnswer.objects.select_for_update().select_related("batch").get(pk=answer.pk)
    if one.noted_at:
        raise DomainError(_("Ce que dit cette réponse est déjà noté."), "", _("Rouvrez le lot."))
    found = findings(one.told, orders_of(one.batch, lock=True))
    one.noted_at, one.noted_by = at, actor.name
    one.save(update_fields=["noted_at", "noted_by"])
    moving = [each for each in found if each.moves]
    paid = [each.order for each in moving if each.says == BankSays.PAID]
    if paid:
        moved(paid, Act.EXECUTE, actor, at)
        record_batch("payments.executed", actor, one.batch, paid, at)
    for each in moving:
        if each.says == BankSays.REFUSED:
            each.order.words = f"pain.002 {each.told.reason or each.told.code} {each.told.words}".strip()
            moved([each.order], Act.REJECT, actor, at, reason=each.order.words)
            record_order("payments.rejected", actor, each.order, at, reason=each.order.words)
    if not moving:
        record_batch("payments.read", actor, one.batch, [each.order for each in found], at)
    return found
