"""The lab of reform schemes: all of it stands in the address, nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member
from jalon.domain.exemption.lab import Lab, compare
from jalon.law.income import Category, Work
from jalon.web.access.gate import page
from jalon.web.exemption.lab_forms import LabForms
from jalon.web.exemption.lab_shown import shown


@page("centre", who=is_member)
@require_GET
def lab(request: HttpRequest) -> HttpResponse:
    """Up to four schemes beside today's rule; the result alone when htmx asks while a field changes."""
    forms = LabForms(request.GET)
    schemes, result = forms.schemes(), None
    if schemes is not None:
        told = forms.form.cleaned_data
        facts = {"month": told["month"], "category": Category(told["category"]), "work": Work(told["work"])}
        asked = Lab(**facts, day_pay=told["day_pay"] or 90_00, here=told["here"], schemes=schemes)
        result = shown(asked, compare(asked), told["poverty"])
    context = {
        "forms": forms,
        "result": result,
        "breadcrumbs": [(_("Si vous travaillez"), reverse("exemption:tool")), (_("Laboratoire de réforme"), "")],
    }
    alone = bool(request.htmx)  # type: ignore[attr-defined]
    template = "exemption/lab_result.html" if alone else "exemption/lab.html"
    return render(request, template, context, status=200 if result else 422 if alone else 400)
