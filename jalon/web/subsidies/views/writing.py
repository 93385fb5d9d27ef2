"""A programme entered, begun from another, or corrected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.core.errors import DomainError
from jalon.domain.subsidies import programmes
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.permissions import manages_programmes
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies import shipped_programmes
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.subsidies.shown import programme_name
from jalon.web.subsidies.writing import Writing, next_year
from jalon.web.ui.sent import as_uuid, show_refusal


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A programme of one's own; `from`: another one, a year later, as a start."""
    start = _start(request.GET.get("from", ""))
    writing = Writing(request.POST or None, start=next_year(start) if start else None, fresh=True)
    if request.method == "POST" and writing.is_valid():
        kept = _kept(request, writing, lambda actor, decree, at: programmes.enter(actor=actor, decree=decree, at=at))
        if kept:
            messages.success(request, _("Le programme est encodé."))
            return redirect("programmes:show", programme_id=kept.pk)
    title = _("Nouveau programme")
    back = reverse("programmes:list")
    others = [
        (programme_name(one.decree), f"?from={one.pk}") for one in Programme.objects.order_by("-year", "family")[:12]
    ]
    return (
        _page(request, writing, title, back, [(title, "")])
        if start
        else _page(request, writing, title, back, [(title, "")], others)
    )


def _start(code: str) -> Decree | None:
    if code in shipped_programmes():
        return shipped_programmes()[code]
    found = Programme.objects.filter(pk=as_uuid(code)).first() if as_uuid(code) else None
    return found.decree if found else None


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Correct a programme; what was decided keeps the text it was decided on."""
    one = get_object_or_404(Programme, pk=programme_id)
    writing = Writing(request.POST or None, start=one.decree)
    if request.method == "POST" and writing.is_valid():
        asked = request.POST.get("revision", "")
        revision = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
        facts = {"programme": one, "revision": revision}
        if _kept(
            request, writing, lambda actor, decree, at: programmes.change(actor=actor, decree=decree, at=at, **facts)
        ):
            messages.success(request, _("Le programme est corrigé."))
            return redirect("programmes:show", programme_id=one.pk)
    back = reverse("programmes:show", args=[one.pk])
    crumbs = [(programme_name(one.decree), back), (_("Corriger"), "")]
    return _page(request, writing, _("Corriger le programme"), back, crumbs, revision=one.revision)


def _kept(request: HttpRequest, writing: Writing, act: Any) -> Programme | None:
    try:
        with transaction.atomic():
            return act(request.member, writing.programme(today(request)), timezone.now())  # type: ignore[attr-defined]
    except DomainError as refusal:
        show_refusal(writing.form, refusal)
        return None


def _page(
    request: HttpRequest,
    writing: Writing,
    title: str,
    back: str,
    crumbs: list[tuple[str, str]],
    others: list[tuple[str, str]] | None = None,
    revision: int = 0,
) -> HttpResponse:
    context = {
        "title": title,
        "writing": writing,
        "back": back,
        "others": others or [],
        "revision": revision,
        "breadcrumbs": [(_("Programmes"), reverse("programmes:list")), *crumbs],
    }
    return render(request, "subsidies/write.html", context, status=400 if request.method == "POST" else 200)
