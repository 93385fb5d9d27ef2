"""The context of every page: the shell around it, the theme, and today (pages may ask for it; services never do)."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from jalon.web.ui import navigation

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "jalon_theme"


def at_work(request: HttpRequest) -> dict:
    """Who is at work and where, as the gate found it; outside a centre, who signed in.

    ``owner`` is an opaque id: it ties what stays on the device to the person who wrote it.
    """
    member, centre = getattr(request, "member", None), getattr(request, "centre", None)
    if member is not None:
        return {
            "user_name": member.name,
            "role_name": member.get_role_display(),
            "centre_name": centre.title if centre else "",
            "owner": member.pk,
        }
    user = getattr(request, "user", None)
    signed = bool(user and user.is_authenticated)
    return {
        "user_name": str(user) if signed else "",
        "role_name": "",
        "centre_name": "",
        "owner": user.pk if signed else "",
    }


class Shell(dict):
    """The shell's facts, computed when a page first shows one of them: a fragment never pays for them."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self._request = request

    def __missing__(self, key: str):
        if len(self) == 0:
            self.update(self._build())
            if key in self:
                return self[key]
        raise KeyError(key)

    def __bool__(self) -> bool:
        return True

    def _build(self) -> dict:
        request = self._request
        facts = at_work(request)
        signed = bool(facts["owner"])
        return {
            "home_url": navigation.place("home") or "/",
            "search_url": navigation.place("search") if getattr(request, "centre", None) else "",
            "sign_in_url": "" if signed else navigation.place("sign_in"),
            "sign_out_url": navigation.place("sign_out") if signed else "",
            "nav": navigation.shown(request, "main"),
            "beside_nav": navigation.beside(request),
            "user_nav": navigation.shown(request, "user"),
            "foot_nav": navigation.shown(request, "foot"),
            "languages": settings.LANGUAGES,
            **facts,
        }


def shell(request: HttpRequest) -> dict:
    """Context processor: ``shell``, ``theme`` and ``today``."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "shell": Shell(request),
        "theme": theme if theme in THEMES else "auto",
        "today": getattr(request, "today", None) or timezone.localdate(),
    }
