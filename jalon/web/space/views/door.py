"""At the door: the card's code, a password, sign-in, and a way on from wherever somebody is stuck."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.domain.accounts.models import User
from jalon.domain.space import codes, services
from jalon.domain.space.enums import AccessState
from jalon.domain.space.models import PersonAccess
from jalon.domain.space.services import WrongCode
from jalon.domain.space.services.entering import accesses_of, invented
from jalon.web.access import own_file
from jalon.web.access.demonstration import invented_user
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.access.oidc.providers import offered
from jalon.web.space.entrance import come_in, mark_sure, target, too_many, with_language
from jalon.web.space.forms import CardForm, NewPasswordForm, PasswordForm, SignInForm
from jalon.web.space.trying import may_try

SESSION_PROVEN = "jalon_card"  # what `prove` found, until a password is chosen
MINUTES = 30


@page("public")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The number of the card and one's own password."""
    own_file.speak(request)
    form = SignInForm(request.POST or None, initial={"number": ""})
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        if not may_try(request, "person_sign_in", number):
            return too_many(request)
        user = authenticate(request, email=codes.address_of(number), password=form.cleaned_data["password"])
        if user and (answer := come_in(request, user, to=target(request), sure=True)):
            return answer
        form.add_error(None, _("Le numéro ou le mot de passe n’est pas le bon."))
    return shown_door(request, form)


def shown_door(request: HttpRequest, form: SignInForm | None = None, **facts: Any) -> HttpResponse:
    """The page of all ways in; `refusal` among the facts says why another of them did not open."""
    people = _invented() if settings.JALON_DEMO and not settings.JALON_PRODUCTION else []
    shown = {"form": form or SignInForm(initial={"number": ""}), "next": target(request), "people": people}
    status = 403 if facts.get("refusal") else 200
    return render(request, "space/sign_in.html", {**shown, "providers": offered(), **facts}, status=status)


@page("public")
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The number and the code of the letter. Wrong is said in one sentence, whatever was wrong."""
    own_file.speak(request)
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        if not may_try(request, "person_code", number):
            return too_many(request)
        try:
            found = services.prove(number=number, code=form.cleaned_data["code"], at=timezone.now(), on=today(request))
        except WrongCode as refusal:
            return render(request, "space/start.html", {"form": form, "refusal": refusal}, status=refusal.status)
        request.session.cycle_key()
        request.session[SESSION_PROVEN] = {
            "centre": str(found.centre_id),
            "access": str(found.pk),
            "kept": found.code_hash,
            "number": found.number,
            "at": timezone.now().timestamp(),
        }
        return redirect("space:password")
    return render(request, "space/start.html", {"form": form})


@page("public")
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Choose a password, once the code was right, and come in."""
    own_file.speak(request)
    proven = request.session.get(SESSION_PROVEN)
    if not proven or timezone.now().timestamp() - proven["at"] > MINUTES * 60:
        return redirect("space:start")
    form = PasswordForm(request.POST or None, number=proven["number"])
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "space/password.html", {"form": form, "number": proven["number"]})
    try:
        user = services.activate(
            proven=_as_proven(proven), password=form.cleaned_data["password"], at=timezone.now(), on=today(request)
        )
    except WrongCode as refusal:
        del request.session[SESSION_PROVEN]
        return render(request, "space/refused.html", {"refusal": refusal}, status=refusal.status)
    access = next(one for one in accesses_of(user.pk) if one.state == AccessState.ACTIVE)
    request.session.flush()
    own_file.enter(request, user, access)
    mark_sure(request)
    return with_language(request, redirect("space:home"), user.language)


@page("public")
@never_cache
@sensitive_post_parameters("old", "password", "again")
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Another password. Public for the gate, since a person's own role may not touch accounts: checked here."""
    own_file.speak(request)
    access = own_file.open_access(request)
    if access is None:
        return redirect("space:sign_in")
    form = NewPasswordForm(request.POST or None, number=access.number)
    if request.method == "POST" and form.is_valid():
        if not may_try(request, "person_sign_in", access.number):
            return too_many(request)
        if request.user.check_password(form.cleaned_data["old"]):
            services.change_password(access=access, password=form.cleaned_data["password"], on=today(request))
            own_file.enter(request, User.objects.get(pk=access.user_id), access)
            mark_sure(request)
            return redirect("space:ways_in")  # what else opens this space, and may have to go too
        form.add_error("old", _("Ce n’est pas le bon mot de passe."))
    return render(request, "space/new_password.html", {"form": form, "number": access.number, "inside": True})


def _as_proven(kept: dict[str, Any]) -> PersonAccess:
    return PersonAccess(pk=UUID(kept["access"]), centre_id=UUID(kept["centre"]), code_hash=kept["kept"])


@page("public")
@require_safe
def lost(request: HttpRequest) -> HttpResponse:
    """What to do when one cannot get in."""
    own_file.speak(request)
    return render(request, "space/help.html")


@page("public")
@never_cache
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """The centre closed this access, for a while or for good; or made a new code for it."""
    own_file.speak(request)
    if request.user.is_authenticated and request.user.is_person:
        logout(request)
    return render(request, "space/closed.html", status=403)


@page("public")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out: the next who picks up this telephone finds the door."""
    own_file.speak(request)
    if request.user.is_authenticated and request.user.is_person:
        logout(request)
    return redirect("space:sign_in")


@page("public")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Another of the four languages."""
    return with_language(request, redirect(target(request)), request.POST.get("language", ""), replace=True)


@page("public")
@require_POST
def demo(request: HttpRequest) -> HttpResponse:
    """Be an invented person, in a demonstration only."""
    user = invented_user(request)
    access = next((one for one in accesses_of(user.pk) if one.state == AccessState.ACTIVE), None)
    if access is None:
        raise Http404
    own_file.enter(request, user, access)
    mark_sure(request)  # invented people have no password to type again
    return with_language(request, redirect("space:home"), user.language, replace=True)


def _invented() -> list[dict[str, str]]:
    """One line for each invented person who has a card: its number and the centre, never a name."""
    return [{"user": str(one.user_id), "number": one.printed_number, "place": one.centre.title} for one in invented()]
