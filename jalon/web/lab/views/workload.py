"""What each regime asks of a centre: asked in the address, answered below, kept on purpose."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jalon.domain.accounts.permissions import is_member
from jalon.domain.lab.models import Kind
from jalon.domain.lab.own_counts import own_counts
from jalon.domain.lab.workload import answer
from jalon.law.workload import Files
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.lab import sides
from jalon.web.lab.forms import KeepForm
from jalon.web.lab.keeping import sealed
from jalon.web.lab.views.population import kept
from jalon.web.lab.workload_forms import WorkloadForm, the_country
from jalon.web.lab.workload_shown import shown


@page("centre", who=is_member)
@require_GET
def workload(request: HttpRequest) -> HttpResponse:
    """Every regime over the same files; the country's until one writes one's own."""
    return answered(request)


def answered(request: HttpRequest) -> HttpResponse:
    """The same on both sides."""
    urls = sides.urls(request)
    given = request.GET.copy() if request.GET else QueryDict(mutable=True)
    if not request.GET:
        given.update(the_country())
    form, context = WorkloadForm(given), dict[str, Any]()
    if form.is_valid():
        question = form.question()
        told = answer(Files(**question["files"]))
        keep_form = KeepForm(initial={"told": sealed(request, Kind.WORKLOAD, question, told)})
        context = {"result": shown(question, told), "keep_form": keep_form}
    context |= {
        "form": form,
        "parts": [
            (_("Les dossiers"), form.fields_of(form.COUNTS)),
            (_("Comment ils se partagent"), form.fields_of(form.SHARES)),
            (_("Le centre"), form.fields_of(form.TEAM)),
            (_("Le temps d’un acte, si vous voulez des heures"), form.fields_of(form.MINUTES)),
        ],
        "is_country": not request.GET,
        "urls": urls,
        **sides.keep_or_take(request, Kind.WORKLOAD),
        "breadcrumbs": [(_("Laboratoire de réforme"), urls["home"]), (_("Charge de travail"), "")],
    }
    return render(request, "lab/workload.html", context, status=200 if "result" in context else 400)


@page("centre", who=is_member)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """The counts of the centre's own files, in the address of the page."""
    counts = own_counts(today(request)) | {"agreed": Files.__dataclass_fields__["agreed"].default, "centres": 1}
    if not any(counts[name] for name in ("young", "students", "adults")):
        messages.info(request, _("Aucun droit n’a commencé dans votre centre ces douze mois : écrivez vos comptes."))
        return redirect("lab:workload")
    return redirect(f"{reverse('lab:workload')}?{urlencode(counts)}")


@page("centre", who=is_member)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Under a name, with the notes."""
    return kept(request, Kind.WORKLOAD, shown)
