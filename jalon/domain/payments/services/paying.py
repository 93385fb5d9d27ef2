"""Payments: prepared by one officer, released by another, then noted as the bank says."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.both_sides import locked, rows
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.payments import pain
from jalon.domain.payments.due import Due, advances_stand, carried, due
from jalon.domain.payments.enums import AccountState, Act, State
from jalon.domain.payments.models import Account, Batch, Order, Settlement
from jalon.domain.payments.permissions import may_pay
from jalon.domain.payments.queries import line_of
from jalon.domain.payments.transitions import BATCH, ORDER
from jalon.domain.subsidies import journal
from jalon.domain.subsidies.models import Programme


@transaction.atomic
def prepare(*, actor: FederalMembership, chosen: Iterable[str], execute_on: date, at: datetime) -> Batch:
    """Order what was chosen (keys of `due()`), all or nothing. Raises `NotAllowed`, `InvalidInput`, `Conflict`."""
    if not may_pay(actor):
        raise NotAllowed
    keys = set(chosen)
    if execute_on < day_of(at):
        raise InvalidInput(_("Le jour du paiement est déjà passé."), field="execute_on")
    found = [one for one in due() if one.key in keys]
    if not found or len(found) != len(keys):
        raise Conflict(
            _("Ce qui est choisi n’est plus dû, ou rien n’est choisi."),
            _("Quelqu’un d’autre l’a peut-être préparé entre-temps."),
            _("Relisez la liste."),
        )
    _payable(found)
    return _batch(actor, found, execute_on, at)


def _payable(found: Sequence[Due]) -> None:
    for one in found:
        if one.account is None:
            raise DomainError(
                _("%(centre)s n’a pas de compte confirmé.") % {"centre": one.centre.name},
                _("Un compte est donné par une personne du centre et confirmé par une autre."),
                _("Payez les autres ; celui-ci attend."),
            )
        if not one.carried:
            raise DomainError(
                _("Le rapport de %(centre)s n’est plus approuvé pour ce montant.") % {"centre": one.centre.name},
                _("Il a été rouvert ou approuvé pour moins depuis la clôture."),
                _("Attendez son approbation, puis clôturez la ligne de nouveau."),
            )
        if not one.is_payable:
            raise DomainError(
                _("La banque a rejeté deux fois le paiement à %(centre)s sur ce compte.") % {"centre": one.centre.name},
                "",
                _("Demandez au centre un autre compte."),
            )


def _batch(actor: FederalMembership, found: Sequence[Due], execute_on: date, at: datetime) -> Batch:
    made = [_order(one, execute_on, at) for one in found]
    content = _content(made, found, execute_on)
    number = (Batch.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                number=number, execute_on=execute_on, content=content,
                sha256=hashlib.sha256(content.encode()).hexdigest(), prepared_by=actor, prepared_name=actor.name,
                prepared_at=at,
            )  # fmt: skip
            for one in made:
                one.batch = batch
            Order._base_manager.bulk_create(made)
    except IntegrityError as error:
        raise Conflict(
            _("Un de ces montants vient d’être ordonné par quelqu’un d’autre."), "", _("Relisez la liste.")
        ) from error
    record_batch("payments.prepared", actor, batch, made, at)
    return batch


def _order(one: Due, execute_on: date, at: datetime) -> Order:
    pk = uuid4()
    return Order(
        id=pk, centre_id=one.centre.pk, kind=one.kind, programme_id=one.line.programme_id, line=one.line.code,
        award_id=one.award.pk, advance_id=one.advance.pk if one.advance else None,
        settlement_id=one.settlement.pk if one.settlement else None, account_id=one.account.pk if one.account else None,
        cents=one.cents, reference=reference_of(pk), state=State.PREPARED, state_since=at, due_on=execute_on,
    )  # fmt: skip


def reference_of(pk: UUID) -> str:
    """« JALON-1A2B3C4D5E6F »: what bank and centre read."""
    return f"JALON-{pk.hex[:12].upper()}"


def _content(made: Sequence[Order], found: Sequence[Due], execute_on: date) -> str:
    """What the second officer is shown: canonical, each order with the account and the words of the transfer."""
    told = [
        {
            "reference": order.reference,
            "centre": str(one.centre.pk),
            "holder": one.account.holder if one.account else "",
            "iban": one.account.iban if one.account else "",
            "cents": order.cents,
            "words": words_of(one),
        }
        for order, one in zip(made, found, strict=True)
    ]
    return json.dumps({"execute_on": execute_on.isoformat(), "orders": told}, sort_keys=True, ensure_ascii=False)


def words_of(one: Due) -> str:
    """What stands on the centre's statement, in both languages: « Activation sociale 2015, avance / voorschot »."""
    words = {"advance": "avance / voorschot", "balance": "solde / saldo", "supplement": "supplément / supplement"}
    facts = one.award.facts
    title = facts["programme"]["fr"]
    return f"{title[: 100 - len(words[one.kind])]} {facts['year']}, {words[one.kind]}"


