"""What the lab is for, and the scenarios kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member
from jalon.domain.lab import queries
from jalon.domain.lab.permissions import may_keep
from jalon.web.access.gate import page
from jalon.web.lab import sides


@page("centre", who=is_member)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The ways in."""
    return answered(request)


def answered(request: HttpRequest) -> HttpResponse:
    """The same on both sides."""
    federal = sides.is_federal(request)
    context = {"scenarios": queries.kept(federal=federal), "urls": sides.urls(request), "is_federal": federal}
    context |= {"scenario_route": f"{sides.room(request)}:scenario", "may_keep": may_keep(request.member)}  # type: ignore[attr-defined]
    return render(request, "lab/home.html", context)
