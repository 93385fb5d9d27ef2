"""Payments prepared by one officer, released by another, noted as the bank says."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.centres.models import Centre
from jalon.domain.core.both_sides import rows
from jalon.domain.core.errors import DomainError
from jalon.domain.payments import iban, services
from jalon.domain.payments.due import Due, due
from jalon.domain.payments.enums import BATCH_KINDS, KINDS, BatchState, Kind, State
from jalon.domain.payments.models import Account, BankAnswer, Batch, Order
from jalon.domain.payments.permissions import may_pay, reads_payments
from jalon.domain.payments.queries import orders
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.payments.files import download
from jalon.web.payments.forms import OnForm, ReasonForm, ShownForm
from jalon.web.payments.shown import bank_words, kind_of, line_name
from jalon.web.ui.acts import confirm
from jalon.web.ui.people import long_day, number
from jalon.web.ui.sent import show_refusal, uuids


@page("federal", who=may_pay)
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """Everything that is due: what is ticked becomes a batch; who has no confirmed account is said, others go."""
    chosen = set(request.POST.getlist("one"))
    form = OnForm(request.POST or None, initial={"execute_on": today(request) + timedelta(days=2)})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                facts = {"actor": request.member, "at": timezone.now()}  # type: ignore[attr-defined]
                batch = services.prepare(chosen=chosen, **facts, **form.cleaned_data)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Le lot est préparé. Une deuxième personne le libère."))
            return redirect("federal_payments:batch", run_id=batch.pk)
    waiting = due()
    payable = [one for one in waiting if one.is_payable]
    context = {
        "form": form,
        "rows": [_due(one, chosen) for one in payable],
        "sum": money(sum(one.cents for one in payable)),
        "held": [(one.centre.name, money(one.cents), _held(one)) for one in waiting if not one.is_payable],
        "breadcrumbs": [(_("Paiements"), reverse("federal_payments:board")), (_("Préparer des paiements"), "")],
    }
    return render(request, "payments/prepare.html", context, status=400 if form.errors else 200)


def _due(one: Due, chosen: set[str]) -> dict[str, Any]:
    return {
        "key": one.key,
        "centre": one.centre.name,
        "line": line_name(one.award.facts),
        "kind": str(Kind(one.kind).label),
        "cents": money(one.cents),
        "iban": iban.masked(one.account.iban) if one.account else "",
        "checked": not chosen or one.key in chosen,
    }


def _held(one: Due) -> str:
    if one.account is None:
        return _("pas de compte confirmé par deux personnes")
    if not one.carried:
        return _("le rapport a été rouvert, ou approuvé pour moins, depuis la clôture")
    return _("rejeté deux fois sur ce compte : il faut un autre compte")


@page("federal", who=reads_payments)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """A batch with its orders; sent: those ticked are noted as paid."""
    one = get_object_or_404(Batch.objects.defer("content", "file"), pk=run_id)
    if request.method == "POST":
        return _executed(request, one)
    found = list(orders(batch_id=one.pk))
    centres = Centre.objects.in_bulk({each.centre_id for each in found})
    accounts = rows(Account).in_bulk({each.account_id for each in found})
    again = {each.pk: _again(each, before) for each, before in services.rejected_before(found)}
    context = {
        "batch": one,
        "title": _("Lot %(n)s") % {"n": one.number},
        "state": (str(BatchState(one.state).label), BATCH_KINDS[BatchState(one.state)]),
        "facts": _facts(one, found),
        "rows": sorted((_row(each, centres, accounts, again) for each in found), key=lambda row: row["centre"]),
        "answers": [_answer(each) for each in one.answers.defer("content").order_by("-received_at")],
        "open": any(each.state == State.RELEASED for each in found),
        "may_pay": may_pay(request.member),  # type: ignore[attr-defined]
        "is_mine": one.prepared_by_id == request.member.pk,  # type: ignore[attr-defined]
        "breadcrumbs": [(_("Paiements"), reverse("federal_payments:board")), (_("Lot %(n)s") % {"n": one.number}, "")],
    }
    return render(request, "payments/batch.html", context)


def _again(one: Order, before: Order) -> str:
    """What the second officer is told of an order that was rejected once."""
    told = {"day": long_day(before.state_since), "reference": before.reference, "why": bank_words(before.words)}
    return _("déjà ordonné sous %(reference)s, rejeté le %(day)s : %(why)s") % told


def _facts(one: Batch, found: list[Order]) -> list[tuple[str, str]]:
    told = {"day": long_day(one.prepared_at), "name": one.prepared_name}
    facts = [
        (_("Paiements"), _("%(n)s, %(sum)s en tout")
         % {"n": number(len(found)), "sum": money(sum(each.cents for each in found))}),
        (_("À payer le"), long_day(one.execute_on)),
        (_("Préparé"), _("le %(day)s par %(name)s") % told),
    ]  # fmt: skip
    if one.released_at:
        told = {"day": long_day(one.released_at), "name": one.released_name}
        facts.append((_("Libéré"), _("le %(day)s par %(name)s") % told))
    if one.words:
        facts.append((_("Abandonné"), one.words))
    return [*facts, (_("Empreinte"), one.sha256[:16])]


def _answer(one: BankAnswer) -> tuple[str, str, str]:
    """Its address, what it is called, and whether it is noted."""
    day = _("réponse %(message)s, gardée le %(day)s") % {"message": one.message, "day": long_day(one.received_at)}
    return reverse("federal_payments:answer", args=[one.pk]), day, _("notée") if one.noted_at else _("à noter")


def _row(one: Order, centres: dict[Any, Centre], accounts: dict[Any, Account], again: dict[Any, str]) -> dict[str, Any]:
    state = State(one.state)
    return {
        "pk": one.pk,
        "centre": centres[one.centre_id].name,
        "line": line_name(one.award.facts),
        "kind": kind_of(one),
        "cents": money(one.cents),
        "iban": iban.shown(accounts[one.account_id].iban),
        "reference": one.reference,
        "state": str(state.label),
        "badge": KINDS[state],
        "words": bank_words(one.words),
        "again": again.get(one.pk, ""),
        "open": state == State.RELEASED,
    }


def _executed(request: HttpRequest, one: Batch) -> HttpResponse:
    keys = uuids(request.POST.getlist("one"))
    with transaction.atomic():
        done = services.executed(actor=request.member, batch=one, chosen=keys, at=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, _("Noté comme payé : %(n)s.") % {"n": number(len(done))})
    return redirect("federal_payments:batch", run_id=one.pk)


def _batch_act(request: HttpRequest, run_id: UUID, form: Any, service: Any, **words: Any) -> HttpResponse:
    one = get_object_or_404(Batch, pk=run_id)
    if not form.is_bound and "shown" in form.fields:
        form.initial["shown"] = one.sha256
    sums = money(sum(rows(Order).filter(batch=one).values_list("cents", flat=True)))

    def do() -> None:
        service(actor=request.member, batch=one, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    lede = _("Lot %(n)s, %(sum)s") % {"n": one.number, "sum": sums}
    return confirm(request, form, do=do, lede=lede, back=reverse("federal_payments:batch", args=[one.pk]), **words)


@page("federal", who=may_pay)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """A second officer releases exactly what was shown."""
    words = {
        "title": _("Libérer ces paiements"),
        "act": _("Libérer"),
        "consequences": [
            _("Le fichier de paiement est fait, une fois ; vous le portez à la banque."),
            _("Les montants et les comptes ne changent plus."),
            _("Chaque centre lit que son paiement est en route."),
        ],
        "done": _("Le lot est libéré. Le fichier pour la banque est prêt."),
    }
    return _batch_act(request, run_id, ShownForm(request.POST or None), services.release, **words)


@page("federal", who=may_pay)
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Give up a batch that was not released."""
    words = {
        "title": _("Abandonner ce lot"),
        "act": _("Abandonner"),
        "danger": True,
        "consequences": [_("Rien n’est payé ; les montants restent dus et peuvent être préparés de nouveau.")],
        "done": _("Le lot est abandonné."),
    }
    return _batch_act(request, run_id, ReasonForm(request.POST or None), services.drop, **words)


@page("federal", who=may_pay)
@require_safe
def file(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The payment file as it was made at the release."""
    one = get_object_or_404(Batch, pk=run_id)
    if not one.file:
        raise Http404
    return download(one.file.encode(), "application/xml", f"jalon-payments-{one.number}.xml")


@page("federal", who=may_pay)
@require_http_methods(["GET", "HEAD", "POST"])
def rejected(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The bank rejected one payment."""
    one = rows(Order).filter(pk=order_id).first()
    if one is None or one.batch_id is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def do() -> None:
        services.rejected(actor=request.member, order=one, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    words = {
        "title": _("Noter comme rejeté par la banque"),
        "lede": f"{one.reference}, {money(one.cents)}",
        "act": _("Noter comme rejeté"),
        "consequences": [_("Le montant est dû de nouveau ; il peut être préparé encore une fois sur ce compte.")],
        "done": _("Le paiement est noté comme rejeté."),
    }
    back = reverse("federal_payments:batch", args=[one.batch_id])
    return confirm(request, form, do=do, back=back, **words)
