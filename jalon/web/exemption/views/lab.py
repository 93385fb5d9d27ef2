"""The lab of reform schemes: all of it stands in the address, nothing is kept. A scheme leaves and comes as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jalon.domain.accounts.permissions import is_member
from jalon.domain.exemption.lab import TODAY, Lab, compare
from jalon.law.income import Category, Work, shipped_schemes, write_scheme
from jalon.web.access.gate import page
from jalon.web.exemption.lab_files import SchemeFileForm
from jalon.web.exemption.lab_forms import LabForms
from jalon.web.exemption.lab_shown import shown


@page("centre", who=is_member)
@require_GET
def lab(request: HttpRequest) -> HttpResponse:
    """Up to four schemes beside today's rule; the result alone when htmx asks while a field changes."""
    forms = LabForms(request.GET)
    opening = SchemeFileForm(initial={"asked": request.GET.urlencode()})
    return _shown(request, forms, opening)


@page("centre", who=is_member)
@require_GET
def scheme(request: HttpRequest) -> HttpResponse:
    """One composed scheme (`only`: a or b) as YAML, or today's rule; back to the lab when a number is to be mended."""
    forms, only = LabForms(request.GET), request.GET.get("only", TODAY)
    own = forms.own.get(only)
    if own is not None and not (own.is_used() and own.is_valid()):
        return _shown(request, forms, SchemeFileForm(initial={"asked": request.GET.urlencode()}), status=400)
    chosen = own.scheme(only) if own else shipped_schemes()[TODAY]
    answer = HttpResponse(write_scheme(chosen), content_type="application/yaml; charset=utf-8")
    name = slugify(chosen.title.say()) or chosen.id
    answer["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer


@page("centre", who=is_member)
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """A scheme's file becomes fields of the lab, in the address."""
    opening = SchemeFileForm(request.POST, request.FILES)
    if opening.is_valid():
        return redirect(f"{reverse('exemption:lab')}?{opening.query()}#result")
    return _shown(request, LabForms(request.GET), opening, status=400)


def _shown(request: HttpRequest, forms: LabForms, opening: SchemeFileForm, status: int = 200) -> HttpResponse:
    schemes, result = forms.schemes(), None
    if schemes is not None:
        told = forms.form.cleaned_data
        facts = {"month": told["month"], "category": Category(told["category"]), "work": Work(told["work"])}
        asked = Lab(**facts, day_pay=told["day_pay"] or 90_00, here=told["here"], schemes=schemes)
        result = shown(asked, compare(asked), told["poverty"])
    context: dict[str, Any] = {
        "forms": forms,
        "opening": opening,
        "result": result,
        "breadcrumbs": [(_("Si vous travaillez"), reverse("exemption:tool")), (_("Laboratoire de réforme"), "")],
    }
    alone = bool(request.htmx)  # type: ignore[attr-defined]
    template = "exemption/lab_result.html" if alone else "exemption/lab.html"
    return render(request, template, context, status=status if result else 422 if alone else 400)
