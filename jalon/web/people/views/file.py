"""The page of a file."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member
from jalon.domain.people.models import Person
from jalon.domain.people.niss import MASK
from jalon.domain.people.queries import read_file
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people import panels
from jalon.web.people.opening import enter_file


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who the person is, and what each room has to say about the file."""
    person = read_file(person_id, today(request))
    if person is None:
        raise Http404
    enter_file(request, person)
    shown = panels.shown(request, person)
    context = {"person": person, "cards": shown.cards, "starts": shown.starts, "niss_mask": MASK}
    return render(request, "people/file.html", context | {"contact": _contact(person)})


def _contact(person: Person) -> list[tuple[str, str]]:
    known = [(_("Téléphone"), person.phone), (_("Adresse e-mail"), person.email), (_("Adresse"), person.address)]
    return [(label, value) for label, value in known if value]
