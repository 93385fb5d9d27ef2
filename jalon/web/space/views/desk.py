"""At the desk: a card for the person, its suspension or end; the answer to an interview asked for."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.people.models import Person
from jalon.domain.space import codes, papers, queries, services
from jalon.domain.space.enums import AccessState, WayAct
from jalon.domain.space.models import PersonAccess
from jalon.domain.space.services.ends import USED, ways_in
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import open_file
from jalon.web.space.desk_forms import AnswerForm
from jalon.web.space.panel import kind_of
from jalon.web.ui.sent import show_refusal


def access_or_404(person: Person) -> PersonAccess:
    """The access of a person who has one."""
    access = queries.access_of(person)
    if access is None:
        raise Http404
    return access


@page("centre", who=is_social_staff)
@require_safe
def show(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The access, and everything the person said or asked through it."""
    person = open_file(request, person_id, verb="file.voices")
    access = queries.access_of(person)
    facts = {
        "person": person,
        "access": access,
        "access_kind": kind_of(access.state if access else ""),
        "ways": ways_in(access) if access and access.state in USED else None,
        "ends": queries.ends_at_desk(access) if access else [],
        "voices": queries.voices_of(person),
        "way": queries.open_way(person.pk),
        "fates": [{**one, "act": WayAct(one["act"]).label} for one in queries.fates_of(person.pk, limit=5)],
        "not_yours": access and request.member.pk in queries.hands_on(access, person),  # type: ignore[attr-defined]
        "requests": queries.requests_of(person),
        "own_requests": queries.own_requests_of(person.pk),
        "cards": queries.waiting_cards().filter(person=person),
    }
    return render(request, "space/desk.html", facts)


@page("centre", who=is_social_staff)
@never_cache
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A card with a number and a code; the code is shown once."""
    person = open_file(request, person_id, verb="file.access")
    if request.method != "POST":
        told = [
            _("Vous imprimez une lettre avec un numéro et un code. Remettez-la en main propre, ou par la poste."),
            _("La personne lit son projet, ses documents et qui a ouvert son dossier ; elle demande un entretien."),
            _("Elle ne voit ni les textes en préparation, ni les notes de travail, ni les données d’autres personnes."),
        ]
        return _asked(request, person, _("Donner un accès à la personne"), told, _("Faire la carte"))
    made = services.make(actor=request.member, person=person, at=timezone.now(), on=today(request))  # type: ignore[attr-defined]
    return _made(request, person, made)


@page("centre", who=is_social_staff)
@never_cache
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A new code for the card there is."""
    person = open_file(request, person_id, verb="file.access")
    access, title = access_or_404(person), _("Faire un nouveau code")
    if request.method != "POST":
        told = [
            _("Le numéro de la carte reste le même."),
            _("L’ancien code et le mot de passe de la personne ne valent plus, tout de suite."),
            _("Les clés et les identités avec lesquelles elle entre ne valent plus non plus."),
        ]
        return _asked(request, person, title, told, title)
    made = services.renew(actor=request.member, access=access, at=timezone.now(), on=today(request))  # type: ignore[attr-defined]
    return _made(request, person, made)


def _asked(request: HttpRequest, person: Person, title: str, consequences: list[str], act: str) -> HttpResponse:
    facts = {"title": title, "consequences": consequences, "act": act, "cancel_url": _desk(person), "form": None}
    return render(request, "ui/confirm.html", facts)


def _made(request: HttpRequest, person: Person, made: services.Card) -> HttpResponse:
    return render(request, "space/card.html", {"person": person, "card": made, "address": _door(request)})


def _door(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("space:start"))


def _desk(person: Person) -> str:
    return reverse("desk:show", args=[person.pk])


@page("centre", who=is_social_staff)
@never_cache
@require_POST
def letter(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The letter of the code just shown: the page hands the code back, nothing kept it."""
    person = open_file(request, person_id, verb="file.access")
    access, code = access_or_404(person), codes.read_code(request.POST.get("code", ""))
    if access.state != AccessState.INVITED or access.code_hash != codes.kept(access.number, code):
        raise DomainError(
            _("Ce code ne vaut plus."), what_to_do=_("Faites-en un nouveau : la lettre s’imprime tout de suite.")
        )
    access.person = person
    home = request.build_absolute_uri(reverse("space:home"))
    made = papers.letter(services.Card(access, code), address=_door(request), home=home, at=timezone.now())
    answer = HttpResponse(made.bytes, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="carte.pdf"'
    return answer


def _act(
    request: HttpRequest, person_id: UUID, service: Callable[..., Any], title: str, consequences: list[str], done: str
) -> HttpResponse:
    """A page that says what follows, then the act."""
    person = open_file(request, person_id, verb="file.access")
    access = access_or_404(person)
    if request.method != "POST":
        return _asked(request, person, title, consequences, title)
    service(actor=request.member, access=access, on=today(request))  # type: ignore[attr-defined]
    messages.success(request, done)
    return redirect("desk:show", person.pk)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def suspend(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Close the access for a while."""
    told = [
        _("La personne ne peut plus entrer, dès sa prochaine page."),
        _("Son mot de passe reste ; vous pouvez rouvrir l’accès."),
    ]
    return _act(request, person_id, services.suspend, _("Suspendre l’accès"), told, _("L’accès est suspendu."))


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Open it again."""
    told = [_("La personne entre de nouveau avec son numéro et son mot de passe.")]
    return _act(request, person_id, services.restore, _("Rouvrir l’accès"), told, _("L’accès est rouvert."))


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take it away for good."""
    told = [
        _("La carte ne vaut plus rien. Pour un nouvel accès, il faudra une nouvelle carte."),
        _("Ce que la personne a dit et demandé reste dans le dossier."),
    ]
    end_now = partial(services.end, at=timezone.now())
    return _act(request, person_id, end_now, _("Terminer l’accès"), told, _("L’accès est terminé."))


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def interview(request: HttpRequest, person_id: UUID, request_id: UUID) -> HttpResponse:
    """What the person asks, until when the law gives, and the answer."""
    person = open_file(request, person_id, verb="file.interview")
    asked = get_object_or_404(queries.requests_of(person), pk=request_id)
    found = queries.asked(asked)
    form = AnswerForm(request.POST or None, found=found, at=timezone.now())
    if request.method == "POST" and form.is_valid() and not form.leaves_it_due("anyway" in request.POST):
        try:
            services.answer_interview(
                actor=request.member,
                request=asked,
                at=timezone.now(),
                on=today(request),
                **_told(form),  # type: ignore[attr-defined]
            )
        except NotAllowed:
            raise
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("La personne lit votre réponse dans son espace."))
            return redirect("desk:show", person.pk)
    answers = asked.answers.select_related("answered_by").prefetch_related("agreements__by").order_by("-answered_at")
    facts = {"person": person, "asked": asked, "answers": answers, "form": form, "late": found.is_late(today(request))}
    return render(request, "space/desk_interview.html", facts)


def _told(form: AnswerForm) -> dict[str, Any]:
    told = {name: form.cleaned_data[name] for name in ("place", "words", "agreed")}
    return {"meets_at": form.meets_at, **told}
