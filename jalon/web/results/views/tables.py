"""The table of a line: targets beside what was realised, what does not add up, how much was typed, what was frozen."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.grants.queries import held
from jalon.domain.reports.queries import is_locked
from jalon.domain.results import queries
from jalon.domain.results.cluster import handed
from jalon.domain.results.permissions import may_write
from jalon.web.access.gate import page
from jalon.web.results.shown import again_in_words, awaited, effort, groups, kept_row, name_of, promoter_of
from jalon.web.results.views.common import counted, found, of_report


@page("centre", who=may_write)
@require_safe
def first(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """The first line of the grant."""
    lines = held(found(grant_id)).lines
    if not lines:
        raise Http404
    return redirect("results:show", grant_id=grant_id, line=lines[0].code)


@page("centre", who=may_write)
@require_safe
def show(request: HttpRequest, grant_id: UUID, line: str) -> HttpResponse:
    """Every number of one line. A constant few questions, one more for each frozen table."""
    table = counted(request, grant_id, line)
    kept = queries.frozen(table.grant, line)
    lines = held(table.grant).lines
    context = {
        "table": table,
        "name": name_of(table),
        "lines": [(one.code, one.title, reverse("results:show", args=[grant_id, one.code])) for one in lines],
        "groups": groups(table),
        "sums": [one.words for one in table.sums()],
        "effort": effort(table),
        "kept": [kept_row(one, table, queries.differences(one, table)) for one in kept],
        "awaited": awaited(table),
        "again": again_in_words(table),
        "promoter": promoter_of(table),
        "handed": handed(table.grant, line) if table.line.part_of else [],
        "due": table.grant.moment("report"),
        "sealed": is_locked(table.grant),
        "breadcrumbs": [of_report(table), (_("Objectifs et résultats"), "")],
    }
    return render(request, "results/table.html", context)
