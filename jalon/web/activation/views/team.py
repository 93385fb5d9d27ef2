"""For the team: cohorts in numbers. Nobody is named or ranked here, neither a person nor a colleague."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateformat import format as date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.activation.cohorts import Group, tally
from jalon.domain.activation.enums import Direction
from jalon.domain.activation.models import Module
from jalon.domain.activation.permissions import may_read
from jalon.domain.people.enums import StatusKind
from jalon.law.activation import Direction as Way
from jalon.web.access.gate import page
from jalon.web.activation.asked import asked
from jalon.web.activation.places import rooms
from jalon.web.activation.protecting import Protected, Row, protected, shared, sizes, spread
from jalon.web.people.opening import record_list
from jalon.web.ui.charts import bars
from jalon.web.ui.people import number
from jalon.web.ui.tables import Column, Table


@page("centre", who=may_read)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Cohorts by start month, kind and module; the spread of the differences, one instrument at a time."""
    told, form = asked(request)
    days = {"first": told.first, "last": told.last, "reference": told.reference}
    found = tally(**days, rater=told.rater, by=("month", "receives", "modules"))
    number_of_all = sum(one.number for one in found)
    # Two periods a day apart tell one trajectory: who asked for which days stays written.
    record_list(request, "activation.team_read", number_of_all, first=str(told.first), last=str(told.last))
    months = Counter({(f"{day:%Y-%m}", way): size for (day, way), size in sizes(found, 0).items()})
    numbers = protected({"month": months, "kind": sizes(found, 1)})
    context = {
        "asked": told,
        "form": form,
        "is_empty": not found,
        "tabs": rooms(request, "team"),
        "whole": numbers.whole,
        "svg": _picture(numbers.whole),
        "table": _table(_("Toutes les trajectoires"), [(_("Ensemble"), numbers.whole)]),
        "months": _table(_("Mois du début"), [(_named(row.key), row) for row in numbers.groups["month"]]),
        "kinds": _table(_("Aide reçue au début"), [(_kind(row.key), row) for row in numbers.groups["kind"]]),
        "modules": _modules(found),
        "spreads": _spreads(found, numbers),
    }
    return render(request, "activation/team.html", context)


def _named(month: str) -> str:
    return date_format(date.fromisoformat(f"{month}-01"), "F Y")


def _kind(key: str) -> str:
    return str(StatusKind(key).label) if key else _("aucun statut noté")


def _picture(row: Row) -> str:
    if None in row.counts.values():
        return ""
    return mark_safe(bars([(str(Direction(one.value).label), row.counts[one]) for one in Way]))  # noqa: S308


def _table(caption: str, rows: Iterable[tuple[str, Row]]) -> Table:
    """A row a group: how many, and how many went each way."""
    columns = [Column(caption, heading=True), Column(_("Trajectoires"), numeric=True)]
    columns += [Column(str(Direction(one.value).label).capitalize(), numeric=True) for one in Way]
    cells = [(name, number(row.total), *(number(row.counts[one]) for one in Way)) for name, row in rows]
    return Table(caption, columns, cells, hide_caption=True)


def _modules(found: Sequence[Group]) -> Table:
    names = {str(pk): name for pk, name in Module.objects.values_list("pk", "name")}
    rows = sorted(shared(sizes(found, 2)), key=lambda row: names[row.key].casefold())
    return _table(_("Module"), [(names[row.key], row) for row in rows])


def _spreads(found: Sequence[Group], numbers: Protected) -> list[dict[str, Any]]:
    """For each version of an instrument, how the mean differences are spread. Never two instruments on one scale."""
    if not numbers.may_detail:
        return []
    of: dict[str, Counter[str]] = {}
    for one in found:
        if gone := one.gone:
            name = f"{gone.instrument.name} ({gone.instrument.version})"
            of.setdefault(name, Counter())[_bucket(gone.difference, gone.axes)] += one.number
    named = sorted(of.items())
    shown: list[dict[str, int | None]] = [{} for _one in named]
    for together in (("up", "a_little_up"), ("same",), ("a_little_down", "down")):
        told = spread([[counts[key] for key in together] for _name, counts in named])
        for place, row in enumerate(told):
            shown[place] |= dict(zip(together, row, strict=True))
    return [_spread(name, one) for (name, _counts), one in zip(named, shown, strict=True)]


def _spread(name: str, shown: dict[str, int | None]) -> dict[str, Any]:
    """A picture and a table; the parts of one direction are told together or not at all."""
    labels = {
        "up": _("plus d’un niveau en plus"),
        "a_little_up": _("jusqu’à un niveau en plus"),
        "same": _("pareil"),
        "a_little_down": _("jusqu’à un niveau en moins"),
        "down": _("plus d’un niveau en moins"),
    }
    rows = [(label, shown[key]) for key, label in labels.items()]
    columns = [Column(_("Différence moyenne par axe"), heading=True), Column(_("Trajectoires"), numeric=True)]
    table = Table(name, columns, [(label, number(value)) for label, value in rows], hide_caption=True)
    return {"name": name, "svg": mark_safe(bars(rows)), "table": table}  # noqa: S308


def _bucket(difference: int, axes: int) -> str:
    """Where a mean difference falls: more than one level, up to one, none."""
    if difference < -100 * axes:
        return "down"
    if difference > 100 * axes:
        return "up"
    return "same" if difference == 0 else "a_little_up" if difference > 0 else "a_little_down"
