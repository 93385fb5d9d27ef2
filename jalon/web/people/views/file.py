"""The page of a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.people.models import Person
from jalon.web.access.gate import page
from jalon.web.people import panels
from jalon.web.people.opening import open_file


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who the person is, and what each room has to say about the file."""
    person = open_file(request, person_id)
    return render(request, "people/file.html", {"person": person, "panels": panels.rendered(request, person)})


@page("centre", who=is_social_staff)
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The files the worker answers for."""
    people = Person.objects.filter(responsible=request.member, closed_on=None)
    people = people.order_by("last_name", "first_names", "id")[:25]
    return render(request, "people/list.html", {"people": people})
