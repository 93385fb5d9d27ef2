"""The end of a project, and taking it up again after some work."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.piis import services
from jalon.domain.piis.enums import Act
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.piis.acts import confirmed
from jalon.web.piis.forms.acts import EndForm, ResumeForm, iso
from jalon.web.piis.opening import open_piis
from jalon.web.ui.sent import form_key


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """Why it ends, what it brought, on which last day."""
    piis, on = open_piis(request, piis_id), today(request)
    last = min(on, piis.until) if piis.until else on
    facts = {"actor": request.member, "piis": piis, "at": timezone.now(), "key": form_key(request)}  # type: ignore[attr-defined]
    reason = {"reason": "normal"} if piis.until and piis.until <= on else {}
    return confirmed(
        request,
        subject=piis,
        act=Act.END,
        form=EndForm(request.POST or None, initial={"effective_on": iso(last), **reason}),
        words={"title": _("Terminer le projet"), "act": _("Terminer le projet")},
        do=lambda form: services.end(**form.cleaned_data, **facts),
        then=lambda done: reverse("piis:show", args=[piis.pk]),
    )


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """A new draft from what was still open; after a short work no new bilan is asked."""
    piis, on = open_piis(request, piis_id), today(request)
    facts = {"actor": request.member, "piis": piis, "at": timezone.now(), "key": form_key(request)}  # type: ignore[attr-defined]
    return confirmed(
        request,
        subject=piis,
        act=Act.RESUME,
        form=ResumeForm(request.POST or None, initial={"worked_from": iso(piis.ended_on), "worked_until": iso(on)}),
        words={"title": _("Reprendre après un travail"), "act": _("Préparer la reprise")},
        do=lambda form: services.resume(**form.cleaned_data, **facts),
        then=lambda again: reverse("piis:edit", args=[again.pk]),
    )
