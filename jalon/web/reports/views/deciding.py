"""Another delay, the decision, a way back: each act on a page of its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.centres.models import Centre
from jalon.domain.reports import queries, services
from jalon.domain.reports.models import Report
from jalon.domain.reports.permissions import may_decide, may_examine
from jalon.domain.reports.services.deciding import accepted_amounts
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.reports.forms import NoForm, ReasonForm, UntilForm
from jalon.web.reports.shown import centre_name, name_of_held
from jalon.web.reports.views.common import act, found
from jalon.web.ui.tables import Column, Table

METHODS = ["GET", "HEAD", "POST"]


def _act(request: HttpRequest, one: Report, form: Form, service: Callable[..., Any], **words: Any) -> HttpResponse:
    back = reverse("federal_reports:show", args=[one.pk])
    held, centre = queries.held_of([one])[one.pk], Centre.objects.get(pk=one.centre_id)
    return act(request, one, form, service, lede=f"{centre_name(centre)}, {name_of_held(held)}", back=back, **words)


def _until(request: HttpRequest, days: int = 14) -> UntilForm:
    return UntilForm(request.POST or None, initial={"until": today(request) + timedelta(days=days)})


@page("federal", who=may_examine)
@require_http_methods(METHODS)
def extend(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Another delay for one centre."""
    words = {
        "title": _("Donner un autre délai"),
        "act": _("Donner ce délai"),
        "consequences": [_("Ce centre seul a plus de temps ; il lit la raison.")],
        "done": _("Le délai est donné."),
    }
    return _act(request, found(report_id), _until(request), services.extend, **words)


@page("federal", who=may_decide)
@require_http_methods(METHODS)
def return_advice(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Ask the administration to look again."""
    words = {
        "title": _("Redemander l’avis"),
        "act": _("Redemander l’avis"),
        "consequences": [_("L’administration examine de nouveau le rapport.")],
        "done": _("Le rapport est à examiner de nouveau."),
    }
    return _act(request, found(report_id), ReasonForm(request.POST or None), services.return_advice, **words)


@page("federal", who=may_decide)
@require_http_methods(METHODS)
def approve(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The minister approves: the amounts are shown first."""
    one = found(report_id)
    words = {
        "title": _("Approuver le rapport"),
        "act": _("Approuver"),
        "consequences": [
            _("Les montants acceptés sont fixés, ligne par ligne ; le solde se calcule sur eux."),
            _("Ce qui dépasse le montant attribué est gardé pour une redistribution."),
        ],
        "done": _("Le rapport est approuvé."),
        "template": "reports/approve.html",
        "amounts": _amounts(one),
    }
    return _act(request, one, NoForm(request.POST if request.method == "POST" else None), services.approve, **words)


def _amounts(one: Report) -> Table | None:
    text = queries.last_sent(one)
    if text is None:
        return None
    held = queries.held_of([one])[one.pk]
    titles = {line.code: line.title for line in held.lines}
    columns = [
        Column(_("Ligne"), heading=True), Column(_("Justifié"), numeric=True), Column(_("Accepté"), numeric=True)
    ]  # fmt: skip
    rows = [
        [titles.get(code, code), money(told), money(cents)]
        for code, (told, cents) in accepted_amounts(one, text).items()
    ]
    return Table(_("Ce qui est accepté"), columns, rows)


@page("federal", who=may_examine)
@require_http_methods(METHODS)
def reopen(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Let a centre mend an approved report."""
    words = {
        "title": _("Rouvrir le rapport"),
        "act": _("Rouvrir"),
        "danger": True,
        "consequences": [
            _("Le centre revoit son rapport et le signe de nouveau, à deux."),
            _("Les montants acceptés ne comptent plus, jusqu’à une nouvelle approbation."),
        ],
        "done": _("Le rapport est rouvert."),
    }
    return _act(request, found(report_id), _until(request), services.reopen, **words)
