"""At the desk: somebody asked for a new card at the door. Their file may be known, or have to be found."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.core.errors import NotAllowed
from jalon.domain.space import queries, services
from jalon.domain.space.models import CardRequest
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import enter_file
from jalon.web.space.desk_forms import CardOutcomeForm


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, card_request_id: UUID) -> HttpResponse:
    """What was typed at the door, the way to the card, or the word that ends it."""
    asked = get_object_or_404(
        CardRequest.objects.select_related("person__responsible", "settled_by"), pk=card_request_id
    )
    if asked.person:
        enter_file(request, asked.person, "file.access")
    may_settle = is_social_staff(request.member)  # type: ignore[attr-defined]
    if request.method == "POST" and not may_settle:
        raise NotAllowed
    form = CardOutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"outcome": form.cleaned_data["outcome"], "at": timezone.now(), "on": today(request)}
        services.settle_card(actor=request.member, request=asked, **told)  # type: ignore[attr-defined]
        messages.success(request, _("La demande est réglée."))
        return redirect("desk:show", asked.person_id) if asked.person_id else redirect("day:home")
    access = queries.access_of(asked.person) if asked.person else None
    facts = {
        "asked": asked,
        "person": asked.person,
        "form": form,
        "may_settle": may_settle,
        "card_url": _card(asked, bool(access)),
        "search_url": f"{reverse('people:list')}?{urlencode({'q': asked.name})}",
    }
    return render(request, "space/desk_card_asked.html", facts, status=400 if form.errors else 200)


def _card(asked: CardRequest, has_access: bool) -> str:
    if asked.person is None or not asked.person.is_open:
        return ""
    return reverse("desk:renew" if has_access else "desk:card", args=[asked.person_id])
