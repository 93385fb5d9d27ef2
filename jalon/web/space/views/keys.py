"""A key (passkey): entering with it, adding one, taking one away."""

import json
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core.errors import NotAllowed
from jalon.domain.space import services
from jalon.domain.space.enums import Entry
from jalon.domain.space.models import PersonAccess
from jalon.domain.space.queries import opener
from jalon.domain.space.services import keys
from jalon.domain.space.services.entering import accesses_of
from jalon.web.access import own_file
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.space.entrance import come_in, is_sure, target, too_many
from jalon.web.space.forms import KeyForm, NewKeyForm, read_answer
from jalon.web.space.owner import for_owner
from jalon.web.space.trying import may_try
from jalon.web.space.views.door import shown_door


class KeyRefused(NotAllowed):
    """Not a key of a person's space, or not in order: which is not said."""

    what = _("Cette clé n’ouvre pas d’espace ici.")
    why = _("Elle a peut-être été retirée, ou elle ouvre autre chose.")
    what_to_do = _("Entrez avec votre numéro et votre mot de passe.")


@page("public")
@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The question a key answers, for the script of the door."""
    if not may_try(request, "person_key", ""):
        return JsonResponse({}, status=429)
    return JsonResponse(dict(webauthn.begin_authentication(None)))


@page("public")
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Come in with a key alone. Whatever is wrong is answered with one sentence, and the other ways in."""
    own_file.speak(request)
    if request.method != "POST":
        return redirect("space:sign_in")
    if not may_try(request, "person_key", ""):
        return too_many(request)
    form = KeyForm(request.POST)
    if form.is_valid():
        key = form.cleaned_data["credential"]
        if answer := come_in(request, key.user, to=target(request), opened_by=opener(Entry.KEY, key.pk)):
            key.record_usage()
            return answer
    else:
        webauthn.clear_state()  # a question is answered once, wrongly too
        _tell(request, form)
    return shown_door(request, refusal=KeyRefused())


def _tell(request: HttpRequest, form: KeyForm) -> None:
    """Write in the journal that somebody tried a key in this person's name: five times in five minutes at most."""
    try:
        user = webauthn.extract_user_from_response(read_answer(form.data.get("credential", "")))
    except (AttributeError, KeyError, TypeError, ValueError, ValidationError):
        return
    access = next(iter(accesses_of(user.pk)), None) if user.is_person else None
    if access and may_try(request, "person_key_refused", str(user.pk)):
        keys.tell_refused(access=access, on=today(request))


@for_owner
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, access: PersonAccess) -> HttpResponse:
    """A new key on this device. Its script makes it; without one, this page says that the password stays."""
    if not is_sure(request):
        return redirect(f"{reverse('space:sure')}?{urlencode({'next': reverse('space:add_key')})}")
    form = NewKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_key(access=access, on=today(request), **form.cleaned_data)
        return redirect("space:ways_in")
    options: Any = dict(webauthn.begin_registration(request.user, True))
    facts = {"form": form, "options": json.dumps(options, cls=DjangoJSONEncoder), "inside": True}
    return render(request, "space/key_add.html", facts, status=422 if form.errors else 200)


@for_owner
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, access: PersonAccess, key_id: int) -> HttpResponse:
    """Take a key away, once confirmed; one that is gone already is gone."""
    key = next((one for one in keys.keys_of(access.user_id) if one.pk == key_id), None)
    if request.method == "POST" or key is None:
        services.remove_key(access=access, key_id=key_id, at=timezone.now(), on=today(request))
        return redirect("space:ways_in")
    here = own_file.is_opened_by(request, opener(Entry.KEY, key_id))
    return render(request, "space/key_remove.html", {"key": key, "here": here, "inside": True})
