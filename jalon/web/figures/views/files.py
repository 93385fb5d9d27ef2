"""The files behind a number. The list is recorded; each file opens through its own door."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from jalon.domain.audit.models import Kind
from jalon.domain.audit.services import record
from jalon.domain.core.context import adopt_purpose
from jalon.domain.figures.counting import behind
from jalon.domain.figures.permissions import may_list_files, must_say_why
from jalon.domain.people.models import Person
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.figures.asked import period_of, query_of
from jalon.web.figures.forms import PurposeForm
from jalon.web.figures.views.counts import known_figure

PAGE = 50


@page("centre", who=may_list_files)
@require_http_methods(["GET", "HEAD", "POST"])
def behind_number(request: HttpRequest, code: str) -> HttpResponse:
    """Who stands behind a number; the council says why first, each time."""
    one, (period, _form) = known_figure(code), period_of(request)
    axis, key = request.GET.get("axis", ""), request.GET.get("key", "")
    context = {"figure": one, "period": period, "query": query_of(period), "narrowed": _label(one, axis, key)}
    if must_say_why(request.member):  # type: ignore[attr-defined]
        form = PurposeForm(request.POST or None)
        if not form.is_valid():
            return render(request, "figures/purpose.html", {**context, "form": form})
        adopt_purpose(form.cleaned_data["purpose"])
    ids = behind(code, period, axis=axis, key=key)
    place = _place(request)
    people = list(Person.objects.filter(pk__in=ids).by_name()[place : place + PAGE + 1])
    detail = {"figure": code, "axis": axis, "key": key, "files": len(ids)}
    member = request.member  # type: ignore[attr-defined]
    record(actor=member, verb="figures.files_listed", subject=member, on=today(request), detail=detail, kind=Kind.READ)
    more = {
        "people": people[:PAGE],
        "number": len(ids),
        "after": place + PAGE if len(people) > PAGE else None,
        "before": max(place - PAGE, 0) if place else None,
        "here": query_of(period, axis=axis, key=key),
        "purpose": request.POST.get("purpose", ""),
    }
    return render(request, "figures/files.html", context | more)


def _label(one: object, axis: str, key: str) -> str:
    if not axis:
        return ""
    try:
        return str(one.axis(axis).keys[key])  # type: ignore[attr-defined]
    except KeyError as error:
        raise Http404 from error


def _place(request: HttpRequest) -> int:
    """Where in the list; anything unreadable is its beginning."""
    asked = request.POST.get("from") or request.GET.get("from", "")
    return min(int(asked), 1_000_000) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
