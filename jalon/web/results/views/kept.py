"""What a report told, as it was frozen, and what the next one would tell otherwise."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.results import queries
from jalon.domain.results.models import Frozen
from jalon.domain.results.permissions import may_write
from jalon.web.access.gate import page
from jalon.web.results.shown import address, name_of, told_rows
from jalon.web.results.views.common import counted, trail


@page("centre", who=may_write)
@require_safe
def show(request: HttpRequest, grant_id: UUID, line: str, frozen_id: UUID) -> HttpResponse:
    """One frozen table beside today's numbers."""
    table = counted(request, grant_id, line)
    frozen = get_object_or_404(Frozen.objects.select_related("by").filter(grant=table.grant, line=line), pk=frozen_id)
    now = {one.code: one for one in queries.differences(frozen, table)}
    told = queries.told_in(frozen)
    rows = told_rows(told["cells"], now)
    for row in rows:
        row["files"] = address("kept_files", table, frozen.pk, row["code"]) if row["computed"] else ""
    context = {
        "table": table,
        "name": name_of(table),
        "frozen": frozen,
        "rows": rows,
        "differences": len(now),
        "back": address("show", table),
        "breadcrumbs": trail(table, (_("Nombres figés"), "")),
    }
    return render(request, "results/kept.html", context)
