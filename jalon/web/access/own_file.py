"""A person in their own file: the session that says so, and the context their pages run in.

The place is kept in the session as that of a member is, under another name: neither opens the other's pages. At each
request the access is read again, with the rights of `jalon_person`, so that a suspension holds from the next page on.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import DatabaseError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.defaults import bad_request, page_not_found, permission_denied, server_error

from jalon.domain.core.context import person_context
from jalon.domain.core.errors import DomainError
from jalon.domain.space import queries
from jalon.domain.space.models import PersonAccess
from jalon.web.access import two_at_once
from jalon.web.access.gate import Detour

SESSION_PERSON = "jalon_person"  # {"centre": uuid, "person": uuid, "by": what opened it, "at": when}
LANGUAGES = {"fr": "Français", "nl": "Nederlands", "de": "Deutsch", "en": "English"}
COOKIE = "jalon_own_language"
SECONDS = 2 * 3600  # a session on a phone that somebody else may pick up
NOT_WORDS = {
    "csrfmiddlewaretoken", "next", "number", "code", "password", "again", "old", "user", "language",
    "secret", "shown_hash", "read", "version", "credential",
}  # fmt: skip
BACKEND = "jalon.web.access.backends.Accounts"


@dataclass(frozen=True)
class _Place:
    centre_id: UUID
    person_id: UUID
    opened_by: str
    at: datetime


class _Over(Exception):  # noqa: N818  not an error
    """What opened this session opens nothing any more."""


def enter(request: HttpRequest, user: Any, access: PersonAccess, *, opened_by: str = "") -> None:
    """Sign the person in: a new session, which knows one file. `opened_by`: the key or identity (`queries.opener`);
    empty: the password."""
    login(request, user, backend=BACKEND)
    file = {"centre": str(access.centre_id), "person": str(access.person_id)}
    request.session[SESSION_PERSON] = {**file, "by": opened_by, "at": timezone.now().isoformat()}
    request.session.set_expiry(SECONDS)


def home() -> HttpResponse:
    """The person's own first page, wherever else they knocked."""
    return redirect("space:home")


def is_inside(request: HttpRequest) -> bool:
    """Whether this session is a person's, as far as it knows."""
    return bool(request.user.is_authenticated and request.user.is_person and _place(request))


def open_access(request: HttpRequest) -> PersonAccess | None:
    """The open access of this session, for a page at the door that its owner alone may use."""
    place = _place(request)
    if not is_inside(request) or place is None or _is_strayed(request):
        return None
    try:
        with person_context(place.centre_id, person_id=place.person_id, user_id=request.user.pk):
            return _entered(request, place)
    except _Over:
        logout(request)
        return None


def _entered(request: HttpRequest, place: _Place) -> PersonAccess | None:
    """The access behind the session; a key or identity taken away since ends what it opened, at once."""
    access = queries.entered(centre_id=place.centre_id, person_id=place.person_id, user_id=request.user.pk)
    if access and queries.is_over(access, opened_by=place.opened_by, at=place.at):
        raise _Over
    return access


def is_opened_by(request: HttpRequest, opener: str) -> bool:
    """Whether this very session was opened by that key or identity: taken away, it ends here too."""
    place = _place(request)
    return place is not None and place.opened_by == opener


def speak(request: HttpRequest, wanted: str = "") -> str:
    """Say this page in the reader's language: the one they chose here, else `wanted`, else that of their device."""
    asked = [request.COOKIES.get(COOKIE, ""), wanted]
    for entry in request.headers.get("Accept-Language", "").split(","):
        asked.append(entry.split(";")[0].strip()[:2].lower())
    language = next((one for one in asked if one in LANGUAGES), "fr")
    translation.activate(language)
    request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
    return language


def run(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase:
    """The view in the person's own context; whatever is refused, a page that says where to go from there."""
    speak(request)
    place = _place(request)
    if not request.user.is_authenticated or not request.user.is_person or place is None or _is_strayed(request):
        return to_the_door(request)
    request.is_private = True  # type: ignore[attr-defined]
    try:
        with person_context(place.centre_id, person_id=place.person_id, user_id=request.user.pk):
            access = _entered(request, place)
            if access is None:
                raise Detour(redirect("space:closed"))
            request.person_access = access  # type: ignore[attr-defined]
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
            return response
    except _Over:
        logout(request)
        return to_the_door(request)
    except Detour as detour:
        return detour.response
    except DomainError as refusal:
        return render(request, "space/refused.html", {"refusal": refusal}, status=refusal.status)
    except DatabaseError as fault:
        refusal = two_at_once.heard(request, fault)
        return render(request, "space/twice.html", {"again": request.path}, status=refusal.status)
    except Http404:
        return render(request, "space/not_found.html", {"inside": True}, status=404)


def nowhere(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that does not exist (`handler404`); below the person's door: every way in, in their language."""
    if not _at_their_door(request):
        return page_not_found(request, exception)
    speak(request)
    return render(request, "space/not_found.html", {"inside": is_inside(request)}, status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """Jalon's own error (`handler500`); below the person's door, their page, which asks the database for nothing."""
    if not _at_their_door(request):
        return server_error(request)
    return _their_page(request, 500)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that is not theirs to see (`handler403`)."""
    if not _at_their_door(request):
        return permission_denied(request, exception)
    return _their_page(request, 403)


def misread(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What came cannot be read (`handler400`)."""
    if not _at_their_door(request):
        return bad_request(request, exception)
    return _their_page(request, 400)


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse | None:
    """A refusal of one of the pages at their door, in their words; None elsewhere."""
    if not _at_their_door(request):
        return None
    speak(request)
    return render(request, "space/refused.html", {"refusal": refusal}, status=refusal.status)


def _at_their_door(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("space:home"))


def _their_page(request: HttpRequest, status: int) -> HttpResponse:
    """Without a request, so that no session, no nav and no form is looked for while something is broken."""
    speak(request)
    return HttpResponse(render_to_string("space/fault.html", {"status": status}), status=status)


def _place(request: HttpRequest) -> _Place | None:
    kept = request.session.get(SESSION_PERSON)
    if not kept:
        return None
    # A session of before these two were kept counts as old, and as the password's.
    at = datetime.fromisoformat(kept["at"]) if kept.get("at") else datetime.min.replace(tzinfo=UTC)
    return _Place(UUID(kept["centre"]), UUID(kept["person"]), kept.get("by", ""), at)


def _is_strayed(request: HttpRequest) -> bool:
    """An invented person's session where no demonstration is."""
    if settings.JALON_DEMO or not request.user.is_demo:  # type: ignore[union-attr]
        return False
    logout(request)
    return True


def to_the_door(request: HttpRequest) -> HttpResponseBase:
    """To the person's sign-in; what they were sending comes along as they wrote it, to be sent again once inside."""
    if request.method in ("GET", "HEAD"):
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('space:sign_in')}?{query}")
    return too_late(request)


def too_late(request: HttpRequest, *, keep: bool = True) -> HttpResponse:
    """A form that came after its session: the words, to copy, and the way back in. `keep`: they were typed here."""
    speak(request)
    words = [
        (name, value)
        for name, value in request.POST.items()
        if keep and name not in NOT_WORDS and isinstance(value, str) and value.strip()
    ]
    facts = {"typed": words, "target": request.get_full_path(), "inside": is_inside(request)}
    answer = render(request, "space/signed_out.html", facts, status=403)
    answer["Cache-Control"] = "private, no-store"
    return answer
