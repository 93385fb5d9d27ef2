"""Statuses and exemptions."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import Conflict
from jalon.domain.people.models import PiisExemption, Status
from jalon.domain.people.services import (
    correct_status,
    end_exemption,
    end_status,
    grant_exemption,
    renew_exemption,
    start_status,
)
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.forms.status import CorrectStatusForm, EndForm, ExemptionForm, ReviewForm, StatusForm
from jalon.web.people.opening import open_file
from jalon.web.people.views.acting import attempt, conflict_page, form_page
from jalon.web.ui.sent import form_key

REVIEW_AFTER = timedelta(days=182)  # proposed, not imposed


@page("centre", who=is_social_staff)
@require_GET
def history(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every status and exemption the person had here."""
    person = open_file(request, person_id)
    statuses = Status.objects.filter(person=person).latest_first()
    exemptions = PiisExemption.objects.filter(person=person).select_related("author").latest_first()
    context = {"person": person, "statuses": statuses, "exemptions": exemptions}
    return render(request, "people/statuses.html", context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A new status; the one that runs ends the day before."""
    person, on = open_file(request, person_id), today(request)
    form = StatusForm(request.POST or None, initial={"since": on})
    if form.is_valid():
        told = {
            "actor": request.member,
            "person": person,
            "facts": form.status_facts(),
            "on": on,
            "key": form_key(request),
        }
        if attempt(form, lambda: start_status(**told)) is not None:
            messages.success(request, _("Le nouveau statut est noté."))
            return redirect("people:file", person.pk)
    current = Status.objects.filter(person=person, until=None).first()
    return form_page(request, "people/status.html", form, person=person, current=current)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, person_id: UUID, status_id: UUID) -> HttpResponse:
    """Put a status right."""
    person, status = open_file(request, person_id), _status(person_id, status_id)
    form = CorrectStatusForm(request.POST or None, initial=CorrectStatusForm.initial_of(status))
    if form.is_valid():
        try:
            saved = attempt(form, lambda: _corrected(request, status, form))
        except Conflict as conflict:
            theirs = CorrectStatusForm.initial_of(conflict.theirs)
            return conflict_page(
                request, "people/status.html", form, theirs, verb="status.corrected", person=person, status=status
            )
        if saved is not None:
            messages.success(request, _("Le statut est corrigé."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/status.html", form, person=person, status=status)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, person_id: UUID, status_id: UUID) -> HttpResponse:
    """The last day of a status."""
    person, status, on = open_file(request, person_id), _status(person_id, status_id), today(request)
    form = EndForm(request.POST or None, initial={"until": on})
    if form.is_valid():
        told = {"actor": request.member, "status": status, "until": form.cleaned_data["until"], "on": on}
        if attempt(form, lambda: end_status(**told)) is not None:
            messages.success(request, _("La fin du statut est notée."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/status_end.html", form, person=person, status=status)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def exempt(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """An exemption from the PIIS."""
    person, on = open_file(request, person_id), today(request)
    form = ExemptionForm(request.POST or None, initial={"since": on, "review_on": on + REVIEW_AFTER})
    if form.is_valid():
        told = {"actor": request.member, "person": person, "on": on, "key": form_key(request), **form.cleaned_data}
        if attempt(form, lambda: grant_exemption(**told)) is not None:
            messages.success(request, _("La dispense est notée."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/exemption.html", form, person=person)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, person_id: UUID, exemption_id: UUID) -> HttpResponse:
    """An exemption looked at again and kept."""
    person, exemption, on = open_file(request, person_id), _exemption(person_id, exemption_id), today(request)
    form = ReviewForm(request.POST or None, initial={"review_on": on + REVIEW_AFTER})
    if form.is_valid():
        key = form_key(request)
        told = {"actor": request.member, "exemption": exemption, "on": on, "key": key, **form.cleaned_data}
        if attempt(form, lambda: renew_exemption(**told)) is not None:
            messages.success(request, _("La dispense est maintenue."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/exemption.html", form, person=person, exemption=exemption)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def end_of_exemption(request: HttpRequest, person_id: UUID, exemption_id: UUID) -> HttpResponse:
    """The last day of an exemption."""
    person, exemption, on = open_file(request, person_id), _exemption(person_id, exemption_id), today(request)
    form = EndForm(request.POST or None, initial={"until": on})
    if form.is_valid():
        told = {"actor": request.member, "exemption": exemption, "until": form.cleaned_data["until"], "on": on}
        if attempt(form, lambda: end_exemption(**told)) is not None:
            messages.success(request, _("La fin de la dispense est notée."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/exemption_end.html", form, person=person, exemption=exemption)


def _corrected(request: HttpRequest, status: Status, form: CorrectStatusForm) -> Status:
    revision = form.cleaned_data["revision"]
    member, on = request.member, today(request)
    return correct_status(actor=member, status=status, facts=form.status_facts(), revision=revision, on=on)


def _status(person_id: UUID, status_id: UUID) -> Status:
    return get_object_or_404(Status.objects.select_related("person"), pk=status_id, person=person_id)


def _exemption(person_id: UUID, exemption_id: UUID) -> PiisExemption:
    return get_object_or_404(PiisExemption.objects.select_related("person"), pk=exemption_id, person=person_id)
