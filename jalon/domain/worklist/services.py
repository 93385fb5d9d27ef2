"""The calendar address of a member."""

from datetime import date
from uuid import UUID

from django.core import signing
from django.db import transaction

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.worklist.models import CalendarFeed

_SALT = "jalon.worklist.calendar"


@transaction.atomic
def open_calendar(*, actor: Membership, on: date) -> str:
    """The token of the member's own calendar, made anew: an address given out before answers nothing."""
    CalendarFeed.objects.filter(member=actor).delete()
    feed = CalendarFeed.objects.create(member=actor)
    record(actor=actor, verb="calendar.opened", subject=feed, on=on)
    return signing.dumps([str(actor.centre_id), str(actor.pk), feed.nonce], salt=_SALT, compress=False)


@transaction.atomic
def close_calendar(*, actor: Membership | None, on: date, member: Membership | None = None) -> None:
    """Take the address away, if there is one: one's own, or that of a `member` whose access is reset."""
    feed = CalendarFeed.objects.filter(member=member or actor).first()
    if feed is None:
        return
    record(actor=actor, verb="calendar.closed", subject=feed, on=on)
    feed.delete()


def read_token(token: str) -> tuple[UUID, UUID, str] | None:
    """Centre, member and nonce of a token we signed; None for any other text."""
    try:
        centre, member, nonce = signing.loads(token, salt=_SALT)
        return UUID(centre), UUID(member), str(nonce)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def calendar_owner(member_id: UUID, nonce: str) -> Membership | None:
    """The member whose address this is, inside their centre's context."""
    feed = CalendarFeed.objects.filter(member_id=member_id, nonce=nonce).select_related("member").first()
    return feed.member if feed else None
