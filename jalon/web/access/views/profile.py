"""One's own account: how one signs in, in which language, and where one works."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts import recovery
from jalon.domain.accounts.queries import held_places, open_memberships
from jalon.web.access import second_factor
from jalon.web.access.adapters import remember_language
from jalon.web.access.forms import LanguageForm
from jalon.web.access.gate import page
from jalon.web.access.middleware import today


@page("signed_in")
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Name, identifier, places, ways in; and the language, which is changed here."""
    user = request.user
    form = LanguageForm(request.POST or None, initial={"language": user.language})
    if request.method == "POST" and form.is_valid():
        user.language = form.cleaned_data["language"]
        user.save(update_fields=["language"])
        with translation.override(user.language):
            messages.success(request, _("La langue est enregistrée."))
        response = redirect("account_home")
        remember_language(request, response, user.language, replace=True)
        return response
    facts = {
        "form": form,
        "places": open_memberships(user=user, on=today(request)),
        "held": held_places(user=user),
        "resets": recovery.history(user),
        "has_factor": second_factor.has_one(user),
        "factor_required": second_factor.is_missing(request),
    }
    return render(request, "access/account.html", facts)


@page("signed_in")
@require_GET
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Why a second factor, and which one."""
    return render(request, "access/second_factor.html", {"required": second_factor.is_missing(request)})


@page("public")
@require_GET
def by_invitation(request: HttpRequest) -> HttpResponse:
    """Nobody signs up: how one gets access."""
    return render(request, "access/by_invitation.html")
