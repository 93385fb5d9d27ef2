"""Where the money of every line stands, what is to do today, and the entries of a year."""

from typing import Any

from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jalon.domain.centres.models import Centre
from jalon.domain.core.both_sides import rows
from jalon.domain.core.clock import local
from jalon.domain.payments.due import due, to_recover
from jalon.domain.payments.enums import BATCH_KINDS, BatchState, Kind, State
from jalon.domain.payments.ledger import entries
from jalon.domain.payments.models import Closing, Order
from jalon.domain.payments.permissions import may_pay, reads_payments
from jalon.domain.payments.queries import batches
from jalon.domain.subsidies.models import Award, Decision
from jalon.domain.subsidies.words import money, said
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.payments.files import FORMATS, ledger_file
from jalon.web.ui.people import long_day, number


@page("federal", who=reads_payments)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is due, what waits for a second officer, each line, each batch, what is to come back."""
    waiting = due()
    payable = [one for one in waiting if one.is_payable]
    back = to_recover()
    context = {
        "may_pay": may_pay(request.member),  # type: ignore[attr-defined]
        "payable": len(payable),
        "payable_sum": money(sum(one.cents for one in payable)),
        "held": [(one.centre.name, money(one.cents)) for one in waiting if not one.is_payable],
        "lines": _lines(),
        "batches": [_batch(one) for one in batches()[:50]],
        "back": [(one, money(one.cents), _claim_state(one)) for one in back],
        "years": _years(today(request).year),
    }
    return render(request, "payments/board.html", context)


def _lines() -> list[dict[str, Any]]:
    """Each decided line: what was granted, what was paid, whether it is closed."""
    newest: dict[Any, Decision] = {}
    for one in Decision.objects.select_related("programme").defer("content").order_by("number"):
        newest[(one.programme_id, one.line)] = one
    chosen = [one.pk for one in newest.values()]
    granted = dict(Award._base_manager.filter(decision__in=chosen).values_list("decision_id").annotate(Sum("cents")))
    done: dict[Any, int] = {}
    for programme, line, kind, state, cents in (
        rows(Order).values_list("programme_id", "line", "kind", "state").annotate(Sum("cents")).order_by()
    ):
        if state == State.EXECUTED or (kind == Kind.RECOVERY and state == State.RECEIVED):
            done[(programme, line)] = done.get((programme, line), 0) + (-cents if kind == Kind.RECOVERY else cents)
    closings = {(one.programme_id, one.line): one for one in Closing.objects.defer("content").order_by("number")}
    found = [_line(one, granted.get(one.pk, 0), done.get(key, 0), closings.get(key)) for key, one in newest.items()]
    return sorted(found, key=lambda one: (-one["year"], one["name"]))


def _line(one: Decision, granted: int, paid: int, closing: Closing | None) -> dict[str, Any]:
    content = one.programme.content
    title = next((said(each["title"]) for each in content["lines"] if each["code"] == one.line), one.line)
    close = reverse("federal_payments:close", args=[one.programme_id, one.line])
    return {
        "year": content["year"],
        "name": f"{said(content['title'])} {content['year']}, {title}",
        "meta": _("%(granted)s accordés, %(paid)s payés") % {"granted": money(granted), "paid": money(paid)},
        "state": (_("clôture %(n)s") % {"n": closing.number}, "ok") if closing else (_("ouverte"), "neutral"),
        "url": reverse("federal_payments:closing", args=[closing.pk]) if closing else close,
    }


def _batch(one: Any) -> dict[str, Any]:
    sums = rows(Order).filter(batch=one).aggregate(n=Count("id"), cents=Sum("cents"))
    told = {"n": number(sums["n"]), "sum": money(sums["cents"] or 0), "day": long_day(one.execute_on)}
    words = ngettext("%(n)s paiement, %(sum)s, pour le %(day)s", "%(n)s paiements, %(sum)s, pour le %(day)s", sums["n"])
    return {
        "name": _("Lot %(n)s") % {"n": one.number},
        "url": reverse("federal_payments:batch", args=[one.pk]),
        "meta": words % told,
        "state": (str(BatchState(one.state).label), BATCH_KINDS[BatchState(one.state)]),
    }


def _claim_state(one: Any) -> str:
    if one.claim is None:
        return _("à demander")
    return _("demandé pour le %(day)s") % {"day": long_day(one.claim.due_on)}


def _years(now: int) -> list[int]:
    first = rows(Order).order_by("state_since").values_list("state_since", flat=True).first()
    return list(range(now, (local(first).year if first else now) - 1, -1)) if first else []


@page("federal", who=reads_payments)
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The double entries of a year as a file: `?year=2026&format=csv`; this year by itself."""
    kind, year = request.GET.get("format", "csv"), request.GET.get("year", str(today(request).year))
    if kind not in FORMATS or not (year.isascii() and year.isdecimal() and len(year) == 4):
        raise Http404
    found = entries(int(year))
    names = {one.pk: one.name for one in Centre.objects.filter(pk__in={each.centre_id for each in found})}
    return ledger_file(kind, int(year), found, names)
