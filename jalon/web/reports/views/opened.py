"""Open data of approved reports: published once a programme, the same file for everybody ever after."""

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core import reader
from jalon.domain.figures import reported
from jalon.domain.figures.national import OPEN_BASE, OPEN_THRESHOLD
from jalon.domain.figures.permissions import may_publish
from jalon.domain.figures.sheets import Sheet, as_csv
from jalon.domain.reports.board import programmes
from jalon.domain.reports.permissions import reads_reports
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.words import said
from jalon.web.access.gate import page
from jalon.web.reports.forms import NoForm
from jalon.web.ui.acts import confirm
from jalon.web.ui.people import number


@page("federal", who=reads_reports)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Each programme: its file once published, before that what is awaited."""
    files, now = reported.published(), reported.progress()
    known = [(key, f"{title} {year}") for key, title, year in programmes(reader.law_language())]
    rows = [(key, name, files.get(key), now[key]) for key, name in known]
    crumbs = [(_("Rapports"), reverse("federal_reports:board")), (_("Données ouvertes"), "")]
    context = {"rows": rows, "note": _note(OPEN_THRESHOLD, OPEN_BASE), "breadcrumbs": crumbs}
    return render(request, "reports/open.html", {**context, "may_publish": may_publish(request.member)})  # type: ignore[attr-defined]


@page("federal", who=may_publish)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Publish a programme, once."""
    one = Programme.objects.filter(pk=programme_id).first()
    if one is None:
        raise Http404

    def do() -> None:
        reported.publish(actor=request.member, programme=one, at=timezone.now())  # type: ignore[attr-defined]

    return confirm(
        request,
        NoForm(request.POST if request.method == "POST" else None),
        do=do,
        title=_("Publier les données des rapports"),
        lede=f"{said(one.decree.title)} {one.year}",
        act=_("Publier"),
        consequences=_consequences(reported.progress()[one.pk]),
        done=_("Les données ouvertes sont publiées."),
        back=reverse("federal_reports:open"),
    )


def _consequences(now: reported.Progress) -> list[Any]:
    told = {"approved": number(now.approved), "owed": number(now.owed)}
    return [
        ngettext(
            "%(approved)s rapport est approuvé, sur %(owed)s attendus.",
            "%(approved)s rapports sont approuvés, sur %(owed)s attendus.",
            now.approved,
        ) % told,
        _("La publication ne change plus jamais : deux fichiers se compareraient, et montreraient un centre."),
        _("Un rapport approuvé ou rouvert ensuite ne la change pas."),
        _("Avec peu de rapports, presque tout est caché, pour toujours."),
    ]  # fmt: skip


@page("federal", who=reads_reports)
@require_safe
def as_csv_file(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """A row a place and a number; an empty cell is a hidden number. Before the publication there is no file."""
    told = _published(programme_id)
    rows = [[one["place"], one["line"], one["code"], said(one["titles"]), one["value"]] for one in told["numbers"]]
    columns = [_("Lieu"), _("Ligne du programme"), _("Point"), _("Titre"), _("Nombre")]
    sheet = Sheet(_("Rapports approuvés"), columns, rows, [told["note"], _covered(told)])
    return _answer(as_csv(sheet), "text/csv; charset=utf-8", f"reports-{str(programme_id)[:8]}.csv")


@page("federal", who=reads_reports)
@require_safe
def as_json_file(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The same as JSON, titles in every language."""
    content = json.dumps(_published(programme_id), ensure_ascii=False, indent=1).encode()
    return _answer(content, "application/json", f"reports-{str(programme_id)[:8]}.json")


def _published(programme_id: UUID) -> dict[str, Any]:
    one = reported.published().get(programme_id)
    if one is None:
        raise Http404
    told = json.loads(one.content)
    note = _note(told["threshold"], told["rounded_to"])
    return {"programme": str(programme_id), "published": one.published_at.isoformat(), "note": note, **told}


def _note(threshold: int, base: int) -> str:
    return _(
        "Les nombres sont arrondis au multiple de %(base)s. "
        "Un nombre de moins de %(n)s, ou qui en ferait trouver un, n’est pas donné."
    ) % {"n": threshold, "base": base}


def _covered(told: dict[str, Any]) -> str:
    if told["complete"]:
        return _("Tous les rapports attendus y sont.")
    if told["reports"] is None:
        return _("Peu de rapports y sont.")
    return _("Environ %(n)s rapports y sont, pas tous.") % {"n": told["reports"]}


def _answer(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
