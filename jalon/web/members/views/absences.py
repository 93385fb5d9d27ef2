"""Who is away, and who answers for their files meanwhile."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts import services
from jalon.domain.accounts.models import Deputyship
from jalon.domain.accounts.permissions import is_social_staff, manages_members, plans_absence
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.members.forms import AbsenceForm, ConfirmForm
from jalon.web.ui.sent import show_refusal


def sees_absences(actor: object, subject: object = None) -> bool:
    """Social staff plan their own; coordinators and the secretary those of others."""
    return is_social_staff(actor) or manages_members(actor)  # type: ignore[arg-type]


@page("centre", who=sees_absences)
@require_http_methods(["GET", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Present and coming absences, and a form for one more."""
    actor, on = request.member, today(request)  # type: ignore[attr-defined]
    initial = {"absent": actor.pk, "since": on}
    form = AbsenceForm(request.POST or None, actor=actor, others=manages_members(actor), on=on, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.plan_absence(actor=actor, **form.cleaned_data, on=on)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("L’absence est prévue."))
            return redirect("members:absences")
    found = Deputyship.objects.filter(until__gte=on).select_related("absent", "deputy").order_by("since")
    rows = [(one, plans_absence(actor, one.absent), one.runs_on(on)) for one in found]
    return render(request, "members/absences.html", {"form": form, "rows": rows, "sees_all": manages_members(actor)})


@page("centre", who=sees_absences)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, deputyship_id: UUID) -> HttpResponse:
    """Back early, or not away after all."""
    actor = request.member  # type: ignore[attr-defined]
    found = get_object_or_404(Deputyship.objects.select_related("absent", "deputy"), pk=deputyship_id)
    if not plans_absence(actor, found.absent):
        raise NotAllowed
    if request.method == "POST":
        services.end_absence(actor=actor, deputyship=found, on=today(request))
        messages.success(request, _("L’absence est terminée."))
        return redirect("members:absences")
    names = {"absent": found.absent.name, "deputy": found.deputy.name}
    facts = {
        "title": _("Terminer l’absence de %(absent)s") % names,
        "consequences": [_("%(deputy)s ne répond plus des dossiers de %(absent)s.") % names],
        "act": _("Terminer l’absence"),
        "cancel_url": reverse("members:absences"),
        "form": ConfirmForm(),
    }
    return render(request, "ui/confirm.html", facts)
