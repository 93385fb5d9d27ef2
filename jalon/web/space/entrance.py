"""What every way in has in common: the language, the page that was asked for, and the step over the threshold."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from jalon.domain.space.enums import AccessState
from jalon.domain.space.services.entering import accesses_of
from jalon.web.access import own_file

SESSION_SURE = "jalon_sure"  # when the password was last typed in this session
SURE_MINUTES = 10


def too_many(request: HttpRequest) -> HttpResponse:
    """Wait a little; and the other ways."""
    return render(request, "space/too_many.html", status=429)


def target(request: HttpRequest, asked: str = "") -> str:
    """The page asked for before, if it is one of the person's own."""
    asked = asked or request.POST.get("next") or request.GET.get("next") or ""
    home = reverse("space:home")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours and asked.startswith(home) else home


def with_language(
    request: HttpRequest, response: HttpResponse, language: str, *, replace: bool = False
) -> HttpResponse:
    """Keep the language on this device, unless one was chosen there already."""
    if language in own_file.LANGUAGES and (replace or own_file.COOKIE not in request.COOKIES):
        response.set_cookie(
            own_file.COOKIE, language, max_age=365 * 24 * 3600, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


def come_in(
    request: HttpRequest, user: Any, *, to: str, opened_by: str = "", sure: bool = False
) -> HttpResponse | None:
    """Over the threshold, once it is proven whose account this is; None when it opens nothing.

    `opened_by`: the key or identity that did, whose end is the session's.
    `sure`: the password itself was typed. A key or an identity opens the space, but adds no other way in.
    """
    access = next(iter(accesses_of(user.pk)), None) if user and user.is_active and user.is_person else None
    if access and access.state == AccessState.SUSPENDED:
        return redirect("space:closed")
    if access is None or access.state != AccessState.ACTIVE:
        return None
    own_file.enter(request, user, access, opened_by=opened_by)
    if sure:
        mark_sure(request)
    return with_language(request, redirect(to), user.language)


def mark_sure(request: HttpRequest) -> None:
    """The password was typed just now."""
    request.session[SESSION_SURE] = timezone.now().timestamp()


def is_sure(request: HttpRequest) -> bool:
    """Whether it was typed a moment ago: who picks up an open telephone makes no way in of their own."""
    return timezone.now().timestamp() - request.session.get(SESSION_SURE, 0) < SURE_MINUTES * 60
