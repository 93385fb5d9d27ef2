"""Runs each view in the context its declaration asks for: role, centre and actor, in one transaction."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from jalon.domain.accounts import law_readings
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import DomainError
from jalon.domain.core.kept import Kept, Slot
from jalon.web.access import own_file, places, second_factor, two_at_once
from jalon.web.access.gate import Access, Detour, access_of
from jalon.web.access.places import SESSION_MEMBER

__all__ = ["SESSION_MEMBER", "GateMiddleware", "today"]


def _members() -> Any:
    """The member with their centre and its readings of the law."""
    known = law_readings.beside(Membership.objects.select_related("centre"))
    return known.filter(pk=Slot("member"), user_id=Slot("user"))


_MEMBER = Kept(_members)


class _RoleChanged(Exception):  # noqa: N818  not an error
    """The member's role is no longer the one the session began with."""


class GateMiddleware:
    """Last of the middlewares, so that sign-in, language and CSRF have spoken before a view runs."""

    def __init__(self, get_response: Any):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Sets the defaults every template reads."""
        request.member = None  # type: ignore[attr-defined]
        request.centre = None  # type: ignore[attr-defined]
        request.person_access = None  # type: ignore[attr-defined]
        request.today = timezone.localdate()  # type: ignore[attr-defined]
        response = self.get_response(request)
        if getattr(request, "is_private", False):
            # Nothing of a signed-in page stays in a cache, or behind the back button once signed out.
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Open the context, check the actor, run and render the view, and let the transaction close on success only."""
        access = access_of(view)
        if access is None:
            raise Http404
        if access.kind == "public":
            return None
        if access.kind == "person":
            return own_file.run(request, view, args, kwargs)
        if not request.user.is_authenticated or _carried_from_a_demonstration(request):
            return _signed_out(request)
        request.is_private = True  # type: ignore[attr-defined]
        if request.user.is_person:  # type: ignore[union-attr]
            return own_file.home()
        if access.kind == "signed_in":
            return None
        if second_factor.is_missing(request):
            return redirect("account_second_factor")
        run = _in_centre if access.kind == "centre" else _in_federal
        try:
            return run(request, access, view, args, kwargs)
        except _RoleChanged as changed:
            return _with_new_role(request, str(changed))
        except (DomainError, Detour, DatabaseError) as refusal:
            return _spoken(request, refusal)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Refusals of pages outside a centre; those inside were heard after their transaction was undone."""
        return _spoken(request, exception) if isinstance(exception, DomainError | Detour | DatabaseError) else None


def _carried_from_a_demonstration(request: HttpRequest) -> bool:
    """An invented person's session where no demonstration is."""
    if settings.JALON_DEMO or not request.user.is_demo:  # type: ignore[union-attr]
        return False
    logout(request)
    return True


def _signed_out(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page, which brings people back to what they were reading; what they were sending is kept."""
    if request.method in ("GET", "HEAD"):
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    from jalon.web.access.views.resend import signed_out

    return signed_out(request)


def _spoken(request: HttpRequest, refusal: DomainError | Detour | DatabaseError) -> HttpResponseBase:
    if isinstance(refusal, DatabaseError):
        refusal = two_at_once.heard(request, refusal)
    if isinstance(refusal, Detour):
        return refusal.response
    return own_file.refused(request, refusal) or render(
        request, "ui/refused.html", {"refusal": refusal}, status=refusal.status
    )


def _in_centre(request: HttpRequest, access: Access, view: Any, args: Any, kwargs: Any) -> HttpResponseBase:
    centre_id, member_id = places.chosen(request, "centre"), places.chosen(request, "member")
    if not (centre_id and member_id):
        if request.path == "/" and places.chosen(request, "federal"):
            return redirect("federal:home")  # the name of the site leads everybody to their own first page
        return _choose(request)
    user_id = request.user.pk
    with centre_context(centre_id, member_id=member_id, user_id=user_id):
        member = _MEMBER.one(member=member_id, user=user_id)
        if member is None or not member.works_on(request.today):  # type: ignore[attr-defined]
            return _lost(request)
        if places.role_changed(request, member.role):
            raise _RoleChanged(member.role)
        request.member, request.centre = member, member.centre  # type: ignore[attr-defined]
        law_readings.remember(member.law_choices)
        return _run(request, access, view, args, kwargs)


def _in_federal(request: HttpRequest, access: Access, view: Any, args: Any, kwargs: Any) -> HttpResponseBase:
    if (federal_id := places.chosen(request, "federal")) is None:
        return _choose(request)
    with federal_context(user_id=request.user.pk):
        member = FederalMembership.objects.filter(pk=federal_id, user_id=request.user.pk).first()
        if member is None or not member.works_on(request.today):  # type: ignore[attr-defined]
            return _lost(request)
        request.member = member  # type: ignore[attr-defined]
        return _run(request, access, view, args, kwargs)


def _choose(request: HttpRequest) -> HttpResponseBase:
    asked = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    query = f"?{urlencode({'next': asked})}" if asked not in ("", "/") else ""
    return redirect(f"{reverse('access:choose')}{query}")


def _lost(request: HttpRequest) -> HttpResponseBase:
    """The membership is suspended or ended since the session began."""
    title = places.place_title(request)
    places.leave(request)
    if title:
        messages.warning(request, _("Votre accès est fermé : %(place)s.") % {"place": title})
    return redirect("access:choose")


def _with_new_role(request: HttpRequest, role: str) -> HttpResponseBase:
    """The page again, under a new session key; what was being sent with the former role is not done."""
    places.renew(request, role)
    messages.info(request, _("Votre rôle dans ce centre a changé. Relisez la page avant de continuer."))
    return redirect(request.get_full_path() if request.method in ("GET", "HEAD") else "/")


def _run(request: HttpRequest, access: Access, view: Any, args: Any, kwargs: Any) -> HttpResponseBase:
    if access.who and not access.who(request.member):  # type: ignore[attr-defined]
        raise PermissionDenied
    response = view(request, *args, **kwargs)
    # Lazy templates would otherwise query after the context is gone.
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    return response


def today(request: HttpRequest) -> date:
    """The day of this request, the only clock the pages read."""
    return request.today  # type: ignore[attr-defined]
