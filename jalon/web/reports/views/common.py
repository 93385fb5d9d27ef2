"""What the pages of both sides share: finding a report, one page for one act."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from jalon.domain.core.both_sides import rows
from jalon.domain.reports.models import Report, Sampled
from jalon.web.ui.acts import confirm


def found(report_id: UUID) -> Report:
    """A report of the centre in context, or any at the administration. Raises `Http404`."""
    one = rows(Report).select_related("grant__award").filter(pk=report_id).first()
    if one is None:
        raise Http404
    return one


def found_line(sampled_id: UUID, report_id: UUID | None = None) -> Sampled:
    """A controlled cost, of this report if one is named. Raises `Http404`."""
    one = rows(Sampled).select_related("report__grant__award").filter(pk=sampled_id).first()
    if one is None or (report_id and one.report_id != report_id):
        raise Http404
    return one


def act(
    request: HttpRequest, report: Report, form: Form, service: Callable[..., Any], *, back: str, **words: Any
) -> HttpResponse:
    """A page for an act that asks what its form asks. `back`: the address of the report; `words`: see `confirm`."""

    def do() -> None:
        service(actor=request.member, report=report, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    return confirm(request, form, do=do, back=back, **words)
