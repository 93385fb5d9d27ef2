"""The weekly letter: who wants it, and that none leaves twice in one week."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.worklist.models import Digest, DigestChoice

EVERY = 7  # days between two letters to the same member, at least


def wants(member: Membership) -> bool:
    """Whether this member receives the letter: yes until they say no."""
    return not DigestChoice.objects.filter(member=member, wanted=False).exists()


@transaction.atomic
def choose(*, actor: Membership, wanted: bool, on: date) -> DigestChoice:
    """Switch one's own letter on or off."""
    one, _new = DigestChoice.objects.update_or_create(member=actor, defaults={"wanted": wanted})
    record(actor=actor, verb="digest.wanted" if wanted else "digest.unwanted", subject=one, on=on)
    return one


def is_due(member: Membership, *, on: date, every: int = EVERY) -> bool:
    """Whether a letter may leave for this member: they want it, and the last one lies far enough back."""
    recent = Digest.objects.filter(member=member, sent_on__gt=on - timedelta(days=every))
    return wants(member) and not recent.exists() and not Digest.objects.filter(member=member, week=week_of(on)).exists()


def week_of(on: date) -> date:
    """Its Monday."""
    return on - timedelta(days=on.weekday())


def send_once(*, member: Membership, things: int, on: date, send: Callable[[], None]) -> bool:
    """Send a letter, and keep that it left; False when another process was first. A letter that cannot leave raises.

    The row is written before the letter leaves and undone when it does not: two processes never send the same one.
    """
    try:
        with transaction.atomic():
            one = Digest.objects.create(member=member, week=week_of(on), sent_on=on, things=things)
            record(actor=None, verb="digest.sent", subject=one, on=on, detail={"things": things})
            send()
    except IntegrityError:
        return False
    return True
