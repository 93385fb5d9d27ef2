"""Runs each view in the context its declaration asks for: role, centre and actor, in one transaction."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import DomainError
from jalon.web.access.gate import Access, Detour, access_of

SESSION_MEMBER = "jalon_member"  # {"centre": uuid, "member": uuid} or {"federal": uuid}


class GateMiddleware:
    """Last of the middlewares, so that sign-in, language and CSRF have spoken before a view runs."""

    def __init__(self, get_response: Any):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Sets the defaults every template reads."""
        request.member = None  # type: ignore[attr-defined]
        request.centre = None  # type: ignore[attr-defined]
        request.today = timezone.localdate()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Open the context, check the actor, run and render the view, and let the transaction close on success only."""
        access = access_of(view)
        if access is None:
            raise Http404
        if access.kind == "public":
            return _spoken(request, lambda: view(request, *args, **kwargs))
        if not request.user.is_authenticated:
            return redirect_to_sign_in(request)
        if access.kind == "signed_in":
            return _spoken(request, lambda: view(request, *args, **kwargs))
        run = _in_centre if access.kind == "centre" else _in_federal
        return _spoken(request, lambda: run(request, access, view, args, kwargs))


def redirect_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, which brings people back only to a page they asked for by reading."""
    target = redirect("account_login")
    if request.method == "GET":
        target["Location"] += f"?next={request.path}"
    return target


def _spoken(request: HttpRequest, run: Any) -> HttpResponseBase:
    try:
        return run()
    except Detour as detour:
        return detour.response
    except DomainError as refusal:
        return render(request, "ui/refused.html", {"refusal": refusal}, status=refusal.status)


def _chosen(request: HttpRequest, key: str) -> UUID | None:
    value = (request.session.get(SESSION_MEMBER) or {}).get(key)
    return UUID(value) if value else None


def _in_centre(request: HttpRequest, access: Access, view: Any, args: Any, kwargs: Any) -> HttpResponseBase:
    centre_id, member_id = _chosen(request, "centre"), _chosen(request, "member")
    if not (centre_id and member_id):
        return redirect("access:choose")
    user_id = request.user.pk
    with centre_context(centre_id, member_id=member_id, user_id=user_id):
        member = Membership.objects.select_related("centre").filter(pk=member_id, user_id=user_id).first()
        if member is None or not member.works_on(request.today):  # type: ignore[attr-defined]
            return _lost(request)
        request.member, request.centre = member, member.centre  # type: ignore[attr-defined]
        return _run(request, access, view, args, kwargs)


def _in_federal(request: HttpRequest, access: Access, view: Any, args: Any, kwargs: Any) -> HttpResponseBase:
    if (federal_id := _chosen(request, "federal")) is None:
        return redirect("access:choose")
    with federal_context(user_id=request.user.pk):
        member = FederalMembership.objects.filter(pk=federal_id, user_id=request.user.pk).first()
        if member is None or not member.works_on(request.today):  # type: ignore[attr-defined]
            return _lost(request)
        request.member = member  # type: ignore[attr-defined]
        return _run(request, access, view, args, kwargs)


def _lost(request: HttpRequest) -> HttpResponseBase:
    """The membership is suspended or ended since the session began."""
    request.session.pop(SESSION_MEMBER, None)
    return redirect("access:choose")


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
