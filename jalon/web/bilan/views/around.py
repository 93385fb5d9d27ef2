"""Around the talk: the list, the beginning, the blank paper, moments side by side."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.core.errors import InvalidInput
from jalon.domain.instruments import papers, services
from jalon.domain.instruments.enums import BilanState
from jalon.domain.instruments.models import Bilan
from jalon.domain.instruments.permissions import may_hold_bilan
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.bilan import comparison
from jalon.web.bilan.forms import AboutForm, StartForm
from jalon.web.bilan.rows import row_of
from jalon.web.bilan.views.opened import around, crumbs, open_bilan, open_bilans, url_of


@page("centre", who=is_member)
@require_GET
def overview(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every bilan of the person."""
    person = open_bilans(request, person_id)
    bilans = list(Bilan.objects.of(person.pk))
    may_hold = may_hold_bilan(request.member, person)  # type: ignore[attr-defined]
    context = {
        "person": person,
        "breadcrumbs": crumbs(person),
        "rows": [row_of(bilan, bilans, may_hold=may_hold) for bilan in reversed(bilans)],
        "may_hold": may_hold,
        "has_draft": any(not bilan.is_finished for bilan in bilans),
        "can_compare": sum(bilan.is_finished for bilan in bilans) > 1,
        "languages": Language.choices,
    }
    return render(request, "bilan/list.html", context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """When, at which moment, in which language: then the talk."""
    person = open_bilans(request, person_id)
    bilans = Bilan.objects.of(person.pk)
    if request.method == "GET" and (draft := bilans.filter(state=BilanState.DRAFT).first()):
        messages.info(request, _("Un bilan est déjà en cours pour cette personne : le voici."))
        return redirect(url_of(draft))
    on = today(request)
    form = StartForm(request.POST) if request.method == "POST" else StartForm.for_new(person, len(bilans), on)
    if form.is_bound and form.is_valid():
        try:
            bilan = services.start(actor=request.member, person=person, on=on, **form.cleaned_data)
            return redirect(url_of(bilan))
        except InvalidInput as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"person": person, "form": form, "breadcrumbs": crumbs(person, (_("Nouveau bilan"), ""))}
    return render(request, "bilan/start.html", context, status=400 if form.errors else 200)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, person_id: UUID, bilan_id: UUID) -> HttpResponse:
    """Change the date, the moment or the language of a bilan in progress."""
    bilan = open_bilan(request, person_id, bilan_id)
    if bilan.is_finished:
        return redirect(url_of(bilan))
    form = AboutForm(request.POST) if request.method == "POST" else AboutForm.of(bilan)
    if form.is_bound and form.is_valid():
        try:
            services.describe(actor=request.member, bilan=bilan, on=today(request), **form.cleaned_data)
            return redirect(url_of(bilan))
        except InvalidInput as refusal:
            form.add_error(refusal.field, str(refusal))
    context = around(bilan, (_("Date et moment"), ""), form=form)
    return render(request, "bilan/about.html", context, status=400 if form.errors else 200)


@page("centre", who=is_social_staff)
@require_GET
def blank(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The paper to fill in by hand, in the person's language or the one asked for."""
    person = open_bilans(request, person_id)
    asked = request.GET.get("language", "")
    language = asked if asked in Language.values else person.language
    paper = papers.blank(person, worker=request.member, language=language, at=timezone.now())
    return pdf_answer(paper.bytes, f"bilan-{language}.pdf")


@page("centre", who=is_member)
@require_GET
def compare(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Up to four moments side by side; by default the first and the two last."""
    person = open_bilans(request, person_id)
    standing = list(Bilan.objects.standing().of(person.pk).select_related("person"))
    chosen = comparison.chosen(standing, request.GET.getlist("bilan"))
    context = {
        "person": person,
        "breadcrumbs": crumbs(person, (_("Côte à côte"), "")),
        "standing": standing,
        **comparison.context(person, chosen),
    }
    return render(request, "bilan/compare.html", context)


def pdf_answer(content: bytes, name: str) -> HttpResponse:
    """A PDF shown in the browser; its name says nothing of anybody."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
