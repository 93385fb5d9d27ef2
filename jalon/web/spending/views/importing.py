"""Costs from a spreadsheet: the empty one, the file, its rows to mend, then all of them at once."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.domain.core import reader
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.spending import queries, services
from jalon.domain.spending.enums import BatchState
from jalon.domain.spending.models import Batch
from jalon.domain.spending.permissions import may_write
from jalon.domain.spending.rows import Row, read_rows
from jalon.domain.spending.services.importing import SameFile
from jalon.domain.spending.template import template as empty_sheet
from jalon.domain.subsidies.grids import ListRefused
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.spending import shown
from jalon.web.spending.forms import RowForm, SheetForm
from jalon.web.spending.views.common import batch_of, found
from jalon.web.ui.sent import show_refusal
from jalon.web.ui.tables import Column, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 20  # rows to mend on one page


@page("centre", who=may_write)
@require_safe
def template(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """The empty spreadsheet of this grant."""
    grant = found(grant_id)
    answer = HttpResponse(empty_sheet(grant), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="jalon-costs-{grant.year}.xlsx"'
    return answer


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Send a file; its rows are read and kept aside."""
    grant = found(grant_id)
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    problems, same = [], None
    if request.method == "POST" and form.is_valid():
        facts = {"actor": request.member, "grant": grant, "at": timezone.now()}  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                one = services.begin(content=form.cleaned_data["file"], **facts)
            return redirect("spending:batch", grant_id=grant_id, batch_id=one.pk)
        except NotAllowed:
            raise
        except ListRefused as refused:
            problems = list(refused.problems)
        except SameFile as refused:
            same = refused.batch
            show_refusal(form, refused)
        except DomainError as refusal:
            show_refusal(form, refusal)
    context = {
        "grant": grant,
        "form": form,
        "problems": problems,
        "same": same,
        "batches": queries.batches(grant)[:20],
        "closed": queries.locked(grant),
        "breadcrumbs": shown.trail(grant, (_("Importer un tableur"), "")),
    }
    return render(request, "spending/import.html", context, status=400 if problems or form.errors else 200)


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, grant_id: UUID, batch_id: UUID) -> HttpResponse:
    """The rows of a file: those to mend in forms, the others in a table. One row is mended at a time."""
    one = batch_of(grant_id, batch_id)
    if request.method == "POST":
        return _row_sent(request, one)
    rows = read_rows(one, on=today(request)) if one.state == BatchState.OPEN else []
    wrong = [row for row in rows if row.is_wrong and not row.dropped]
    good = [row for row in rows if not row.is_wrong and not row.dropped]
    context = {
        "batch": one,
        "grant": one.grant,
        "open": one.state == BatchState.OPEN,
        "wrong": [_to_mend(row) for row in wrong[:AT_ONCE]],
        "waiting": max(len(wrong) - AT_ONCE, 0),
        "wrong_count": len(wrong),
        "good_count": len(good),
        "good": _table(good),
        "dropped": [row for row in rows if row.dropped],
        "amount": money(sum(row.justified for row in good)),
        "breadcrumbs": shown.trail(
            one.grant,
            (_("Importer un tableur"), reverse("spending:import", args=[grant_id])),
            (_("Lignes du fichier"), ""),
        ),
    }
    return render(request, "spending/batch.html", context)


_MEND = gettext_lazy("Corrigez la ligne, ou écartez-la.")


def _to_mend(row: Row) -> dict[str, Any]:
    form = RowForm(row)
    mend, others = form.parts()
    errors = [{"field": name, "words": words} for name, words in row.errors.items()]
    return {
        "row": row,
        "errors": errors,
        "said": [replace(shown.Said.of(each), mend=_MEND) for each in row.refusals],
        "mend": mend,
        "others": others,
    }


def _row_sent(request: HttpRequest, one: Batch) -> HttpResponse:
    line, revision = (_number(request.POST.get(name, "")) for name in ("line", "version"))
    facts = {"actor": request.member, "batch": one, "line": line, "revision": revision, "at": timezone.now()}  # type: ignore[attr-defined]
    act = request.POST.get("act", "")
    if act in ("drop", "undrop"):
        services.drop_row(dropped=act == "drop", **facts)
    else:
        form = RowForm(Row(line, {}, False), request.POST)
        form.is_valid()
        services.mend_row(values=form.values(), **facts)
    return redirect("spending:batch", grant_id=one.grant_id, batch_id=one.pk)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1


def _table(rows: list[Row]) -> Table:
    columns = [
        Column(_("Ligne"), numeric=True), Column(_("Fournisseur ou fonction"), heading=True),
        Column(_("Justifié"), numeric=True), Column(_("À expliquer")),
    ]  # fmt: skip
    told = [
        [
            str(row.line),
            row.facts.staff_function if row.facts and row.facts.is_staff else row.facts.supplier if row.facts else "",
            money(row.justified),
            " ".join(each.say(reader.law_language()) for each in row.findings if each.code not in row.answers) or "–",
        ]
        for row in rows
    ]
    return Table(_("Les bonnes lignes"), columns, told, hide_caption=True)


@page("centre", who=may_write)
@require_POST
def take(request: HttpRequest, grant_id: UUID, batch_id: UUID) -> HttpResponse:
    """Enter every row that is not left out."""
    one = batch_of(grant_id, batch_id)
    revision = _number(request.POST.get("version", ""))
    entered = services.take(actor=request.member, batch=one, revision=revision, at=timezone.now())  # type: ignore[attr-defined]
    told = ngettext("%(n)s dépense est encodée.", "%(n)s dépenses sont encodées.", len(entered)) % {"n": len(entered)}
    messages.success(request, told)
    return redirect("spending:costs", grant_id=grant_id)


@page("centre", who=may_write)
@require_POST
def discard(request: HttpRequest, grant_id: UUID, batch_id: UUID) -> HttpResponse:
    """Leave the whole file aside."""
    one = batch_of(grant_id, batch_id)
    revision = _number(request.POST.get("version", ""))
    services.discard(actor=request.member, batch=one, revision=revision, at=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, _("Le fichier est laissé de côté : rien n’en est encodé."))
    return redirect("spending:import", grant_id=grant_id)
