"""The centre's conventions: what is asked and until when, the text that saves itself, what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.conventions import queries, services
from jalon.domain.conventions.content import asked, filled, missing
from jalon.domain.conventions.enums import WITH_CENTRE, State
from jalon.domain.conventions.models import Convention, Draft
from jalon.domain.conventions.permissions import may_commit, may_write
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.conventions.forms import WriteForm
from jalon.web.conventions.shown import (
    advance_of,
    at_the_centre,
    centre_history,
    facts_of,
    lines,
    name_of,
    pair,
    signatories,
    steps,
    sums,
)
from jalon.web.conventions.views.common import found
from jalon.web.ui import autosave
from jalon.web.ui.people import clock


@page("centre", who=may_write)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every convention of this centre, those that wait for it first."""
    on, rows = today(request), []
    drafts = {one.convention_id: one for one in Draft.objects.all()}
    for one in Convention.objects.order_by("-invited_at", "number"):
        who, until, late = queries.waits_for(one, on=on)
        draft, fields = drafts.get(one.pk), asked(one)
        writing = one.state in WITH_CENTRE
        rows.append(
            {
                "name": name_of(one),
                "url": reverse("conventions:show", args=[one.pk]),
                "state": at_the_centre(one),
                "cents": money(one.cents),
                "until": until if who == "centre" else None,
                "late": late,
                "filled": filled(fields, draft.fields) if draft and writing else (0 if writing else None),
                "asked": len(fields),
                "ours": who == "centre",
            }
        )
    rows.sort(key=lambda row: not row["ours"])
    return render(request, "conventions/mine.html", {"rows": rows})


@page("centre", who=may_write)
@require_safe
def show(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """One convention: what to do now, the remarks, the text as it was sent, who signed, what happened."""
    one, member, on = found(convention_id), request.member, today(request)  # type: ignore[attr-defined]
    versions, draft = queries.versions(one), queries.draft_of(one)
    values, before = pair(versions)
    given = queries.signatures(versions[0] if versions else None)
    writing = one.state in WITH_CENTRE
    path, here = steps(one)
    context = {
        "convention": one,
        "name": name_of(one),
        "state": at_the_centre(one),
        "facts": facts_of(one),
        "path": path,
        "here": here,
        "writing": writing,
        "open": on <= one.entry_until,
        "time_asked": bool(queries.time_asked([one])),
        "remarks": queries.last_remarks(one) if one.state in (State.BACK, State.DRAFT, State.REFUSED) else None,
        "lines": lines(one, values, before=before) if versions else [],
        "version": versions[0] if versions else None,
        "sums": sums(one, values) if versions else [],
        "filled": filled(asked(one), draft.fields if draft else {}),
        "asked": len(asked(one)),
        "missing": missing(asked(one), draft.fields if draft else {}, draft.reply if draft else "", on=on),
        "may_commit": may_commit(member),
        "to_sign": one.state == State.DECIDED and may_commit(member) and member.role not in given,
        "signatories": signatories(one, given),
        "paper": queries.paper_of(versions[0]) is not None if versions else False,
        "advance": advance_of(one),
        "amendments": [
            (name_of(each), reverse("conventions:show", args=[each.pk])) for each in queries.amendments(one)
        ],
        "history": centre_history(one),
        "breadcrumbs": [(_("Conventions"), reverse("conventions:mine")), (name_of(one), "")],
    }
    return render(request, "conventions/show.html", context)


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, convention_id: UUID) -> HttpResponse:
    """Write; incomplete is allowed, lost is not: the page also saves itself."""
    one = found(convention_id)
    draft = queries.draft_of(one)
    remarks = queries.last_remarks(one)
    told = {"last_year": queries.last_year(one), "replies": remarks is not None}
    form = WriteForm(one, request.POST or None, initial=WriteForm.initial_of(one, draft), **told)
    quiet, theirs = autosave.asked(request), None
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save(actor=request.member, convention=one, at=timezone.now(), **form.told())  # type: ignore[attr-defined]
            return _saved(request, one, saved, quiet)
        except NotAllowed:
            raise
        except Conflict as conflict:
            theirs = conflict.theirs
            form.add_error(None, str(conflict))
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    if quiet:
        return autosave.conflict() if theirs else autosave.refused(form.errors)
    if one.state not in WITH_CENTRE and not form.is_bound:
        return redirect("conventions:show", convention_id=one.pk)
    return render(request, "conventions/write.html", _writing(one, form, draft, remarks, theirs), status=_status(form))


def _status(form: WriteForm) -> int:
    return 400 if form.errors else 200


def _saved(request: HttpRequest, one: Convention, draft: Draft, quiet: bool) -> HttpResponse:
    if quiet:
        told = {"saved": clock(timezone.now()), "version": draft.revision, "sums": sums(one, draft.fields)}
        return JsonResponse(told)
    messages.success(request, _("Le texte est enregistré. Il n’est pas encore envoyé."))
    return redirect("conventions:show", convention_id=one.pk)


def _writing(one: Convention, form: WriteForm, draft: Draft | None, remarks: Any, theirs: Any) -> dict[str, Any]:
    said = remarks.remarks if remarks else {}
    before = queries.last_year(one)
    fields = [
        {
            "bound": form[f"field_{place}"],
            "remark": said.get(each.code, ""),
            "part": "." in each.code,
            "last_year": before[1].get(each.code) if before and each.is_text else "",
        }
        for place, each in enumerate(asked(one))
    ]
    known = theirs or draft
    return {
        "convention": one,
        "name": name_of(one),
        "form": form,
        "fields": fields,
        "reply": form["reply"] if "reply" in form.fields else None,
        "remarks": remarks,
        "draft": draft,
        "theirs": lines(one, theirs.fields) if theirs else [],
        "version": known.revision if known and (theirs or not form.is_bound) else form.data.get("version", 0),
        "sums": sums(one, draft.fields) if draft else [],
        "breadcrumbs": [
            (_("Conventions"), reverse("conventions:mine")),
            (name_of(one), reverse("conventions:show", args=[one.pk])),
            (_("Écrire"), ""),
        ],
    }
