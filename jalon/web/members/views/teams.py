"""Teams of the centre."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts import services
from jalon.domain.accounts.enums import MembershipState
from jalon.domain.accounts.models import Team
from jalon.domain.accounts.permissions import manages_members
from jalon.domain.core.errors import DomainError
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.members.forms import ConfirmForm, TeamForm
from jalon.web.ui.sent import show_refusal


@page("centre", who=manages_members)
@require_http_methods(["GET", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """The teams, and a line to make one."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.create_team(actor=request.member, name=form.cleaned_data["name"], on=today(request))  # type: ignore[attr-defined]
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("L’équipe est créée."))
            return redirect("members:teams")
    here = ~Q(members__state=MembershipState.LEFT)
    found = Team.objects.annotate(count=Count("members", filter=here)).order_by("name")
    return render(request, "members/teams.html", {"form": form, "teams": found})


@page("centre", who=manages_members)
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Another name."""
    team = get_object_or_404(Team, pk=team_id)
    form = TeamForm(request.POST or None, initial={"name": team.name})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.rename_team(
                    actor=request.member,  # type: ignore[attr-defined]
                    team=team,
                    name=form.cleaned_data["name"],
                    on=today(request),
                )
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect("members:teams")
    return render(request, "members/team.html", {"form": form, "team": team})


@page("centre", who=manages_members)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Only when nobody is in it any more."""
    team = get_object_or_404(Team, pk=team_id)
    if request.method == "POST":
        services.remove_team(actor=request.member, team=team, on=today(request))  # type: ignore[attr-defined]
        messages.success(request, _("L’équipe est supprimée."))
        return redirect("members:teams")
    facts = {
        "title": _("Supprimer l’équipe %(name)s") % {"name": team.name},
        "consequences": [_("Les membres partis qui en étaient n’ont plus d’équipe.")],
        "act": _("Supprimer l’équipe"),
        "danger": True,
        "cancel_url": reverse("members:teams"),
        "form": ConfirmForm(),
    }
    return render(request, "ui/confirm.html", facts)
