"""How I enter: the password, my keys, the identities I linked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.space import queries
from jalon.domain.space.models import PersonAccess, PersonIdentity
from jalon.domain.space.services import identities, keys
from jalon.web.access.oidc.providers import offered, provider_called
from jalon.web.space import says
from jalon.web.space.entrance import mark_sure, target, too_many
from jalon.web.space.forms import SureForm
from jalon.web.space.owner import for_owner
from jalon.web.space.trying import may_try


def name_of(identity: PersonIdentity) -> str:
    """What the service is called; its code, once it is offered no more."""
    known = provider_called(identity.provider)
    return known.name if known else identity.provider


@for_owner
@require_safe
def show(request: HttpRequest, access: PersonAccess) -> HttpResponse:
    """Every way into this space, since when, last used when; what can be added, and taken away."""
    mine = keys.keys_of(access.user_id)
    linked = identities.identities_of(access.user_id)
    known = {one.provider for one in linked}
    facts = {
        "inside": True,
        "number": access.printed_number,
        "keys": [(one, says.day(one.added_at), says.day(one.used_at) if one.used_at else "") for one in mine],
        "room_left": len(mine) < keys.MOST,
        "identities": [
            (one, name_of(one), says.day(one.linked_at), says.day(one.last_used_at) if one.last_used_at else "")
            for one in linked
        ],
        "ends": [says.ended(one) for one in queries.ends_of(access)[:10]],
        "providers": [one for one in offered() if one.code not in known],
    }
    return render(request, "space/ways_in.html", facts)


@for_owner
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sure(request: HttpRequest, access: PersonAccess) -> HttpResponse:
    """The password again: a telephone left open makes nobody else a way in."""
    form = SureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_try(request, "person_sign_in", access.number):
            return too_many(request)
        if request.user.check_password(form.cleaned_data["password"]):
            mark_sure(request)
            return redirect(target(request))
        form.add_error("password", _("Ce n’est pas le bon mot de passe."))
    facts = {"form": form, "number": access.number, "next": target(request), "inside": True}
    return render(request, "space/sure.html", facts)
