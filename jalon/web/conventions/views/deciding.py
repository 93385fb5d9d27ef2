"""More time, a way back, the decision, the minister's signature: each act on a page of its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.conventions import queries, services
from jalon.domain.conventions.models import Convention
from jalon.domain.conventions.permissions import may_decide, may_examine
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.conventions.forms import ReasonForm, ShownForm, UntilForm
from jalon.web.conventions.shown import centre_name, lines, name_of, pair, signatories, sums
from jalon.web.conventions.views.common import act, found

METHODS = ["GET", "HEAD", "POST"]


def _act(request: HttpRequest, one: Convention, form: Form, service: Callable[..., Any], **words: Any) -> HttpResponse:
    back = reverse("federal_conventions:show", args=[one.pk])
    return act(request, one, form, service, lede=f"{centre_name(one)}, {name_of(one)}", back=back, **words)


def _until(request: HttpRequest, days: int = 14) -> UntilForm:
    return UntilForm(request.POST or None, initial={"until": today(request) + timedelta(days=days)})


@page("federal", who=may_examine)
@require_http_methods(METHODS)
def extend(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """More time for one centre."""
    words = {
        "title": _("Prolonger le délai"),
        "act": _("Prolonger"),
        "consequences": [_("Ce centre seul a plus de temps ; il lit la raison.")],
        "done": _("Le délai est prolongé."),
    }
    return _act(request, found(convention_id), _until(request), services.extend, **words)


@page("federal", who=may_examine)
@require_http_methods(METHODS)
def reopen(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """A way back for a centre that withdrew or was refused."""
    words = {
        "title": _("Rouvrir"),
        "act": _("Rouvrir"),
        "consequences": [_("Le centre reprend son texte là où il l’avait laissé, et peut l’envoyer de nouveau.")],
        "done": _("La convention est rouverte."),
    }
    return _act(request, found(convention_id), _until(request), services.reopen, **words)


@page("federal", who=may_decide)
@require_http_methods(METHODS)
def return_advice(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Ask the administration to look again."""
    words = {
        "title": _("Redemander l’avis"),
        "act": _("Redemander l’avis"),
        "consequences": [_("L’administration examine de nouveau le même texte. Le centre n’en lit rien.")],
        "done": _("Un nouvel avis est demandé."),
    }
    return _act(request, found(convention_id), ReasonForm(request.POST or None), services.return_advice, **words)


@page("federal", who=may_decide)
@require_http_methods(METHODS)
def approve(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The minister accepts."""
    one = found(convention_id)
    values, _before = pair(queries.versions(one))
    words: dict[str, Any] = {
        "title": _("Accepter la convention"),
        "act": _("Accepter"),
        "consequences": [
            _("Le texte à signer est fait et figé."),
            _("Le président et le directeur général du centre sont invités à signer, dans la semaine."),
        ],
        "done": _("La convention est acceptée ; elle attend les signatures du centre."),
        "template": "conventions/act.html",
        "lines": lines(one, values),
        "sums": sums(one, values),
    }
    return _act(request, one, Form(request.POST or None), services.approve, **words)


@page("federal", who=may_decide)
@require_http_methods(METHODS)
def refuse(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The minister refuses."""
    words = {
        "title": _("Refuser la convention"),
        "act": _("Refuser"),
        "danger": True,
        "consequences": [_("Le centre lit la raison."), _("L’administration peut rouvrir la convention ensuite.")],
        "done": _("La convention est refusée."),
    }
    return _act(request, found(convention_id), ReasonForm(request.POST or None), services.refuse, **words)


@page("federal", who=may_decide)
@require_http_methods(METHODS)
def recall(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Take the decision back before the minister signed."""
    words = {
        "title": _("Reprendre la décision"),
        "act": _("Reprendre la décision"),
        "danger": True,
        "consequences": [
            _("Le texte revient au centre, qui lit la raison et en envoie un autre."),
            _("Les signatures déjà données restent sur l’ancien texte et ne valent pas pour le nouveau."),
        ],
        "done": _("La décision est reprise ; le centre revoit son texte."),
    }
    return _act(request, found(convention_id), _until(request), services.recall, **words)


@page("federal", who=may_decide)
@require_http_methods(METHODS)
def sign(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """The minister signs the exact text that both signed."""
    one = found(convention_id)
    versions = queries.versions(one)
    paper = queries.paper_of(versions[0]) if versions else None
    if paper is None:
        return redirect("federal_conventions:show", convention_id=one.pk)
    form = ShownForm(request.POST or None, initial={"shown": paper.sha256})
    words: dict[str, Any] = {
        "title": _("Signer pour le ministre"),
        "act": _("Signer ce texte"),
        "consequences": [
            _("La convention est en vigueur."),
            _("L’avance est due : un montant à payer, pas encore un paiement."),
        ],
        "done": _("La convention est signée et en vigueur."),
        "template": "conventions/act.html",
        "lines": lines(one, pair(versions)[0]),
        "paper_url": reverse("federal_conventions:text", args=[one.pk]),
        "fingerprint": paper.sha256,
        "signatories": signatories(one, queries.signatures(versions[0])),
    }
    return _act(request, one, form, services.sign_for_minister, **words)
