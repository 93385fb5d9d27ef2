"""Whether a member has an app or a key beside the password, where the installation wants one."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

SESSION_PROVEN = "jalon_second_factor"  # seen once in this session: no query a page
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_one(user: Any) -> bool:
    """Recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def is_missing(request: HttpRequest) -> bool:
    """Whether this person must first add a factor. Invented people of a demonstration need none."""
    if not settings.JALON_REQUIRE_SECOND_FACTOR or request.user.is_demo or request.session.get(SESSION_PROVEN):  # type: ignore[union-attr]
        return False
    if not has_one(request.user):
        return True
    request.session[SESSION_PROVEN] = True
    return False


def just_proven(request: HttpRequest, user: Any, authenticator: Authenticator, **facts: Any) -> None:
    """A factor is added by using it: its owner need not show it again a second later."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)


def look_again(request: HttpRequest, **facts: Any) -> None:
    """A factor was taken away: the next page asks whether one is left."""
    request.session.pop(SESSION_PROVEN, None)
