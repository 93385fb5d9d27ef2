"""One convention at the administration: the text with its changes, the checklist, remarks per field, the advice."""

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

from jalon.domain.conventions import queries, services
from jalon.domain.conventions.content import asked, reply_of
from jalon.domain.conventions.enums import Act, Noted, State
from jalon.domain.conventions.models import Convention, Note, Version
from jalon.domain.conventions.permissions import may_examine, reads_conventions
from jalon.domain.conventions.transitions import CONVENTION
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.web.access.gate import page
from jalon.web.conventions.forms import ExamineForm
from jalon.web.conventions.shown import (
    advance_of,
    at_the_administration,
    centre_name,
    facts_of,
    federal_history,
    lines,
    name_of,
    pair,
    signatories,
    steps,
    sums,
)
from jalon.web.conventions.views.common import found
from jalon.web.ui.both_sides import ActPage, acts_open

# The acts that have a page of their own, in the order they are shown: (act, address, label, kind).
PAGES: list[ActPage] = [
    (Act.APPROVE, "approve", lambda: _("Accepter"), "primary"),
    (Act.SIGN_MINISTER, "sign", lambda: _("Signer pour le ministre"), "primary"),
    (Act.REOPEN, "reopen", lambda: _("Rouvrir"), "primary"),
    (Act.EXTEND, "extend", lambda: _("Prolonger le délai"), "secondary"),
    (Act.RETURN_ADVICE, "return", lambda: _("Redemander l’avis"), "secondary"),
    (Act.REFUSE, "refuse", lambda: _("Refuser"), "secondary"),
    (Act.RECALL, "recall", lambda: _("Reprendre la décision"), "secondary"),
]
ADVICE = (Noted.FAVOURABLE, Noted.UNFAVOURABLE)


@page("federal", who=reads_conventions)
@require_safe
def show(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Everything about it; the analysis when it is to be examined."""
    return _shown(request, found(convention_id), None)


@page("federal", who=may_examine)
@require_POST
def examine(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Keep the analysis, give the text back, or advise the minister: the button pressed says which."""
    one = found(convention_id)
    form = ExamineForm(one, request.POST)
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
            return redirect("federal_conventions:show", convention_id=one.pk)
    return _shown(request, one, form)


def _done(request: HttpRequest, one: Convention, form: ExamineForm) -> str:
    words, checks, remarks = form.cleaned_data["words"], form.cleaned_data["checks"], form.remarks()
    who: dict[str, Any] = {"actor": request.member, "convention": one, "at": timezone.now()}  # type: ignore[attr-defined]
    act = request.POST.get("act", "")
    if act == "send_back":
        services.send_back(remarks=remarks, words=words, **who)
        return _("Le texte est rendu au centre avec vos remarques.")
    if act in ("favourable", "unfavourable"):
        services.advise(favourable=act == "favourable", checks=checks, words=words, **who)
        return _("L’avis est rendu ; le texte attend le ministre.")
    services.analyse(checks=checks, remarks=remarks, words=words, **who)
    return _("L’analyse est gardée.")


def _shown(request: HttpRequest, one: Convention, form: ExamineForm | None) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    versions, notes = queries.versions(one), queries.notes(one)
    number = versions[0].number if versions else 0
    analysis = next((each for each in notes if each.version_number == number), None)
    if form is None and one.state == State.SENT and may_examine(member):
        form = ExamineForm(one, initial=_initial(one, analysis))
    path, here = steps(one)
    advice = next((each for each in notes if each.kind in ADVICE and each.version_number == number), None)
    context = {
        "convention": one,
        "name": name_of(one),
        "centre": centre_name(one),
        "state": at_the_administration(one),
        "facts": facts_of(one),
        "path": path,
        "here": here,
        "form": form,
        **_text(one, versions, form),
        "asked_time": queries.time_asked([one]).get(one.pk),
        "advice": advice,
        "advice_label": Noted(advice.kind).label if advice else "",
        "signatories": signatories(one, queries.signatures(versions[0] if versions else None)),
        "paper": queries.paper_of(versions[0]) is not None if versions else False,
        "advance": advance_of(one),
        "acts": acts_open(CONVENTION, one, member, PAGES, "federal_conventions"),
        "history": federal_history(one, versions),
        "breadcrumbs": [(_("Conventions"), reverse("federal_conventions:board")), (centre_name(one), "")],
    }
    return render(request, "conventions/examine.html", context, status=400 if form and form.errors else 200)


def _initial(one: Convention, analysis: Note | None) -> dict[str, Any]:
    if analysis is None:
        return {}
    remarks = {f"remark_{place}": analysis.remarks.get(each.code, "") for place, each in enumerate(asked(one))}
    return {"checks": analysis.checks, "words": analysis.words if analysis.kind == Noted.ANALYSED else "", **remarks}


def _text(one: Convention, versions: list[Version], form: ExamineForm | None) -> dict[str, Any]:
    if not versions:
        return {"lines": [], "sums": [], "reply": "", "version": None}
    values, before = pair(versions)
    told = lines(one, values, before=before)
    remarks = [form[f"remark_{place}"] if form else None for place in range(len(told))]
    return {
        "lines": list(zip(told, remarks, strict=True)),
        "sums": sums(one, values),
        "reply": reply_of(versions[0].content),
        "version": versions[0],
    }
