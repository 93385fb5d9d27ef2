"""The files behind a number, now or as it was frozen. The council says why first; the list is recorded."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from jalon.domain.audit.models import Kind
from jalon.domain.audit.services import record
from jalon.domain.core.context import adopt_purpose
from jalon.domain.people.models import Person
from jalon.domain.results import queries
from jalon.domain.results.cells import Table
from jalon.domain.results.models import Frozen
from jalon.domain.results.permissions import may_accompany, may_write
from jalon.domain.subsidies.words import said
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.results.forms import PurposeForm
from jalon.web.results.shown import address
from jalon.web.results.views.common import counted, number, trail

PAGE = 50


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def behind(request: HttpRequest, grant_id: UUID, line: str, field: str) -> HttpResponse:
    """Who stands behind a number now."""
    table, cell = number(request, grant_id, line, field)
    if cell.files is None:
        raise Http404
    told = {"code": cell.code, "title": cell.title, "units": len(cell.files), "back": address("number", table, field)}
    return _listed(request, table, told, {one.file for one in cell.files})


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest, grant_id: UUID, line: str, frozen_id: UUID, field: str) -> HttpResponse:
    """Who stood behind a number when it was frozen."""
    table = counted(request, grant_id, line)
    frozen = get_object_or_404(Frozen.objects.filter(grant=table.grant, line=line), pk=frozen_id)
    title = next((one["titles"] for one in queries.told_in(frozen)["cells"] if one["code"] == field), None)
    if title is None:
        raise Http404
    files = queries.files_of(frozen).get(field, frozenset())
    told = {
        "code": field,
        "title": said(title),
        "units": len(files),
        "frozen": frozen,
        "back": address("kept", table, frozen.pk),
    }
    return _listed(request, table, told, {one.file for one in files})


def _listed(request: HttpRequest, table: Table, told: dict[str, Any], ids: Iterable[UUID]) -> HttpResponse:
    member, files = request.member, list(ids)  # type: ignore[attr-defined]
    context = {**told, "table": table, "breadcrumbs": trail(table, (told["code"], told["back"]))}
    if not may_accompany(member):
        form = PurposeForm(request.POST or None)
        if not form.is_valid():
            return render(request, "results/purpose.html", {**context, "form": form})
        adopt_purpose(form.cleaned_data["purpose"])
    place = _place(request)
    people = list(Person.objects.filter(pk__any=files).by_name()[place : place + PAGE + 1])
    detail = {"field": told["code"], "line": table.line.code, "files": len(files)}
    record(
        actor=member, verb="results.files_listed", subject=table.grant, on=today(request), detail=detail, kind=Kind.READ
    )
    more = {
        "people": people[:PAGE],
        "files": len(files),
        "after": place + PAGE if len(people) > PAGE else None,
        "before": max(place - PAGE, 0) if place else None,
        "purpose": request.POST.get("purpose", ""),
    }
    return render(request, "results/files.html", context | more)


def _place(request: HttpRequest) -> int:
    """Where in the list; anything unreadable is its beginning."""
    asked = request.POST.get("from") or request.GET.get("from", "")
    return min(int(asked), 1_000_000) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0
