"""The page of a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member
from jalon.domain.people.models import Person
from jalon.domain.people.niss import MASK
from jalon.domain.people.queries import with_situation
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people import panels
from jalon.web.people.opening import open_file


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who the person is, and what each room has to say about the file."""
    person = open_file(request, person_id, people=with_situation(Person.objects.all(), today(request)))
    shown = panels.rendered(request, person)
    return render(
        request, "people/file.html", {"person": person, "panels": shown, "contact": _contact(person), "niss_mask": MASK}
    )


def _contact(person: Person) -> list[tuple[str, str]]:
    known = [(_("Téléphone"), person.phone), (_("Adresse e-mail"), person.email), (_("Adresse"), person.address)]
    return [(label, value) for label, value in known if value]