@transaction.atomic
def release(*, actor: FederalMembership, batch: Batch, shown: str, at: datetime) -> Batch:
    """A second officer releases what was shown (`shown`: its fingerprint): the payment file is made, once.

    Raises `NotAllowed`, `TransitionRefused`, `Conflict`, `DomainError`: the same person, an account replaced since, an
    amount lowered since, the operator's own account not said.
    """
    one = Batch.objects.select_for_update().get(pk=batch.pk)
    BATCH.apply(one, Act.RELEASE, actor=actor, by=actor)
    if one.sha256 != shown:
        raise Conflict(_("Ce lot n’est plus celui que cette page montrait."), "", _("Relisez-le, puis libérez."))
    found = orders_of(one)
    _accounts_stand(found)
    _reports_stand(found)
    _amounts_stand(found)
    told = json.loads(one.content)["orders"]
    transfers = [pain.Transfer(each["holder"], each["iban"], each["cents"], each["reference"], each["words"])
                 for each in told]  # fmt: skip
    debtor = pain.payer()
    one.file = pain.payment_file(message_of(one), transfers, debtor=debtor, execute_on=one.execute_on, at=at)
    one.released_by, one.released_name, one.released_at = actor, actor.name, at
    one.save(update_fields=["state", "file", "released_by", "released_name", "released_at"])
    moved(found, Act.RELEASE, actor, at)
    record_batch("payments.released", actor, one, found, at)
    return one


def message_of(batch: Batch) -> str:
    """« JALON-12-1A2B3C4D5E6F »: the number of the file, which the bank gives back with its answer."""
    return f"JALON-{batch.number}-{batch.sha256[:12].upper()}"


def _accounts_stand(found: Sequence[Order]) -> None:
    accounts = rows(Account).filter(pk__in=[one.account_id for one in found]).exclude(state=AccountState.CONFIRMED)
    if accounts.exists():
        raise DomainError(
            _("Un centre a changé de compte depuis la préparation."),
            "",
            _("Abandonnez ce lot et préparez-en un autre : il prendra le nouveau compte."),
        )


def _reports_stand(found: Sequence[Order]) -> None:
    settled = rows(Settlement).in_bulk([one.settlement_id for one in found if one.settlement_id])
    if not all(carried(settled.values())):
        raise DomainError(
            _("Le rapport d’un centre a été rouvert depuis la préparation."),
            _("Ce qui est payé doit être dans un rapport approuvé."),
            _("Abandonnez ce lot et préparez-en un autre, sans ce centre."),
        )


def _amounts_stand(found: Sequence[Order]) -> None:
    if not advances_stand(found):
        raise DomainError(
            _("Un montant attribué a été réduit depuis la préparation."),
            _("L’avance préparée est plus que ce qui est dû maintenant."),
            _("Abandonnez ce lot et préparez-en un autre : il prendra le nouveau montant."),
        )


