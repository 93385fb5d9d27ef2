"""The centre's account: one person gives it, another confirms it."""

from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.payments import iban, services
from jalon.domain.payments.models import Account
from jalon.domain.payments.permissions import may_commit, may_write
from jalon.domain.payments.queries import account
from jalon.domain.payments.services.accounts import former_hands
from jalon.web.access.gate import page
from jalon.web.access.letters import post
from jalon.web.payments.forms import AccountForm
from jalon.web.ui.acts import confirm as confirmed

METHODS = ["GET", "HEAD", "POST"]


@page("centre", who=may_write)
@require_http_methods(METHODS)
def give(request: HttpRequest) -> HttpResponse:
    """Give an account."""
    form = AccountForm(request.POST or None, initial={"holder": request.centre.title})  # type: ignore[attr-defined]

    def do() -> None:
        services.give(actor=request.member, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]

    now = account()
    lines = [_("Une autre personne, président ou directeur général, le confirme avant tout paiement.")]
    if now:
        lines.append(_("Jusque-là, les paiements vont sur le compte %(iban)s.") % {"iban": iban.masked(now.iban)})
        lines.append(_("Ceux qui ont donné et confirmé ce compte-là en sont avertis."))
    words = {
        "title": _("Changer de compte") if now else _("Donner le compte du centre"),
        "lede": _("Les subsides sont payés sur un seul compte, donné par une personne et confirmé par une autre."),
        "act": _("Donner ce compte"),
        "consequences": lines,
        "done": _("Le compte est donné. Il attend une deuxième personne."),
    }
    return confirmed(request, form, do=do, back=reverse("payments:mine"), **words)


def _act(request: HttpRequest, account_id: UUID, service: Any, **words: Any) -> HttpResponse:
    one = Account.objects.filter(pk=account_id).first()
    if one is None:
        raise Http404
    form = Form(request.POST or None)

    def do() -> None:
        service(actor=request.member, account_id=one.pk, at=timezone.now())  # type: ignore[attr-defined]

    lede = f"{iban.shown(one.iban)}, {one.holder}"
    return confirmed(request, form, do=do, lede=lede, back=reverse("payments:mine"), **words)


@page("centre", who=may_commit)
@require_http_methods(METHODS)
def confirm(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """A second person confirms."""

    def confirmed_and_told(**facts: Any) -> None:
        tell(request, services.confirm(**facts))

    words = {
        "title": _("Confirmer ce compte"),
        "act": _("Confirmer"),
        "consequences": [
            _("Comparez-le d’abord avec un extrait de compte, pas avec un message reçu."),
            _("Tous les paiements vont dorénavant sur ce compte."),
        ],
        "done": _("Le compte est confirmé."),
    }
    return _act(request, account_id, confirmed_and_told, **words)


def tell(request: HttpRequest, one: Account) -> None:
    """A letter to those of the former account: who changes it for their own ends would not tell them."""
    title = request.centre.title  # type: ignore[attr-defined]
    told = {"centre": title, "iban": iban.masked(one.iban), "by": one.given_by.name}
    told["and"] = one.confirmed_by.name if one.confirmed_by else ""
    subject = _("%(centre)s : le compte des paiements a changé") % told
    body = _(
        "Les subsides sont dorénavant payés sur %(iban)s. Ce compte est donné par %(by)s et confirmé par %(and)s.\n\n"
        "Si cela vous étonne, parlez-en tout de suite à votre président ou à votre directeur général."
    )
    for member in former_hands(one):
        if member.has_mail:
            post(request, EmailMessage(" ".join(subject.split()), body % told, None, [member.email]))


@page("centre", who=may_write)
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Take back an account nobody confirmed."""
    words = {
        "title": _("Retirer ce compte"),
        "act": _("Retirer"),
        "consequences": [_("Il n’est pas confirmé ; les paiements continuent comme avant.")],
        "done": _("Le compte est retiré."),
    }
    return _act(request, account_id, services.withdraw, **words)
