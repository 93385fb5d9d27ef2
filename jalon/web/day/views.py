"""The first page of a working day, and the same dates in one's own calendar."""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import speaks_for_council
from jalon.domain.core.context import centre_context
from jalon.domain.worklist.calendar import as_icalendar
from jalon.domain.worklist.kinds import Kind
from jalon.domain.worklist.queries import glance, waiting
from jalon.domain.worklist.scopes import Reach, Scope
from jalon.domain.worklist.services import calendar_owner, close_calendar, open_calendar, read_token
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.day.acts import as_line
from jalon.web.people.opening import record_list

PAGE = 25


def _reach(request: HttpRequest, member: Membership) -> Reach:
    """What was asked for; else one's own work, or the centre's for those who speak for its council."""
    if request.GET.get("reach") in set(Reach):
        return Reach(request.GET["reach"])
    return Reach.CENTRE if speaks_for_council(member) else Reach.ME


def _reaches(member: Membership) -> list[tuple[str, str, str]]:
    """The tabs; a member without a team has none to look at."""
    labels = {Reach.ME: gettext("Mes dossiers"), Reach.TEAM: gettext("Mon équipe"), Reach.CENTRE: gettext("Le centre")}
    return [
        (reach, label, f"?reach={reach}") for reach, label in labels.items() if reach != Reach.TEAM or member.team_id
    ]


def _after(request: HttpRequest) -> tuple[date, UUID] | None:
    """The place in the list after which to go on; anything unreadable is the beginning."""
    day, _, key = request.GET.get("after", "").partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


@page("centre")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is due, late or waiting, soonest first; one kind of thing when asked."""
    on, member = today(request), request.member
    reach = _reach(request, member)
    scope = Scope(member, reach, on)
    kind = Kind(request.GET["kind"]) if request.GET.get("kind") in Kind.values else None
    rows, totals = glance(scope, kind=kind, limit=PAGE + 1, after=_after(request))
    shown, more = rows[:PAGE], len(rows) > PAGE
    if reach != Reach.ME:
        record_list(request, "files.listed", len({row.person_id for row in shown}))
    context = {
        "reach": reach,
        "reaches": _reaches(member),
        "kind": kind,
        "counts": totals,
        "lines": [as_line(row, on) for row in shown],
        "after": f"{shown[-1].due_on.isoformat()}_{shown[-1].key}" if more else "",
        "begun": bool(request.GET.get("after")),
    }
    return render(request, "day/_list.html" if request.htmx else "day/home.html", context)


@page("centre")
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """Make or take away the address of one's calendar; it is shown once, when made."""
    if request.method != "POST":
        return render(request, "day/calendar.html", {})
    if request.POST.get("act") == "close":
        close_calendar(actor=request.member, on=today(request))
        return redirect("day:calendar")
    token = open_calendar(actor=request.member, on=today(request))
    url = request.build_absolute_uri(reverse("day:feed", kwargs={"token": token}))
    return render(request, "day/calendar.html", {"url": url})


@page("public")
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for a programme without a session. Titles name nobody."""
    known = read_token(token)
    if known is None:
        raise Http404
    centre_id, member_id, nonce = known
    on = today(request)
    with centre_context(centre_id, member_id=member_id):
        member = calendar_owner(member_id, nonce)
        if member is None or not member.works_on(on):
            raise Http404
        rows = waiting(Scope(member, Reach.ME, on - timedelta(days=31)), limit=500)
        content = as_icalendar(rows, home=request.build_absolute_uri(reverse("day:home")))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    patch_cache_control(answer, private=True, no_store=True)
    return answer
