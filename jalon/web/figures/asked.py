"""What a page of figures was asked: the period, and the moment of the count."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput
from jalon.domain.figures.counting import Count
from jalon.domain.figures.memory import Told, at_once, remembered
from jalon.domain.figures.periods import Period, last_complete, quarter
from jalon.web.access.middleware import today
from jalon.web.figures.forms import PeriodForm
from jalon.web.ui.people import as_day


def period_of(request: HttpRequest) -> tuple[Period, PeriodForm]:
    """The days asked; this year up to today when nothing, or nothing readable, was asked."""
    on = today(request)
    usual = Period(date(on.year, 1, 1), on)
    if "first" not in request.GET and "last" not in request.GET:
        return usual, PeriodForm(initial={"first": usual.first, "last": usual.last})
    form = PeriodForm(request.GET)
    if form.is_valid():
        try:
            told = form.cleaned_data
            known = _end_of(told["known"]) if told["known"] and told["known"] < on else None  # today all is known
            return Period(told["first"], told["last"], known).checked(), form
        except InvalidInput as refusal:
            form.add_error(refusal.field, str(refusal))
    return usual, form


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def counted(request: HttpRequest, period: Period) -> dict[str, object]:
    """What can be said of the period at once, for the template; `?again` waits for a fresh count.

    `count` is None when a large centre never counted this period; `is_awaited`: the page asks for a fresh count itself.
    """
    now = timezone.now()
    told = Told(*remembered(period, at=now, again=True)) if "again" in request.GET else at_once(period, at=now)
    return {"count": told.count, "counted_at": told.counted_at, "is_awaited": told.is_awaited}


def counted_now(period: Period) -> Count:
    """The figures as they are now, for what is downloaded and kept elsewhere."""
    return remembered(period, at=timezone.now())[0]


def query_of(period: Period, **more: str) -> str:
    """The period as the end of an address."""
    known = {"known": as_day(period.known_by).isoformat()} if period.known_by else {}
    return urlencode({"first": period.first.isoformat(), "last": period.last.isoformat(), **known, **more})


def usual_periods(on: date) -> list[tuple[str, str]]:
    """Periods people often want: (name, query)."""
    month = date(on.year, on.month, 1)
    before = month - timedelta(days=1)
    named = [
        (_("Ce mois-ci"), Period(month, on)),
        (_("Le mois dernier"), Period(before.replace(day=1), before)),
        (_("Le dernier trimestre complet"), quarter(last_complete(on))),
        (_("Cette année"), Period(date(on.year, 1, 1), on)),
        (_("L’année dernière"), Period(date(on.year - 1, 1, 1), date(on.year - 1, 12, 31))),
    ]
    return [(name, query_of(period)) for name, period in named]


def totals(count: Count) -> int:
    """Everything counted, to know an empty centre."""
    return sum(number for (_code, axis, _key), number in count.cells.items() if not axis)
