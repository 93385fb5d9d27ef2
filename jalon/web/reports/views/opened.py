"""Open data of approved reports: numbers by region, small ones hidden."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.core import reader
from jalon.domain.figures.protection import THRESHOLD
from jalon.domain.figures.sheets import Sheet, as_csv
from jalon.domain.reports.board import programmes
from jalon.domain.reports.permissions import reads_reports
from jalon.domain.subsidies.words import said
from jalon.web.access.gate import page
from jalon.web.reports.opened_data import numbers_of


@page("federal", who=reads_reports)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which programme, in which form."""
    known = [(key, f"{title} {year}") for key, title, year in programmes(reader.law_language())]
    crumbs = [(_("Rapports"), reverse("federal_reports:board")), (_("Données ouvertes"), "")]
    return render(request, "reports/open.html", {"rows": known, "threshold": THRESHOLD, "breadcrumbs": crumbs})


@page("federal", who=reads_reports)
@require_safe
def as_csv_file(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """A row a place and a number; an empty cell is a hidden number."""
    found = numbers_of(programme_id)
    rows = [[place, line, code, said(found["points"][line, code]), value] for place, line, code, value in found["rows"]]
    columns = [_("Lieu"), _("Ligne du programme"), _("Point"), _("Titre"), _("Nombre")]
    notes = [_note(), _("Rapports approuvés : %(n)s") % {"n": found["reports"]}]
    sheet = Sheet(_("Rapports approuvés"), columns, rows, notes)
    return _answer(as_csv(sheet), "text/csv; charset=utf-8", f"reports-{str(programme_id)[:8]}.csv")


@page("federal", who=reads_reports)
@require_safe
def as_json_file(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The same as JSON, titles in every language."""
    found = numbers_of(programme_id)
    told = {
        "programme": str(programme_id),
        "reports": found["reports"],
        "threshold": THRESHOLD,
        "note": _note(),
        "numbers": [
            {"place": place, "line": line, "code": code, "titles": found["points"][line, code], "value": value}
            for place, line, code, value in found["rows"]
        ],
    }
    content = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return _answer(content, "application/json", f"reports-{str(programme_id)[:8]}.json")


def _note() -> str:
    return _("Un nombre de moins de %(n)s, ou qui en ferait trouver un, n’est pas donné.") % {"n": THRESHOLD}


def _answer(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
