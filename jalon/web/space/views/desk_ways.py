"""At the desk: confirming the secret code a person chose, before them; taking away, at their word, what is lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.context import sign_in_context
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.space import queries, services
from jalon.domain.space.permissions import confirms_ways
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import open_file
from jalon.web.space.desk_forms import ConfirmForm
from jalon.web.space.trying import may_try
from jalon.web.space.views.desk import access_or_404


@page("centre", who=confirms_ways)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The person is here, alone, with their telephone: the figures on it say which code is meant."""
    person = open_file(request, person_id, verb="file.access")
    access, member = access_or_404(person), request.member  # type: ignore[attr-defined]
    form, refusal = ConfirmForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        with sign_in_context(member.user_id):  # the counters are not the centre's
            allowed = may_try(request, "way_shown", f"{member.pk}:{person.pk}")
        if not allowed:
            return render(request, "space/way_too_many.html", {"person": person}, status=429)
        try:
            services.confirm(actor=member, access=access, at=timezone.now(), on=today(request), **form.cleaned_data)
        except NotAllowed:
            raise
        except DomainError as refused:
            refusal = None if refused.field in form.fields else refused
            if refusal is None:
                form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("Le code secret est confirmé. La personne peut signer sur son téléphone."))
            return redirect("people:file", person.pk)
    way = queries.open_way(person.pk)
    facts = {
        "person": person,
        "form": form,
        "refusal": refusal,
        "way": way,
        "waits": way is not None and not way.confirmed,
        "not_yours": member.pk in queries.hands_on(access, person),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "space/way_confirm.html", facts, status=status)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """At the person's word: a telephone is lost, or somebody else knows the code."""
    told = [
        _("La personne ne peut plus signer sur son téléphone, tout de suite. Elle le voit dans son espace."),
        _("Ce qu’elle a déjà signé reste signé."),
        _("Elle peut en choisir un autre ; un collègue devra le confirmer."),
    ]
    done = _("Le code secret ne vaut plus. La personne le voit dans son espace.")
    return _at_their_word(request, person_id, services.withdraw_at_desk, _("Retirer le code secret"), told, done)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def lost(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """At the person's word: a telephone is lost, given or stolen; nothing on it opens their space any more."""
    told = [
        _("À la demande de la personne seulement : son téléphone est perdu, donné ou volé."),
        _("Ses clés et ses identités liées ne valent plus, et tout ce qui est ouvert se ferme, tout de suite."),
        _("Son numéro et son mot de passe restent. Elle les a oubliés ? Faites plutôt un nouveau code."),
        _("Son code secret pour signer reste. Quelqu’un le connaît ? Retirez-le aussi."),
        _("Elle lit dans son espace que vous l’avez fait, et quand."),
    ]
    done = _("Plus rien n’ouvre son espace que son numéro et son mot de passe. Elle le voit.")
    return _at_their_word(request, person_id, services.end_ways_in, _("Retirer clés et identités"), told, done)


def _at_their_word(
    request: HttpRequest, person_id: UUID, act: Callable[..., Any], title: str, told: list[str], done: str
) -> HttpResponse:
    """What it will cause, then the act; back to the person's access."""
    person = open_file(request, person_id, verb="file.access")
    access = access_or_404(person)
    if request.method == "POST":
        act(actor=request.member, access=access, at=timezone.now(), on=today(request))  # type: ignore[attr-defined]
        messages.success(request, done)
        return redirect("desk:show", person.pk)
    facts = {"title": title, "consequences": told, "act": title, "form": None, "cancel_url": _desk(person.pk)}
    return render(request, "ui/confirm.html", facts)


def _desk(person_id: UUID) -> str:
    return reverse("desk:show", args=[person_id])
