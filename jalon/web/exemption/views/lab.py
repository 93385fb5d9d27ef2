"""The lab of reform schemes: all of it stands in the address, nothing is kept. A scheme leaves and comes as a file.

The administration has the same pages at its own addresses (`jalon.web.lab`): `Side` says where each stands.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jalon.domain.accounts.permissions import is_member
from jalon.domain.exemption.lab import TODAY, Lab, compare
from jalon.domain.lab.standing import country
from jalon.law.income import Category, Scheme, Work, shipped_schemes, write_scheme
from jalon.web.access.gate import page
from jalon.web.exemption.lab_files import SchemeFileForm
from jalon.web.exemption.lab_forms import LabForms
from jalon.web.exemption.lab_shown import country_steps, country_table, shown
from jalon.web.exemption.packing import Drafts

MOST_TRIES = 180  # of a page that waits for the population to be ready, a second apart


@dataclass(frozen=True)
class Side:
    """The routes of the lab on one side, and of the page above it."""

    lab: str
    scheme: str
    opened: str
    population: str
    name: str
    above: str

    def urls(self) -> dict[str, str]:
        """Their addresses."""
        return {one: reverse(getattr(self, one)) for one in self.__dataclass_fields__}


CENTRE = Side(
    lab="exemption:lab",
    scheme="exemption:lab_scheme",
    opened="exemption:lab_opened",
    population="lab:population",
    name="lab:person_name",
    above="exemption:tool",
)


@page("centre", who=is_member)
@require_GET
def lab(request: HttpRequest) -> HttpResponse:
    """Up to four schemes beside today's rule; the result alone when htmx asks while a field changes."""
    return answered(request, CENTRE)


@page("centre", who=is_member)
@require_GET
def scheme(request: HttpRequest) -> HttpResponse:
    """One composed scheme (`only`: a or b) as YAML, or today's rule; back to the lab when a number is to be mended."""
    return downloaded(request, CENTRE)


@page("centre", who=is_member)
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """A scheme's file becomes fields of the lab, in the address."""
    return uploaded(request, CENTRE)


def answered(request: HttpRequest, side: Side) -> HttpResponse:
    """The same on both sides."""
    opening = SchemeFileForm(initial={"asked": request.GET.urlencode()})
    return _shown(request, side, LabForms(request.GET, Drafts(request.session)), opening)


def downloaded(request: HttpRequest, side: Side) -> HttpResponse:
    """The same on both sides."""
    forms, only = LabForms(request.GET, Drafts(request.session)), request.GET.get("only", TODAY)
    own = forms.own.get(only)
    if own is not None and not (own.is_used() and own.is_valid()):
        opening = SchemeFileForm(initial={"asked": request.GET.urlencode()})
        return _shown(request, side, forms, opening, status=400)
    chosen = own.scheme(only) if own else shipped_schemes()[TODAY]
    answer = HttpResponse(write_scheme(chosen), content_type="application/yaml; charset=utf-8")
    name = slugify(chosen.title.say()) or chosen.id
    answer["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer


def uploaded(request: HttpRequest, side: Side) -> HttpResponse:
    """The same on both sides."""
    opening = SchemeFileForm(request.POST, request.FILES, drafts=Drafts(request.session))
    if opening.is_valid():
        return redirect(f"{reverse(side.lab)}?{opening.query()}#result")
    return _shown(request, side, LabForms(request.GET, Drafts(request.session)), opening, status=400)


def asked_of(forms: LabForms) -> Lab | None:
    """What the forms ask; None when one of them has something to mend, which it then says."""
    schemes: tuple[Scheme, ...] | None = forms.schemes()
    if schemes is None:
        return None
    told = forms.form.cleaned_data
    facts = {"month": told["month"], "category": Category(told["category"]), "work": Work(told["work"])}
    return Lab(**facts, day_pay=told["day_pay"] or 90_00, here=told["here"], schemes=schemes)


def _country(request: HttpRequest, asked: Lab | None) -> dict[str, Any]:
    """The schemes for the whole country, where they can be had; the page asks again (`X-Try`) while it gets ready."""
    if asked is None or not asked.schemes:
        return {}
    found = country(asked.schemes, asked.month, starts=bool(request.htmx))  # type: ignore[attr-defined]
    if found is None:
        return {}
    tries = request.headers.get("X-Try", "0")
    told: dict[str, Any] = {"country": found, "tries": int(tries) + 1 if tries.isdecimal() and len(tries) < 4 else 1}
    told["waits"] = found.is_coming and told["tries"] <= MOST_TRIES
    return told | ({"country_table": country_table(asked, found)} if found.changes else country_steps(found))


def _shown(
    request: HttpRequest, side: Side, forms: LabForms, opening: SchemeFileForm, status: int = 200
) -> HttpResponse:
    asked, urls = asked_of(forms), side.urls()
    around, alone = _country(request, asked), bool(request.htmx)  # type: ignore[attr-defined]
    if around and alone and request.htmx.target == "country":  # type: ignore[attr-defined]
        return render(request, "exemption/country.html", around)
    result = shown(asked, compare(asked), forms.form.cleaned_data["poverty"]) if asked else None
    above = _("Si vous travaillez") if side is CENTRE else _("Laboratoire de réforme")
    here = _("Laboratoire de réforme") if side is CENTRE else _("Une personne type")
    context: dict[str, Any] = {
        **around,
        "forms": forms,
        "opening": opening,
        "result": result,
        "urls": urls,
        "name_url": f"{urls['name']}?{forms.data.urlencode()}",
        "breadcrumbs": [(above, urls["above"]), (here, "")],
    }
    template = "exemption/lab_result.html" if alone else "exemption/lab.html"
    return render(request, template, context, status=status if result else 422 if alone else 400)
