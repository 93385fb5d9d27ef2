"""The partner the person lives with."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import InvalidInput
from jalon.domain.people.models import Partnership, Person
from jalon.domain.people.queries import search
from jalon.domain.people.services import end_partnership, link_partner
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.forms.caseload import PartnerForm
from jalon.web.people.forms.status import EndForm
from jalon.web.people.opening import open_file, record_list
from jalon.web.people.views.acting import attempt, form_page


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def household(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Find the partner's file by POST, then say since when they live together."""
    person, on = open_file(request, person_id), today(request)
    form = PartnerForm(request.POST if "partner" in request.POST else None, initial={"since": on})
    if form.is_valid():
        partner = get_object_or_404(Person.objects, pk=form.cleaned_data["partner"])
        told = {"actor": request.member, "person": person, "partner": partner, "since": form.cleaned_data["since"]}
        if attempt(form, lambda: link_partner(on=on, **told)) is not None:
            messages.success(request, _("Le ménage est noté dans les deux dossiers."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/household.html", form, person=person, **_found(request, person))


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, person_id: UUID, partnership_id: UUID) -> HttpResponse:
    """The last day they lived together."""
    person, on = open_file(request, person_id), today(request)
    links = Partnership.objects.select_related("person", "partner")
    partnership = get_object_or_404(links, pk=partnership_id, person=person_id)
    form = EndForm(request.POST or None, initial={"until": on})
    if form.is_valid():
        told = {"actor": request.member, "partnership": partnership, "until": form.cleaned_data["until"], "on": on}
        attempt(form, lambda: end_partnership(**told))
        if form.is_valid():
            messages.success(request, _("La fin du ménage est notée dans les deux dossiers."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/household_end.html", form, person=person, partnership=partnership)


def _found(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The people of the search, without the person; and the one chosen, when the form comes back."""
    typed = request.POST.get("q", "")[:200]
    try:
        people = search(typed, on=today(request), size=10).items if typed else []
    except InvalidInput:
        people = []
    others = [one for one in people if one.pk != person.pk]
    record_list(request, "files.searched", len(others))
    return {"q": typed.replace("\x00", ""), "searched": bool(typed), "people": others}
