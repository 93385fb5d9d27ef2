"""Giving a lost access back, and confirming one that another place gave back."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts import recovery
from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import confirms_access, manages_members, resets_access
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.access.paper import hand_over
from jalon.web.members.forms import ConfirmForm, ResetForm
from jalon.web.ui.sent import show_refusal


@page("centre", who=manages_members)
@never_cache
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Close every way in, and make the code that opens new ones."""
    actor = request.member  # type: ignore[attr-defined]
    member = get_object_or_404(Membership, pk=member_id)
    if not resets_access(actor, member):
        raise NotAllowed
    form = ResetForm(request.POST or None, has_mail=member.has_mail)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = recovery.reset_member(
                    actor=actor,
                    membership=member,
                    way=form.cleaned_data["way"],
                    at=timezone.now(),
                    on=today(request),
                )
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            back = reverse("members:list")
            return hand_over(request, made, back=back, shown=lambda: redirect(back))
    return render(request, "ui/confirm.html", _resetting(member, form))


def _resetting(member: Membership, form: ResetForm) -> dict[str, object]:
    return {
        "title": _("Rétablir l’accès de %(name)s") % {"name": member.name},
        "lede": _(
            "Téléphone ou mot de passe perdu. Assurez-vous d’abord que c’est bien cette personne qui le demande."
        ),
        "consequences": [
            _("Son mot de passe, son second moyen, ses codes de secours et ses sessions tombent tout de suite."),
            _("Un code, valable un jour et une seule fois, lui laisse choisir un nouveau mot de passe."),
            _("Si elle travaille aussi ailleurs, son accès y reste fermé jusqu’à ce que l’autre direction confirme."),
            _("Votre nom figure au journal du centre et dans ce qui est annoncé à la personne."),
        ],
        "act": _("Rétablir l’accès"),
        "danger": True,
        "cancel_url": reverse("members:member", args=[member.pk]),
        "form": form,
    }


@page("centre", who=manages_members)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Open here an access that another place gave back."""
    actor = request.member  # type: ignore[attr-defined]
    member = get_object_or_404(Membership, pk=member_id)
    if not (resets_access(actor, member) if request.method == "POST" else confirms_access(actor, member)):
        raise NotAllowed
    if request.method == "POST":
        recovery.confirm_member(actor=actor, membership=member, on=today(request))
        messages.success(request, _("C’est fait : %(name)s.") % {"name": member.name})
        return redirect("members:list")
    facts = {
        "title": _("Confirmer l’accès de %(name)s") % {"name": member.name},
        "consequences": [
            _("Parlez d’abord à la personne, de vive voix : a-t-elle bien demandé que son accès soit rétabli ?"),
            _("Si non, ne confirmez pas : rétablissez vous-même son accès, et celui donné ailleurs ne vaut plus."),
            _("%(name)s retrouve ici son rôle et ses dossiers.") % {"name": member.name},
        ],
        "act": _("J’ai parlé à cette personne : ouvrir l’accès"),
        "cancel_url": reverse("members:member", args=[member.pk]),
        "form": ConfirmForm(),
    }
    return render(request, "ui/confirm.html", facts)
