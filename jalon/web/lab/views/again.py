"""A scenario of somebody else, run again here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_member
from jalon.domain.core.errors import DomainError
from jalon.domain.lab.again import run_again
from jalon.web.access.gate import page
from jalon.web.lab import sides
from jalon.web.lab.forms import AgainForm
from jalon.web.lab.kinds import SHOWN
from jalon.web.ui.sent import show_refusal


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """The same to the cent, or what differs; nothing is kept."""
    return answered(request)


def answered(request: HttpRequest) -> HttpResponse:
    """The same on both sides."""
    form = AgainForm(request.POST or None, request.FILES or None) if request.method == "POST" else AgainForm()
    context: dict[str, Any] = {
        "form": form,
        "breadcrumbs": [(_("Laboratoire de réforme"), sides.urls(request)["home"]), (_("Refaire un scénario"), "")],
    }
    if request.method == "POST" and form.is_valid():
        sent, population = form.cleaned_data["scenario"], form.cleaned_data["population"]
        data = (population.name, population.read()) if population else None
        try:
            found = run_again(sent.read(), data)
            context |= {"found": found, "result": SHOWN[found.kind](found.question, found.report)}
        except DomainError as refusal:
            show_refusal(form, refusal)
    return render(request, "lab/again.html", context, status=400 if form.errors else 200)