@transaction.atomic
def drop(*, actor: FederalMembership, batch: Batch, reason: str, at: datetime) -> Batch:
    """Give a prepared batch up: nothing is paid and the amounts stay due. Raises as `release`, `InvalidInput`."""
    one = Batch.objects.select_for_update().get(pk=batch.pk)
    reason = clean(reason, limit=500)
    BATCH.apply(one, Act.DROP, actor=actor, reason=reason)
    one.words = reason
    one.save(update_fields=["state", "words"])
    found = orders_of(one)
    moved(found, Act.DROP, actor, at)
    record_batch("payments.dropped", actor, one, found, at)
    return one


@transaction.atomic
def executed(*, actor: FederalMembership, batch: Batch, chosen: Iterable[UUID], at: datetime) -> list[Order]:
    """The bank paid these orders. Raises `NotAllowed`, `TransitionRefused`, `InvalidInput` when none is chosen."""
    keys = set(chosen)
    found = [one for one in orders_of(batch, lock=True) if one.pk in keys]
    if not found:
        raise InvalidInput(_("Rien n’est choisi."), what_to_do=_("Cochez ce que la banque a payé."))
    moved(found, Act.EXECUTE, actor, at)
    record_batch("payments.executed", actor, batch, found, at)
    return found


@transaction.atomic
def rejected(*, actor: FederalMembership, order: Order, reason: str, at: datetime) -> Order:
    """The bank rejected this one: the amount is due again. Raises `NotAllowed`, `TransitionRefused`, `InvalidInput`."""
    one = locked(order)
    one.words = clean(reason, limit=500)
    moved([one], Act.REJECT, actor, at, reason=one.words)
    record_order("payments.rejected", actor, one, at, reason=one.words)
    return one


def orders_of(batch: Batch, *, lock: bool = False) -> list[Order]:
    """The orders of a batch by reference."""
    found = rows(Order).filter(batch_id=batch.pk).order_by("reference")
    return list(found.select_for_update() if lock else found)


def rejected_before(found: Sequence[Order]) -> list[tuple[Order, Order]]:
    """Each order with the last one for the same amount that the bank rejected; those without one are left out."""
    gone = rows(Order).filter(state=State.REJECTED, centre_id__in={one.centre_id for one in found})
    last = {_what(one): one for one in gone.order_by("state_since")}
    return [(one, last[_what(one)]) for one in found if one.state != State.REJECTED and _what(one) in last]


def _what(one: Order) -> tuple[Any, ...]:
    return line_of(one), one.kind, one.settlement_id, one.advance_id


def moved(found: Sequence[Order], act: Act, actor: FederalMembership, at: datetime, **facts: Any) -> None:
    """Move orders, all at once and with the same words: at the administration rows are updated by key."""
    for one in found:
        ORDER.apply(one, act, actor=actor, **facts)
        one.state_since = at
    if found:
        told = {"state": found[0].state, "state_since": at, "words": found[0].words}
        rows(Order).filter(pk__in=[one.pk for one in found]).update(**told)


def record_batch(verb: str, actor: FederalMembership, batch: Batch, made: Sequence[Order], at: datetime) -> None:
    """A row for each programme: its page tells what was done to it."""
    by_programme: dict[UUID, list[Order]] = defaultdict(list)
    for one in made:
        by_programme[one.programme_id].append(one)
    for programme in Programme.objects.filter(pk__in=by_programme):
        some = by_programme[programme.pk]
        detail = {"number": batch.number, "orders": len(some), "cents": sum(one.cents for one in some)}
        journal.record(actor=actor, verb=verb, programme=programme, at=at, detail=detail)


def record_order(verb: str, actor: FederalMembership, one: Order, at: datetime, *, reason: str = "") -> None:
    """A row about one order."""
    detail = {"reference": one.reference, "cents": one.cents, **({"reason": reason} if reason else {})}
    programme = Programme.objects.get(pk=one.programme_id)
    journal.record(actor=actor, verb=verb, programme=programme, at=at, detail=detail)
