"""The matrix of permissions, to read and to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.permissions import is_member, manages_members
from jalon.web.access.gate import page
from jalon.web.members import matrix as tables


@page("centre", who=is_member)
@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """Who may do what here, as the code has it today."""
    facts = {"roles": [role.label for role in Role], "acts": tables.acts(), "pages": tables.pages()}
    facts["sees_all"] = manages_members(request.member)  # type: ignore[attr-defined]
    return render(request, "members/permissions.html", facts)
