"""The first page of a working day, and the same dates in one's own calendar."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core.context import centre_context
from jalon.domain.worklist.calendar import as_icalendar
from jalon.domain.worklist.kinds import Kind
from jalon.domain.worklist.queries import glance, waiting
from jalon.domain.worklist.scopes import Reach, Scope
from jalon.domain.worklist.services import calendar_owner, close_calendar, open_calendar, read_token
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.day.acts import as_line, together
from jalon.web.people.opening import record_list
from jalon.web.people.reach import asked_place, asked_reach, place, reaches
from jalon.web.ui import reminders

PAGE = 25


@page("centre")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is due, late or waiting, soonest first; one kind of thing when asked."""
    on, member = today(request), request.member
    reach = asked_reach(request, member)
    scope = Scope(member, reach, on)
    kind = Kind(request.GET["kind"]) if request.GET.get("kind") in Kind.values else None
    rows, totals = glance(scope, kind=kind, limit=PAGE + 1, after=asked_place(request))
    shown, more = rows[:PAGE], len(rows) > PAGE
    if reach != Reach.ME:
        record_list(request, "files.listed", len({row.person_id for row in shown}))
    context = {
        "reach": reach,
        "reaches": reaches(member),
        "kind": kind,
        "together": together(kind, member),
        "counts": totals,
        "lines": [as_line(row, member, on) for row in shown],
        "after": place(shown[-1].due_on, shown[-1].key) if more else "",
        "begun": bool(request.GET.get("after")),
        "reminders": [] if request.htmx else reminders.of(request),
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
