"""The page of a project: everything of it, both sides with equal weight, each act with who and what it causes."""

from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.domain.accounts.permissions import is_member
from jalon.domain.piis import told
from jalon.domain.piis.enums import Act, AmendmentState, Side, State
from jalon.domain.piis.models import Commitment, Piis, PiisVersion, ThirdParty
from jalon.domain.piis.permissions import may_draw_up, may_record_signature
from jalon.domain.piis.queries import lines_of, signing_parties, third_parties_of
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import open_file
from jalon.web.piis.acts import consequences, links, preview_of
from jalon.web.piis.forms.acts import DecideForm, iso
from jalon.web.piis.glance import late_sentences, next_act, path_of
from jalon.web.piis.opening import kept, open_piis

SHOWN = 6  # evaluations on the page; the others are on the page of history
PAGE = 25


@page("centre", who=is_member)
@require_GET
def show(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """The project."""
    member, on = request.member, today(request)  # type: ignore[attr-defined]
    piis = open_piis(request, piis_id, _PROJECT)
    lines, third_parties, versions = lines_of(piis), third_parties_of(piis), told.versions(piis)
    path, step = path_of(piis)
    context = {
        "person": piis.person,
        "piis": piis,
        "path": path,
        "step": step,
        "late": late_sentences(piis, lines, on),
        "act": next_act(piis, member, on),
        "acts": links(piis, member),
        "sides": _sides(lines, third_parties),
        "evaluations": told.evaluations(piis) if piis.since else [],
        "may_write": may_draw_up(member, piis),
        "may_sign": may_record_signature(member, piis),
        **_waiting(piis, versions, third_parties),
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


def _waiting(piis: Piis, versions: list[PiisVersion], third_parties: list[ThirdParty]) -> dict[str, Any]:
    """The version that waits for signatures, and the amendment on its way."""
    open_one = next((one for one in versions if not one.is_closed and one.must_sign), None)  # type: ignore[attr-defined]
    amendment = getattr(piis, "change", None)
    signing = amendment is not None and amendment.state == AmendmentState.HANDED_OVER
    waits = open_one if piis.state == State.HANDED_OVER or signing else None
    return {
        "waiting": waits,
        "parties": signing_parties(waits, third_parties) if waits else [],
        "amendment": amendment,
    }


def _sides(lines: list[Commitment], third_parties: list[ThirdParty]) -> list[dict[str, Any]]:
    """The three sides in the same shape; a third party's own role stands with its commitments."""
    third = [one for one in third_parties if one.left_on is None]
    return [
        {"key": Side.PERSON, "lines": [one for one in lines if one.side == Side.PERSON], "parties": []},
        {"key": Side.CENTRE, "lines": [one for one in lines if one.side == Side.CENTRE], "parties": []},
        {"key": Side.THIRD, "lines": [one for one in lines if one.side == Side.THIRD], "parties": third},
    ]


def _whole() -> QuerySet[Piis]:
    """Projects with the amendment on its way beside them (`change`; there is one at most) and all the page shows."""
    under_way = Q(amendments__state__in=AmendmentState.open())
    change = FilteredRelation("amendments", condition=under_way)
    around = {**told.commitments(), **told.papers(evaluations=SHOWN)}
    return Piis.objects.annotate(change=change, **around).select_related("change")


_PROJECT = kept(_whole)


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
