"""Open data of approved reports: published once a programme, the same file for everybody ever after."""

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
from jalon.domain.figures.opened import note_of
from jalon.domain.figures.permissions import may_publish
from jalon.domain.figures.published import OPEN_BASE, OPEN_THRESHOLD
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
    context = {
        "rows": rows,
        "file_language": reader.law_language(),
        "note": note_of(OPEN_THRESHOLD, OPEN_BASE),
        "breadcrumbs": crumbs,
    }
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
