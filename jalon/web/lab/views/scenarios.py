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
from jalon.domain.lab.models import Kind, Scenario
from jalon.domain.lab.shown import facts
from jalon.web.access.gate import page
from jalon.web.lab.shown import shown
from jalon.web.lab.workload_shown import shown as shown_workload

_TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    """What was asked, by whom, under which law, and the answer."""
    scenario = _open(scenario_id)
    show_answer = shown_workload if scenario.kind == Kind.WORKLOAD else shown
    context = {
        "scenario": scenario,
        "facts": facts(scenario),
        "result": show_answer(scenario.question, scenario.answer),
        "breadcrumbs": [(_("Laboratoire de réforme"), reverse("lab:home")), (scenario.title, "")],
    }
    return render(request, "lab/scenario.html", context)


@page("centre", who=is_member)
@require_GET
def export(request: HttpRequest, scenario_id: UUID, extension: str) -> HttpResponse:
    """As YAML, XLSX or PDF."""
    scenario = _open(scenario_id)
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


def _open(scenario_id: UUID) -> Scenario:
    return get_object_or_404(Scenario.objects.select_related("author", "centre"), pk=scenario_id)
