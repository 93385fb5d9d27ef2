"""One cost: what it says, what the rules say of it, its document, its history; taken away and put back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jalon.domain.spending import queries, services
from jalon.domain.spending.permissions import may_write
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.spending import shown
from jalon.web.spending.views.common import cost_of

ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "application/xml": "xml"}


@page("centre", who=may_write)
@require_safe
def show(request: HttpRequest, grant_id: UUID, cost_id: UUID) -> HttpResponse:
    """A line as it stands."""
    one = cost_of(grant_id, cost_id)
    found = queries.found_of(one.grant, [one])[one.pk]
    context = {
        "cost": one,
        "grant": one.grant,
        "title": _("Dépense %(n)s") % {"n": one.place},
        "state": shown.state_of(one, found),
        "facts": shown.facts_of(one, one.grant),
        "said": [shown.Said.of(each, answer=one.answers.get(each.code, "")) for each in found],
        "closed": queries.locked(one.grant),
        "history": shown.history(one),
        "breadcrumbs": shown.trail(one.grant, (_("Dépense %(n)s") % {"n": one.place}, "")),
    }
    return render(request, "spending/show.html", context)


@page("centre", who=may_write)
@require_POST
def remove(request: HttpRequest, grant_id: UUID, cost_id: UUID) -> HttpResponse:
    """Take a line away; its page then offers to put it back."""
    one = cost_of(grant_id, cost_id)
    services.remove(actor=request.member, cost=one, at=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, _("La dépense %(n)s est retirée. Vous pouvez la remettre.") % {"n": one.place})
    return redirect("spending:show", grant_id=grant_id, cost_id=cost_id)


@page("centre", who=may_write)
@require_POST
def restore(request: HttpRequest, grant_id: UUID, cost_id: UUID) -> HttpResponse:
    """Put it back."""
    one = services.restore(actor=request.member, cost=cost_of(grant_id, cost_id), at=timezone.now())  # type: ignore[attr-defined]
    if one.counts:
        messages.success(request, _("La dépense %(n)s est remise ; elle compte.") % {"n": one.place})
    else:
        messages.warning(
            request, _("La dépense %(n)s est remise en brouillon : une règle la refuse.") % {"n": one.place}
        )
    return redirect("spending:show", grant_id=grant_id, cost_id=cost_id)


@page("centre", who=may_write)
@require_safe
def document(request: HttpRequest, grant_id: UUID, cost_id: UUID) -> HttpResponse:
    """The supporting document, byte for byte, to be saved; the journal says who read it."""
    one = cost_of(grant_id, cost_id)
    if one.document_id is None:
        raise Http404
    kept = services.read_piece(actor=request.member, cost=one, on=today(request))  # type: ignore[attr-defined]
    answer = HttpResponse(bytes(kept.content), content_type=kept.media_type)
    name = f"jalon-{one.grant.year}-{one.place}.{ENDINGS.get(kept.media_type, 'bin')}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
