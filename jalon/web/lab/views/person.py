"""Reforms for one typical person: the administration's own lab, and a comparison kept from either side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jalon.domain.accounts.permissions import is_member
from jalon.domain.lab.models import Kind
from jalon.domain.lab.permissions import may_keep
from jalon.domain.lab.person import answer, question
from jalon.web.access.gate import page
from jalon.web.exemption.lab_forms import LabForms
from jalon.web.exemption.packing import Drafts
from jalon.web.exemption.views import lab as lab_views
from jalon.web.lab import sides
from jalon.web.lab.forms import KeepForm
from jalon.web.lab.keeping import sealed
from jalon.web.lab.person_shown import shown
from jalon.web.lab.views import population as population_view

FEDERAL = lab_views.Side(
    lab="federal_lab:person",
    scheme="federal_lab:person_scheme",
    opened="federal_lab:person_opened",
    population="federal_lab:population",
    name="federal_lab:person_name",
    above="federal_lab:home",
)


@page("federal")
@require_GET
def federal(request: HttpRequest) -> HttpResponse:
    """As in a centre: a typical person, of whom nothing personal is asked."""
    return lab_views.answered(request, FEDERAL)


@page("federal")
@require_GET
def federal_scheme(request: HttpRequest) -> HttpResponse:
    """A composed scheme as a file."""
    return lab_views.downloaded(request, FEDERAL)


@page("federal")
@require_POST
def federal_opened(request: HttpRequest) -> HttpResponse:
    """A scheme's file becomes fields."""
    return lab_views.uploaded(request, FEDERAL)


@page("centre", who=is_member)
@require_GET
def name(request: HttpRequest) -> HttpResponse:
    """The comparison of the address, to be kept under a name."""
    return named(request)


@page("federal")
@require_GET
def federal_name(request: HttpRequest) -> HttpResponse:
    """The same for the administration; who only reads takes it away."""
    return named(request)


@page("centre", who=is_member)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Under a name, with the notes."""
    return population_view.kept(request, Kind.PERSON, shown)


@page("federal", who=may_keep)
@require_POST
def federal_keep(request: HttpRequest) -> HttpResponse:
    """Under a name, with the notes."""
    return population_view.kept(request, Kind.PERSON, shown)


def named(request: HttpRequest) -> HttpResponse:
    """The same on both sides; back to the lab where a field has something to mend."""
    forms, urls = LabForms(request.GET, Drafts(request.session)), sides.urls(request)
    asked = lab_views.asked_of(forms)
    if asked is None:
        return redirect(f"{urls['person']}?{request.GET.urlencode()}")
    put = question(asked, forms.form.cleaned_data["poverty"])
    told = answer(put)
    context = {
        "keep_form": KeepForm(initial={"told": sealed(request, Kind.PERSON, put, told)}),
        "result": shown(put, told),
        "breadcrumbs": [
            (_("Laboratoire de réforme"), urls["home"]),
            (_("Une personne type"), f"{urls['person']}?{forms.data.urlencode()}"),
            (_("Garder"), ""),
        ],
        **sides.keep_or_take(request, Kind.PERSON),
    }
    return render(request, "lab/keep.html", context)
