"""A report as PDF with its data inside, and the data alone."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jalon.domain.core import reader
from jalon.domain.reports import paper, queries
from jalon.domain.reports.models import Version
from jalon.domain.reports.permissions import may_write, reads_reports
from jalon.web.access.gate import page
from jalon.web.reports.views.common import found


@page("centre", who=may_write)
@require_safe
def own_pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The last text that was sent, who signed it and when it arrived; in the reader’s language or the one asked."""
    return _pdf(request, report_id)


@page("centre", who=may_write)
@require_safe
def own_json(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The exact bytes that were signed."""
    return _json(report_id)


@page("federal", who=reads_reports)
@require_safe
def pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The same at the administration."""
    return _pdf(request, report_id)


@page("federal", who=reads_reports)
@require_safe
def json(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The same at the administration."""
    return _json(report_id)


def _text(report_id: UUID) -> Version:
    version = queries.last_sent(found(report_id))
    if version is None:
        raise Http404
    return version


def _pdf(request: HttpRequest, report_id: UUID) -> HttpResponse:
    version, language = _text(report_id), request.GET.get("language", reader.by_language("fr", "nl"))
    if language not in paper.LANGUAGES:
        raise Http404
    made = paper.printed(version, queries.signatures(version), language=language)
    answer = HttpResponse(made.content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{paper.file_name(version)}.pdf"'
    return answer


def _json(report_id: UUID) -> HttpResponse:
    version = _text(report_id)
    answer = HttpResponse(version.content.encode(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{paper.file_name(version)}.json"'
    return answer
