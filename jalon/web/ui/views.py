"""Theme, accessibility statement and the page that shows every component."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from jalon.web.access.gate import page
from jalon.web.ui import navigation, showcase
from jalon.web.ui.context import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600  # seconds


def _back(request: HttpRequest) -> str:
    """Where the person was, if it is ours; else home."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else navigation.place("home") or "/"


@page("public")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or automatic on this device."""
    response = HttpResponseRedirect(_back(request))
    if request.POST.get("theme") in THEMES:
        response.set_cookie(
            THEME_COOKIE, request.POST["theme"], max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


@page("public")
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for everyone, what does not yet, whom to tell."""
    return render(request, "ui/page/accessibility.html")


@page("public")
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component, in every state, with the way to write it."""
    return render(request, "ui/page/components.html", showcase.context(timezone.localdate(), timezone.now()))
