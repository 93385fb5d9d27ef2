"""What the journal tells of a file: who opened it, and what was done."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.people.queries import Trace, acts, all_openings, openings
from jalon.web.access.gate import page
from jalon.web.people.opening import open_file
from jalon.web.ui.parts import Event


@page("centre", who=is_social_staff)
@require_GET
def readings(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who opened this file, when, what and why. `?print=all` gives every line, for the person."""
    person = open_file(request, person_id, verb="file.openings")
    whole = request.GET.get("print") == "all"
    if whole:
        context: dict[str, Any] = {"days": by_day(all_openings(person))}
    else:
        found = openings(person, below=_number(request))
        context = {"days": by_day(found.items), "after": found.after}
    return render(request, "people/readings.html", {"person": person, "whole": whole, **context})


@page("centre", who=is_social_staff)
@require_GET
def timeline(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What was done in the file, the latest first, in words."""
    person = open_file(request, person_id, verb="file.timeline")
    found = acts(person, below=_number(request))
    events = [Event(at=one.at, title=one.what, text=one.detail, by=one.who) for one in found.items]
    return render(request, "people/timeline.html", {"person": person, "events": events, "after": found.after})


def by_day(traces: Iterable[Trace]) -> list[dict[str, Any]]:
    """One line for what one member read on one day for one reason: « de 9 h 02 à 9 h 40 »."""
    lines = []
    for (day, who, why), group in groupby(traces, lambda one: (timezone.localdate(one.at), one.who, one.why)):
        found = list(group)
        what = list(dict.fromkeys(one.what for one in reversed(found)))
        times = {"first": found[-1].at, "last": found[0].at}
        lines.append({"day": day, "who": who, "why": why, "what": what, "n": len(found), **times})
    return lines


def _number(request: HttpRequest) -> int | None:
    typed = request.GET.get("after", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
