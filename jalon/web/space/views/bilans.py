"""What was said in one of my bilans, with my own words beside."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jalon.domain.space import bilans
from jalon.web.access.gate import page
from jalon.web.space import my_bilan
from jalon.web.space.views.inside import shown_inside


@page("person")
@require_safe
def show(request: HttpRequest, bilan_id: UUID) -> HttpResponse:
    """A finished bilan, as the paper says it."""
    told = bilans.told(request.person_access.person_id, bilan_id)  # type: ignore[attr-defined]
    if told is None:
        raise Http404
    return shown_inside(request, "space/bilan.html", my_bilan.shown(told))
