"""How often something secret may be tried."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def may_try(request: HttpRequest, action: str, key: str) -> bool:
    """Whether one more try is left (`ACCOUNT_RATE_LIMITS` says how many)."""
    return ratelimit.consume(request, app="allauth.account", action=action, key=key) is not None
