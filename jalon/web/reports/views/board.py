"""Where every report stands, by state and region; the table of states, to be printed."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.core import reader
from jalon.domain.core.clock import day_of
from jalon.domain.reports import queries
from jalon.domain.reports.board import NONE, Asked, Counted, Row, counted, programmes, rows
from jalon.domain.reports.enums import AT_THE_CENTRE, Act, State
from jalon.domain.reports.permissions import may_commit, may_decide, may_examine, reads_reports
from jalon.domain.reports.transitions import REPORT
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.reports.forms import BoardForm
from jalon.web.reports.shown import at_the_administration, name_of
from jalon.web.ui.both_sides import states_tables
from jalon.web.ui.people import delay, number, percent
from jalon.web.ui.tables import Column, Table

SIZE = 50
# What may be done to many at once from each state, and who may.
BULK = {State.SENT: ("advise", may_examine), State.ADVISED: ("approve", may_decide)}
ARRIVED = (State.SENT, State.ADVISED, State.APPROVED)


@page("federal", who=reads_reports)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Counts by state and region, then the reports asked for, a page at a time."""
    on, member, language = today(request), request.member, reader.law_language()  # type: ignore[attr-defined]
    known = [(str(key), f"{title} {year}") for key, title, year in programmes(language)]
    everything = counted(Asked(), on=on, language=language)
    form = BoardForm(request.GET or None, regions=sorted(everything.regions), programmes=known)
    told, asking = form.cleaned_data if form.is_bound and form.is_valid() else {}, queries.time_asked()
    asked = Asked(
        UUID(told["programme"]) if told.get("programme") else None, told.get("state", ""), told.get("region", ""),
        bool(told.get("late")), frozenset(asking) if told.get("asking") else None,
    )  # fmt: skip
    start = _start(request.GET.get("after") or request.GET.get("before") or "")
    found = rows(asked, on=on, language=language, start=start, size=SIZE + 1)
    counts = counted(asked, on=on, language=language)
    act, who = BULK.get(asked.state, ("", None))  # type: ignore[call-overload]
    context = {
        "form": form,
        "counts": _counts(counts),
        "state": asked.state,
        "rows": [_row(one, on, one.report_id in asking) for one in found[:SIZE]],
        "every": everything.all,
        "asking": len(asking),
        "completeness": _completeness(counts),
        "act": act if who and who(member) else "",
        "act_label": {"advise": _("Aviser favorablement"), "approve": _("Approuver")}.get(act, ""),
        "before": str(max(start - SIZE, 0)) if start else None,
        "after": str(start + SIZE) if len(found) > SIZE else None,
        "may_examine": may_examine(member),
    }
    return render(request, "reports/board.html", context)


def _start(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else 0


def _counts(counts: Counted) -> list[tuple[str, str, int]]:
    labels = {NONE: _("pas encore ouvert"), **{one.value: str(one.label) for one in State}}
    return [(key, label, counts.states[key]) for key, label in labels.items() if counts.states.get(key)]


def _completeness(counts: Counted) -> Table:
    """By region: how many are owed, how many arrived."""
    rows_ = []
    for region, states in counts.regions.items():
        whole, arrived = sum(states.values()), sum(states.get(one, 0) for one in ARRIVED)
        rows_.append(
            [region or "–", number(whole), number(arrived), number(states.get(NONE, 0)), percent(arrived / whole)]
        )
    columns = [
        Column(_("Région"), heading=True), Column(_("Attendus"), numeric=True), Column(_("Reçus"), numeric=True),
        Column(_("Pas encore ouverts"), numeric=True), Column(_("Part reçue"), numeric=True),
    ]  # fmt: skip
    return Table(_("Rapports reçus, par région"), columns, rows_)


def _row(one: Row, on: Any, is_asking: bool) -> dict[str, Any]:
    label, kind = (_("pas encore ouvert"), "neutral") if one.state == NONE else at_the_administration(one.state)
    waiting = one.state not in ARRIVED
    return {
        "pk": one.report_id,
        "centre": one.centre,
        "name": name_of(one.title, one.year),
        "url": reverse("federal_reports:show", args=[one.report_id]) if one.report_id else "",
        "label": label,
        "kind": kind,
        "cents": money(one.cents),
        "since": delay(max((on - day_of(one.since)).days, 0)) if one.since else "–",
        "until": one.due if waiting else None,
        "is_asking": is_asking,
    }


@page("federal", who=reads_reports)
@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """The table of transitions: from, act, to, who, and the two labels of each state."""
    who = {
        may_examine: _("agent fédéral"),
        may_decide: _("cabinet du ministre"),
        may_commit: _("président ou directeur général"),
    }
    tables = states_tables(REPORT, State, Act, who, AT_THE_CENTRE)
    crumbs = [(_("Rapports"), reverse("federal_reports:board")), (_("Les états d’un rapport"), "")]
    return render(request, "reports/states.html", {**tables, "breadcrumbs": crumbs})
