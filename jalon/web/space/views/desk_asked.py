"""At the desk: the answer to a change, or to somebody who wants to be heard."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.space import queries, services
from jalon.domain.space.enums import AskedFor
from jalon.domain.space.models import OwnRequest
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import open_file
from jalon.web.space.desk_forms import OwnAnswerForm
from jalon.web.ui.sent import show_refusal


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, person_id: UUID, asked_id: UUID) -> HttpResponse:
    """What the person asks, since when, and the answer they read in their space."""
    person = open_file(request, person_id, verb="file.interview")
    found = OwnRequest.objects.annotate(answered=queries.is_answered())
    asked = get_object_or_404(found, pk=asked_id, person_id=person.pk)
    form = OwnAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = {"at": timezone.now(), "on": today(request), **_told(form)}
            services.answer_request(actor=request.member, request=asked, **told)  # type: ignore[attr-defined]
        except NotAllowed:
            raise
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La personne lit votre réponse dans son espace."))
            return redirect("desk:show", person.pk)
    facts = {
        "person": person,
        "asked": asked,
        "answers": asked.answers.select_related("answered_by").order_by("-answered_at"),
        "form": form,
        "is_hearing": asked.kind == AskedFor.HEARING,
    }
    return render(request, "space/desk_asked.html", facts, status=400 if form.errors else 200)


def _told(form: OwnAnswerForm) -> dict[str, Any]:
    told = {name: form.cleaned_data[name] for name in ("place", "words", "agreed")}
    return {"meets_at": form.meets_at, **told}
