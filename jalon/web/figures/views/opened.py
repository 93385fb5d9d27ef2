"""Open data, without signing in: what was published of quarters and of reports, as files that stay in caches."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from jalon.domain.figures import opened
from jalon.domain.figures.opened import note_of
from jalon.domain.figures.published import OPEN_BASE, OPEN_THRESHOLD
from jalon.web.access.gate import page

HOUR = 3600  # seconds a file may stay in a cache; a publication never changes


@page("public")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every publication with its files."""
    context = {"publications": opened.every(), "note": note_of(OPEN_THRESHOLD, OPEN_BASE)}
    return render(request, "figures/open.html", context)


@page("public")
@require_safe
def csv_file(request: HttpRequest, publication: str, language: str) -> HttpResponse:
    """A row a number, in French, Dutch or German."""
    return _file(publication, f"{language}.csv", "text/csv; charset=utf-8")


@page("public")
@require_safe
def json_file(request: HttpRequest, publication: str) -> HttpResponse:
    """The same for programs."""
    return _file(publication, "json", "application/json")


def _file(key: str, name: str, kind: str) -> HttpResponse:
    content = opened.file(key, name)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="jalon-open-{key}.{name}"'
    answer["Access-Control-Allow-Origin"] = "*"  # other sites may read what everybody may have
    patch_cache_control(answer, public=True, max_age=HOUR)
    return answer
