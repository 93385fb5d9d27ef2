"""The line of somebody's own way, in kind words: to look at together, to print, to take home."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.activation.papers import my_way, steps_of
from jalon.domain.activation.permissions import may_read
from jalon.domain.activation.progress import Seen, seen
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.models import Measurement
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.activation.shown import side
from jalon.web.activation.views.around import entered
from jalon.web.ui import way_chart
from jalon.web.ui.people import long_day, number
from jalon.web.ui.tables import Column, Table


@page("centre", who=may_read)
@require_safe
def show(request: HttpRequest, trajectory_id: UUID) -> HttpResponse:
    """The person's page."""
    trajectory = entered(request, trajectory_id, "activation.way_read")
    person = trajectory.person
    sides = [one for one in seen(trajectory, min(today(request), trajectory.last)).values() if one.is_measured]
    name = person.first_names or person.full_name
    context = {
        "trajectory": trajectory,
        "person": person,
        "sides": [_kind(side(one, name)) for one in sides],
        "steps": steps_of(trajectory),
        **_drawn(sides, name),
    }
    return render(request, "activation/way.html", context)


@page("centre", who=may_read)
@require_safe
def paper(request: HttpRequest, trajectory_id: UUID) -> HttpResponse:
    """The same on paper, in the person's language."""
    trajectory = entered(request, trajectory_id, "activation.way_read")
    made = my_way(trajectory, worker=request.member, at=timezone.now())  # type: ignore[attr-defined]
    answer = HttpResponse(made.bytes, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{trajectory.pk}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _kind(told: dict[str, Any]) -> dict[str, Any]:
    """The axes by what moved: what goes better first, and never a word of blame."""
    of = {move: [one for one in told["axes"] if one["move"] == move] for move in ("progress", "none", "step_back")}
    return {**told, "better": of["progress"], "same": of["none"], "harder": of["step_back"]}


def _drawn(sides: list[Seen], name: str) -> dict[str, Any]:
    """The chart of the mean level of each side and its table; the axes are those rated every time."""
    lines = [(_who(one, name), _points(one)) for one in sides]
    if not lines:
        return {"svg": ""}
    definition = sides[0].definition
    assert definition is not None
    ends = [len(item.levels.say()) for axis in definition.axes for item in axis.items]
    highest = (
        float(max(ends)) if definition.scoring.method == "mean" else max(level for _n, p in lines for _d, level in p)
    )
    lowest = 1.0 if definition.scoring.method == "mean" else 0.0
    drawn = way_chart.line(
        [(who, [(day.isoformat(), level) for day, level in points]) for who, points in lines], lowest, highest
    )
    up = definition.direction > 0
    note = _("Plus la ligne est haute, mieux c’est.") if up else _("Plus la ligne est basse, mieux c’est.")
    return {"svg": mark_safe(drawn), "table": _table(lines), "chart_note": note}  # noqa: S308


def _who(one: Seen, name: str) -> str:
    return name if one.rater == Rater.PERSON else _("le service social")


def _points(one: Seen) -> list[tuple[date, float]]:
    """The mean of the axes that have a level in every measurement of this version."""
    first = one.measurements[0]
    rows = [row for row in one.measurements if row.instrument_id == first.instrument_id]
    common = set.intersection(*(_rated(row) for row in rows))
    if not common:
        rows = [first, rows[-1]]
        common = _rated(first) & _rated(rows[-1])
    return [(row.held_on, sum(row.scores[axis] for axis in common) / len(common) / 100) for row in rows]


def _rated(row: Measurement) -> set[str]:
    return {axis for axis, level in row.scores.items() if level is not None}


def _table(lines: list[tuple[str, list[tuple[date, float]]]]) -> Table:
    days = sorted({day for _name, points in lines for day, _level in points})
    levels = [dict(points) for _name, points in lines]
    columns = [
        Column(_("Jour"), heading=True),
        *(Column(_("Selon %(name)s") % {"name": who}, numeric=True) for who, _p in lines),
    ]
    rows = [(long_day(day), *(number(of.get(day), 1) for of in levels)) for day in days]
    return Table(_("Niveau moyen, jour par jour"), columns, rows, hide_caption=True)
