"""One number: what it counts and since when, its files, a correction beside it and everything written before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.domain.reports.queries import is_locked
from jalon.domain.results import queries, services
from jalon.domain.results.cells import Cell, Table
from jalon.domain.results.models import Written
from jalon.domain.results.permissions import may_write
from jalon.web.access.gate import page
from jalon.web.results.forms import NumberForm, TakeBackForm
from jalon.web.results.shown import Row, address, name_of, parts_in_words
from jalon.web.results.views.common import number, trail
from jalon.web.ui.parts import Event
from jalon.web.ui.people import number as as_number
from jalon.web.ui.sent import show_refusal


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, grant_id: UUID, line: str, field: str) -> HttpResponse:
    """What is counted, and a number written beside it."""
    table, cell = number(request, grant_id, line, field)
    written = queries.history(table.grant, line, field)
    form = NumberForm(cell, request.POST or None, initial={"seen": written[0].number if written else 0})
    if request.method == "POST" and form.is_valid() and _kept(request, table, cell, form):
        messages.success(request, _("Le nombre est enregistré, avec sa raison."))
        return redirect(address("show", table))
    context = {
        "table": table,
        "name": name_of(table),
        "row": Row(cell, "", parts_in_words(cell, table)),
        "facts": _facts(cell, parts_in_words(cell, table)),
        "form": form,
        "back": address("show", table),
        "sealed": is_locked(table.grant),
        "history": [_event(one) for one in written],
        "take_back": TakeBackForm(initial={"seen": written[0].number}, auto_id=False) if cell.written else None,
        "breadcrumbs": trail(table, (cell.code, "")),
    }
    return render(request, "results/number.html", context, status=400 if form.errors else 200)


def _kept(request: HttpRequest, table: Table, cell: Cell, form: NumberForm) -> bool:
    told = {"grant": table.grant, "line": table.line.code, "field": cell.code, "at": timezone.now()}
    try:
        services.correct(actor=request.member, **told, **form.cleaned_data)  # type: ignore[attr-defined]
    except NotAllowed:
        raise
    except Conflict as conflict:
        form.data = {**form.data.dict(), "seen": conflict.theirs.number}  # type: ignore[attr-defined]
        show_refusal(form, conflict)
        return False
    except DomainError as refusal:
        show_refusal(form, refusal)
        return False
    return True


def _facts(cell: Cell, parts: str) -> list[tuple[str, str]]:
    found = []
    if cell.target is not None:
        found.append((_("Objectif de la convention"), as_number(cell.target)))
    if cell.computed is not None:
        found.append((_("Compté dans les dossiers"), as_number(cell.computed)))
    if parts:
        found.append((_("Part de chaque centre"), parts))
    if cell.written or parts:
        found.append((_("Retenu pour le rapport"), as_number(cell.value)))
    return found


def _event(one: Written) -> Event:
    """A line of the history of a number."""
    if one.value is None:
        title = _("Retour au nombre compté") if one.counted is not None else _("Nombre repris")
        return Event(one.at, title, by=one.by.name)
    if one.counted is None:
        return Event(one.at, as_number(one.value), one.reason, one.by.name, kind="info")
    numbers = {"value": as_number(one.value), "counted": as_number(one.counted)}
    title = _("%(value)s retenu, pour %(counted)s compté") % numbers
    return Event(one.at, title, one.reason, one.by.name, kind="warn")


@page("centre", who=may_write)
@require_POST
def take_back(request: HttpRequest, grant_id: UUID, line: str, field: str) -> HttpResponse:
    """Undo what was written by hand."""
    table, cell = number(request, grant_id, line, field)
    form = TakeBackForm(request.POST)
    if form.is_valid():
        told: dict[str, Any] = {"grant": table.grant, "line": line, "field": cell.code, "at": timezone.now()}
        services.take_back(actor=request.member, **told, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Ce qui était écrit à la main ne compte plus."))
    return redirect(address("number", table, field))
