"""Where do you work today? And, in a demonstration only, sign-in with one click."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.accounts.models import User
from jalon.domain.accounts.queries import open_memberships
from jalon.web.access.gate import page
from jalon.web.access.middleware import SESSION_MEMBER, today


@page("signed_in")
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The places this user may work in; a single one is taken without asking."""
    places = open_memberships(user=request.user, on=today(request))
    wanted = request.POST.get("place") if request.method == "POST" else None
    if len(places) == 1 and wanted is None and SESSION_MEMBER not in request.session:
        wanted = str(places[0].id)
    chosen = next((place for place in places if str(place.id) == wanted), None)
    if chosen is None:
        return render(request, "access/choose.html", {"places": places})
    # A new place is a new session key: nothing of the former centre survives in this browser's session.
    request.session.cycle_key()
    request.session[SESSION_MEMBER] = chosen.as_session()
    return redirect(chosen.home)


@page("public")
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign an invented person in, in demonstration mode only."""
    if not settings.JALON_DEMO:
        raise Http404
    try:
        user_id = UUID(request.POST.get("user", ""))
    except ValueError as error:
        raise Http404 from error
    user = get_object_or_404(User, pk=user_id, is_demo=True, is_active=True)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("access:choose")
