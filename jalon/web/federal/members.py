"""Who has access to the national figures, and the acts of the one in charge of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.accounts import federal, recovery
from jalon.domain.accounts.enums import MembershipState
from jalon.domain.accounts.federal_transitions import FEDERAL_MEMBERSHIP
from jalon.domain.accounts.invitations import is_alive
from jalon.domain.accounts.models import FederalAct, FederalMembership
from jalon.domain.accounts.permissions import manages_federal
from jalon.domain.audit import verbs
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.web.access import letters
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.access.paper import hand_over
from jalon.web.access.standing import KINDS, act_words
from jalon.web.federal.forms import ConfirmForm, InviteForm, ResetForm
from jalon.web.ui.sent import show_refusal


@page("federal", who=manages_federal)
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Everybody who has, had or will have access."""
    rows = [_row(member, request) for member in FederalMembership.objects.order_by("name")]
    titles = {
        "active": _("Au travail"),
        "invited": _("Invités"),
        "suspended": _("Suspendus"),
    }
    groups = [(title, [row for row in rows if row["group"] == group]) for group, title in titles.items()]
    facts = {"groups": [one for one in groups if one[1]], "left": [row for row in rows if row["group"] == "left"]}
    return render(request, "federal/members.html", facts)


def _row(member: FederalMembership, request: HttpRequest) -> dict[str, Any]:
    ended = member.until is not None and member.until < today(request)
    state = MembershipState.LEFT if ended else MembershipState(member.state)
    held = member.held_at is not None and state == MembershipState.ACTIVE
    return {
        "member": member,
        "group": str(state),
        "state": _("à confirmer") if held else state.label,
        "kind": "waiting" if held else KINDS[state],
        "shows_state": held or state != MembershipState.ACTIVE,
        "dead": state == MembershipState.INVITED and not is_alive(member, timezone.now()),
        "me": member.pk == request.member.pk,  # type: ignore[attr-defined]
    }


@page("federal", who=manages_federal)
@require_safe
def show(request: HttpRequest, federal_id: UUID) -> HttpResponse:
    """Who they are, the acts that are possible now, and what was done."""
    member = get_object_or_404(FederalMembership, pk=federal_id)
    actor = request.member  # type: ignore[attr-defined]
    words = act_words()
    acts = [
        (words[line.act], reverse(f"federal:{line.act}", args=[member.pk]), line.effect)
        for line in FEDERAL_MEMBERSHIP.possible(member, actor)
        if line.act in words
    ]
    told = [
        (verbs.label(row.verb), row.at, row.actor_name)
        for row in FederalAct.objects.filter(subject=member).order_by("-at")[:20]
    ]
    return render(request, "federal/member.html", {"subject": member, "acts": acts, "told": told})


@page("federal", who=manages_federal)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Whom to invite, as what."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"actor": request.member, "at": timezone.now(), "on": today(request)}  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                member, secret = federal.invite(**form.cleaned_data, **facts)
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            return _sent(request, letters.federal_invitation(request, member, secret))
    return render(request, "federal/invite.html", {"form": form})


@page("federal", who=manages_federal)
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, federal_id: UUID) -> HttpResponse:
    """A new link; the former is dead at once."""
    member = get_object_or_404(FederalMembership, pk=federal_id)
    if request.method == "POST":
        actor = request.member  # type: ignore[attr-defined]
        member, secret = federal.renew(actor=actor, membership=member, at=timezone.now())
        return _sent(request, letters.federal_invitation(request, member, secret))
    lines = [_("Un nouveau lien part à %(email)s.") % {"email": member.email}, _("L’ancien ne vaut plus.")]
    return _asked(request, member, _("Inviter de nouveau %(name)s"), lines, "renew")


def _sent(request: HttpRequest, letter: EmailMessage) -> HttpResponse:
    letters.post(
        request,
        letter,
        sent=_("L’invitation est partie à %(email)s.") % {"email": letter.to[0]},
        failed=_("L’invitation est faite, mais la lettre n’est pas partie. Invitez de nouveau."),
    )
    return redirect("federal:members")


