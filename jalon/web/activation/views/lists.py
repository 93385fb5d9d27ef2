"""The trajectories of the centre, with their phases."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.activation.enums import Counts
from jalon.domain.activation.models import Module, Trajectory
from jalon.domain.activation.permissions import may_accompany
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.activation.places import rooms
from jalon.web.activation.shown import kind_of
from jalon.web.people.opening import record_list

SIZE = 50
SHOWN = ("running", "ended")


@page("centre", who=may_accompany)
@require_safe
def running(request: HttpRequest) -> HttpResponse:
    """Those under way, the one that ends first above; or those concluded, the latest first. A constant few queries."""
    on = today(request)
    state = request.GET.get("state") if request.GET.get("state") in SHOWN else "running"
    mine = request.GET.get("whose") == "mine"
    rows = Trajectory.objects.select_related("person")
    rows = rows.running().order_by("until", "id") if state == "running" else _ended(rows)
    if mine:
        rows = rows.filter(person__responsible=request.member)  # type: ignore[attr-defined]
    place = _place(request)
    found = list(rows[place : place + SIZE + 1])
    for one in found:
        one.phase_now = one.phase(on)
        one.badge = kind_of(one.phase_now)
    record_list(request, "activation.listed", len(found[:SIZE]), which=str(state))
    context = {
        "trajectories": found[:SIZE],
        "state": state,
        "tabs": rooms(request, "list"),
        "states": [("running", _("En cours"), _to("running", mine)), ("ended", _("Conclues"), _to("ended", mine))],
        "mine": mine,
        "after": place + SIZE if len(found) > SIZE else None,
        "before": max(place - SIZE, 0) if place else None,
        "to_decide": Module.objects.filter(counts=Counts.TO_DECIDE).count(),
    }
    return render(request, "activation/list.html", context)


def _to(state: str, mine: bool) -> str:
    return f"?state={state}" + ("&whose=mine" if mine else "")


def _ended(rows):  # type: ignore[no-untyped-def]
    return rows.exclude(ended_on=None).order_by("-ended_on", "id")


def _place(request: HttpRequest) -> int:
    """Where in the list; anything unreadable is its beginning."""
    asked = request.GET.get("from", "")
    return min(int(asked), 1_000_000) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
