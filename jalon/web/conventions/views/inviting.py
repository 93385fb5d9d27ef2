"""Whom to invite: the centres a decision awarded something and that have no convention yet."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.conventions import services
from jalon.domain.conventions.models import Convention
from jalon.domain.conventions.permissions import may_examine
from jalon.domain.conventions.services.inviting import form_of
from jalon.domain.core.both_sides import rows as conventions
from jalon.domain.core.errors import DomainError
from jalon.domain.subsidies.models import Decision
from jalon.domain.subsidies.words import money, said
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.conventions.forms import InviteForm
from jalon.web.ui.sent import show_refusal, uuids

MONTH = timedelta(days=30)


def _title(decision: Decision) -> str:
    decree = decision.programme.decree
    line = decree.line(decision.line)
    return f"{said(decree.title)} {decree.year}, {said(line.title) if line else decision.line}"


def _invited(decision: Decision) -> bool:
    same = {"programme_id": decision.programme_id, "line": decision.line, "number": 0}
    return conventions(Convention).filter(**same).exists()


@page("federal", who=may_examine)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The decisions in force whose programme asks a convention."""
    latest: dict[tuple[UUID, str], Decision] = {}
    for one in Decision.objects.select_related("programme").order_by("-decided_at"):
        latest.setdefault((one.programme_id, one.line), one)
    rows = [
        {
            "name": _title(one),
            "url": reverse("federal_conventions:invite", args=[one.pk]),
            "waiting": len(services.invitable(one)),
            "letters": reverse("federal_conventions:letters", args=[one.pk]) if _invited(one) else "",
        }
        for one in latest.values()
        if form_of(one) is not None
    ]
    crumbs = [(_("Conventions"), reverse("federal_conventions:board")), (_("Inviter"), "")]
    return render(request, "conventions/choose.html", {"rows": rows, "breadcrumbs": crumbs})


@page("federal", who=may_examine)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """The list, all ticked; then every centre chosen is invited, with its letter."""
    decision = get_object_or_404(Decision.objects.select_related("programme"), pk=decision_id)
    form = InviteForm(request.POST or None, initial={"until": today(request) + MONTH})
    chosen = uuids(request.POST.getlist("centre"))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = services.invite(
                    actor=request.member, decision=decision, centres=chosen, at=timezone.now(), **form.cleaned_data  # type: ignore[attr-defined]
                )  # fmt: skip
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            said_ = ngettext("%(n)s centre est invité.", "%(n)s centres sont invités.", len(made)) % {"n": len(made)}
            messages.success(request, said_)
            return redirect("federal_conventions:board")
    rows = [(one.centre.pk, one.centre.name, money(one.award.cents)) for one in services.invitable(decision)]
    context = {
        "title": _("Inviter les centres"),
        "name": _title(decision),
        "form": form,
        "rows": rows,
        "chosen": {*chosen} if request.method == "POST" else {pk for pk, *_rest in rows},
        "breadcrumbs": [
            (_("Conventions"), reverse("federal_conventions:board")),
            (_("Inviter"), reverse("federal_conventions:choose")),
            (_title(decision), ""),
        ],
    }
    return render(request, "conventions/invite.html", context, status=400 if form.errors else 200)
