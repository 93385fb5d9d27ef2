"""A kept scenario: read again, and taken away as files."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member
from jalon.domain.core import reader
from jalon.domain.lab import exports, papers
from jalon.domain.lab.models import FederalScenario, Kind, Scenario
from jalon.domain.lab.person import lab_of
from jalon.domain.lab.shown import facts
from jalon.web.access.gate import page
from jalon.web.exemption.lab_files import query_of
from jalon.web.exemption.packing import Drafts
from jalon.web.lab import sides
from jalon.web.lab.kinds import SHOWN

_TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    """What was asked, by whom, under which law, and the answer."""
    return shown_scenario(request, scenario_id)


@page("centre", who=is_member)
@require_GET
def export(request: HttpRequest, scenario_id: UUID, extension: str) -> HttpResponse:
    """As YAML, XLSX or PDF."""
    return exported(request, scenario_id, extension)


def shown_scenario(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    """The same on both sides."""
    scenario, room = _open(request, scenario_id), sides.room(request)
    context = {
        "scenario": scenario,
        "facts": facts(scenario),
        "files": {name: reverse(f"{room}:export", args=[scenario.pk, name]) for name in _TYPES},
        "result": SHOWN[Kind(scenario.kind)](scenario.question, scenario.answer),
        "fields_url": _fields_url(request, scenario),
        "breadcrumbs": [(_("Laboratoire de réforme"), reverse(f"{room}:home")), (scenario.title, "")],
    }
    return render(request, "lab/scenario.html", context)


def _fields_url(request: HttpRequest, scenario: Scenario | FederalScenario) -> str:
    """The lab with the fields of a comparison for one person, to go on from; empty where no field can say it."""
    if scenario.kind != Kind.PERSON:
        return ""
    query = query_of(lab_of(scenario.question), scenario.question["one"]["poverty"], Drafts(request.session))
    return f"{sides.urls(request)['person']}?{query}" if query else ""


def exported(request: HttpRequest, scenario_id: UUID, extension: str) -> HttpResponse:
    """The same on both sides."""
    scenario = _open(request, scenario_id)
    if extension not in _TYPES:
        raise Http404
    made: str | bytes = {
        "yaml": lambda: exports.as_yaml(scenario),
        "xlsx": lambda: exports.workbook(scenario),
        "pdf": lambda: papers.paper(scenario, language=papers.paper_language(reader.language())).bytes,
    }[extension]()
    answer = HttpResponse(made, content_type=_TYPES[extension])
    answer["Content-Disposition"] = f'attachment; filename="{slugify(scenario.title)[:60] or "scenario"}.{extension}"'
    return answer


def _open(request: HttpRequest, scenario_id: UUID) -> Scenario | FederalScenario:
    if sides.is_federal(request):
        return get_object_or_404(FederalScenario.objects.select_related("author"), pk=scenario_id)
    return get_object_or_404(Scenario.objects.select_related("author", "centre"), pk=scenario_id)
