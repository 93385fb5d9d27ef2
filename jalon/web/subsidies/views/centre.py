"""What a centre reads: its own amounts, and why each one."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.core import reader
from jalon.domain.subsidies import awards
from jalon.domain.subsidies.models import Award
from jalon.domain.subsidies.permissions import reads_awards
from jalon.domain.subsidies.words import money, said
from jalon.law.subsidies.source_json import source_from_json
from jalon.web.access.gate import page
from jalon.web.subsidies.shown import source_facts


@page("centre", who=reads_awards)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every amount decided for this centre, the latest year first."""
    years: dict[int, list[dict[str, Any]]] = {}
    for one in awards.awarded():
        facts = one.award.facts
        row = {
            "title": _title(facts),
            "url": reverse("subsidies:why", args=[one.award.pk]),
            "cents": money(one.award.cents),
        }
        row["meta"] = _("Décision %(n)s, %(day)s") % {"n": facts["number"], "day": _day(facts["decided_on"])}
        years.setdefault(facts["year"], []).append(row)
    return render(request, "subsidies/mine.html", {"years": years})


@page("centre", who=reads_awards)
@require_safe
def why(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """One amount: key, data, exact quotient, rounding; and what was decided before."""
    found = awards.award(award_id)
    if found is None:
        raise Http404
    facts = found.award.facts
    context = {
        "name": _title(facts),
        "cents": money(found.award.cents),
        "reasons": facts["why"][reader.law_language()],
        "key_title": said(facts["key"]["title"]),
        "key_about": said(facts["key"]["about"]),
        "list_title": facts["data"]["title"],
        "list_on": date.fromisoformat(facts["data"]["on"]),
        "list_source": facts["data"]["source"],
        "source": source_facts(source_from_json(facts["source"])),
        "decided": _("Décision %(n)s du %(day)s") % {"n": facts["number"], "day": _day(facts["decided_on"])},
        "basis": facts["reason"],
        "cluster": _cluster(facts),
        "others": [_other(one) for one in found.earlier],
        "back": reverse("subsidies:mine"),
        "breadcrumbs": [(_("Subsides"), reverse("subsidies:mine")), (_title(facts), "")],
    }
    return render(request, "subsidies/why.html", context)


def _title(facts: dict[str, Any]) -> str:
    return f"{said(facts['programme'])} {facts['year']}, {said(facts['line'])}"


def _day(text: str) -> str:
    from jalon.web.ui.people import long_day

    return long_day(date.fromisoformat(text))


def _cluster(facts: dict[str, Any]) -> str:
    place = reader.by_language(0, 1)
    if part := facts.get("part_of"):
        told = {"name": part["name"], "promoter": part["names"][place]}
        return _("Cluster « %(name)s » : le montant va au promoteur, %(promoter)s.") % told
    if not (told := facts.get("cluster")):
        return ""
    members = ", ".join(names[place] for names in told["members"])
    return _("Cluster « %(name)s », dont votre centre est le promoteur : %(members)s.") % {
        "name": told["name"],
        "members": members,
    }


def _other(one: Award) -> tuple[str, str, str]:
    facts = one.facts
    label = _("Décision %(n)s du %(day)s") % {"n": facts["number"], "day": _day(facts["decided_on"])}
    return label, money(one.cents), reverse("subsidies:why", args=[one.pk])
