"""The projects of a worker, a team or the centre: by phase, and by what happened in a period."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalon.domain.piis.listing import listed, phases
from jalon.domain.piis.models import Piis
from jalon.domain.worklist.scopes import Reach, Scope
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import record_list
from jalon.web.people.reach import asked_place, asked_reach, place, reaches
from jalon.web.piis.forms.listing import ListForm


@page("centre")
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """A page of projects, the latest first; names that are not one's own leave their trace."""
    member = request.member  # type: ignore[attr-defined]
    reach = asked_reach(request, member)
    scope = Scope(member, reach, today(request))
    rows = Piis.objects.all() if scope.whole_centre else Piis.objects.filter(responsible__in=scope.workers())
    form = ListForm(request.GET)
    asked = form.asked()
    shown = listed(rows, asked, after=asked_place(request))
    if reach != Reach.ME:
        record_list(request, "files.listed", len({one.person_id for one in shown.items}))
    context = {
        "form": form,
        "shown": shown.items,
        "after": bool(shown.after),
        "next": _with(request, after=place(*shown.after)) if shown.after else "",
        "begun": bool(request.GET.get("after")),
        "phases": [(state, number, _with(request, state=state)) for state, number in phases(rows)],
        "state": asked.state,
        "everything": _with(request, state=""),
        "beginning": _with(request),
        "narrowed": any(form.cleaned_data.values()),
        "reach": reach,
        "reaches": reaches(member),
    }
    return render(request, "piis/list.html", context)


def _with(request: HttpRequest, **changed: str) -> str:
    """The same question from its beginning, with another filter."""
    query: QueryDict = request.GET.copy()
    query.pop("after", None)
    for name, value in changed.items():
        query[name] = value
    return f"?{query.urlencode()}"
