"""The page on which one side rates: at the desk, alone, or from paper. It saves itself; its button does too."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core import reader
from jalon.domain.core.errors import Conflict, InvalidInput
from jalon.domain.instruments import measuring
from jalon.domain.instruments.enums import Rater, Way
from jalon.domain.instruments.models import Measurement
from jalon.web.access.gate import page
from jalon.web.measures.filling import Filling, language_of, revision_of
from jalon.web.measures.forms import RemarkForm
from jalon.web.measures.opened import around, open_measurement, sides_named, url_of
from jalon.web.measures.showing import one_side, unanswered


def way_of(request: HttpRequest, row: Measurement) -> Way:
    """From paper when the page was opened so; else together at the desk, or the worker alone."""
    if row.rater == Rater.WORKER:
        return Way.ALONE
    asked = request.POST.get("way") or request.GET.get("way")
    return Way.PAPER if asked == Way.PAPER else Way.DESK


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, person_id: UUID, measurement_id: UUID) -> HttpResponse:
    """Answer, and keep what was answered."""
    quiet = request.method == "POST" and "X-Jalon-Autosave" in request.headers  # shows nothing, so nothing is read
    row = open_measurement(request, person_id, measurement_id, verb=None if quiet else "measurement.read")
    if row.is_finished or (row.bilan_id and row.rater == Rater.WORKER):
        return redirect(url_of(row, "sitting"))
    if measuring.must_rate_first(row):
        messages.info(request, _("Notez d’abord de votre côté : les deux notes restent indépendantes."))
        return redirect(url_of(row, "sitting"))
    if measuring.began_alone(row):
        messages.info(request, _("La personne a commencé à répondre seule : passez-lui l’appareil pour continuer."))
        return redirect(url_of(row, "sitting"))
    way = way_of(request, row)
    filling = Filling(request, row, actor=request.member, way=way)  # type: ignore[attr-defined]
    if request.method == "POST":
        if quiet:
            return filling.keep_quietly()
        if filling.kept():
            if request.POST.get("then") == "finish":
                return redirect(f"{url_of(row, 'finish')}?way={way}")
            messages.success(request, _("Les réponses sont enregistrées."))
            return redirect(url_of(row, "sitting"))
    return render(request, "measures/rate.html", _page(row, filling, way), status=filling.status)


def _page(row: Measurement, filling: Filling, way: Way) -> dict[str, Any]:
    return around(
        row,
        (_("Noter"), ""),
        **filling.context,
        way=way,
        who=sides_named(row.person)[Rater(row.rater)],
        is_worker=row.rater == Rater.WORKER,
        save_url=url_of(row, "rate"),
    )


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, person_id: UUID, measurement_id: UUID) -> HttpResponse:
    """Read the answers again, then finish for good."""
    row = open_measurement(request, person_id, measurement_id)
    if row.is_finished:  # a double click
        return redirect(url_of(row, "sitting"))
    if measuring.must_rate_first(row) or measuring.began_alone(row):
        return redirect(url_of(row, "sitting"))
    way, refusal = way_of(request, row), None
    remark = _remark(request, row)
    if request.method == "POST":
        try:
            revision = _with_remark(request, row, remark)
            facts = {"revision": revision, "at": timezone.now(), "way": way}
            measuring.finish(actor=request.member, measurement=row, **facts)  # type: ignore[attr-defined]
            messages.success(request, _("La note est terminée. Elle ne change plus."))
            return redirect(url_of(row, "sitting"))
        except (Conflict, InvalidInput) as refused:
            refusal = refused
    context = around(
        row,
        (_("Relire et terminer"), ""),
        parts=one_side(row, language_of(request, row, reader.language())),
        missing=unanswered(row),
        refusal=refusal,
        way=way,
        who=sides_named(row.person)[Rater(row.rater)],
        rate_url=f"{url_of(row, 'rate')}?way={way}",
        remark=remark,
    )
    return render(request, "measures/finish.html", context, status=refusal.status if refusal else 200)


def _remark(request: HttpRequest, row: Measurement) -> RemarkForm | None:
    """The worker's levels of a bilan are chosen on its page: their remark is asked when they are given."""
    if not row.bilan_id or row.rater != Rater.WORKER:
        return None
    return RemarkForm(request.POST if request.method == "POST" else None, initial={"comment": row.comment})


def _with_remark(request: HttpRequest, row: Measurement, form: RemarkForm | None) -> int:
    """Keep the remark that came with the yes; the revision this yes is about. Raises `InvalidInput`, `Conflict`."""
    revision = revision_of(request)
    if form is None:
        return revision
    if not form.is_valid():
        raise InvalidInput(str(next(iter(form.errors["comment"]))))
    facts = {"answers": row.answers, "comment": form.cleaned_data["comment"], "revision": revision}
    return measuring.rate(actor=request.member, measurement=row, at=timezone.now(), **facts).revision  # type: ignore[attr-defined]
