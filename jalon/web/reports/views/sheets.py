"""The report as a workbook, out and back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.reports import queries, services
from jalon.domain.reports.enums import WRITING
from jalon.domain.reports.models import Report
from jalon.domain.reports.permissions import may_write, reads_reports
from jalon.domain.reports.services.importing import Taken
from jalon.domain.reports.sheet import Refused
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.reports import workbook
from jalon.web.reports.forms import FileForm
from jalon.web.reports.shown import name_of_held
from jalon.web.reports.views.common import found

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("centre", who=may_write)
@require_safe
def own_sheet(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """What the report says now while it is written; afterwards the text that stands."""
    one = found(report_id)
    if one.state in WRITING:
        return _answer(one, workbook.of_now(one, on=today(request)))
    text = queries.to_sign(one) or queries.last_sent(one)
    assert text is not None, "a report that is not being written has a text"
    return _answer(one, workbook.of_text(text.content))


@page("federal", who=reads_reports)
@require_safe
def sheet(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The text that was sent."""
    one = found(report_id)
    text = queries.last_sent(one)
    if text is None:
        raise Http404
    return _answer(one, workbook.of_text(text.content))


def _answer(one: Report, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="report-{str(one.pk)[:8]}.xlsx"'
    return answer


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_back(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """A filled workbook: taken whole, or each row that cannot be is named."""
    one = found(report_id)
    form = FileForm(request.POST or None, request.FILES or None)
    errors = []
    if request.method == "POST" and form.is_valid():
        try:
            content = form.cleaned_data["file"].read()
            taken = services.bring_back(actor=request.member, report=one, content=content, at=timezone.now())  # type: ignore[attr-defined]
        except NotAllowed:
            raise
        except Refused as refusal:
            errors = refusal.errors
            form.add_error("file", str(refusal))
        except DomainError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _said(taken))
            return redirect("reports:show", report_id=one.pk)
    name = name_of_held(queries.held_of([one])[one.pk])
    here = reverse("reports:show", args=[one.pk])
    context = {
        "form": form,
        "errors": errors,
        "report": one,
        "name": name,
        "grant": one.grant,
        "breadcrumbs": [(_("Rapports"), reverse("reports:mine")), (name, here), (_("Reprendre une feuille"), "")],
    }
    return render(request, "reports/import.html", context, status=400 if form.errors else 200)


def _said(taken: Taken) -> str:
    texts = ngettext("%(n)s texte repris", "%(n)s textes repris", taken.texts) % {"n": taken.texts}
    numbers = ngettext("%(n)s nombre repris", "%(n)s nombres repris", taken.numbers) % {"n": taken.numbers}
    costs = ngettext("%(n)s dépense reprise", "%(n)s dépenses reprises", taken.costs) % {"n": taken.costs}
    return f"{texts}, {numbers}, {costs}."
