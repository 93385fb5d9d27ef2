"""The administration's side: the same questions and answers. An officer keeps; who only reads takes a file away."""

from types import SimpleNamespace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon import __version__
from jalon.domain.core import reader
from jalon.domain.core.clock import day_of
from jalon.domain.lab import exports, papers
from jalon.domain.lab.models import Kind
from jalon.domain.lab.permissions import may_keep
from jalon.law import parameters
from jalon.web.access.gate import page
from jalon.web.lab import sides
from jalon.web.lab.forms import KeepForm
from jalon.web.lab.keeping import opened
from jalon.web.lab.shown import shown
from jalon.web.lab.views import again as again_view
from jalon.web.lab.views import home as home_view
from jalon.web.lab.views import population as population_view
from jalon.web.lab.views import scenarios as scenarios_view
from jalon.web.lab.views import workload as workload_view
from jalon.web.lab.workload_shown import shown as shown_workload


def _on_paper(scenario: SimpleNamespace) -> bytes:
    return papers.paper(scenario, language=papers.paper_language(reader.language())).bytes  # type: ignore[arg-type]


_FILES = {
    "yaml": ("application/yaml; charset=utf-8", exports.as_yaml),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", exports.workbook),
    "pdf": ("application/pdf", _on_paper),
}


@page("federal")
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The ways in, and the scenarios kept."""
    return home_view.answered(request)


@page("federal")
@require_http_methods(["GET", "POST"])
def population(request: HttpRequest) -> HttpResponse:
    """As for a centre."""
    return population_view.answered(request)


@page("federal")
@require_GET
def columns(request: HttpRequest) -> HttpResponse:
    """What a file must hold."""
    return population_view.told_columns(request)


@page("federal")
@require_GET
def workload(request: HttpRequest) -> HttpResponse:
    """As for a centre, the country's files to begin with."""
    return workload_view.answered(request)


@page("federal")
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """A scenario of a centre or of a researcher, run again."""
    return again_view.answered(request)


@page("federal", who=may_keep)
@require_POST
def population_keep(request: HttpRequest) -> HttpResponse:
    """Under a name, with the notes."""
    return population_view.kept(request, Kind.POPULATION, shown)


@page("federal", who=may_keep)
@require_POST
def workload_keep(request: HttpRequest) -> HttpResponse:
    """Under a name, with the notes."""
    return population_view.kept(request, Kind.WORKLOAD, shown_workload)


@page("federal")
@require_GET
def scenario(request: HttpRequest, scenario_id: UUID) -> HttpResponse:
    """A kept one, read again."""
    return scenarios_view.shown_scenario(request, scenario_id)


@page("federal")
@require_GET
def export(request: HttpRequest, scenario_id: UUID, extension: str) -> HttpResponse:
    """As YAML, XLSX or PDF."""
    return scenarios_view.exported(request, scenario_id, extension)


@page("federal")
@require_POST
def population_take(request: HttpRequest) -> HttpResponse:
    """The scenario as a file."""
    return _taken(request, Kind.POPULATION)


@page("federal")
@require_POST
def person_take(request: HttpRequest) -> HttpResponse:
    """The comparison for one person as a file."""
    return _taken(request, Kind.PERSON)


@page("federal")
@require_POST
def workload_take(request: HttpRequest) -> HttpResponse:
    """The scenario as a file."""
    return _taken(request, Kind.WORKLOAD)


def _taken(request: HttpRequest, kind: Kind) -> HttpResponse:
    form, found = KeepForm(request.POST), opened(request, kind, request.POST.get("told", ""))
    content_type, write = _FILES.get(request.POST.get("extension", ""), (None, None))
    if found is None or write is None:
        return redirect(sides.urls(request)[str(kind)])
    form.is_valid()
    at = timezone.now()
    scenario = SimpleNamespace(
        kind=kind,
        title=form.cleaned_data.get("title") or str(kind.label),
        notes=form.cleaned_data.get("notes", ""),
        question=found[0],
        answer=found[1],
        author=request.member,  # type: ignore[attr-defined]
        made_on=day_of(at),
        made_at=at,
        pk=parameters.fingerprint(),  # nothing is kept that would have a number: its paper names the law it rests on
        parameters=parameters.fingerprint(),
        version=__version__,
    )
    answer = HttpResponse(write(scenario), content_type=content_type)  # type: ignore[operator]
    name = f"{slugify(scenario.title)[:60] or 'scenario'}.{request.POST['extension']}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
