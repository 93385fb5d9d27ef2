"""The door of every file: a reason when the file is not in one's own work, and a row in the journal each time."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from jalon.domain.audit.models import Kind
from jalon.domain.audit.services import record
from jalon.domain.core.context import adopt_purpose
from jalon.domain.core.errors import NotAllowed
from jalon.domain.people.models import Person
from jalon.domain.people.permissions import may_change_file, may_open_file, opens_freely
from jalon.web.access.gate import Detour
from jalon.web.access.middleware import today

SESSION_PURPOSES = "jalon_purposes"  # {"<member>:<person>": [day, reason]}


@dataclass(frozen=True)
class Opening:
    """How this file was entered: the reason given (empty when none was needed) and whether one may write."""

    person: Person
    purpose: str
    may_write: bool


def enter_file(request: HttpRequest, person: Person, verb: str | None = "file.opened") -> Opening:
    """Ask why when it must be asked, put the reason in the context, and record the read under `verb`.

    Without a verb nothing is recorded: for a page that saves itself and shows nothing new.

    Raises `Detour` to the page that asks the reason, which leads back to the page asked; `NotAllowed` outside the
    centre. Call it first in any view that shows or changes something of the person.
    """
    member, on = request.member, today(request)
    if not may_open_file(member, person):
        raise NotAllowed
    purpose = ""
    if not opens_freely(member, person, on=on):
        purpose = stated_purpose(request, person.pk, on)
        if not purpose:
            raise Detour(redirect(_purpose_url(request, person.pk)))
        adopt_purpose(purpose)
    if verb:
        record(actor=member, verb=verb, subject=person, person_id=person.pk, on=on, kind=Kind.READ)
    opening = Opening(person=person, purpose=purpose, may_write=may_change_file(member, person))
    request.opening = opening
    return opening


def open_file(request: HttpRequest, person_id: UUID, verb: str = "file.opened") -> Person:
    """Find the person in this centre (404 elsewhere), enter the file and return the person."""
    person = get_object_or_404(Person.objects.select_related("responsible"), pk=person_id)
    enter_file(request, person, verb)
    return person


def record_list(request: HttpRequest, verb: str, number: int, **detail: str) -> None:
    """One row when names were shown outside a file's own page: how many, and which list; never whose.

    Not for one's own caseload, and not when nobody was shown.
    """
    if number:
        member = request.member
        told = {"files": number, **detail}
        record(actor=member, verb=verb, subject=member, on=today(request), detail=told, kind=Kind.READ)


def stated_purpose(request: HttpRequest, person_id: UUID, on: date) -> str:
    """The reason given that day. A form opened before midnight may still be sent after it."""
    day, purpose = request.session.get(SESSION_PURPOSES, {}).get(_key(request, person_id), ("", ""))
    return purpose if day == on.isoformat() or request.method == "POST" else ""


def remember_purpose(request: HttpRequest, person_id: UUID, purpose: str, on: date) -> None:
    """Keep the reason for this file until the end of the day; reasons of other days are forgotten."""
    kept = {
        key: value for key, value in request.session.get(SESSION_PURPOSES, {}).items() if value[0] == on.isoformat()
    }
    request.session[SESSION_PURPOSES] = {**kept, _key(request, person_id): [on.isoformat(), purpose]}


def _key(request: HttpRequest, person_id: UUID) -> str:
    return f"{request.member.pk}:{person_id}"


def _purpose_url(request: HttpRequest, person_id: UUID) -> str:
    asked = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return f"{reverse('people:purpose', args=[person_id])}?{urlencode({'next': asked})}"
