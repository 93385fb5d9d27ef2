"""My rights, used: asking for a change of the project, and to be heard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalon.domain.core.errors import InvalidInput
from jalon.domain.space import queries, services
from jalon.domain.space.enums import AskedFor
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.space import asks
from jalon.web.space.forms import AskForm
from jalon.web.space.views.inside import shown_inside
from jalon.web.ui.sent import show_refusal


@page("person")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """What should change in my project, and why."""
    return _asking(request, AskedFor.CHANGE)


@page("person")
@require_http_methods(["GET", "POST"])
def hearing(request: HttpRequest) -> HttpResponse:
    """I want to say it myself."""
    return _asking(request, AskedFor.HEARING)


def _asking(request: HttpRequest, kind: AskedFor) -> HttpResponse:
    person_id = request.person_access.person_id  # type: ignore[attr-defined]
    form = AskForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        told = {"person_id": person_id, "kind": kind, "at": timezone.now(), "on": today(request)}
        try:
            services.ask_for(**told, **form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(request.path)
    asked = [asks.shown(one) for one in queries.own_requests_of(person_id) if one.kind == kind]
    facts = {"form": form, "asked": asked, "waits": any(not one["answered"] for one in asked), **asks.ASKING[kind]}
    return shown_inside(request, "space/ask.html", facts, status=422 if form.errors else 200)
