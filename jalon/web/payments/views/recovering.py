"""What comes back: claimed by letter, then received, or given up for a reason."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.centres.models import Centre
from jalon.domain.core.both_sides import rows
from jalon.domain.payments import services
from jalon.domain.payments.enums import Kind
from jalon.domain.payments.models import Order, Settlement
from jalon.domain.payments.permissions import may_pay
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.payments.forms import ReasonForm, UntilForm
from jalon.web.payments.shown import line_name
from jalon.web.ui.acts import confirm

METHODS = ["GET", "HEAD", "POST"]


@page("federal", who=may_pay)
@require_http_methods(METHODS)
def claim(request: HttpRequest, settlement_id: UUID) -> HttpResponse:
    """Ask a centre to pay back what its settlement says."""
    one = rows(Settlement).filter(pk=settlement_id).first()
    if one is None or Kind.RECOVERY not in one.owed:
        raise Http404
    form = UntilForm(request.POST or None, initial={"until": today(request) + timedelta(days=30)})

    def do() -> None:
        services.claim(actor=request.member, settlement=one, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    name = Centre.objects.get(pk=one.centre_id).name
    words = {
        "title": _("Demander un remboursement"),
        "lede": f"{name}, {line_name(one.facts)}, {money(one.owed[Kind.RECOVERY])}",
        "act": _("Demander"),
        "consequences": [
            _("Une lettre est prête, avec les raisons du décompte."),
            _("Le centre lit la demande sur sa page, avec son délai."),
        ],
        "done": _("Le remboursement est demandé. La lettre est prête."),
    }
    return confirm(request, form, do=do, back=reverse("federal_payments:board"), **words)


def _act(request: HttpRequest, order_id: UUID, form: Form, service: Any, **words: Any) -> HttpResponse:
    one = rows(Order).filter(pk=order_id, kind=Kind.RECOVERY).first()
    if one is None:
        raise Http404

    def do() -> None:
        service(actor=request.member, order=one, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    lede = f"{Centre.objects.get(pk=one.centre_id).name}, {one.reference}, {money(one.cents)}"
    return confirm(request, form, do=do, lede=lede, back=reverse("federal_payments:board"), **words)


@page("federal", who=may_pay)
@require_http_methods(METHODS)
def received(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The centre paid back."""
    words = {
        "title": _("Noter comme remboursé"),
        "act": _("Noter comme remboursé"),
        "consequences": [_("Le centre lit que son remboursement est arrivé.")],
        "done": _("Le remboursement est noté."),
    }
    return _act(request, order_id, Form(request.POST or None), services.received, **words)


@page("federal", who=may_pay)
@require_http_methods(METHODS)
def give_up(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Take the claim back."""
    words = {
        "title": _("Ne plus demander ce remboursement"),
        "act": _("Ne plus demander"),
        "danger": True,
        "consequences": [_("La raison est gardée. Le décompte ne change pas ; une demande peut être refaite.")],
        "done": _("Le remboursement n’est plus demandé."),
    }
    return _act(request, order_id, ReasonForm(request.POST or None), services.give_up, **words)
