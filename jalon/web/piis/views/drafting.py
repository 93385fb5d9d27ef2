"""Drawing up: the whole text in one page, saved while one writes."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.piis import services
from jalon.domain.piis.enums import State
from jalon.domain.piis.errors import Incomplete
from jalon.domain.piis.models import Piis
from jalon.domain.piis.queries import current_draft
from jalon.domain.piis.services.drafting import first_draft
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import open_file
from jalon.web.piis.forms.text import TextPage
from jalon.web.piis.opening import open_piis
from jalon.web.piis.writing import Desk, evaluation_days, key_of, place
from jalon.web.ui import autosave


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A new project; a draft already begun is gone on with."""
    person = open_file(request, person_id)
    if request.method == "GET":
        begun = Piis.objects.drafts().filter(person=person).first()
        if begun:
            return redirect("piis:edit", begun.pk)
        piis = None
    else:  # the very form that began a project goes on with it
        piis = Piis.objects.filter(person=person, events__key=key_of(request)).select_related("person").first()
    stored = current_draft(piis) if piis else first_draft(person, today(request))
    return _write(Desk(request, person, piis, stored, today(request)))


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """The text of a draft."""
    piis = open_piis(request, piis_id)
    if piis.state != State.DRAFT and request.method == "GET":
        return redirect("piis:show", piis.pk)
    return _write(Desk(request, piis.person, piis, current_draft(piis), today(request)))


def _write(desk: Desk) -> HttpResponse:
    request = desk.request
    if request.method == "GET":
        return desk.page(desk.text())
    if request.headers.get("HX-Target") == "evaluations":
        return evaluation_days(desk)
    handed = _handed_before(desk)
    if handed:
        return redirect("piis:show", handed.pk)
    text = desk.sent()
    return desk.take(text) or _saved(desk, text)


def _handed_before(desk: Desk) -> Piis | None:
    """The form was sent twice: the first time already handed the text over."""
    piis, key = desk.piis, uuid5(UUID(desk.key), "hand_over")
    sent = piis is not None and "hand_over" in desk.request.POST and piis.state == State.HANDED_OVER
    return piis if sent and piis and piis.events.filter(key=key).exists() else None


def _saved(desk: Desk, text: TextPage) -> HttpResponse:
    """Where the pressed button leads."""
    request, piis = desk.request, desk.piis
    if piis is None:
        raise AssertionError("saved without a project")
    if autosave.asked(request):
        return autosave.saved(at=timezone.now(), version=piis.revision)
    if "hand_over" in request.POST:
        return _hand_over(desk, text)
    edit_url = reverse("piis:edit", args=[piis.pk])
    if side := request.POST.get("add"):
        return redirect(f"{edit_url}?blank={side}#{place(side)}")
    if value := request.POST.get("pick") or request.POST.get("remove"):
        return redirect(f"{edit_url}#{place(value)}")
    messages.success(request, _("Le texte est enregistré."))
    return redirect("piis:show", piis.pk)


def _hand_over(desk: Desk, text: TextPage) -> HttpResponse:
    piis: Any = desk.piis
    key = uuid5(UUID(desk.key), "hand_over")  # the key itself may have begun the project
    try:
        version = services.hand_over(actor=desk.request.member, piis=piis, at=timezone.now(), key=key)  # type: ignore[attr-defined]
    except Incomplete as refusal:
        return desk.page(text, missing=refusal.missing, status=422)
    except NotAllowed:
        raise
    except DomainError as refusal:
        text.add_error(refusal)
        return desk.page(text, status=422)
    return redirect("piis:show", version.piis_id)
