"""One act for many reports: the list first, with those it leaves out and why; then the act, each in its own step."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jalon.domain.centres.models import Centre
from jalon.domain.core.both_sides import rows
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.reports import queries, services
from jalon.domain.reports.content import read
from jalon.domain.reports.enums import Check, Noted, State
from jalon.domain.reports.models import Note, Report, Version
from jalon.domain.reports.permissions import may_decide, may_examine, reads_reports
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.reports.shown import centre_name
from jalon.web.ui.both_sides import each_alone, tell
from jalon.web.ui.sent import uuids
from jalon.web.ui.tables import Column, Table

ACTS: dict[str, tuple[str, Callable[..., bool]]] = {
    "advise": (State.SENT, may_examine),
    "approve": (State.ADVISED, may_decide),
}


@page("federal", who=reads_reports)
@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """First the list, with what stops each; then the act."""
    act = request.POST.get("act", "")
    if act not in ACTS:
        raise InvalidInput
    state, who = ACTS[act]
    if not who(request.member):  # type: ignore[attr-defined]
        raise NotAllowed
    chosen = list(rows(Report).filter(pk__in=uuids(request.POST.getlist("one")), state=state))
    names = _names(chosen)
    chosen.sort(key=lambda one: names[one.pk])
    texts = {one.report_id: one for one in queries.last_texts(chosen)}
    ready, stopped = _ready(act, chosen, texts)
    if request.POST.get("confirmed"):
        return _do(request, act, ready, names)
    return render(request, "reports/together.html", _asking(act, ready, stopped, names, texts))


def _names(chosen: list[Report]) -> dict[Any, str]:
    centres = Centre.objects.in_bulk([one.centre_id for one in chosen])
    return {one.pk: centre_name(centres[one.centre_id]) for one in chosen}


def _ready(act: str, chosen: list[Report], texts: dict[Any, Version]) -> tuple[list[Report], list[Report]]:
    """Those the act is for, and those it leaves out: to advise, every check of the last examination must be ticked."""
    if act == "approve":
        return chosen, []
    checked: dict[Any, bool] = {}
    ids = [one.pk for one in chosen]
    for note in rows(Note).filter(report_id__in=ids, kind=Noted.ANALYSED).order_by("at"):
        if note.version_number == texts[note.report_id].number:
            checked[note.report_id] = set(note.checks) == set(Check.values) and not note.remarks
    ready = [one for one in chosen if checked.get(one.pk) and not queries.open_lines(one)]
    return ready, [one for one in chosen if one not in ready]


def _asking(
    act: str, ready: list[Report], stopped: list[Report], names: dict[Any, str], texts: dict[Any, Version]
) -> dict[str, Any]:
    count = len(ready)
    titles = {
        "advise": ngettext("Aviser favorablement %(n)s rapport", "Aviser favorablement %(n)s rapports", count),
        "approve": ngettext("Approuver %(n)s rapport", "Approuver %(n)s rapports", count),
    }
    columns = [Column(_("Centre"), heading=True), Column(_("Justifié"), numeric=True)]
    told = {one.pk: int(read(texts[one.pk].content)["spending"].get("justified", 0)) for one in ready}
    foot = [_("Total"), money(sum(told.values()))]
    body = [[names[one.pk], money(told[one.pk])] for one in ready]
    return {
        "title": titles[act] % {"n": count},
        "act": act,
        "ready": ready,
        "table": Table(_("Ce qui va être fait"), columns, body, foot) if ready else None,
        "stopped": [(names[one.pk], reverse("federal_reports:show", args=[one.pk])) for one in stopped],
        "cancel_url": f"{reverse('federal_reports:board')}?state={ACTS[act][0]}",
    }


def _do(request: HttpRequest, act: str, ready: list[Report], names: dict[Any, str]) -> HttpResponse:
    """Each in its own step: one that is refused stops no other."""

    def do(one: Report) -> None:
        facts: dict[str, Any] = {"actor": request.member, "report": one, "at": timezone.now()}  # type: ignore[attr-defined]
        if act == "advise":
            services.advise(favourable=True, checks=Check.values, words="", **facts)
        else:
            services.approve(**facts)

    done, refused = each_alone(ready, do, lambda one: names[one.pk])
    said = ngettext("C’est fait pour %(n)s rapport.", "C’est fait pour %(n)s rapports.", done) % {"n": done}
    tell(request, said, refused)
    return redirect("federal_reports:board")
