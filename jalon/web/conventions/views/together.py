"""One act on many conventions: the list is shown first, then each is done by itself, and what was refused is said."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from jalon.domain.conventions import board as boards
from jalon.domain.conventions import queries, services
from jalon.domain.conventions.enums import Check, Noted, State
from jalon.domain.conventions.models import Convention, Note, Paper
from jalon.domain.conventions.permissions import may_decide, may_examine, reads_conventions
from jalon.domain.core.both_sides import rows
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.subsidies.words import money
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.conventions.forms import BoardForm
from jalon.web.conventions.shown import centre_name, name_of
from jalon.web.ui.both_sides import each_alone, tell
from jalon.web.ui.sent import uuids
from jalon.web.ui.tables import Column, Table

ACTS: dict[str, tuple[str, Callable[..., bool]]] = {
    "advise": (State.SENT, may_examine),
    "approve": (State.ADVISED, may_decide),
    "sign": (State.CENTRE_SIGNED, may_decide),
}


@page("federal", who=reads_conventions)
@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """First the list, with what stops each; then the act."""
    act = request.POST.get("act", "")
    if act not in ACTS:
        raise InvalidInput
    state, who = ACTS[act]
    if not who(request.member):  # type: ignore[attr-defined]
        raise NotAllowed
    chosen = sorted(_chosen(request, state), key=centre_name)
    ready, stopped = _ready(act, chosen)
    if request.POST.get("confirmed"):
        return _do(request, act, ready)
    return render(request, "conventions/together.html", _asking(act, ready, stopped))


def _chosen(request: HttpRequest, state: str) -> list[Convention]:
    """Those that are ticked; or, asked so, all those of the board's filter, the longest wait first."""
    if not request.POST.get("every"):
        return list(rows(Convention).filter(pk__in=uuids(request.POST.getlist("one")), state=state))
    form = BoardForm(request.POST, regions=boards.regions(), years=boards.years())
    found = boards.chosen(replace(form.asked(), state=state), on=today(request))
    return list(found.order_by("state_since", "pk")[: boards.MOST])


def _ready(act: str, chosen: list[Convention]) -> tuple[list[tuple[Convention, str]], list[Convention]]:
    """Those the act is for, each with what it is shown (the hash of its paper), and those it leaves out."""
    ids = [one.pk for one in chosen]
    if act == "approve":
        return [(one, "") for one in chosen], []
    last = queries.last_versions(ids)
    if act == "sign":
        found = rows(Paper).filter(convention_id__in=ids).select_related("version").defer("content")
        papers = {one.convention_id: one.sha256 for one in found if one.version.number == last[one.convention_id]}
        return [(one, papers[one.pk]) for one in chosen if one.pk in papers], []
    checked: dict[Any, bool] = {}
    for note in rows(Note).filter(convention_id__in=ids, kind=Noted.ANALYSED).order_by("at"):
        if note.version_number == last.get(note.convention_id):
            checked[note.convention_id] = set(note.checks) == set(Check.values) and not note.remarks
    return [(one, "") for one in chosen if checked.get(one.pk)], [one for one in chosen if not checked.get(one.pk)]


def _asking(act: str, ready: list[tuple[Convention, str]], stopped: list[Convention]) -> dict[str, Any]:
    count = len(ready)
    titles = {
        "advise": ngettext("Aviser favorablement %(n)s convention", "Aviser favorablement %(n)s conventions", count),
        "approve": ngettext("Accepter %(n)s convention", "Accepter %(n)s conventions", count),
        "sign": ngettext(
            "Signer %(n)s convention pour le ministre", "Signer %(n)s conventions pour le ministre", count
        ),
    }
    columns = [Column(_("Centre"), heading=True), Column(_("Convention")), Column(_("Montant"), numeric=True)]
    rows = [[centre_name(one), name_of(one), money(one.cents)] for one, _shown in ready]
    whole = money(sum(one.cents for one, _shown in ready))
    return {
        "title": titles[act] % {"n": count},
        "act": act,
        "ready": ready,
        "table": Table(_("Ce qui va être fait"), columns, rows, [_("Total"), "", whole]) if ready else None,
        "stopped": [(centre_name(one), reverse("federal_conventions:show", args=[one.pk])) for one in stopped],
        "cancel_url": f"{reverse('federal_conventions:board')}?state={ACTS[act][0]}",
    }


def _do(request: HttpRequest, act: str, ready: list[tuple[Convention, str]]) -> HttpResponse:
    """Each in its own step: one that is refused stops no other. What was shown must still stand."""
    shown = dict(pair.split(":", 1) for pair in request.POST.getlist("shown") if ":" in pair)

    def do(each: tuple[Convention, str]) -> None:
        one, paper = each
        _one(request, act, one, shown.get(str(one.pk), paper if act != "sign" else ""))

    done, refused = each_alone(ready, do, lambda each: centre_name(each[0]))
    said = ngettext("C’est fait pour %(n)s convention.", "C’est fait pour %(n)s conventions.", done) % {"n": done}
    tell(request, said, refused)
    return redirect("federal_conventions:board")


def _one(request: HttpRequest, act: str, one: Convention, shown: str) -> None:
    facts: dict[str, Any] = {"actor": request.member, "convention": one, "at": timezone.now()}  # type: ignore[attr-defined]
    if act == "advise":
        services.advise(favourable=True, checks=Check.values, words="", **facts)
    elif act == "approve":
        services.approve(**facts)
    else:
        services.sign_for_minister(shown=shown, **facts)
