"""One sitting: what each side still has to do, then both side by side; and its corrections."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.instruments import correcting, measuring, queries
from jalon.domain.instruments.permissions import may_discard_measurement, may_measure
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.measures import showing
from jalon.web.measures.forms import ReasonForm, RestateForm
from jalon.web.measures.opened import around, open_measurement, open_measures, open_sitting, sides_named, url_of
from jalon.web.ui.sent import show_refusal


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, person_id: UUID, sitting_id: UUID) -> HttpResponse:
    """Where both sides stand; their ratings side by side once both are in."""
    person, sitting = open_sitting(request, person_id, sitting_id)
    row = sitting.any_row
    row.person = person
    may_rate = may_measure(request.member, person)  # type: ignore[attr-defined]
    context = around(row, **showing.context(sitting, person), may_measure=may_rate)
    nothing_finished = not any(side.measurement or side.shown == "hidden" for side in sitting.sides)
    context["may_discard"] = nothing_finished and may_discard_measurement(request.member, row)  # type: ignore[attr-defined]
    named = sides_named(person)
    context["corrections"] = [
        (named[side.rater], side.measurement, side.correction)
        for side in sitting.sides
        if sitting.is_complete and side.measurement
    ]
    return render(request, "measures/sitting.html", context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, person_id: UUID, measurement_id: UUID) -> HttpResponse:
    """This side does not rate after all."""
    if request.method == "POST" and queries.was_declined(measurement_id):  # a double click
        open_measures(request, person_id)
        return redirect("measures:list", person_id)
    row = open_measurement(request, person_id, measurement_id)
    if row.is_finished:
        return redirect(url_of(row, "sitting"))
    if request.method == "POST":
        measuring.decline(actor=request.member, measurement=row, on=today(request))  # type: ignore[attr-defined]
        said = _("La correction est abandonnée.") if row.corrects_id else _("C’est noté : ce côté ne note pas.")
        messages.success(request, said)
        return redirect(url_of(row, "sitting"))
    if row.corrects_id:
        return _confirm(
            request, row, _("Abandonner cette correction"),
            _("La note qui devait être corrigée reste comme elle est."),
            [_("Les réponses déjà changées dans la correction seront perdues.")],
            _("Abandonner la correction"),
        )  # fmt: skip
    who = sides_named(row.person)[row.rater]
    return _confirm(
        request, row, _("%(who)s ne note pas") % {"who": who},
        _("Personne n’est obligé de noter. Cela ne dit rien de la personne, et ne compte ni pour ni contre elle."),
        [
            _("La place laissée à cette note disparaît ; l’autre n’est plus cachée."),
            _("Pour ce côté, rien n’est mesuré ce jour-là : ce n’est pas une absence de progrès."),
        ],
        _("Laisser cette note de côté"),
    )  # fmt: skip


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, person_id: UUID, measurement_id: UUID) -> HttpResponse:
    """Delete a sitting begun by mistake, having seen what goes with it."""
    if request.method == "POST" and queries.was_declined(measurement_id):
        return redirect("measures:list", open_measures(request, person_id).pk)
    row = open_measurement(request, person_id, measurement_id)
    if row.is_finished:
        return redirect(url_of(row, "sitting"))
    if not may_discard_measurement(request.member, row):  # type: ignore[attr-defined]
        raise NotAllowed
    if request.method == "POST":
        measuring.discard(actor=request.member, measurement=row, on=today(request))  # type: ignore[attr-defined]
        messages.success(request, _("La mesure est supprimée."))
        return redirect("measures:list", person_id)
    return _confirm(
        request, row, _("Supprimer cette mesure"),
        _("Pour une mesure commencée par erreur. Une note terminée ne se supprime jamais : elle se corrige."),
        [
            _("Les réponses déjà données seront perdues."),
            _("Le journal garde qu’une mesure a été supprimée, par qui et quand."),
        ],
        _("Supprimer la mesure"), danger=True,
    )  # fmt: skip


def _confirm(
    request: HttpRequest, row: Any, title: str, lede: str, consequences: list[str], act: str, *, danger: bool = False
) -> HttpResponse:
    context = around(row, (title, ""), lede=lede, consequences=consequences, act=act, danger=danger, form=Form())
    context |= {"title": title, "cancel_url": url_of(row, "sitting")}
    return render(request, "ui/confirm.html", context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, person_id: UUID, measurement_id: UUID) -> HttpResponse:
    """Begin a correction of the answers, saying why."""
    row = open_measurement(request, person_id, measurement_id)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            facts = {"reason": form.cleaned_data["reason"], "on": today(request)}
            begun = correcting.correct(actor=request.member, measurement=row, **facts)  # type: ignore[attr-defined]
            return redirect(url_of(begun, "rate"))
        except DomainError as refusal:
            show_refusal(form, refusal)
    lede = _("Une nouvelle note s’ouvre avec les mêmes réponses, à modifier. Celle-ci reste lisible au dossier.")
    context = around(row, (_("Corriger"), ""), form=form, lede=lede, heading=_("Corriger les réponses"))
    return render(request, "measures/correct.html", context, status=400 if form.errors else 200)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def restate(request: HttpRequest, person_id: UUID, measurement_id: UUID) -> HttpResponse:
    """Correct the moment or the day of both ratings, saying why."""
    row = open_measurement(request, person_id, measurement_id)
    form = RestateForm(request.POST or None, initial={"moment": row.moment, "held_on": row.held_on})
    if form.is_bound and form.is_valid():
        try:
            correcting.restate(actor=request.member, measurement=row, at=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]
            messages.success(request, _("La date et le moment sont corrigés."))
            return redirect(url_of(row, "sitting"))
        except DomainError as refusal:
            show_refusal(form, refusal)
    lede = _("Les réponses restent les mêmes. Ce qui est remplacé reste lisible au dossier, avec la raison.")
    context = around(
        row, (_("Date et moment"), ""), form=form, lede=lede, heading=_("Corriger la date ou le moment")
    )  # fmt: skip
    return render(request, "measures/correct.html", context, status=400 if form.errors else 200)
