"""Where every convention stands and for how long; the table of states, to be printed."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.conventions import board as boards
from jalon.domain.conventions import queries
from jalon.domain.conventions.enums import AT_THE_CENTRE, KINDS, Act, Capacity, State
from jalon.domain.conventions.models import Convention, Signature
from jalon.domain.conventions.permissions import may_commit, may_decide, may_examine, reads_conventions
from jalon.domain.conventions.transitions import CONVENTION
from jalon.domain.core.both_sides import rows
from jalon.domain.core.clock import day_of
from jalon.domain.core.paging import page_by
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.conventions.forms import BoardForm
from jalon.web.conventions.shown import at_the_administration, centre_name, name_of
from jalon.web.ui.both_sides import states_tables
from jalon.web.ui.people import delay
from jalon.web.ui.sent import as_uuid

# What may be done to many at once from each state, and who may.
BULK = {
    State.SENT: ("advise", may_examine),
    State.ADVISED: ("approve", may_decide),
    State.CENTRE_SIGNED: ("sign", may_decide),
}


@page("federal", who=reads_conventions)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Counts by state, then the conventions asked for, the longest wait first."""
    on, member = today(request), request.member  # type: ignore[attr-defined]
    counts = boards.counted()
    form = BoardForm(request.GET or None, regions=boards.regions(), years=boards.years())
    asked = form.asked()
    chosen = boards.chosen(asked, on=on)
    shown = page_by(chosen, "state_since", size=boards.SIZE, **_place(request))
    act, who = BULK.get(asked.state, ("", None))  # type: ignore[call-overload]
    act = act if who and who(member) else ""
    many = min(chosen.count(), boards.MOST) if act else 0
    context = {
        "form": form,
        "counts": [(one, counts[one], KINDS[one]) for one in State if counts.get(one)],
        "state": asked.state,
        "rows": _rows(shown.items, on),
        "before": shown.before,
        "after": shown.after,
        "every": sum(counts.values()),
        "act": act,
        "act_label": {
            "advise": _("Aviser favorablement"),
            "approve": _("Accepter"),
            "sign": _("Signer pour le ministre"),
        }.get(act, ""),
        "many": many if many > len(shown.items) else 0,
        "may_invite": may_examine(member),
    }
    return render(request, "conventions/board.html", context)


def _place(request: HttpRequest) -> dict[str, UUID | None]:
    """Where the page begins or ends, by the key of a convention."""
    return {name: as_uuid(request.GET.get(name, "")) for name in ("after", "before")}


def _rows(shown: Sequence[Convention], on: date) -> list[dict[str, Any]]:
    missing = _blocking(one for one in shown if one.state == State.DECIDED)
    asking, rows = queries.time_asked(shown), []
    for one in shown:
        _who, until, late = queries.waits_for(one, on=on)
        label, kind = at_the_administration(one)
        rows.append(
            {
                "pk": one.pk,
                "centre": centre_name(one),
                "name": name_of(one),
                "url": reverse("federal_conventions:show", args=[one.pk]),
                "label": label,
                "kind": kind,
                "since": delay((on - day_of(one.state_since)).days),
                "until": until,
                "late": late,
                "blocks": _("demande un autre délai") if one.pk in asking else missing.get(one.pk, ""),
            }
        )
    return rows


def _blocking(deciding: Any) -> dict[Any, str]:
    """Who of the centre has not signed the accepted text."""
    ids = {one.pk: one.state_since for one in deciding}
    given: dict[Any, set[str]] = {pk: set() for pk in ids}
    for pk, capacity, at in (
        rows(Signature).filter(convention_id__in=list(ids)).values_list("convention_id", "capacity", "signed_at")
    ):
        if at >= ids[pk]:
            given[pk].add(capacity)
    return {
        pk: _("manque : %(who)s")
        % {"who": ", ".join(str(Capacity(one).label) for one in queries.signatures_missing(done))}
        for pk, done in given.items()
    }


@page("federal", who=reads_conventions)
@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """The table of transitions: from, act, to, who, and the two labels of each state."""
    who = {
        may_examine: _("agent fédéral"),
        may_decide: _("cabinet du ministre"),
        may_commit: _("président ou directeur général"),
    }
    tables = states_tables(CONVENTION, State, Act, who, AT_THE_CENTRE)
    crumbs = [(_("Conventions"), reverse("federal_conventions:board")), (_("Les états d’une convention"), "")]
    return render(request, "conventions/states.html", {**tables, "breadcrumbs": crumbs})
