"""A reform over a whole population: asked, answered, kept on purpose."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.domain.accounts.permissions import is_member
from jalon.domain.core.errors import DomainError
from jalon.domain.lab import services
from jalon.domain.lab.asking import ask
from jalon.domain.lab.models import Kind
from jalon.web.access.gate import page
from jalon.web.exemption.packing import Drafts
from jalon.web.lab import sides
from jalon.web.lab.columns import columns_table
from jalon.web.lab.forms import KeepForm, PopulationForms
from jalon.web.lab.keeping import opened, sealed
from jalon.web.lab.shown import limits, shown
from jalon.web.ui.sent import form_key, show_refusal


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def population(request: HttpRequest) -> HttpResponse:
    """The question; once sent, its answer below, with the means to keep it. Nothing else of a file remains."""
    return answered(request)


def answered(request: HttpRequest) -> HttpResponse:
    """The same on both sides."""
    if request.method == "GET":
        return _page(request, PopulationForms(request.GET, bound=False, drafts=Drafts(request.session)))
    forms = PopulationForms(request.POST, request.FILES, bound=True, drafts=Drafts(request.session))
    asked = forms.asked()
    if asked is None:
        return _page(request, forms, status=400)
    try:
        question, report = ask(asked)
    except DomainError as refusal:
        show_refusal(forms.form, refusal)
        return _page(request, forms, status=400)
    if not report["rows"]:
        forms.form.add_error("file", _("Ce fichier n’a aucune ligne : il n’y a rien à calculer."))
        return _page(request, forms, status=400)
    keep_form = KeepForm(initial={"told": sealed(request, Kind.POPULATION, question, report)})
    return _page(request, forms, result=shown(question, report), keep_form=keep_form)


@page("centre", who=is_member)
@require_GET
def columns(request: HttpRequest) -> HttpResponse:
    """What a file must hold."""
    return told_columns(request)


def told_columns(request: HttpRequest) -> HttpResponse:
    """The same on both sides."""
    urls = sides.urls(request)
    crumbs = [
        *_crumbs(urls),
        (_("Sur toute une population"), urls["population"]),
        (_("Les colonnes d’un fichier"), ""),
    ]
    return render(request, "lab/columns.html", {"breadcrumbs": crumbs, "columns": columns_table()})


@page("centre", who=is_member)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Under a name, with the notes."""
    return kept(request, Kind.POPULATION, shown)


def kept(request: HttpRequest, kind: Kind, show: Any) -> HttpResponse:
    """Keep what was sealed; what is wrong in the name stands beside the answer, which is shown again by `show`."""
    urls = sides.urls(request)
    keep_scenario = services.keep_for_administration if sides.is_federal(request) else services.keep
    form, found = KeepForm(request.POST), opened(request, kind, request.POST.get("told", ""))
    if found is None:
        return redirect(urls[str(kind)])
    question, answer = found
    if form.is_valid():
        told = {"title": form.cleaned_data["title"], "notes": form.cleaned_data["notes"]}
        try:
            made = keep_scenario(
                actor=request.member,  # type: ignore[attr-defined]
                kind=kind,
                question=question,
                answer=answer,
                at=timezone.now(),
                key=form_key(request),
                **told,
            )
            return redirect(f"{sides.room(request)}:scenario", made.pk)
        except DomainError as refusal:
            show_refusal(form, refusal)
    context = {"keep_form": form, "result": show(question, answer), "breadcrumbs": [*_crumbs(urls), (_("Garder"), "")]}
    context |= {"kind": kind, "keep_url": request.path}
    return render(request, "lab/keep.html", context, status=400)


def _crumbs(urls: dict[str, str]) -> list[tuple[str, str]]:
    return [(_("Laboratoire de réforme"), urls["home"])]


def _page(request: HttpRequest, forms: PopulationForms, status: int = 200, **more: Any) -> HttpResponse:
    urls = sides.urls(request)
    context = {
        "urls": urls,
        "forms": forms,
        "limits": limits(),
        "breadcrumbs": [*_crumbs(urls), (_("Sur toute une population"), "")],
        **sides.keep_or_take(request, Kind.POPULATION),
        **more,
    }
    return render(request, "lab/population.html", context, status=status)
