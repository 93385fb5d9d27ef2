"""Where sources of the law differ: what the doubt is, what the centre follows, and the director's choice."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.accounts import law_readings as chosen
from jalon.domain.accounts.models import LawChoice
from jalon.domain.accounts.permissions import chooses_law_readings, is_member
from jalon.domain.core import reader
from jalon.domain.core.errors import DomainError
from jalon.law import parameters
from jalon.law.sources import Source
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.members.forms import ReadingForm
from jalon.web.ui.sent import show_refusal


@dataclass(frozen=True)
class Shown:
    """One way to read a rule, with where it was read."""

    name: str
    label: str
    source: str
    pages: list[tuple[str, str | None]]
    is_followed: bool
    is_default: bool


@dataclass(frozen=True)
class Question:
    """A rule whose sources differ, as it stands today."""

    parameter: str
    title: str
    doubt: str
    concerns: str
    readings: list[Shown]
    closed: str  # why nothing can be chosen, or nothing
    latest: LawChoice | None
    coming: str  # a reading chosen today, which counts from tomorrow


def _concerns() -> dict[str, str]:
    """What each rule decides, and which facts look at it."""
    return {
        chosen.CONCLUDE_FROM: _("Le dernier jour pour conclure un projet. Regarde le jour de la décision d’octroi."),
        chosen.TRANSITION: _(
            "Qui doit avoir un projet, parmi les droits d’avant le 1er novembre 2016. Regarde le jour demandé."
        ),
        chosen.SIGNING: _("Le premier jour pour signer. Regarde le jour de la remise du texte."),
        chosen.WEEK: _("Les jours pour réfléchir, et les jours proposés pour un rendez-vous ou une évaluation."),
        chosen.MONTHS: _("Le dernier jour pour conclure un projet ou pour faire un recours, en fin de mois."),
        chosen.SHORT_PERIOD: _("Combien d’évaluations doit un morceau d’année. Regarde le début du projet."),
        chosen.SANCTION_AGAIN: _("La durée la plus longue d’une sanction. Regarde le jour de la décision."),
        chosen.SANCTION_STARTS: _("Quand une sanction peut commencer. Regarde le jour de la décision."),
        **dict.fromkeys(chosen.INCOME, _("Le montant d’un mois de revenu d’intégration, au cent près.")),
        chosen.SHARE: _("Le taux de la subvention quand la part des projets tombe juste sur une limite."),
    }


def _question(parameter: str, on: date, made: list[LawChoice]) -> Question:
    # A rule that has not begun, or whose later values are not known, is shown as it is nearest to today.
    last = parameters.parameter(parameter).entries[-1]
    day = min(max(on, last.valid_from), last.valid_until or date.max)
    entry, language = parameters.on(parameter, day), reader.language()
    followed = chosen.followed(parameter, day).name
    shown = [
        Shown(
            name=one.name,
            label=one.label.say(language),
            source=one.source.text.cite(one.source.article, language),
            pages=[(text.short.say(language), text.link) for text in one.source.seen_in],
            is_followed=one.name == followed and parameter not in chosen.NOT_YET_FOLLOWED,
            is_default=one.name == entry.value,
        )
        for one in entry.readings.values()
    ]
    closed = ""
    if parameter in chosen.NOT_YET_FOLLOWED:
        closed = _("Aucun calcul des dossiers ne s’en sert encore : le choix s’ouvrira avec lui.")
    latest = made[0] if made else None
    coming = entry.readings[latest.reading].label.say(language) if latest and latest.since > on else ""
    return Question(
        parameter=parameter,
        title=parameters.parameter(parameter).title.say(language),
        doubt=_doubt(entry.source, language),
        concerns=_concerns()[parameter],
        readings=shown,
        closed=closed,
        latest=latest,
        coming=coming,
    )


def _doubt(source: Source, language: str) -> str:
    return source.doubt.say(language) if source.doubt else ""


@page("centre", who=is_member)
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Every doubt, both readings, the one followed, since when and by whom."""
    made, on = chosen.history(), today(request)
    facts = {
        "questions": [_question(parameter, on, made.get(parameter, [])) for parameter in chosen.OFFERED],
        "may_choose": chooses_law_readings(request.member),  # type: ignore[attr-defined]
    }
    return render(request, "members/law.html", facts)


@page("centre", who=chooses_law_readings)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, parameter: str) -> HttpResponse:
    """Another reading from tomorrow on."""
    if parameter not in chosen.OFFERED:
        raise Http404
    on = today(request)
    question = _question(parameter, on, chosen.history().get(parameter, []))
    form = ReadingForm(request.POST or None, readings=[(one.name, one.label) for one in question.readings])
    if request.method == "POST" and form.is_valid() and _chosen(request, parameter, form, on):
        messages.success(request, _("La lecture est choisie. Elle vaut à partir de demain."))
        return redirect("members:law")
    form.initial = {"reading": next((one.name for one in question.readings if one.is_followed), "")}
    facts: dict[str, Any] = {
        "title": question.title,
        "lede": question.doubt,
        "consequences": [
            question.concerns,
            _("La lecture choisie vaut pour ce qui se passe à partir de demain, dans tout le centre."),
            _("Ce qui est déjà fait garde la lecture de son jour : aucune date annoncée ne change."),
            _("Le choix, son jour et votre nom restent au journal et sur la page que tous peuvent lire."),
        ],
        "act": _("Suivre cette lecture"),
        "cancel_url": reverse("members:law"),
        "form": form,
    }
    return render(request, "ui/confirm.html", facts)


def _chosen(request: HttpRequest, parameter: str, form: forms.Form, on: date) -> bool:
    try:
        with transaction.atomic():
            chosen.choose(
                actor=request.member,  # type: ignore[attr-defined]
                parameter=parameter,
                reading=form.cleaned_data["reading"],
                at=timezone.now(),
                on=on,
            )
    except DomainError as refusal:
        show_refusal(form, refusal)
        return False
    return True
