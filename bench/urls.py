"""Jalon's addresses, and the bare page beside which they are measured."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from jalon.web.access.gate import page

ROW = 100  # bytes of HTML a row, about
TEMPLATE = """<!doctype html><html lang="fr"><title>{{ title }}</title><table>{% for row in rows %}
<tr><td>{{ row.day }}</td><td><a href="/files/{{ row.number }}/">{{ row.name }}</a></td><td>{{ row.what }}</td></tr>
{% endfor %}</table></html>"""


@page("public")
def bare(request: HttpRequest) -> HttpResponse:
    """A table of so many bytes, from rows that are in memory; the same middlewares, no query."""
    count = int(request.GET.get("size", "1000")) // ROW
    same = {"day": "2026-11-23", "what": "à évaluer bientôt"}
    rows = [{**same, "number": number, "name": f"Nom {number:05d}"} for number in range(count)]
    return HttpResponse(_template().render({"title": "Bare", "rows": rows}))


@cache
def _template() -> Any:
    return engines["django"].from_string(TEMPLATE)


urlpatterns = [path("bench/bare/", bare), path("", include("jalon.config.urls"))]
