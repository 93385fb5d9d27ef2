"""The dates a page announces: evaluations to come, the first day to sign. The law is in the domain."""

from datetime import date

from django.utils.translation import gettext as _

from jalon.domain.accounts.centre_law import evaluations_due, may_sign_from
from jalon.domain.piis.enums import Act, Kind, State
from jalon.domain.piis.transitions import PIIS
from jalon.law.errors import LawError
from jalon.law.terms import last_day_of_span
from jalon.web.ui.people import long_day

STUDY_MONTHS = 12  # a study project without agreed end: the dates of its first year


def planned_evaluations(since: date | None, until: date | None, kind: str) -> list[date]:
    """The last days of the evaluations of this period, at most six; empty while the period is not known."""
    if since is None or (until is None and kind != Kind.STUDY):
        return []
    until = until or last_day_of_span(since, STUDY_MONTHS)
    if until < since:
        return []
    try:
        return [due.date for due in evaluations_due(start=since, until=until)][:6]
    except LawError:
        return []


def first_due(since: date | None, until: date | None, kind: str) -> date | None:
    """The day proposed for a commitment chosen from the library: the first evaluation, when both will look at it."""
    days = planned_evaluations(since, until, kind)
    return days[0] if days else None


def handing_over(on: date) -> list[str]:
    """What handing the text over on a day will cause, said before it is done."""
    line = PIIS.find(State.DRAFT, Act.HAND_OVER)
    first = may_sign_from(on).date
    said = _("La personne peut signer à partir du %(day)s.") % {"day": long_day(first, weekday=True)}
    return [str(line.effect) if line else "", said]
