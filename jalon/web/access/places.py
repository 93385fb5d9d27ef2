"""The place in the session: which centre (or administration) this browser works in."""

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_TOKEN_LENGTH, _unmask_cipher_token, rotate_token

from jalon.domain.accounts.queries import Place

SESSION_MEMBER = "jalon_member"  # {"centre": uuid, "member": uuid} or {"federal": uuid}, with role and title
SESSION_PLACES = "jalon_places"  # how many there are to choose from


def chosen(request: HttpRequest, key: str) -> UUID | None:
    """`centre`, `member` or `federal` of the place, or None."""
    value = (request.session.get(SESSION_MEMBER) or {}).get(key)
    return UUID(value) if value else None


def place_title(request: HttpRequest) -> str:
    """The name of the place, for a page that may not ask the database."""
    return str((request.session.get(SESSION_MEMBER) or {}).get("title", ""))


def take(request: HttpRequest, place: Place, count: int) -> None:
    """Work here from now on. Forms of another place that are still open are refused instead of landing here."""
    # A new session key, so that a key seen before is worth nothing; a new token, which the other place's forms lack.
    request.session.cycle_key()
    rotate_token(request)
    request.session[SESSION_MEMBER] = {**place.as_session(), "title": place.title}
    request.session[SESSION_PLACES] = count


def role_changed(request: HttpRequest, role: str) -> bool:
    """Whether the role is another than when the place was taken; a session made elsewhere says nothing of it."""
    place: dict[str, Any] = request.session.get(SESSION_MEMBER) or {}
    return "role" in place and place["role"] != role


def renew(request: HttpRequest, role: str) -> None:
    """The same place with another role, under a new session key. Call it outside any centre's context."""
    request.session.cycle_key()
    request.session[SESSION_MEMBER] = {**request.session[SESSION_MEMBER], "role": role}


def leave(request: HttpRequest) -> None:
    """No place any more: suspended, left, or closed."""
    request.session.pop(SESSION_MEMBER, None)


# Whose forms are whose ------------------------------------------------------------------------------------------------
# Each place taken has a token of its own for its forms. This browser keeps, signed, which token was whose: a form that
# comes too late is offered to be sent again to the same person in the same place, and to nobody else.

_COOKIE = "jalon_forms"
_KEPT = 4
_MAX_AGE = 2 * 24 * 3600  # seconds


def remember_forms(request: HttpRequest, response: HttpResponse) -> None:
    """After `take`: the token of this place's forms is this place's."""
    mark, owner = _mark(request.META["CSRF_COOKIE"]), _owner(request)
    known = [entry for entry in _known(request) if entry[0] != mark]
    value = signing.dumps([[mark, owner], *known][:_KEPT], salt=_COOKIE)
    response.set_cookie(
        _COOKIE, value, max_age=_MAX_AGE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def form_is_of_here(request: HttpRequest) -> bool:
    """Whether the form sent was made for the person and place that this session is in now."""
    token = request.POST.get("csrfmiddlewaretoken") or request.headers.get("X-CSRFToken", "")
    try:
        mark = _mark(_unmask_cipher_token(token) if len(token) == CSRF_TOKEN_LENGTH else token)
    except (ValueError, IndexError):
        return False
    return bool(_owner(request)) and [mark, _owner(request)] in _known(request)


def _owner(request: HttpRequest) -> str:
    place = request.session.get(SESSION_MEMBER) or {}
    return str(place.get("member") or place.get("federal") or "")


def _known(request: HttpRequest) -> list[list[str]]:
    try:
        return list(signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_COOKIE, max_age=_MAX_AGE))
    except signing.BadSignature:
        return []


def _mark(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:16]
