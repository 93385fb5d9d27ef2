"""The instruments of the centre: what there is, what each one says, and the direction's choices."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from jalon.domain.accounts.permissions import is_member
from jalon.domain.core.errors import DomainError
from jalon.domain.instruments import installing, queries
from jalon.domain.instruments.definition import InstrumentRefused, read_workbook, write_workbook
from jalon.domain.instruments.models import InstrumentVersion
from jalon.domain.instruments.permissions import manages_instruments
from jalon.domain.instruments.queries import Known
from jalon.domain.instruments.shipped import BILAN
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.measures.describing import described
from jalon.web.measures.forms import WorkbookForm

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("centre", who=is_member)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every instrument, those in use first."""
    known = queries.instruments()
    context = {
        "in_use": [one for one in known if one.is_usable],
        "retired": [one for one in known if not one.is_usable],
        "may_manage": manages_instruments(request.member),  # type: ignore[attr-defined]
    }
    return render(request, "measures/instruments.html", context)


@page("centre", who=is_member)
@require_safe
def show(request: HttpRequest, instrument: str) -> HttpResponse:
    """One instrument as it is put to people, and how it is counted."""
    known = _known_or_404(instrument)
    versions = list(
        InstrumentVersion.objects.own().filter(code=instrument).select_related("installed_by", "retired_by")
    )
    asked = next((one for one in versions if str(one.version) == request.GET.get("version")), None)
    context: dict[str, Any] = {
        **described(asked.read if asked else known.definition),
        "known": known,
        "versions": versions,
        "may_manage": manages_instruments(request.member) and instrument != BILAN,  # type: ignore[attr-defined]
        "breadcrumbs": _crumbs((str(known.definition.name), "")),
    }
    return render(request, "measures/instrument.html", context)


@page("centre", who=is_member)
@require_GET
def workbook(request: HttpRequest, instrument: str) -> HttpResponse:
    """The instrument as a spreadsheet, to read or to begin one's own from."""
    known = _known_or_404(instrument)
    answer = HttpResponse(write_workbook(known.definition), content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{known.definition.code}.xlsx"'
    return answer


@page("centre", who=manages_instruments)
@require_http_methods(["GET", "POST"])
def install(request: HttpRequest) -> HttpResponse:
    """Send a workbook; what is wrong in it is told cell by cell."""
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    problems, status = [], 200
    if form.is_valid():
        try:
            definition = read_workbook(form.cleaned_data["workbook"])
            row = installing.install(actor=request.member, definition=definition, on=today(request))  # type: ignore[attr-defined]
            messages.success(request, _("L’instrument « %(name)s » est installé.") % {"name": definition.name})
            return redirect("measures:instrument", row.code)
        except InstrumentRefused as refused:
            problems, status = list(refused.problems), refused.status
        except DomainError as refusal:
            form.add_error("workbook", str(refusal))
    if form.errors:
        status = 400
    context = {"form": form, "problems": problems, "breadcrumbs": _crumbs((_("Installer un instrument"), ""))}
    return render(request, "measures/install.html", context, status=status)


@page("centre", who=manages_instruments)
@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, instrument: str) -> HttpResponse:
    """Take an instrument out of use, even one that nobody used yet."""
    known, on = _known_or_404(instrument), today(request)
    if request.method == "POST":
        if known.is_usable:
            row = installing.ready(actor=request.member, code=instrument, on=on)  # type: ignore[attr-defined]
            installing.retire(actor=request.member, instrument=row, on=on)  # type: ignore[attr-defined]
        messages.success(request, _("L’instrument est retiré. Les mesures déjà faites restent lisibles."))
        return redirect("measures:instruments")
    return _confirm(
        request, known, _("Retirer cet instrument"), _("Retirer l’instrument"),
        [
            _("Aucun parcours ne commence plus avec lui."),
            _("Un parcours déjà commencé avec lui va jusqu’au bout avec lui."),
            _("Les mesures déjà faites restent au dossier, avec leurs propres mots."),
        ],
    )  # fmt: skip


@page("centre", who=manages_instruments)
@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, instrument: str) -> HttpResponse:
    """Put the newest version back into use."""
    known = _known_or_404(instrument)
    if request.method == "POST":
        if known.row:
            installing.restore(actor=request.member, instrument=known.row, on=today(request))  # type: ignore[attr-defined]
        messages.success(request, _("L’instrument est de nouveau en usage."))
        return redirect("measures:instruments")
    return _confirm(
        request, known, _("Remettre cet instrument en usage"), _("Remettre en usage"),
        [_("De nouveaux parcours peuvent commencer avec cette version.")],
    )  # fmt: skip


def _known_or_404(code: str) -> Known:
    if (known := queries.known_instrument(code)) is None:
        raise Http404
    return known


def _confirm(request: HttpRequest, known: Known, title: str, act: str, consequences: list[str]) -> HttpResponse:
    definition = known.definition
    url = reverse("measures:instrument", args=[definition.code])
    lede = _("%(name)s, version %(n)s") % {"name": definition.name, "n": definition.version}
    context = {
        "title": title, "lede": lede, "consequences": consequences, "act": act, "form": Form(), "cancel_url": url,
        "breadcrumbs": _crumbs((str(definition.name), url), (title, "")),
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Instruments de mesure"), reverse("measures:instruments")), *more]