@page("federal", who=manages_federal)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, federal_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    lines = [_("Le lien que cette personne a reçu ne vaut plus.")]
    return _act(request, federal_id, federal.withdraw, _("Retirer l’invitation de %(name)s"), lines, "withdraw")


@page("federal", who=manages_federal)
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: HttpRequest, federal_id: UUID) -> HttpResponse:
    """Close an access for a while."""
    lines = [_("L’accès est fermé dès la page suivante."), _("Vous pourrez le rouvrir quand vous voudrez.")]
    return _act(request, federal_id, federal.suspend, _("Suspendre l’accès de %(name)s"), lines, "suspend")


@page("federal", who=manages_federal)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, federal_id: UUID) -> HttpResponse:
    """Open it again."""
    lines = [_("%(name)s retrouve son rôle.")]
    return _act(request, federal_id, federal.restore, _("Rouvrir l’accès de %(name)s"), lines, "restore")


@page("federal", who=manages_federal)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, federal_id: UUID) -> HttpResponse:
    """Close it for good."""
    lines = [
        _("L’accès se ferme tout de suite ; le nom reste dans les actes passés."),
        _("Revenir demandera une nouvelle invitation."),
    ]
    return _act(request, federal_id, federal.end, _("Mettre fin à l’accès de %(name)s"), lines, "end")


@page("federal", who=manages_federal)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, federal_id: UUID) -> HttpResponse:
    """Open here an access that a centre gave back."""
    lines = [
        _("Parlez d’abord à la personne, de vive voix : a-t-elle bien demandé que son accès soit rétabli ?"),
        _("Si non, ne confirmez pas : rétablissez vous-même son accès, et celui donné ailleurs ne vaut plus."),
    ]

    def open_access(*, on: object, **facts: Any) -> FederalMembership:
        return recovery.confirm_federal(**facts)

    return _act(request, federal_id, open_access, _("Confirmer l’accès de %(name)s"), lines, "confirm")


@page("federal", who=manages_federal)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, federal_id: UUID) -> HttpResponse:
    """Close every way in, and make the code that opens new ones."""
    actor = request.member  # type: ignore[attr-defined]
    member = get_object_or_404(FederalMembership, pk=federal_id)
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"way": form.cleaned_data["way"], "at": timezone.now(), "on": today(request)}
        try:
            with transaction.atomic():
                made = recovery.reset_federal(actor=actor, membership=member, **facts)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            back = reverse("federal:members")
            return hand_over(request, made, back=back, shown=lambda: redirect(back))
    lines = [
        _("Son mot de passe, son second moyen, ses codes de secours et ses sessions tombent tout de suite."),
        _("Un code, valable un jour et une seule fois, lui laisse choisir un nouveau mot de passe."),
        _("Si elle travaille aussi dans un CPAS, son accès y reste fermé jusqu’à ce que la direction confirme."),
    ]
    return _asked(request, member, _("Rétablir l’accès de %(name)s"), lines, "reset", form)


def _act(
    request: HttpRequest, federal_id: UUID, service: Callable[..., Any], title: str, lines: list[str], act: str
) -> HttpResponse:
    member = get_object_or_404(FederalMembership, pk=federal_id)
    if request.method == "POST":
        service(actor=request.member, membership=member, at=timezone.now(), on=today(request))  # type: ignore[attr-defined]
        messages.success(request, _("C’est fait : %(name)s.") % {"name": member.name})
        return redirect("federal:members")
    return _asked(request, member, title, lines, act)


def _asked(
    request: HttpRequest,
    member: FederalMembership,
    title: str,
    lines: list[str],
    act: str,
    form: forms.Form | None = None,
) -> HttpResponse:
    if not manages_federal(request.member, member):  # type: ignore[attr-defined]
        raise NotAllowed
    facts = {
        "title": title % {"name": member.name},
        "consequences": [line % {"name": member.name} if "%(name)s" in line else line for line in lines],
        "act": act_words()[act],
        "danger": act in {"suspend", "end", "withdraw", "reset"},
        "cancel_url": reverse("federal:member", args=[member.pk]),
        "form": form or ConfirmForm(),
    }
    return render(request, "ui/confirm.html", facts)
