"""The saves of section A, by script at each pause or by the button, and what colleagues say beside a field."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon.domain.core.errors import DomainError
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.reports import queries, services
from jalon.domain.reports.content import REPLY, asked
from jalon.domain.reports.models import Report
from jalon.domain.reports.permissions import may_write
from jalon.domain.reports.services.writing import Saved
from jalon.web.access.gate import page
from jalon.web.reports.forms import RemarkForm, change_from, name_of, writer_from
from jalon.web.reports.shown import name_of_held
from jalon.web.reports.views.centre import shown
from jalon.web.reports.views.common import found
from jalon.web.ui import autosave
from jalon.web.ui.people import clock


@page("centre", who=may_write)
@require_POST
def save(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Store what was written. A script is answered in JSON; a browser without script sees the page again."""
    one, quiet = found(report_id), autosave.asked(request)
    held = queries.held_of([one])[one.pk]
    change = change_from(request.POST, [*(each.code for each in asked(held.grant)), REPLY])
    facts = {"change": change, "writer": writer_from(request.POST), "at": timezone.now()}
    try:
        saved = services.save(actor=request.member, report=one, **facts)  # type: ignore[attr-defined]
    except TransitionRefused as refusal:
        if quiet:
            return autosave.conflict()
        lost = [(code, text) for code, text in change.values.items() if text]
        told = {"refusal": refusal, "lost": lost, "report": one, "name": name_of_held(held)}
        return render(request, "reports/too_late.html", told, status=409)
    if quiet:
        return JsonResponse(_answer(saved))
    if not saved.outcome.is_complete:
        return shown(request, one, outcome=saved.outcome, status=409 if saved.outcome.clashes else 400)
    messages.success(request, _("Le rapport est enregistré. Il n’est pas encore signé."))
    return redirect("reports:show", report_id=one.pk)


def _answer(saved: Saved) -> dict[str, Any]:
    outcome = saved.outcome
    time = clock(timezone.now())
    unsaved = [name_of(one.field) for one in (*outcome.clashes, *outcome.refusals)]
    answer: dict[str, Any] = {
        "saved": time,
        "version": saved.draft.revision,
        "unsaved": unsaved,
        "clashes": [
            {"name": name_of(one.field), "theirs": one.theirs, "revision": one.revision} for one in outcome.clashes
        ],
        "refusals": {name_of(one.field): str(one.reason) for one in outcome.refusals},
    }
    if unsaved:
        answer["notice"] = _("Enregistré à %(time)s, sauf ce qui est signalé dans la page.") % {"time": time}
    return answer


@page("centre", who=may_write)
@require_POST
def remark(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Say something to colleagues beside a field."""
    one, form = found(report_id), RemarkForm(request.POST)
    if form.is_valid():
        _told(request, one, services.remark, **form.cleaned_data)
    else:
        messages.error(request, _("Écrivez la remarque."))
    return _back(one, request.POST.get("field", ""))


@page("centre", who=may_write)
@require_POST
def settle(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Close what was said beside a field."""
    one, field = found(report_id), request.POST.get("field", "")
    _told(request, one, services.settle, field=field)
    return _back(one, field)


def _told(request: HttpRequest, one: Report, service: Any, **facts: Any) -> None:
    try:
        service(actor=request.member, report=one, at=timezone.now(), **facts)  # type: ignore[attr-defined]
    except DomainError as refusal:
        if refusal.status == 403:
            raise
        messages.error(request, str(refusal))


def _back(one: Report, field: str) -> HttpResponse:
    anchor = field if field.isalnum() else ""
    return redirect(f"{reverse('reports:show', args=[one.pk])}#point-{anchor}")
