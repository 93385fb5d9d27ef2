"""The context of every page: the shell around it, the theme, and today (pages may ask for it; services never do)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from jalon.web.ui import navigation

LANGUAGES = [("fr", "Français"), ("nl", "Nederlands")]
THEMES = ("auto", "light", "dark")
THEME_COOKIE = "jalon_theme"


def nobody(request: HttpRequest) -> dict:
    """Who is at work, before the accounts have said so."""
    user = getattr(request, "user", None)
    signed = bool(user and user.is_authenticated)
    return {
        "user_name": str(user) if signed else "",
        "role_name": "",
        "centre_name": "",
        "owner": user.pk if signed else "",
    }


# Replaced by the app that knows memberships: request -> user_name, role_name, centre_name, owner (an opaque id).
who: dict[str, Callable[[HttpRequest], dict]] = {"is": nobody}


class Shell(dict):
    """The shell's facts, computed only when a page shows the shell (a fragment never pays for them)."""

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
        facts = who["is"](request)
        signed = bool(facts.get("owner"))
        return {
            "home_url": navigation.place("home") or "/",
            "search_url": navigation.place("search") if signed else "",
            "sign_in_url": "" if signed else navigation.place("sign_in"),
            "sign_out_url": navigation.place("sign_out") if signed else "",
            "nav": navigation.shown(request, "main"),
            "user_nav": navigation.shown(request, "user"),
            "foot_nav": navigation.shown(request, "foot"),
            "languages": LANGUAGES,
            "version": getattr(settings, "JALON_VERSION", ""),
            "source_url": getattr(settings, "JALON_SOURCE_URL", ""),
            **facts,
        }


def shell(request: HttpRequest) -> dict:
    """Context processor: ``shell``, ``theme`` and ``today``."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "shell": Shell(request),
        "theme": theme if theme in THEMES else "auto",
        "today": timezone.localdate(),
    }
