"""Handing the text over, taking it back, giving the project up."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.piis import services
from jalon.domain.piis.enums import Act
from jalon.domain.piis.models import Piis
from jalon.web.access.gate import page
from jalon.web.piis.acts import confirmed
from jalon.web.piis.forms.acts import NothingForm, OptionalWhyForm, WhyForm
from jalon.web.piis.opening import open_piis
from jalon.web.ui.sent import form_key


def _back(piis: Piis) -> Any:
    return lambda done: reverse("piis:show", args=[piis.pk])


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """Freeze the text and give it to the person to think over."""
    piis = open_piis(request, piis_id)
    facts = {"actor": request.member, "piis": piis, "at": timezone.now(), "key": form_key(request)}  # type: ignore[attr-defined]
    return confirmed(
        request,
        subject=piis,
        act=Act.HAND_OVER,
        form=NothingForm(request.POST or None),
        words={"title": _("Remettre le texte"), "act": _("Remettre à signer")},
        do=lambda form: services.hand_over(**facts),
        then=_back(piis),
    )


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """Take the text back to work on it."""
    piis = open_piis(request, piis_id)
    facts = {"actor": request.member, "piis": piis, "at": timezone.now(), "key": form_key(request)}  # type: ignore[attr-defined]
    return confirmed(
        request,
        subject=piis,
        act=Act.TAKE_BACK,
        form=OptionalWhyForm(request.POST or None),
        words={"title": _("Reprendre le texte"), "act": _("Reprendre le texte")},
        do=lambda form: services.take_back(reason=form.cleaned_data["reason"], **facts),
        then=lambda done: reverse("piis:edit", args=[piis.pk]),
    )


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """Give the project up before it begins."""
    piis = open_piis(request, piis_id)
    facts = {"actor": request.member, "piis": piis, "at": timezone.now(), "key": form_key(request)}  # type: ignore[attr-defined]
    return confirmed(
        request,
        subject=piis,
        act=Act.WITHDRAW,
        form=WhyForm(request.POST or None),
        words={"title": _("Abandonner ce projet"), "act": _("Abandonner"), "danger": True},
        do=lambda form: services.withdraw(reason=form.cleaned_data["reason"], **facts),
        then=_back(piis),
    )
