"""What the bank answered to a batch: its file given, what it says shown, then noted by a person."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.centres.models import Centre
from jalon.domain.payments import services
from jalon.domain.payments.enums import BatchState, State
from jalon.domain.payments.models import BankAnswer, Batch
from jalon.domain.payments.permissions import may_pay
from jalon.domain.payments.services.answering import Finding, findings
from jalon.domain.payments.services.paying import orders_of
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.payments.forms import AnswerForm
from jalon.web.payments.shown import bank_words
from jalon.web.ui.acts import confirm
from jalon.web.ui.people import long_day, number
from jalon.web.ui.tables import Column, Table

METHODS = ["GET", "HEAD", "POST"]


@page("federal", who=may_pay)
@require_http_methods(METHODS)
def give(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Give the bank's file; it is kept and shown, nothing moves."""
    batch = get_object_or_404(Batch.objects.defer("content", "file"), pk=run_id, state=BatchState.RELEASED)
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    made: list[BankAnswer] = []

    def do() -> None:
        told = {"batch": batch, "content": form.cleaned_data["file"], "at": timezone.now()}
        made.append(services.receive(actor=request.member, **told))  # type: ignore[attr-defined]

    words = {
        "title": _("Donner la réponse de la banque"),
        "lede": _("Lot %(n)s") % {"n": batch.number},
        "act": _("Lire"),
        "consequences": [
            _("Le fichier est gardé et comparé aux paiements de ce lot."),
            _("Rien ne change encore : ce que dit la banque est montré d’abord."),
        ],
        "done": _("La réponse est gardée. Relisez ce qu’elle dit."),
        "enctype": "multipart/form-data",
    }
    return confirm(
        request, form, do=do, back=_batch(batch), then=lambda: reverse("federal_payments:answer", args=[made[0].pk]),
        **words,
    )  # fmt: skip


def _batch(batch: Batch) -> str:
    return reverse("federal_payments:batch", args=[batch.pk])


@page("federal", who=may_pay)
@require_http_methods(METHODS)
def answer(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """What the bank says of each payment; noted by one act."""
    one = get_object_or_404(BankAnswer.objects.select_related("batch"), pk=answer_id)
    found = findings(one.told, orders_of(one.batch))

    def do() -> None:
        services.note(actor=request.member, answer=one, at=timezone.now())  # type: ignore[attr-defined]

    words = {
        "title": _("Ce que dit la banque"),
        "lede": _("Lot %(n)s, réponse %(message)s") % {"n": one.batch.number, "message": one.message},
        "act": _("Noter ce que dit la banque"),
        "consequences": [] if one.noted_at else _consequences(found),
        "done": _("C’est noté."),
        "template": "payments/answer.html",
    }
    more = {
        "table": _table(found),
        "against": [each.order.reference for each in found if each.against and not one.noted_at],
        "noted": _noted(one),
        "breadcrumbs": [
            (_("Paiements"), reverse("federal_payments:board")),
            (_("Lot %(n)s") % {"n": one.batch.number}, _batch(one.batch)),
            (_("Ce que dit la banque"), ""),
        ],
    }
    return confirm(request, Form(request.POST or None), do=do, back=_batch(one.batch), **words, **more)


def _noted(one: BankAnswer) -> str:
    if one.noted_at is None:
        return ""
    return _("Noté le %(day)s par %(name)s.") % {"day": long_day(one.noted_at), "name": one.noted_by}


def _consequences(found: list[Finding]) -> list[str]:
    moving = [one for one in found if one.moves]
    paid = sum(one.says == "paid" for one in moving)
    told = [
        (paid, _("Notés comme payés : %(n)s.")),
        (len(moving) - paid, _("Rejetés, de nouveau dus ; ils peuvent être préparés encore une fois : %(n)s.")),
        (len(found) - len(moving), _("Sans changement : %(n)s.")),
    ]
    return [words % {"n": number(count)} for count, words in told if count]


def _table(found: list[Finding]) -> Table:
    names = {one.pk: one.name for one in Centre.objects.filter(pk__in={each.order.centre_id for each in found})}
    columns = [
        Column(_("Centre"), heading=True), Column(_("Référence")), Column(_("Montant"), numeric=True),
        Column(_("La banque dit")), Column(_("Raison")), Column(_("Noté ici")),
    ]  # fmt: skip
    rows = [_row(one, names) for one in found]
    return Table(_("Paiement par paiement"), columns, sorted(rows, key=lambda row: str(row[0])))


def _row(one: Finding, names: dict[Any, str]) -> list[object]:
    reason = bank_words(f"pain.002 {one.told.reason} {one.told.words}") if one.told.reason or one.told.words else "–"
    here = str(State(one.order.state).label)
    return [names[one.order.centre_id], one.order.reference, money(one.order.cents), str(one.says.label), reason, here]
