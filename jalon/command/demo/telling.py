"""Figures of the demonstration: two quarters published, the last one sent by all but the last two centres."""

from datetime import date, datetime, time, timedelta

from jalon.domain.accounts.enums import FederalRole, MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.clock import BRUSSELS
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.figures.national import publish
from jalon.domain.figures.periods import quarter, recent
from jalon.domain.figures.published import published
from jalon.domain.figures.submissions import digest, latest, prepared, submit

QUARTERS = 3
AWAITED = ("La Louvière", "Genk")  # the two centres whose members one is on the first page: theirs is left to do
SENT_AFTER, PUBLISHED_AFTER = 9, 40  # days after the quarter


def tell_the_figures(on: date) -> None:
    """What each centre sent of each quarter that is over, and the quarters that are published; once each."""
    with federal_context():
        officer = FederalMembership.objects.filter(role=FederalRole.OFFICER).order_by("email").first()
    newest, *earlier = recent(on, QUARTERS)
    for centre in Centre.objects.filter(closed_on=None):
        awaited = centre.name_fr in AWAITED
        with centre_context(centre.pk):
            for code in reversed(earlier if awaited else [newest, *earlier]):
                _send(code, on)
    if officer is None:
        return
    with federal_context():
        for code in (one for one in reversed(earlier) if not published(one)):
            publish(actor=officer, code=code, at=_after(code, PUBLISHED_AFTER, on))


def _send(code: str, on: date) -> None:
    secretary = Membership.objects.filter(role=Role.SECRETARY, state=MembershipState.ACTIVE).order_by("email").first()
    if secretary is None or latest(code):
        return
    at = _after(code, SENT_AFTER, on)
    submit(actor=secretary, code=code, shown=digest(prepared(code, on=on)), at=at)


def _after(code: str, days: int, on: date) -> datetime:
    day = min(quarter(code).last + timedelta(days=days), on)
    return datetime.combine(day, time(9, 20), BRUSSELS)
