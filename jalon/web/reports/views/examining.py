"""One report at the administration: its text with changes, figures beside last year's, checklist, remarks, advice."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jalon.domain.centres.models import Centre
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.reports import paper, queries, services
from jalon.domain.reports.content import read
from jalon.domain.reports.costs import cost_lines
from jalon.domain.reports.enums import Act, Noted, State
from jalon.domain.reports.models import Note, Report, Version
from jalon.domain.reports.permissions import may_examine, reads_reports
from jalon.domain.reports.transitions import REPORT
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.reports.controlled import again_of, lines_of
from jalon.web.reports.forms import ExamineForm
from jalon.web.reports.shown import (
    at_the_administration,
    centre_name,
    facts_of,
    federal_history,
    name_of_held,
    paid_of,
    signatories,
    steps,
)
from jalon.web.reports.text import MOST, pair, text_of
from jalon.web.reports.views.common import found
from jalon.web.ui.both_sides import ActPage, acts_open

# The acts that have a page of their own, in the order they are shown: (act, address, label, kind).
PAGES: list[ActPage] = [
    (Act.APPROVE, "approve", lambda: _("Approuver"), "primary"),
    (Act.EXTEND, "extend", lambda: _("Donner un autre délai"), "secondary"),
    (Act.RETURN_ADVICE, "return", lambda: _("Redemander l’avis"), "secondary"),
    (Act.REOPEN, "reopen", lambda: _("Rouvrir"), "secondary"),
]
ADVICE = (Noted.FAVOURABLE, Noted.UNFAVOURABLE)


@page("federal", who=reads_reports)
@require_safe
def show(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Everything about it; the examination when it is to be examined."""
    return _shown(request, found(report_id), None)


@page("federal", who=may_examine)
@require_POST
def examine(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Keep the examination, give the report back, or advise the minister: the button pressed says which."""
    one = found(report_id)
    text = queries.last_sent(one)
    form = ExamineForm(_codes(text), request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                done = _done(request, one, form)
        except NotAllowed:
            raise
        except DomainError as refusal:
            form.add_error("words" if refusal.field == "words" else None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("federal_reports:show", report_id=one.pk)
    return _shown(request, one, form)


def _codes(text: Version | None) -> list[str]:
    """The points a remark may be about: each text, each number, section C as a whole."""
    if text is None:
        return []
    told = read(text.content)
    words = [one["code"] for one in told["form"]["fields"] if one["kind"] == "text"]
    numbers = [one["code"] for table in told["results"].values() for one in table["cells"]]
    return list(dict.fromkeys([*words, *numbers, "C"]))


def _done(request: HttpRequest, one: Report, form: ExamineForm) -> str:
    words, checks, remarks = form.cleaned_data["words"], form.cleaned_data["checks"], form.remarks()
    who: dict[str, Any] = {"actor": request.member, "report": one, "at": timezone.now()}  # type: ignore[attr-defined]
    act = request.POST.get("act", "")
    if act == "send_back":
        services.send_back(remarks=remarks, words=words, **who)
        return _("Le rapport est rendu au centre avec vos remarques.")
    if act in ("favourable", "unfavourable"):
        services.advise(favourable=act == "favourable", checks=checks, words=words, **who)
        return _("L’avis est rendu ; le rapport attend le ministre.")
    services.analyse(checks=checks, remarks=remarks, words=words, **who)
    return _("L’examen est gardé.")


def _shown(request: HttpRequest, one: Report, form: ExamineForm | None) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    versions, notes = queries.versions(one), queries.notes(one)
    held, centre = queries.held_of([one])[one.pk], Centre.objects.get(pk=one.centre_id)
    text = versions[0] if versions else None
    analysis = next((each for each in notes if text and each.version_number == text.number), None)
    examines = one.state == State.SENT and may_examine(member)
    if form is None and examines:
        form = _form(_codes(text), analysis)
    path, here = steps(one, paid_of(one, held))
    advice = next((each for each in notes if each.kind in ADVICE and text and each.version_number == text.number), None)
    context = {
        "report": one,
        "german": paper.is_german(one),
        "name": name_of_held(held),
        "centre": centre_name(centre),
        "state": at_the_administration(one.state),
        "facts": facts_of(one, held),
        "path": path,
        "here": here,
        "form": form,
        "version": text,
        "advice": advice,
        "advice_label": Noted(advice.kind).label if advice else "",
        "asked_time": queries.time_asked(one).get(one.pk),
        **_text(request, one, versions, form, examines),
        "acts": acts_open(REPORT, one, member, _pages(one), "federal_reports"),
        "acceptances": [
            (held.line(each.line), money(each.told), money(each.cents)) for each in queries.acceptances(one)
        ],
        "history": federal_history(one, versions),
        "breadcrumbs": [(_("Rapports"), reverse("federal_reports:board")), (centre_name(centre), "")],
    }
    return render(request, "reports/examine.html", context, status=400 if form and form.errors else 200)


def _form(codes: list[str], analysis: Note | None) -> ExamineForm:
    if analysis is None:
        return ExamineForm(codes)
    words = analysis.words if analysis.kind == Noted.ANALYSED else ""
    return ExamineForm.kept(codes, analysis.remarks, checks=analysis.checks, words=words)


def _text(
    request: HttpRequest, one: Report, versions: list[Version], form: ExamineForm | None, examines: bool
) -> dict[str, Any]:
    if not versions:
        return {"text": None}
    every = request.GET.get("costs") == "all"
    text = text_of(*pair(versions), last_year=queries.last_year(one), every=every)
    codes = _codes(versions[0])
    controls = lines_of(queries.sampled(one))
    for each in controls:
        each["url"] = reverse("federal_reports:conclude", args=[each["line"].pk])
    return {
        "text": text,
        "words": [(each, form.remark(each.code) if form else None) for each in text.words],
        "number_remarks": [form.remark(code) for code in codes if _is_number(code, text)] if form else [],
        "cost_remark": form.remark("C") if form else None,
        "signatories": signatories(queries.signatures(versions[0])),
        "controls": controls,
        "again": again_of(versions[0], one, versions),
        "to_ask": _to_ask(versions[0], one, every) if examines else [],
    }


def _is_number(code: str, text: Any) -> bool:
    return code != "C" and code not in {each.code for each in text.words}


def _to_ask(version: Version, one: Report, every: bool) -> list[tuple[str, str, str]]:
    """Costs whose documents can be asked for: (words, amount, address), the largest first."""
    asked = {each.cost_id for each in queries.sampled(one)}
    lines = sorted(cost_lines(read(version.content)["spending"]), key=lambda each: -each.cents)
    left = [each for each in lines if each.id not in asked and each.cents > 0]
    return [
        (each.words, money(each.cents), reverse("federal_reports:ask", args=[one.pk, each.id]))
        for each in left[: None if every else MOST]
    ]


def _pages(one: Report) -> list[ActPage]:
    """A report without a day has no delay to give."""
    return [each for each in PAGES if each[0] != Act.EXTEND or one.due]
