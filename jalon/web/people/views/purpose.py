"""Saying why a file outside one's own work is opened."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_member
from jalon.domain.people.models import Person
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.forms.purpose import PurposeForm
from jalon.web.people.opening import remember_purpose


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask the reason, remember it for the day, go on to the page that was asked."""
    person = get_object_or_404(Person.objects.select_related("responsible"), pk=person_id)
    form = PurposeForm(request.POST or None)
    if form.is_valid():
        remember_purpose(request, person.pk, form.purpose(), today(request))
        return redirect(_asked_page(request, person))
    status = 422 if form.is_bound else 200
    return render(request, "people/purpose.html", {"person": person, "form": form}, status=status)


def _asked_page(request: HttpRequest, person: Person) -> str:
    """The page that sent here, if it is one of ours; else the file."""
    asked = request.GET.get("next", "")
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None)
    return asked if ours else reverse("people:file", args=[person.pk])
