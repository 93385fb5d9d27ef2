"""An invited person arrives: by a link or with a printed code."""

import logging
import threading
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts import federal, invitations
from jalon.domain.accounts.invitations import DeadInvitation, read_secret
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.accounts.services import create_account
from jalon.web.access import letters, places
from jalon.web.access.forms import AcceptForm, AskAgainForm, InvitationCodeForm
from jalon.web.access.gate import page
from jalon.web.access.middleware import today

log = logging.getLogger(__name__)


def _may_try(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count an attempt; opening a page counts too, since a code is tried that way."""
    usage = ratelimit.consume(request, app="allauth.account", action=action, key=key, limit_get=True)
    return usage is not None


@page("public")
@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type the code of a printed invitation."""
    form = InvitationCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("access:invitation", secret=read_secret(form.cleaned_data["code"]) or "0")
    return render(request, "access/invitation_code.html", {"form": form})


@page("public")
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Who invites you, as what; a button to accept. Opening the page changes nothing."""
    if not _may_try(request, "invitation"):
        return ratelimit.respond_429(request)
    secret = read_secret(secret)
    invited = invitations.find(secret=secret) or federal.find(secret=secret)
    if invited is None or not invitations.is_alive(invited, timezone.now()):
        return _dead(request, secret)
    if request.user.is_authenticated:
        return _as_signed_in(request, secret, invited)
    if invitations.account_of(invited):
        # The sign-in page leads back here, where the button is.
        return render(request, "access/invitation_sign_in.html", {"invited": invited, "next": request.path})
    return _as_newcomer(request, secret, invited)


def _enter(request: HttpRequest, invited: Membership | FederalMembership, secret: str, user: Any) -> None:
    accept_there = federal.accept if isinstance(invited, FederalMembership) else invitations.accept
    accept_there(secret=secret, user=user, at=timezone.now(), on=today(request))


def _as_signed_in(request: HttpRequest, secret: str, invited: Membership | FederalMembership) -> HttpResponse:
    theirs = request.user.email == invited.email
    if request.method == "POST" and theirs:
        try:
            _enter(request, invited, secret, request.user)
        except DeadInvitation:
            return _dead(request, secret)
        places.leave(request)
        return redirect("access:choose")
    return render(request, "access/invitation_accept.html", {"invited": invited, "theirs": theirs})


def _as_newcomer(request: HttpRequest, secret: str, invited: Membership | FederalMembership) -> HttpResponse:
    form = AcceptForm(request.POST or None, email=invited.email, initial={"name": invited.name})
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "access/invitation_new.html", {"invited": invited, "form": form})
    try:
        with transaction.atomic():
            user = create_account(
                email=invited.email,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                language=translation.get_language(),
            )
            _enter(request, invited, secret, user)
    except DeadInvitation:
        return _dead(request, secret)
    # The password was typed a moment ago: a second factor may be added without asking for it again.
    record_authentication(request, user, method="password", email=user.email)
    return perform_login(request, user, redirect_url=reverse("access:choose"))


def _dead(request: HttpRequest, secret: str) -> HttpResponse:
    facts = {"form": AskAgainForm(), "secret": secret, "refusal": DeadInvitation()}
    return render(request, "access/invitation_dead.html", facts, status=DeadInvitation.status)


@page("public")
@never_cache
@require_http_methods(["GET", "POST"])
def ask_again(request: HttpRequest) -> HttpResponse:
    """A new link, to the invited address alone. The answer is the same whoever asks."""
    form = AskAgainForm(request.POST or None)
    old = read_secret(request.POST.get("secret", "")) if request.method == "POST" else ""
    if request.method == "POST" and (old or form.is_valid()):
        shown = old or form.cleaned_data["email"]
        if not _may_try(request, "invitation_again", key=shown.casefold()):
            return ratelimit.respond_429(request)
        found = invitations.ask_again(shown=shown, at=timezone.now(), on=today(request))
        mails = [letters.invitation(request, one) for one in found]
        transaction.on_commit(lambda: _send_aside(mails))
        return render(request, "access/invitation_asked.html")
    return render(request, "access/invitation_again.html", {"form": form})


def _send_aside(mails: list) -> None:
    """Not in the request's own time, which would tell whether there was anything to send."""

    def send() -> None:
        for mail in mails:
            try:
                mail.send()
            except OSError:
                log.exception("An invitation could not be sent.")

    if mails:
        threading.Thread(target=send, daemon=True).start()
