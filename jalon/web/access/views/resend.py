"""A form that arrives too late: the session is over, or the page is older than the last sign-in. Nothing is lost.

What was typed is shown again and can be sent with one button. Only a page of our own may be offered that: a form
posted from elsewhere is refused and forgotten.
"""

import re
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from jalon.web.access import own_file, places

LONGEST_SHOWN = 20_000  # characters of one text shown for copying; all of it is sent again
SECRET = re.compile(r"password|again")  # typed once more by hand, never kept in a page
MACHINERY = {"niss", "csrfmiddlewaretoken", "idempotency_key", "next", "version", "revision"}


@dataclass(frozen=True)
class Typed:
    """A field as it was sent."""

    name: str
    value: str

    @property
    def shown(self) -> str:
        """What a person would recognise of it: words, not ticks and ids."""
        return self.value[:LONGEST_SHOWN] if len(self.value) > 3 and not self.name.endswith("_id") else ""


def refused_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's answer to a form without a valid token (`CSRF_FAILURE_VIEW`)."""
    if request.path.startswith(reverse("space:home")):
        return own_file.too_late(request, keep=_from_our_pages(request))
    if not _from_our_pages(request) or request.path.startswith(reverse("account_home")):
        return render(request, "403_csrf.html", status=403)
    return _again(request)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The answer to a form sent after the session ended."""
    if not _from_our_pages(request):
        return render(request, "403_csrf.html", status=403)
    return _again(request)


def _again(request: HttpRequest) -> HttpResponse:
    typed = [
        Typed(name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not SECRET.match(name)
        for value in values
        if isinstance(value, str)
    ]
    signed_in = request.user.is_authenticated
    facts = {
        "typed": typed,
        "shown": [field for field in typed if field.name not in MACHINERY and field.shown],
        "files": bool(request.FILES),
        "signed_in": signed_in,
        "may_send": signed_in and places.form_is_of_here(request),
        "place": places.place_title(request),
        "target": request.get_full_path(),
    }
    answer = render(request, "access/resend.html", facts, status=403)
    patch_cache_control(answer, private=True, no_store=True)  # a page full of what somebody typed
    return answer


def _from_our_pages(request: HttpRequest) -> bool:
    """Whether the form was on a page of ours. Browsers say where a form comes from; nobody else is believed."""
    ours = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin", "")
    if origin and origin != "null":
        return origin == ours
    return request.headers.get("Referer", "").startswith(f"{ours}/")
