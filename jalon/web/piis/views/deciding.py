"""What the council decided: one project, or all that wait."""

from datetime import date
from uuid import UUID, uuid5

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from jalon.domain.accounts.permissions import speaks_for_council
from jalon.domain.core.errors import DomainError
from jalon.domain.piis import services
from jalon.domain.piis.enums import Act, DecisionOutcome
from jalon.domain.piis.models import Piis
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import record_list
from jalon.web.people.reach import asked_place, place
from jalon.web.piis.acts import confirmed
from jalon.web.piis.forms.acts import DecideForm, DecideManyForm, iso
from jalon.web.piis.opening import open_piis
from jalon.web.ui.people import labelled
from jalon.web.ui.sent import form_key, uuids

PAGE = 25


@page("centre", who=speaks_for_council)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """Approved, refused or sent back."""
    piis = open_piis(request, piis_id)
    facts = {"actor": request.member, "piis": piis, "at": timezone.now(), "key": form_key(request)}  # type: ignore[attr-defined]
    return confirmed(
        request,
        subject=piis,
        act=Act.APPROVE,
        form=DecideForm(request.POST or None, initial={"decided_on": iso(today(request))}),
        words={"title": _("Décision du Conseil"), "act": _("Enregistrer la décision")},
        do=lambda form: services.decide(**form.cleaned_data, **facts),
        then=lambda done: reverse("piis:show", args=[piis.pk]),
    )


@page("centre", who=speaks_for_council)
@require_http_methods(["GET", "POST"])
def decide_many(request: HttpRequest) -> HttpResponse:
    """Tick the projects the council approved on one day. Refusals, which are explained, go one by one."""
    form = DecideManyForm(request.POST or None, initial={"decided_on": iso(today(request))})
    ticked = (request.POST if request.method == "POST" else request.GET).getlist("piis")
    if form.is_bound and form.is_valid():
        if not ticked:
            form.add_error(None, _("Cochez au moins un projet."))
        elif _approve(request, ticked, form.cleaned_data["decided_on"]):
            return redirect("piis:decisions")
    rows = Piis.objects.waiting_for_decision().select_related("person", "responsible")
    if after := asked_place(request):
        day, key = after
        rows = rows.filter(Q(concluded_on__gt=day) | Q(concluded_on=day, pk__gt=key))
    found = list(rows.order_by("concluded_on", "id")[: PAGE + 1])
    record_list(request, "files.listed", len(found[:PAGE]))
    more = len(found) > PAGE
    last = found[PAGE - 1] if more else None
    context = {
        "form": form,
        "projects": found[:PAGE],
        "ticked": ticked,
        "after": place(last.concluded_on, last.pk) if last else None,
    }
    return render(request, "piis/decisions.html", context, status=422 if form.errors else 200)


def _approve(request: HttpRequest, ticked: list[str], decided_on: date) -> bool:
    """Approve each; the ones that can't be are named with the reason. True when at least one was approved."""
    key, done = form_key(request), 0
    chosen = Piis.objects.filter(pk__in=uuids(ticked[: 4 * PAGE]))
    for piis in chosen.select_related("person").order_by("concluded_on", "id"):
        try:
            services.decide(
                actor=request.member,  # type: ignore[attr-defined]
                piis=piis,
                outcome=DecisionOutcome.APPROVED,
                decided_on=decided_on,
                at=timezone.now(),
                key=uuid5(key, str(piis.pk)) if key else None,
            )
            done += 1
        except DomainError as refusal:
            messages.error(request, labelled(piis.person.full_name, refusal))
    if done:
        said = ngettext("%(n)d projet est approuvé.", "%(n)d projets sont approuvés.", done) % {"n": done}
        messages.success(request, said)
    return bool(done)
