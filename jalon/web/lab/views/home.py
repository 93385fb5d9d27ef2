"""What the lab is for, and the scenarios kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member
from jalon.domain.lab import queries
from jalon.web.access.gate import page
from jalon.web.lab import sides


@page("centre", who=is_member)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The four ways in."""
    return render(request, "lab/home.html", {"scenarios": queries.kept(), "urls": sides.urls(request), "keeps": True})
