"""Inviting: a link by e-mail, or a code to print."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts import invitations
from jalon.domain.accounts.invitations import DAYS, Invitation
from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import manages_members
from jalon.domain.core.errors import DomainError
from jalon.web.access import letters
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.access.paper import square
from jalon.web.members.forms import ConfirmForm, InviteForm
from jalon.web.ui.sent import show_refusal


@page("centre", who=manages_members)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Whom to invite, as what."""
    actor = request.member  # type: ignore[attr-defined]
    form = InviteForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                sent = invitations.invite(actor=actor, **form.cleaned_data, at=timezone.now(), on=today(request))
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            return _sent(request, sent)
    return render(request, "members/invite.html", {"form": form})


@page("centre", who=manages_members)
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """A new link or a new code; the former is dead at once."""
    member = get_object_or_404(Membership, pk=member_id)
    if request.method == "POST":
        actor = request.member  # type: ignore[attr-defined]
        return _sent(request, invitations.renew(actor=actor, membership=member, at=timezone.now(), on=today(request)))
    facts = {
        "title": _("Inviter de nouveau %(name)s") % {"name": member.name},
        "consequences": [
            _("Un nouveau lien part à %(email)s.") % {"email": member.email}
            if member.has_mail
            else _("Vous imprimez un nouveau code."),
            _("L’ancien ne vaut plus."),
        ],
        "act": _("Inviter de nouveau"),
        "cancel_url": "../",
        "form": ConfirmForm(),
    }
    return render(request, "ui/confirm.html", facts)


def _sent(request: HttpRequest, sent: Invitation) -> HttpResponse:
    if not sent.membership.has_mail:
        return _on_paper(request, sent)
    member = sent.membership
    failed = _("L’invitation de %(name)s est faite, mais la lettre n’est pas partie. Invitez de nouveau plus tard.")
    letters.post(
        request,
        letters.invitation(request, sent),
        sent=_("L’invitation est partie à %(email)s.") % {"email": member.email},
        failed=failed % {"name": member.name},
    )
    return redirect("members:list")


def _on_paper(request: HttpRequest, sent: Invitation) -> HttpResponse:
    """Shown once: only its fingerprint is kept."""
    facts = {
        "sent": sent,
        "member": sent.membership,
        "address": request.build_absolute_uri("/invitation/"),
        "square": square(letters.link(request, sent)),
        "until": timezone.localtime(sent.membership.invited_at) + timedelta(days=DAYS),
    }
    return render(request, "members/code.html", facts)
