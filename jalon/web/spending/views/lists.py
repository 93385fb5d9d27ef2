"""The grants to justify, and the costs of one beside it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.grants.services import grants as open_grants
from jalon.domain.reports.queries import last_year_spending
from jalon.domain.spending import queries
from jalon.domain.spending.enums import BatchState
from jalon.domain.spending.models import Cost
from jalon.domain.spending.permissions import may_write
from jalon.domain.subsidies.words import money
from jalon.law.subsidies.costs import Finding
from jalon.web.access.gate import page
from jalon.web.spending import shown
from jalon.web.spending.views.common import found

PAGE = 100


@page("centre", who=may_write)
@require_safe
def grants(request: HttpRequest) -> HttpResponse:
    """Every grant of this centre with what is justified of it."""
    rows = []
    for one in open_grants(actor=request.member, at=timezone.now()):  # type: ignore[attr-defined]
        whole = queries.totals(one.grant)
        told = {"justified": money(whole.justified), "granted": money(whole.granted)}
        rows.append(
            {
                "name": shown.name_of(one.grant),
                "url": reverse("spending:costs", args=[one.grant.pk]),
                "meta": _("%(justified)s justifiés, pour un subside de %(granted)s") % told,
                "above": money(whole.above) if whole.above else "",
                "due": one.grant.moment("report"),
                "locked": queries.locked(one.grant),
            }
        )
    return render(request, "spending/grants.html", {"rows": rows})


@page("centre", who=may_write)
@require_safe
def costs(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """The costs of a grant, its totals on top; drafts, lines to explain and removed lines apart."""
    grant = found(grant_id)
    whole, closed = queries.totals(grant), queries.locked(grant)
    lines, away = list(queries.costs(grant)), queries.removed(grant)
    found_of = queries.found_of(grant, lines)
    piles = _piles(lines, found_of)
    removed = away.count()
    current = request.GET.get("show", "all")
    chosen = list(away[:PAGE]) if current == "removed" else piles.get(current, lines)
    begin = _place(request)
    part = chosen[begin : begin + PAGE]
    context = {
        "grant": grant,
        "name": shown.name_of(grant),
        "closed": closed,
        "whole": whole,
        "table": shown.beside_the_grant(whole),
        "above": shown.above(whole),
        "last_year": shown.last_year(last_year_spending(grant)),
        "rounding": shown.rounding(),
        "tabs": _tabs(piles, removed),
        "current": current if current in piles or current == "removed" else "all",
        "listed": shown.listed(part, found_of) if part else None,
        "before": str(max(begin - PAGE, 0)) if begin else None,
        "after": str(begin + PAGE) if begin + PAGE < len(chosen) else None,
        "batches": [one for one in queries.batches(grant) if one.state == BatchState.OPEN],
        "breadcrumbs": shown.trail(grant),
    }
    return render(request, "spending/costs.html", context)


def _piles(lines: list[Cost], found_of: dict[UUID, list[Finding]]) -> dict[str, list[Cost]]:
    return {
        "all": lines,
        "open": [one for one in lines if one.counts and queries.unanswered(one, found_of[one.pk])],
        "drafts": [one for one in lines if not one.counts],
    }


def _tabs(piles: dict[str, list[Cost]], removed: int) -> list[tuple[str, str, str, int]]:
    names = {"all": _("Toutes"), "open": _("À expliquer"), "drafts": _("Brouillons")}
    found_tabs = [(key, label, f"?show={key}", len(piles[key])) for key, label in names.items()]
    return [*found_tabs, ("removed", _("Retirées"), "?show=removed", removed)] if removed else found_tabs


def _place(request: HttpRequest) -> int:
    text = request.GET.get("after") or request.GET.get("before") or "0"
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
