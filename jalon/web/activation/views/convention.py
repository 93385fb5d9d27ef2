"""For the convention: how many went which way by the reference day, where trajectories led, and the files behind."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.activation.cohorts import ALL, Cohort, Member, cohort, named, tally
from jalon.domain.activation.enums import Direction, Result
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.permissions import may_accompany, may_list_files
from jalon.domain.activation.progress import AIMS
from jalon.domain.audit.models import Kind
from jalon.domain.audit.services import record
from jalon.domain.core.context import adopt_purpose
from jalon.domain.instruments.models import Bilan
from jalon.law.activation import Direction as Way
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.activation.asked import Asked, asked
from jalon.web.activation.forms import PurposeForm
from jalon.web.activation.places import rooms
from jalon.web.ui.people import number
from jalon.web.ui.tables import Column, Table

NO_RESULT = "none"


@page("centre", who=may_list_files)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The numbers a convention asks for, each with its files."""
    told, form = asked(request)
    bilans = Bilan.objects.standing().filter(held_on__gte=told.first, held_on__lte=told.last)
    framed = Q(piis__isnull=False)
    counted = Trajectory.objects.touching(told.first, told.last).aggregate(
        all=Count("pk"), framed=Count("pk", filter=framed), people=Count("person", distinct=True, filter=framed)
    )
    context = {
        "asked": told,
        "form": form,
        "tabs": rooms(request, "convention"),
        "bilans": bilans.values("person").distinct().count(),
        **counted,
        "files": told.query(),
        "directions": _directions(told),
        "results": _results(told),
    }
    return render(request, "activation/convention.html", context)


def _days(told: Asked) -> dict[str, Any]:
    return {"first": told.first, "last": told.last, "reference": told.reference, "rater": told.rater}


def _cohort(told: Asked) -> Cohort:
    return cohort(**_days(told), aims=list(AIMS))


def _framed(found: Cohort) -> list[Member]:
    """Those a PIIS gives its frame: what the convention counts."""
    return [one for one in found.trajectories if one.is_framed]


def _aims() -> dict[str, str]:
    """Each aim in words, after the whole."""
    return {ALL: _("tous les axes ensemble"), **{aim: str(Result(result).label) for aim, result in AIMS.items()}}


def _directions(told: Asked) -> Table:
    """Progress towards each of the four: how many went which way, each number opening its files."""
    columns = [Column(_("Vers"), heading=True)]
    columns += [Column(str(Direction(one.value).label).capitalize(), numeric=True) for one in Way]
    counts: Counter[tuple[str, Way]] = Counter()
    for one in tally(**_days(told), by=("is_framed",), aims=list(AIMS)):
        counts[one.aim, one.direction] += one.number if one.keys[0] else 0
    rows = [
        (label, *(_opened(counts[aim, one], told.query(aim=aim, direction=one.value)) for one in Way))
        for aim, label in _aims().items()
    ]
    return Table(_("Trajectoires encadrées par un PIIS, par direction"), columns, rows, hide_caption=True)


def _results(told: Asked) -> Table:
    columns = [Column(_("La trajectoire a mené à"), heading=True), Column(_("Trajectoires"), numeric=True)]
    labels = {**{one.value: str(one.label) for one in Result}, NO_RESULT: _("aucun des quatre résultats")}
    ended = Trajectory.objects.filter(piis__isnull=False, ended_on__range=(told.first, told.last))
    numbers = {result or NO_RESULT: size for result, size in ended.values_list("result").annotate(Count("pk"))}
    rows = [(label, _opened(numbers.get(key, 0), told.query(result=key))) for key, label in labels.items()]
    total = (_("Total"), number(sum(numbers.values())))
    return Table(_("Résultats décidés"), columns, rows, total, hide_caption=True)


def _opened(counted: int, query: str) -> str:
    if not counted:
        return number(counted)
    return format_html('<a href="{}?{}">{}</a>', reverse("activation:files"), query, number(counted))


@page("centre", who=may_list_files)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Who stands behind a number. The council says why first; the list is recorded."""
    told, _form = asked(request)
    label, chosen = _chosen(request, told)
    context: dict[str, Any] = {"asked": told, "label": label, "here": request.GET.urlencode()}
    if not may_accompany(request.member):  # type: ignore[attr-defined]
        form = PurposeForm(request.POST or None)
        if not form.is_valid():
            return render(request, "activation/purpose.html", {**context, "form": form})
        adopt_purpose(form.cleaned_data["purpose"])
    member, on = request.member, today(request)  # type: ignore[attr-defined]
    detail = {"files": len(chosen), "of": label}
    record(actor=member, verb="activation.files_listed", subject=member, on=on, detail=detail, kind=Kind.READ)
    return render(request, "activation/files.html", {**context, "trajectories": named(chosen), "number": len(chosen)})


def _chosen(request: HttpRequest, told: Asked) -> tuple[str, list[Member]]:
    """The number asked for in words, and its trajectories. 404 for what is no number of the page."""
    found = _cohort(told)
    framed = _framed(found)
    if result := request.GET.get("result"):
        return _of_result(result, framed, told)
    aim, way = request.GET.get("aim", ALL), request.GET.get("direction", "")
    if not way:
        return _("Trajectoires encadrées par un PIIS"), framed
    if aim not in _aims() or way not in Direction.values:
        raise Http404
    label = _("%(aim)s : %(direction)s") % {"aim": _aims()[aim], "direction": Direction(way).label}
    return label, [one for one in framed if found.direction(one.pk, aim) == way]


def _of_result(result: str, framed: Sequence[Member], told: Asked) -> tuple[str, list[Member]]:
    if result != NO_RESULT and result not in Result.values:
        raise Http404
    wanted = "" if result == NO_RESULT else result
    label = str(Result(result).label) if wanted else _("aucun des quatre résultats")
    kept = [one for one in framed if one.ended_on and told.first <= one.ended_on <= told.last and one.result == wanted]
    return label, kept
