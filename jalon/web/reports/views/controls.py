"""Control by sample: a draw that anybody can repeat, the centre's answer, a conclusion for each cost."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.centres.models import Centre
from jalon.domain.core import reader
from jalon.domain.core.both_sides import rows
from jalon.domain.reports import services
from jalon.domain.reports.board import programmes
from jalon.domain.reports.models import Piece, Sample, Sampled
from jalon.domain.reports.permissions import may_examine, reads_reports
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.reports.controlled import lines_of, words_of
from jalon.web.reports.forms import AskForm, ConcludeForm, DrawForm
from jalon.web.reports.shown import centre_name
from jalon.web.reports.views.common import found, found_line
from jalon.web.ui.acts import confirm
from jalon.web.ui.people import long_day, number
from jalon.web.ui.tables import Column, Table

ANSWER = timedelta(days=21)  # to find a paper and write: no text says how long
SHOWN = 200  # costs on the page
MEDIA = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "application/xml": "xml"}


@page("federal", who=reads_reports)
@require_http_methods(["GET", "HEAD", "POST"])
def samples(request: HttpRequest) -> HttpResponse:
    """Every draw with its seed, the costs that wait, and a new draw."""
    member = request.member  # type: ignore[attr-defined]
    known = {key: f"{title} {year}" for key, title, year in programmes(reader.law_language())}
    choices = [(str(key), name) for key, name in known.items()]
    start = {"until": today(request) + ANSWER, "largest": 10, "at_random": 20}
    form = DrawForm(request.POST or None, initial=start, programmes=choices)

    def do() -> None:
        facts = dict(form.cleaned_data)
        facts["programme_id"] = UUID(facts.pop("programme"))
        services.draw(actor=member, at=timezone.now(), **facts)

    return confirm(
        request,
        form,
        do=do,
        title=_("Contrôle par échantillon"),
        lede=_("Tirer des dépenses, demander leurs pièces, entendre le centre, conclure."),
        act=_("Tirer et demander les pièces"),
        consequences=[],
        done=_("L’échantillon est tiré ; les centres lisent la demande."),
        back=reverse("federal_reports:controls"),
        template="reports/controls.html",
        may_draw=may_examine(member) and bool(choices),
        draws=_draws(known),
        waiting=_waiting(),
        breadcrumbs=[(_("Rapports"), reverse("federal_reports:board")), (_("Contrôle par échantillon"), "")],
    )


def _draws(known: dict[UUID, str]) -> Table | None:
    found_ = list(Sample.objects.order_by("-drawn_at")[:50])
    columns = [
        Column(_("Programme"), heading=True), Column(_("Tiré le")), Column(_("Par")), Column(_("Lignes"), numeric=True),
        Column(_("Montant"), numeric=True), Column(_("Demandées")), Column(_("Graine")),
    ]  # fmt: skip
    body = [
        [
            known.get(one.programme_id, "–"), long_day(one.drawn_at), one.drawn_by_name, number(one.lines),
            money(one.cents), f"{one.largest} + {one.at_random}", one.seed,
        ]
        for one in found_
    ]  # fmt: skip
    return Table(_("Tirages"), columns, body) if found_ else None


def _waiting() -> list[dict[str, Any]]:
    """Costs nobody has concluded, those the centre answered first."""
    lines = list(rows(Sampled).filter(report__state="sent").order_by("until")[:SHOWN])
    told = [one for one in lines_of(lines) if one["conclusion"] is None]
    centres = Centre.objects.in_bulk([one["line"].centre_id for one in told])
    for one in told:
        one["centre"] = centre_name(centres[one["line"].centre_id])
        one["url"] = reverse("federal_reports:conclude", args=[one["line"].pk])
    return sorted(told, key=lambda one: not one["replies"])


@page("federal", who=may_examine)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, report_id: UUID, cost_id: UUID) -> HttpResponse:
    """Ask for the documents of one cost, with a question."""
    one = found(report_id)
    form = AskForm(request.POST or None, initial={"until": today(request) + ANSWER})

    def do() -> None:
        services.ask_line(actor=request.member, report=one, cost_id=cost_id, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    return confirm(
        request,
        form,
        do=do,
        title=_("Demander les pièces d’une dépense"),
        lede=centre_name(Centre.objects.get(pk=one.centre_id)),
        act=_("Demander"),
        consequences=[_("Le centre lit la question, remet la pièce et répond avant que vous concluiez.")],
        done=_("La demande est au centre."),
        back=reverse("federal_reports:show", args=[one.pk]),
    )


@page("federal", who=reads_reports)
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """One controlled cost: what was told, what the centre answered and handed over, the conclusion."""
    one = found_line(sampled_id)
    (line,) = lines_of([one])
    form = ConcludeForm(request.POST or None)

    def do() -> None:
        told = form.cleaned_data
        facts = {"verdict": told["verdict"], "cents": form.cents, "reason": told["reason"]}
        services.conclude(actor=request.member, sampled=one, at=timezone.now(), **facts)  # type: ignore[attr-defined]

    here = reverse("federal_reports:show", args=[one.report_id])
    return confirm(
        request,
        form,
        do=do,
        title=words_of(one) or _("Dépense contrôlée"),
        lede=f"{centre_name(Centre.objects.get(pk=one.centre_id))}, {line['cents']}",
        act=pgettext("contrôle", "Conclure"),
        consequences=[],
        done=_("Le contrôle est conclu ; le centre lit la raison."),
        back=here,
        template="reports/conclude.html",
        line=line,
        facts=_facts(one),
        open=one.report.state == "sent" and may_examine(request.member),  # type: ignore[attr-defined]
        heard=bool(line["replies"]) or today(request) > one.until,
        breadcrumbs=[
            (_("Rapports"), reverse("federal_reports:board")),
            (_("Contrôles"), reverse("federal_reports:controls")),
        ],
    )


def _facts(one: Sampled) -> list[tuple[str, str]]:
    """The cost as the report told it: amounts, project, link and proportion, in the centre's words."""
    told = one.told
    return [
        (_("Montant justifié"), money(one.cents)),
        (_("Total de la pièce"), money(told.get("total"))),
        (_("Projet"), told.get("project", "")),
        (_("Lien direct"), told.get("link", "")),
        (_("Proportionnalité"), told.get("proportion", "")),
        (_("Réponse attendue pour le"), long_day(one.until)),
    ]


@page("federal", who=reads_reports)
@require_safe
def piece(request: HttpRequest, sampled_id: UUID, piece_id: UUID) -> HttpResponse:
    """A document the centre handed over."""
    kept = rows(Piece).filter(pk=piece_id, sampled_id=sampled_id).first()
    if kept is None:
        raise Http404
    ending = MEDIA.get(kept.media_type, "bin")
    answer = HttpResponse(bytes(kept.content), content_type=kept.media_type)
    answer["Content-Disposition"] = f'attachment; filename="piece-{str(kept.pk)[:8]}.{ending}"'
    return answer
