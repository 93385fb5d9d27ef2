"""A centre gives the account it is paid on: one person gives it, another confirms it, and so for any change."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.payments import iban as numbers
from jalon.domain.payments.enums import AccountState, Act
from jalon.domain.payments.models import Account
from jalon.domain.payments.permissions import may_write
from jalon.domain.payments.queries import account
from jalon.domain.payments.transitions import ACCOUNT


@transaction.atomic
def give(*, actor: Membership, iban: str, holder: str, at: datetime) -> Account:
    """Give an account, to be confirmed by somebody else. Raises `NotAllowed`, `InvalidInput`, `Conflict`."""
    if not may_write(actor):
        raise NotAllowed
    number, name = numbers.read(iban), clean(holder, limit=70)
    if len(name) < 3:
        raise InvalidInput(_("Dites au nom de qui est le compte."), field="holder")
    now = account()
    if now and (now.iban, now.holder) == (number, name):
        raise DomainError(_("C’est déjà le compte de votre centre."), "", _("Il n’y a rien à changer."))
    try:
        with transaction.atomic():
            one = Account.objects.create(iban=number, holder=name, given_by=actor, given_at=at)
    except IntegrityError as error:
        raise Conflict(
            _("Un compte attend déjà d’être confirmé."), "", _("Confirmez-le ou retirez-le d’abord.")
        ) from error
    _record("account.given", actor, one, at)
    return one


@transaction.atomic
def confirm(*, actor: Membership, account_id: object, at: datetime) -> Account:
    """A second person confirms: from now on it is the one. Raises `NotAllowed`, `DomainError`, `TransitionRefused`."""
    one = _locked(account_id)
    ACCOUNT.apply(one, Act.CONFIRM, actor=actor, by=actor)
    before = account()
    if before:
        ACCOUNT.apply(before, Act.REPLACE, actor=actor)
        before.ended_at = at
        before.save(update_fields=["state", "ended_at"])
    one.confirmed_by, one.confirmed_at = actor, at
    one.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    _record("account.confirmed", actor, one, at)
    return one


@transaction.atomic
def withdraw(*, actor: Membership, account_id: object, at: datetime) -> Account:
    """Take back an account that nobody confirmed. Raises `NotAllowed`, `TransitionRefused`."""
    one = _locked(account_id)
    ACCOUNT.apply(one, Act.WITHDRAW, actor=actor)
    one.ended_at = at
    one.save(update_fields=["state", "ended_at"])
    _record("account.withdrawn", actor, one, at)
    return one


def _locked(account_id: object) -> Account:
    one = Account.objects.select_for_update().filter(pk=account_id).first()
    if one is None:
        raise DomainError(_("Ce compte n’est plus à confirmer."), "", _("Rechargez la page."))
    return one


def _record(verb: str, actor: Membership, one: Account, at: datetime) -> None:
    """The journal never holds the whole number."""
    detail = {"account": numbers.masked(one.iban)}
    record(actor=actor, verb=verb, subject=one, on=day_of(at), detail=detail)


TOLD_FOR = timedelta(days=30)


def former_hands(one: Account) -> list[Membership]:
    """Those who gave or confirmed the account this one replaced, and had no hand in it: they are told."""
    before = Account.objects.filter(state=AccountState.REPLACED, ended_at=one.confirmed_at).first()
    hands = {one.given_by_id, one.confirmed_by_id}
    former = [before.given_by, before.confirmed_by] if before else []
    return [each for each in former if each and each.pk not in hands]


def to_be_told(actor: Membership, now: Account | None, *, on: date) -> Account | None:
    """The account the centre is paid on (`now`), if it was confirmed this month in place of one this member gave or
    confirmed; else None."""
    if now is None or now.confirmed_at is None or on - day_of(now.confirmed_at) > TOLD_FOR:
        return None
    return now if actor.pk in {one.pk for one in former_hands(now)} else None
