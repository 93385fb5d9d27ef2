"""A lost access comes back: a code from one's direction, a new password, a new second factor."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.internal import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts import recovery
from jalon.domain.accounts.codes import read_secret
from jalon.domain.accounts.models import User
from jalon.domain.accounts.recovery import DeadCode
from jalon.web.access.forms import RecoverForm, RecoveryCodeForm
from jalon.web.access.gate import page
from jalon.web.access.middleware import today

SESSION_RECOVERED = "jalon_recovered"  # this session began with the code: its owner has just read who gave it


@page("public")
@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type the code one was handed."""
    form = RecoveryCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("access:recovery", secret=read_secret(form.cleaned_data["code"]) or "0")
    return render(request, "access/recovery_enter.html", {"form": form})


@page("public")
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest, secret: str) -> HttpResponse:
    """Whose access, given back by whom; a new password. Opening the page changes nothing."""
    # Opening counts as an attempt: a code is tried that way.
    if ratelimit.consume(request, app="allauth.account", action="recovery", limit_get=True) is None:
        return ratelimit.respond_429(request)
    secret = read_secret(secret)
    found = recovery.find(secret=secret, at=timezone.now())
    if found is None:
        return _dead(request)
    form = RecoverForm(request.POST or None, user=found.user)
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "access/recovery.html", {"reset": found, "form": form})
    try:
        user = recovery.use(secret=secret, password=form.cleaned_data["password"], at=timezone.now(), on=today(request))
    except DeadCode:
        return _dead(request)
    return _signed_in(request, user)


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    """Whoever was signed in here is not the one who holds the code."""
    logout(request)
    get_adapter(request).send_notification_mail("account/email/password_set", user)
    # The password was typed a moment ago: a second factor may be added without asking for it again.
    record_authentication(request, user, method="password", email=user.email)
    response = perform_login(request, user, redirect_url=reverse("account_second_factor"))
    if request.user.is_authenticated:
        request.session[SESSION_RECOVERED] = True
    return response


def _dead(request: HttpRequest) -> HttpResponse:
    return render(request, "access/recovery_dead.html", {"refusal": DeadCode()}, status=DeadCode.status)


def must_be_told(request: HttpRequest) -> bool:
    """Whether this person has yet to read that their access was reset, in a session that did not begin with it."""
    return not request.session.get(SESSION_RECOVERED) and bool(recovery.untold(request.user))


@page("signed_in")
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest) -> HttpResponse:
    """What happened to this account since its owner last signed in."""
    if request.method == "POST":
        recovery.told(user=request.user, at=timezone.now())
        return redirect("access:choose")
    return render(request, "access/recovery_told.html", {"resets": recovery.untold(request.user)})
