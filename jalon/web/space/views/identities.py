"""An outside identity (OpenID Connect): linking it from inside, entering with it, taking the link away."""

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core.errors import DomainError
from jalon.domain.space import services
from jalon.domain.space.enums import Entry
from jalon.domain.space.models import PersonAccess
from jalon.domain.space.queries import opener
from jalon.domain.space.services import identities
from jalon.web.access import own_file
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.access.oidc import flow
from jalon.web.access.oidc.providers import Provider, provider_called
from jalon.web.access.oidc.transport import Unreachable
from jalon.web.space.entrance import come_in, is_sure, target, too_many
from jalon.web.space.owner import for_owner
from jalon.web.space.trying import may_try
from jalon.web.space.views.ways_in import name_of

SESSION_QUESTION = "jalon_identity"  # what was asked, of whom, what for; until it is answered, once
STATUS = {"down": 503, "declined": 200, "taken": 409}
log = logging.getLogger("jalon.identity")


@page("public")
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, provider: str) -> HttpResponse:
    """From the door to the service: a page that says what it is asked, and the way there."""
    own_file.speak(request)
    place = provider_called(provider)
    if place is None or request.method != "POST":
        return redirect("space:sign_in")
    if not may_try(request, "person_identity", ""):
        return too_many(request)
    return _go(request, place, {"to": target(request)})


@for_owner
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, access: PersonAccess, provider: str) -> HttpResponse:
    """From inside to the service, to link what it proves. The password was typed a moment ago."""
    place = provider_called(provider)
    if place is None or request.method != "POST":
        return redirect("space:ways_in")
    if not is_sure(request):
        return redirect(f"{reverse('space:sure')}?{urlencode({'next': reverse('space:ways_in')})}")
    return _go(request, place, {"link": str(access.user_id)}, inside=True)


def _go(request: HttpRequest, place: Provider, purpose: dict[str, str], *, inside: bool = False) -> HttpResponse:
    """A link, not a redirect of the form: the content policy lets our forms lead to our own pages only."""
    try:
        address, question = flow.begin(place, redirect_uri=_address(request, place), at=timezone.now())
    except Unreachable as why:
        return _told(place, "down", why)
    request.session[SESSION_QUESTION] = {**question, **purpose}
    return render(request, "space/identity_go.html", {"provider": place, "address": address, "inside": inside})


@page("public")
@never_cache
@require_safe
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """Back from the service. The question is used up, whatever the answer; then on to a page without it."""
    own_file.speak(request)
    place, question = provider_called(provider), request.session.pop(SESSION_QUESTION, None)
    if place is None:
        return redirect("space:sign_in")
    if not may_try(request, "person_identity", ""):
        return too_many(request)
    try:
        subject = _proven(request, place, question)
    except Unreachable as why:
        return _told(place, "down", why)
    except flow.Declined:
        return _told(place, "declined")
    except flow.NotProven as why:
        return _told(place, "refused", why)
    print_ = identities.fingerprint(place.issuer, subject)
    if "link" in question:
        return _linked(request, place, question, print_)
    found = identities.served(print_, at=timezone.now())
    if found is None:
        return _told(place, "unknown")
    opened_by = opener(Entry.IDENTITY, found.pk)
    return come_in(request, found.user, to=target(request, question["to"]), opened_by=opened_by) or _told(
        place, "unknown"
    )


def _proven(request: HttpRequest, place: Provider, question: Mapping[str, Any] | None) -> str:
    if not question:
        raise flow.NotProven("nothing was asked in this session, or it was answered already")
    answer = {name: value for name, value in request.GET.items() if isinstance(value, str)}
    return flow.finish(place, question, answer, redirect_uri=_address(request, place), at=timezone.now())


def _linked(request: HttpRequest, place: Provider, question: Mapping[str, Any], print_: str) -> HttpResponse:
    """To the space from which it was asked, and no other."""
    access = own_file.open_access(request)
    if access is None or str(access.user_id) != question["link"]:
        return _told(place, "refused", flow.NotProven("asked from a space that is not the open one"))
    try:
        services.link(access=access, provider=place.code, print_=print_, at=timezone.now(), on=today(request))
    except DomainError:
        return _told(place, "taken")
    return redirect("space:ways_in")


def _address(request: HttpRequest, place: Provider) -> str:
    return request.build_absolute_uri(reverse("space:identity_back", args=[place.code]))


def _told(place: Provider, what: str, why: Exception | None = None) -> HttpResponse:
    """On to a page that says it; what the operator should know goes to the log, and nobody's name with it."""
    if why:
        log.warning("Identity service %s: %s", place.code, why)
    return redirect(f"{reverse('space:identity_failed', args=[place.code])}?{urlencode({'why': what})}")


@page("public")
@never_cache
@require_safe
def failed(request: HttpRequest, provider: str) -> HttpResponse:
    """It did not work: in one sentence, with every other way in."""
    own_file.speak(request)
    place = provider_called(provider)
    if place is None:
        return redirect("space:sign_in")
    why = request.GET.get("why", "")
    said, more = _said(why, place.name)
    facts = {"provider": place, "said": said, "more": more, "why": why, "inside": own_file.is_inside(request)}
    return render(request, "space/identity_failed.html", facts, status=STATUS.get(why, 403))


def _said(why: str, name: str) -> tuple[str, str]:
    """What happened, and what there is to add."""
    if why == "taken":
        taken = identities.IdentityTaken()
        return str(taken.what), f"{taken.why} {taken.what_to_do}"
    sentences = {
        "down": _("%(service)s ne répond pas en ce moment. Ce n’est pas votre faute. Essayez plus tard."),
        "declined": _("Vous êtes revenu sans dire à %(service)s qui vous êtes. Rien n’est changé."),
        "unknown": _("Cette identité de %(service)s n’ouvre aucun espace. Il faut d’abord la lier, de l’intérieur."),
    }
    other = _("Ce que %(service)s a répondu ne va pas. Par sécurité, nous ne l’acceptons pas.")
    return sentences.get(why, other) % {"service": name}, ""


@for_owner
@require_http_methods(["GET", "POST"])
def unlink(request: HttpRequest, access: PersonAccess, identity_id: UUID) -> HttpResponse:
    """Take a link away, once confirmed; one that is gone already is gone."""
    found = next((one for one in identities.identities_of(access.user_id) if one.pk == identity_id), None)
    if request.method == "POST" or found is None:
        services.unlink(access=access, identity_id=identity_id, at=timezone.now(), on=today(request))
        return redirect("space:ways_in")
    here = own_file.is_opened_by(request, opener(Entry.IDENTITY, identity_id))
    return render(request, "space/identity_remove.html", {"name": name_of(found), "here": here, "inside": True})
