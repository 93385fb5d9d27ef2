"""A new file, with a word about who may already have one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import InvalidInput
from jalon.domain.people import niss as national
from jalon.domain.people.birth import Birth, read_birth
from jalon.domain.people.models import Person
from jalon.domain.people.queries import likely_duplicates, same_niss
from jalon.domain.people.services import create_person
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.forms.create import CreateForm
from jalon.web.people.opening import record_list
from jalon.web.people.views.acting import attempt, form_page
from jalon.web.ui.sent import form_key


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One short page: who, since when, in what capacity."""
    on = today(request)
    form = CreateForm(request.POST or None, on=on, member=request.member, initial=_initial(request))
    warnings: dict[str, Any] = {}
    if form.is_valid():
        warnings = _warnings(request, form.cleaned_data["birth"])
        if not warnings["likely"] or form.cleaned_data["is_another"]:
            person = attempt(form, lambda: _create(request, form))
            if person is not None:
                return _created(request, person, warnings)
        warnings["asked"] = bool(warnings["likely"])
    elif form.is_bound:
        warnings = _warnings(request, _birth(request))
    answer = form_page(request, "people/new.html", form, **warnings)
    answer.status_code = 422 if form.is_bound else 200
    return answer


@page("centre", who=is_social_staff)
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """While one types: who may be the same person, what the national number says. Names travel in the body only."""
    return render(request, "people/check.html", _warnings(request, _birth(request)))


def _create(request: HttpRequest, form: CreateForm) -> Person:
    data = form.cleaned_data
    return create_person(
        actor=request.member,
        facts=form.person_facts(),
        niss=data["niss"],
        status=form.status(),
        responsible=data["responsible"],
        key=form_key(request),
        on=today(request),
    )


def _created(request: HttpRequest, person: Person, warnings: dict[str, Any]) -> HttpResponseRedirect:
    messages.success(request, _("Le dossier %(number)s est ouvert.") % {"number": person.file_number})
    for sentence in warnings["disagreements"]:
        messages.warning(request, sentence)
    return redirect("people:file", person.pk)


def _initial(request: HttpRequest) -> dict[str, Any]:
    member, on = request.member, today(request)
    return {"since": on, "responsible": member.pk, "language": request.LANGUAGE_CODE[:2]}


def _birth(request: HttpRequest) -> Birth:
    try:
        return read_birth(request.POST.get("birth", "")[:20], on=today(request))
    except InvalidInput:
        return Birth()


def _warnings(request: HttpRequest, birth: Birth) -> dict[str, Any]:
    """What a page says before a file is made twice. Only people of this centre are ever hinted at."""
    last, first = (request.POST.get(name, "")[:100] for name in ("last_name", "first_names"))
    found: dict[str, Any] = {"likely": [], "same": None, "niss_refusal": "", "disagreements": []}
    if typed := request.POST.get("niss", "")[:40].strip():
        found |= _about_niss(request, typed, birth)
    if found["same"] is None:
        found["likely"] = likely_duplicates(last_name=last, first_names=first, birth=birth)
    record_list(request, "files.searched", len(found["likely"]) + bool(found["same"]))
    return found


def _about_niss(request: HttpRequest, typed: str, birth: Birth) -> dict[str, Any]:
    try:
        niss = national.parse(typed, on=today(request))
    except InvalidInput as refusal:
        # A number half typed is no mistake yet.
        short = sum(char.isdigit() for char in typed) < 11
        return {"niss_refusal": "" if short else str(refusal)}
    told = {"birth_year": birth.year, "birth_month": birth.month, "birth_day": birth.day}
    return {
        "same": same_niss(niss),
        "disagreements": national.disagreements(niss, **told, sex=request.POST.get("sex", "")[:1]),
    }
