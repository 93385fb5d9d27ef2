"""What waits before the council."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.domain.accounts.permissions import speaks_for_council
from jalon.domain.sanctions.models import Proposal
from jalon.web.access.gate import page


@page("centre", who=speaks_for_council)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Open proposals of the centre, oldest first. File numbers only: a name is read through the file's door."""
    proposals = Proposal.objects.open().select_related("person", "author").order_by("opened_on", "id")[:200]
    return render(request, "sanctions/list.html", {"proposals": list(proposals)})
