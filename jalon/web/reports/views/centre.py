"""The centre's reports: which are due, and one report as one page: words, results, costs, what stands in the way."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.grants.queries import Held
from jalon.domain.instruments.merging import Outcome
from jalon.domain.reports import paper, queries, services
from jalon.domain.reports.content import REPLY, asked, report_form
from jalon.domain.reports.enums import WITH_CENTRE, WRITING, State
from jalon.domain.reports.models import Report
from jalon.domain.reports.permissions import may_commit, may_write
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.reports import cluster
from jalon.web.reports.controlled import lines_of
from jalon.web.reports.forms import RemarkForm, WriteForm
from jalon.web.reports.shown import (
    at_the_centre,
    centre_history,
    facts_of,
    found_in,
    name_of_held,
    paid_in_words,
    paid_of,
    results_table,
    signatories,
    steps,
    totals_table,
)
from jalon.web.reports.text import pair, text_of
from jalon.web.reports.views.common import found


@page("centre", who=may_write)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every report of this centre, those that wait for it first; looking opens what is new."""
    on = today(request)
    rows = [
        _row(one, held, on)
        for one, held in services.open_reports(actor=request.member, at=timezone.now())  # type: ignore[attr-defined]
    ]
    rows.sort(key=lambda row: not row["ours"])
    return render(request, "reports/mine.html", {"rows": rows, "parts": cluster.rows(request)})


def _row(one: Report, held: Held, on: date) -> dict[str, Any]:
    who, until, late = queries.waits_for(one, on=on)
    return {
        "name": name_of_held(held),
        "url": reverse("reports:show", args=[one.pk]),
        "state": at_the_centre(one),
        "cents": money(held.cents),
        "until": until if who == "centre" else None,
        "late": late,
        "ours": who == "centre",
    }


@page("centre", who=may_write)
@require_safe
def show(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One report."""
    return shown(request, found(report_id))


def shown(request: HttpRequest, one: Report, *, outcome: Outcome | None = None, status: int = 200) -> HttpResponse:
    """The page of a report. `outcome`: what of a save could not be stored."""
    on, member = today(request), request.member  # type: ignore[attr-defined]
    held = queries.held_of([one])[one.pk]
    paid = paid_of(one, held)
    path, here = steps(one, paid)
    remarks = queries.last_remarks(one) if one.state in (State.BACK, State.READY) else None
    context = {
        "report": one,
        "german": paper.is_german(one),
        "name": name_of_held(held),
        "state": at_the_centre(one),
        "facts": facts_of(one, held),
        "path": path,
        "here": here,
        "remarks": remarks,
        "may_commit": may_commit(member),
        "writing": one.state in WRITING,
        "with_centre": one.state in WITH_CENTRE,
        "late": bool(one.due and on > one.due),
        "time_asked": one.state in WITH_CENTRE and one.pk in queries.time_asked(one),
        "own_form": report_form(held.grant)[1],
        "paid": paid_in_words(paid) if paid else "",
        "history": centre_history(one),
        "controls": _controls(one),
        "acceptances": [
            (held.line(each.line), money(each.told), money(each.cents)) for each in queries.acceptances(one)
        ],
        "grant": held.grant,
        "breadcrumbs": [(_("Rapports"), reverse("reports:mine")), (name_of_held(held), "")],
        **(_writing(one, held, remarks, outcome, on) if one.state in WRITING else _kept(one, member)),
    }
    return render(request, "reports/show.html", context, status=status)


def _writing(one: Report, held: Held, remarks: Any, outcome: Outcome | None, on: date) -> dict[str, Any]:
    """Section A to write, B and C as they stand now, and what is to be looked at."""
    now, draft = services.text_now(one, on=on), queries.draft_of(one)
    assert draft is not None, "a report is opened with its draft"
    form = WriteForm(asked(held.grant), draft, replies=remarks is not None, outcome=outcome)
    said, threads = remarks.remarks if remarks else {}, queries.remarks(one)
    codes = [each.code for each in asked(held.grant)] + ([REPLY] if remarks else [])
    refused = {each.field: str(each.reason) for each in outcome.refusals} if outcome else {}
    blocks = [each for each in now.problems if each.blocks]
    titles = {line.code: line.title for line in held.lines}
    return {
        "draft": draft,
        "page_id": uuid4(),
        "fields": [
            {
                "code": code,
                "bound": form[f"field-{code}"],
                "was": form.was(code),
                "told": said.get(code, ""),
                "thread": threads.get(code, []),
                "theirs": form.theirs.get(code),
                "refused": refused.get(code, ""),
                "remark": RemarkForm(initial={"field": code}, prefix=None, auto_id=f"remark-{code}-%s"),
            }
            for code in codes
        ],
        "clashed": bool(outcome and outcome.clashes),
        "told_elsewhere": [(code, words) for code, words in sorted(said.items()) if code not in codes],
        "results": [
            (code, results_table(titles[code], table), cluster.shares_table(table))
            for code, table in now.results.items()
        ],
        "totals": totals_table(now.spending),
        "number_of_costs": len(now.spending.get("costs", ())),
        "found": found_in(held, now.problems),
        "blocks": len(blocks),
        "filled": sum(bool(draft.fields.get(each.code)) for each in asked(held.grant)),
        "asked": len(asked(held.grant)),
        "asides": [
            (section, threads.get(section, []), RemarkForm(initial={"field": section}, auto_id=f"remark-{section}-%s"))
            for section in ("B", "C")
        ],
    }


def _kept(one: Report, member: Any) -> dict[str, Any]:
    """The text that is signed or was sent."""
    waiting, versions = queries.to_sign(one), queries.versions(one)
    texts = [waiting, *versions] if waiting else versions
    given = queries.signatures(texts[0])
    return {
        "version": texts[0],
        "text": text_of(*pair(texts)),
        "signatories": signatories(given),
        "to_sign": one.state == State.READY and may_commit(member) and member.role not in given,
    }


def _controls(one: Report) -> list[dict[str, Any]]:
    """Costs whose documents were asked for, with what was said on both sides."""
    return lines_of(queries.sampled(one), may_answer=one.state == State.SENT)
