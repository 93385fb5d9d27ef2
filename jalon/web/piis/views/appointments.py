"""The appointment of the next evaluation."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.centre_law import previous_working_day
from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.piis import services
from jalon.domain.piis.models import Evaluation
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.piis.forms.acts import AppointmentForm, WhyForm, iso
from jalon.web.piis.opening import open_evaluation, open_piis
from jalon.web.ui.sent import show_refusal


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """Fix or move the appointment; a day that is not a working day is refused with the next one."""
    piis = open_piis(request, piis_id)
    planned = Evaluation.objects.planned().filter(piis=piis).first()
    form = AppointmentForm(request.POST or None, initial=_first(planned, piis.next_evaluation_on, today(request)))
    if form.is_valid():
        data = form.cleaned_data
        moment = timezone.make_aware(datetime.combine(data["day"], data["hour"]))
        try:
            services.plan_evaluation(
                actor=request.member,  # type: ignore[attr-defined]
                piis=piis,
                planned_for=moment,
                at=timezone.now(),
                place=data["place"],
                in_person=data["in_person"],
            )
        except NotAllowed:
            raise
        except DomainError as refusal:
            refusal.field = {"planned_for": "day"}.get(refusal.field or "", refusal.field)
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le rendez-vous est noté."))
            return redirect("piis:show", piis.pk)
    return _page(request, form, piis, _("Rendez-vous pour faire le point"), _("Noter le rendez-vous"), [])


def _first(planned: Evaluation | None, due: object, on: object) -> dict[str, object]:
    if planned and planned.planned_for:
        local = timezone.localtime(planned.planned_for)
        place = {"place": planned.place, "in_person": planned.in_person}
        return {"day": iso(local.date()), "hour": local.strftime("%H:%M"), **place}
    day = previous_working_day(due) if due and due >= on else None  # type: ignore[operator, arg-type]
    return {"day": iso(day), "hour": "10:00", "in_person": True}


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """Cancel the appointment; the evaluation stays due."""
    evaluation = open_evaluation(request, evaluation_id)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            services.cancel_appointment(
                actor=request.member,  # type: ignore[attr-defined]
                evaluation=evaluation,
                at=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
        except NotAllowed:
            raise
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("piis:show", evaluation.piis_id)
    effects = [_("L’évaluation reste due : il faudra un autre rendez-vous.")]
    return _page(request, form, evaluation.piis, _("Annuler le rendez-vous"), _("Annuler le rendez-vous"), effects)


def _page(request: HttpRequest, form, piis, title: str, act: str, effects: list[str]) -> HttpResponse:  # type: ignore[no-untyped-def]
    context = {
        "person": piis.person,
        "piis": piis,
        "form": form,
        "title": title,
        "act": act,
        "consequences": effects or [_("Le rendez-vous apparaît dans l’agenda du travailleur, sans nom ni motif.")],
        "cancel_url": reverse("piis:show", args=[piis.pk]),
    }
    return render(request, "piis/confirm.html", context, status=422 if form.is_bound else 200)
