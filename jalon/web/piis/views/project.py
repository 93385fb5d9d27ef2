"""The page of a project: everything of it, both sides with equal weight, each act with who and what it causes."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member
from jalon.domain.piis.enums import Act, AmendmentState, EvaluationState, Side, State
from jalon.domain.piis.models import Evaluation, Piis, PiisVersion, VersionEvent
from jalon.domain.piis.permissions import may_draw_up, may_record_signature
from jalon.domain.piis.queries import signing_parties, with_lines
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import open_file
from jalon.web.piis.acts import consequences, links, preview_of
from jalon.web.piis.forms.acts import DecideForm, iso
from jalon.web.piis.glance import late_sentences, next_act, path_of
from jalon.web.piis.opening import open_piis

SHOWN = 6  # evaluations on the page; the others are on the page of history
PAGE = 25


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """The project."""
    member, on = request.member, today(request)  # type: ignore[attr-defined]
    piis = open_piis(request, piis_id, with_lines(_with_change()))
    path, step = path_of(piis)
    versions = _versions(piis)
    context = {
        "person": piis.person,
        "piis": piis,
        "path": path,
        "step": step,
        "late": late_sentences(piis, piis.lines, on),
        "act": next_act(piis, member, on),
        "acts": links(piis, member),
        "sides": _sides(piis),
        "evaluations": _evaluations(piis),
        "may_write": may_draw_up(member, piis),
        "may_sign": may_record_signature(member, piis),
        **_waiting(piis, versions),
        "paper": versions[0] if versions else None,
        "decide": _decision(request, piis),
    }
    return render(request, "piis/show.html", context)


def _decision(request: HttpRequest, piis: Piis) -> dict[str, Any] | None:
    """The council's approval in one press, for who may record it."""
    preview = preview_of(piis, Act.APPROVE, request) if piis.state == State.SIGNED else None
    if preview is None or not preview.allowed:
        return None
    form = DecideForm(initial={"decided_on": iso(today(request))})
    return {"form": form, "consequences": consequences(preview)}


def _with_change() -> QuerySet[Piis]:
    """Projects with their third parties and the amendment on its way (`change`; there is one at most)."""
    under_way = Q(amendments__state__in=[AmendmentState.DRAFT, AmendmentState.HANDED_OVER])
    change = FilteredRelation("amendments", condition=under_way)
    return Piis.objects.annotate(change=change).select_related("change").prefetch_related("third_parties")


def _versions(piis: Piis) -> list[PiisVersion]:
    """The last two, each saying whether something became of it."""
    closed = VersionEvent.objects.filter(centre_id=OuterRef("centre_id"), version_id=OuterRef("pk"))
    rows = PiisVersion.objects.filter(piis=piis).annotate(is_closed=Exists(closed)).order_by("-number")
    return list(rows.select_related("amendment").defer("amendment__draft")[:2])


def _waiting(piis: Piis, versions: list[PiisVersion]) -> dict[str, Any]:
    """The version that waits for signatures, and the amendment on its way."""
    open_one = next((one for one in versions if not one.is_closed and one.must_sign), None)  # type: ignore[attr-defined]
    amendment = getattr(piis, "change", None)
    waits = open_one if piis.state == State.HANDED_OVER or amendment else None
    if waits:
        waits.piis = piis  # whose third parties are read already
    return {
        "waiting": waits,
        "parties": signing_parties(waits) if waits else [],
        "amendment": amendment,
    }


def _sides(piis: Piis) -> list[dict[str, Any]]:
    """The three sides in the same shape; a third party's own role stands with its commitments."""
    lines = piis.lines  # type: ignore[attr-defined]
    third = [one for one in piis.third_parties.all() if one.left_on is None]
    return [
        {"key": Side.PERSON, "lines": [one for one in lines if one.side == Side.PERSON], "parties": []},
        {"key": Side.CENTRE, "lines": [one for one in lines if one.side == Side.CENTRE], "parties": []},
        {"key": Side.THIRD, "lines": [one for one in lines if one.side == Side.THIRD], "parties": third},
    ]


def _evaluations(piis: Piis) -> list[Evaluation]:
    if piis.since is None:
        return []
    rows = Evaluation.objects.filter(piis=piis).exclude(state=EvaluationState.CANCELLED).order_by("-number")
    return list(rows.defer("signature_picture")[:SHOWN])


@page("centre", who=is_member)
@require_GET
def of_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every project of a person, the last first, twenty-five at a time."""
    person = open_file(request, person_id)
    rows = Piis.objects.filter(person=person).order_by("-number")
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 6:
        rows = rows.filter(number__lt=int(after))
    found = list(rows[: PAGE + 1])
    context = {
        "person": person,
        "projects": found[:PAGE],
        "after": found[PAGE - 1].number if len(found) > PAGE else None,
        "may_write": may_draw_up(request.member, person),  # type: ignore[attr-defined]
    }
    return render(request, "piis/of_person.html", context)
