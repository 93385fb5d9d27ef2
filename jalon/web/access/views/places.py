"""Where do you work today? And, in a demonstration only, sign-in with one click."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.accounts.queries import Place, held_places, open_memberships
from jalon.web.access import places, second_factor
from jalon.web.access.adapters import remember_language
from jalon.web.access.demonstration import invented_user
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.access.views.recovery import must_be_told


@page("signed_in")
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The places this user may work in; a single one is taken without asking."""
    if second_factor.is_missing(request):
        return redirect("account_second_factor")
    if must_be_told(request):
        return redirect("access:recovery_told")
    found = open_memberships(user=request.user, on=today(request))
    wanted = request.POST.get("place") if request.method == "POST" else None
    if len(found) == 1 and wanted is None and places.SESSION_MEMBER not in request.session:
        wanted = str(found[0].id)
    chosen = next((place for place in found if str(place.id) == wanted), None)
    target = request.POST.get("next") or request.GET.get("next") or ""
    if chosen is None:
        here = {str(places.chosen(request, key)) for key in ("member", "federal")}
        facts = {"places": found, "here": here, "next": target, "held": held_places(user=request.user)}
        return render(request, "access/choose.html", facts)
    places.take(request, chosen, len(found))
    response = redirect(_after(request, chosen, target))
    places.remember_forms(request, response)
    return response


def _after(request: HttpRequest, place: Place, target: str) -> str:
    """The page asked for before, if it is one of ours; else the first page of the place."""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    try:
        return reverse(place.home)
    except NoReverseMatch:
        return "/"


@page("public")
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign an invented person in, in demonstration mode only."""
    user = invented_user(request)
    login(request, user, backend="jalon.web.access.backends.Accounts")
    places.leave(request)
    response = redirect("access:choose")
    # Whoever tries another person out reads as that person does.
    remember_language(request, response, user.language, replace=True)
    return response
