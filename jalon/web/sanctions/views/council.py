"""The council's side: president and secretary record what was decided."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import speaks_for_council
from jalon.domain.core import reader
from jalon.domain.sanctions import services
from jalon.domain.sanctions.services.deciding import Terms, limit_for, start_rule
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.sanctions.forms import DayForm, DecisionForm, RefusalForm
from jalon.web.sanctions.views.common import confirm, entered, with_reason
from jalon.web.ui.sent import form_key


@page("centre", who=speaks_for_council)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Record a sanction, inside the limits of the law."""
    proposal = entered(request, proposal_id)
    on = today(request)
    rule = start_rule(on).label.say(reader.language())
    form = DecisionForm(request.POST or None, longest=limit_for(proposal, on).months, start_rule=rule)
    return confirm(
        request,
        proposal,
        form,
        title=_("Décider une sanction"),
        act=_("Enregistrer la décision"),
        consequences=[
            _("Le paiement est suspendu, en tout ou en partie, pour la durée décidée."),
            _("La personne reste bénéficiaire et garde ses autres droits."),
            _("La décision doit lui être notifiée ; elle peut faire un recours au tribunal du travail."),
        ],
        do=lambda: services.decide(
            actor=request.member,
            proposal=proposal,
            terms=Terms(**form.cleaned_data),
            at=timezone.now(),
            key=form_key(request),
        ),
        done=_("La décision est enregistrée. Elle doit encore être notifiée."),
        danger=True,
    )


@page("centre", who=speaks_for_council)
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Record that there is no sanction."""
    proposal = entered(request, proposal_id)
    form = RefusalForm(request.POST or None, initial={"decided_on": today(request)})
    return confirm(
        request,
        proposal,
        form,
        title=_("Pas de sanction"),
        act=_("Enregistrer"),
        consequences=[_("La proposition est close. Rien n’arrive à la personne.")],
        do=lambda: services.refuse(
            actor=request.member, proposal=proposal, at=timezone.now(), key=form_key(request), **form.cleaned_data
        ),
        done=_("Il n’y a pas de sanction."),
    )


@page("centre", who=speaks_for_council)
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Ask the worker for more."""
    proposal = entered(request, proposal_id)
    return with_reason(
        request,
        proposal,
        services.send_back,
        title=_("Renvoyer au travailleur"),
        act=_("Renvoyer"),
        consequences=[_("Le travailleur complète la proposition et peut la transmettre de nouveau.")],
        done=_("La proposition est renvoyée."),
    )


@page("centre")
@require_http_methods(["GET", "POST"])
def notify(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Make the paper of the decision and say when it reached the person."""
    proposal = entered(request, proposal_id)
    form = DayForm(request.POST or None, initial={"day": today(request)})
    return confirm(
        request,
        proposal,
        form,
        title=_("Notifier la décision"),
        act=_("Faire la notification"),
        consequences=[
            _("La décision est faite sur papier dans la langue de la personne et ne change plus."),
            _("Le délai de recours de trois mois commence ce jour-là."),
        ],
        do=lambda: services.notify(
            actor=request.member,
            proposal=proposal,
            notified_on=form.cleaned_data["day"],
            at=timezone.now(),
            key=form_key(request),
        ),
        done=_("La décision est notifiée."),
    )


@page("centre", who=speaks_for_council)
@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Take the sanction away."""
    proposal = entered(request, proposal_id)
    return with_reason(
        request,
        proposal,
        services.lift,
        title=_("Lever la sanction"),
        act=_("Lever"),
        consequences=[_("La sanction n’a plus d’effet. Elle ne compte plus pour une récidive.")],
        done=_("La sanction est levée."),
    )
