"""Who answers for which file; the end of a file and its return."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_coordinator, is_social_staff
from jalon.domain.people.models import Assignment
from jalon.domain.people.queries import Filters, listed, narrowed, workload
from jalon.domain.people.services import assign, close_file, hand_over, reopen_file
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.forms.caseload import AssignForm, CloseForm, HandOverForm
from jalon.web.people.opening import open_file, record_list
from jalon.web.people.views.acting import attempt, form_page
from jalon.web.ui.sent import uuids

MOST_SHOWN = 500  # files of one caseload with a box each; beyond, all of them move together


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def assign_file(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Give one file to a colleague, and see who had it."""
    person, on = open_file(request, person_id), today(request)
    form = AssignForm(request.POST or None, on=on, initial={"to": None if person.responsible else request.member})
    if form.is_valid():
        told = {"actor": request.member, "person": person, "on": on, **form.cleaned_data}
        if attempt(form, lambda: assign(**told)) is not None:
            messages.success(request, _("Le dossier est confié à %(name)s.") % {"name": form.cleaned_data["to"].name})
            return redirect("people:file", person.pk)
    history = Assignment.objects.filter(person=person).select_related("member").latest_first()
    return form_page(request, "people/assign.html", form, person=person, history=history)


@page("centre", who=is_coordinator)
@require_GET
def loads(request: HttpRequest) -> HttpResponse:
    """Whose caseload to hand over: by name, never by number."""
    on = today(request)
    orphans = narrowed(member=request.member, filters=Filters(whose="nobody"), on=on).count()
    return render(request, "people/loads.html", {"loads": workload(on=on), "orphans": orphans})


@page("centre", who=is_coordinator)
@require_http_methods(["GET", "POST"])
def hand_over_files(request: HttpRequest, member_id: UUID | None = None) -> HttpResponse:
    """Share the files of one colleague, or of nobody, between others: all, or those ticked."""
    on = today(request)
    colleague = get_object_or_404(Membership.objects, pk=member_id) if member_id else None
    filters = Filters(whose=colleague.pk if colleague else "nobody")
    everything = narrowed(member=request.member, filters=filters, on=on)
    form = HandOverForm(request.POST or None, on=on, besides=member_id)
    if form.is_valid():
        ids = uuids(request.POST.getlist("files"))
        wanted = everything if request.POST.get("all") else everything.filter(pk__in=ids)
        told = {"actor": request.member, "person_ids": wanted.values_list("pk", flat=True), "on": on}
        moved = attempt(form, lambda: hand_over(**told, **form.cleaned_data))
        if moved:
            messages.success(request, _moved(moved, form.cleaned_data["to"]))
            return redirect("people:loads")
        form.add_error(None, _("Cochez au moins un dossier."))
    shown = listed(everything, on=on, size=MOST_SHOWN)
    record_list(request, "files.listed", len(shown.items))
    context = {"colleague": colleague, "page": shown, "total": everything.count()}
    return form_page(request, "people/hand_over.html", form, **context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Close a file, having seen what that ends."""
    person, on = open_file(request, person_id), today(request)
    form = CloseForm(request.POST or None, initial={"closed_on": on})
    if form.is_valid():
        told = {"actor": request.member, "person": person, "on": on, **form.cleaned_data}
        if attempt(form, lambda: close_file(**told)) is not None:
            messages.success(request, _("Le dossier est fermé."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/close.html", form, person=person)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take a closed file up again."""
    person, on = open_file(request, person_id), today(request)
    form = AssignForm(request.POST or None, on=on, initial={"to": request.member})
    if form.is_valid():
        told = {"actor": request.member, "person": person, "responsible": form.cleaned_data["to"], "on": on}
        if attempt(form, lambda: reopen_file(**told)) is not None:
            messages.success(request, _("Le dossier est rouvert."))
            return redirect("people:file", person.pk)
    return form_page(request, "people/reopen.html", form, person=person)


def _moved(moved: int, to: list[Membership]) -> str:
    names = ", ".join(member.name for member in to)
    words = ngettext("%(n)d dossier confié à %(names)s.", "%(n)d dossiers confiés à %(names)s.", moved)
    return words % {"n": moved, "names": names}
