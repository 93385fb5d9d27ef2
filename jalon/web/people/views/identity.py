"""Correcting who the person is; the national number."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.core.errors import Conflict
from jalon.domain.people import niss as national
from jalon.domain.people.models import Person
from jalon.domain.people.services import edit_person, record_niss, replace_niss, reveal_niss
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.forms.person import EditPersonForm, NissForm, ReplaceNissForm
from jalon.web.people.opening import open_file
from jalon.web.people.views.acting import attempt, conflict_page, form_page


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Correct names, birth, language and how to reach the person."""
    person, on = open_file(request, person_id), today(request)
    form = EditPersonForm(request.POST or None, initial=EditPersonForm.initial_of(person), on=on)
    if form.is_valid():
        try:
            saved = attempt(form, lambda: _edited(request, person, form))
        except Conflict as conflict:
            theirs = EditPersonForm.initial_of(conflict.theirs)
            return conflict_page(request, "people/edit.html", form, theirs, verb="file.edited", person=person)
        if saved is not None:
            messages.success(request, _("Les données sont corrigées."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/edit.html", form, person=person)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def niss(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Note the national number, or replace it and say why."""
    person = open_file(request, person_id)
    kind = ReplaceNissForm if person.has_niss else NissForm
    form = kind(request.POST or None)
    if form.is_valid() and attempt(form, lambda: _numbered(request, person, form)) is not None:
        messages.success(request, _("Le NISS est noté."))
        for sentence in _disagreements(person, form.cleaned_data["niss"], request):
            messages.warning(request, sentence)
        return redirect("people:file", person.pk)
    return form_page(request, "people/niss.html", form, person=person)


@page("centre", who=is_member)
@require_POST
def reveal(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show the national number once; the journal keeps who looked."""
    person = open_file(request, person_id, verb="file.opened_for_niss")
    number = reveal_niss(actor=request.member, person=person, on=today(request))
    template = "people/niss_clear.html" if request.htmx else "people/niss_shown.html"
    return render(request, template, {"person": person, "number": number})


def _edited(request: HttpRequest, person: Person, form: EditPersonForm) -> Person:
    revision = form.cleaned_data["revision"]
    member, on = request.member, today(request)
    return edit_person(actor=member, person=person, facts=form.person_facts(), revision=revision, on=on)


def _numbered(request: HttpRequest, person: Person, form: NissForm) -> object:
    told = {"actor": request.member, "person": person, "typed": form.cleaned_data["niss"], "on": today(request)}
    if person.has_niss:
        return replace_niss(reason=form.cleaned_data["reason"], **told)
    return record_niss(**told)


def _disagreements(person: Person, typed: str, request: HttpRequest) -> list[str]:
    number = national.parse(typed, on=today(request))
    return national.disagreements(
        number,
        birth_year=person.birth_year,
        birth_month=person.birth_month,
        birth_day=person.birth_day,
        sex=person.sex,
    )
