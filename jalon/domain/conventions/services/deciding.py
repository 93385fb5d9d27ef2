"""The minister decides, and signs last; then the advance is due."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.conventions.enums import Act, Capacity, Told
from jalon.domain.conventions.models import Advance, Convention, Paper, Signature, Version
from jalon.domain.conventions.paper import printed
from jalon.domain.conventions.queries import last_version, paper_of, payments_of
from jalon.domain.conventions.services.common import kept, move, tell
from jalon.domain.core.both_sides import locked, rows
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict
from jalon.domain.core.text import clean

WEEK = timedelta(days=7)  # to sign, from the decision (seed of 2 April 2015)


def _sent(convention: Convention) -> Version:
    version = last_version(convention)
    assert version is not None, "a convention that was sent has a text"
    return version


@transaction.atomic
def approve(*, actor: FederalMembership, convention: Convention, at: datetime) -> Convention:
    """The minister accepts: the text to sign is made and frozen. Raises `NotAllowed`, `TransitionRefused`."""
    one = locked(convention)
    move(one, Act.APPROVE, actor=actor, at=at)
    version = _sent(one)
    made = printed(one, version, made_at=at)
    Paper._base_manager.bulk_create(
        [
            Paper(
                centre_id=one.centre_id, convention_id=one.pk, version_id=version.pk, language=made.language,
                content=made.content, sha256=made.sha256, made_at=at,
            )
        ]
    )  # fmt: skip
    one.sign_until = day_of(at) + WEEK
    tell(one, Told.APPROVED, actor=actor, at=at, until=one.sign_until, version=version.number)
    return kept(one, "sign_until")


@transaction.atomic
def refuse(*, actor: FederalMembership, convention: Convention, reason: str, at: datetime) -> Convention:
    """The minister refuses, and says why. Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`."""
    reason, one = clean(reason, limit=2_000), locked(convention)
    move(one, Act.REFUSE, actor=actor, at=at, reason=reason)
    tell(one, Told.REFUSED, actor=actor, at=at, words=reason, version=_sent(one).number)
    return kept(one)


@transaction.atomic
def recall(*, actor: FederalMembership, convention: Convention, until: date, reason: str, at: datetime) -> Convention:
    """Take the decision back before the minister signed: the centre writes another text, which is signed anew."""
    reason, one = clean(reason, limit=2_000), locked(convention)
    move(one, Act.RECALL, actor=actor, at=at, reason=reason, until=until, on=day_of(at))
    one.entry_until, one.sign_until = until, None
    tell(one, Told.RECALLED, actor=actor, at=at, words=reason, until=until, version=_sent(one).number)
    return kept(one, "entry_until", "sign_until")


@transaction.atomic
def sign_for_minister(*, actor: FederalMembership, convention: Convention, shown: str, at: datetime) -> Convention:
    """Record the minister's signature on the text shown (`shown`: the paper's hash); the advance is due.

    Raises `NotAllowed`, `TransitionRefused`, `Conflict` when another text stands there now.
    """
    one = locked(convention)
    move(one, Act.SIGN_MINISTER, actor=actor, at=at)
    version = _sent(one)
    paper = paper_of(version)
    if paper is None or paper.sha256 != shown:
        raise Conflict(_("Ce texte n’est plus celui que cette page montrait."), "", _("Relisez-le, puis signez."))
    signature = Signature(
        centre_id=one.centre_id, convention_id=one.pk, version_id=version.pk, capacity=Capacity.MINISTER,
        name=actor.name, version_hash=version.sha256, paper_hash=paper.sha256, signed_at=at,
    )  # fmt: skip
    Signature._base_manager.bulk_create([signature])
    tell(one, Told.SIGNED, actor=actor, at=at, version=version.number)
    kept(one)
    _advance(one, signature, at)
    return one


def _advance(convention: Convention, signature: Signature, at: datetime) -> None:
    """The first payment of the programme, when it has several; of an amendment, what it adds to the advances before."""
    payments = payments_of(convention)
    if len(payments) < 2:
        return
    percent = Fraction(payments[0]["percent"])
    whole = int(convention.cents * percent / 100)  # cut down to the cent: the rest comes with the balance
    same = {"convention__programme_id": convention.programme_id, "convention__line": convention.line}
    before = rows(Advance).filter(centre_id=convention.centre_id, **same).aggregate(whole=Sum("cents"))["whole"] or 0
    cents = whole - before
    if convention.number and cents <= 0:
        return
    row = Advance(
        centre_id=convention.centre_id, convention_id=convention.pk, signature_id=signature.pk, cents=cents,
        percent=str(percent), due_since=day_of(at),
    )  # fmt: skip
    Advance._base_manager.bulk_create([row])
