"""The list of programmes, one that ships, and one with everything about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.audit import verbs
from jalon.domain.core.errors import NotAllowed
from jalon.domain.subsidies import programmes
from jalon.domain.subsidies.models import Decision, Programme
from jalon.domain.subsidies.permissions import manages_programmes, reads_programmes
from jalon.domain.subsidies.words import money, said
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies import shipped_programmes
from jalon.law.subsidies.programme import BudgetLine
from jalon.web.access.gate import page
from jalon.web.subsidies.shown import calendar, programme_facts, programme_name, source_facts


@page("federal", who=reads_programmes)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Programmes kept here, by year; then those that ship and wait."""
    kept = [(one, one.decree) for one in Programme.objects.order_by("-year", "family")]
    decided = set(Decision.objects.values_list("programme_id", "line"))
    rows = [
        {
            "name": programme_name(decree),
            "url": reverse("programmes:show", args=[one.pk]),
            "meta": _budget(decree),
            "state": _state([line.code for line in decree.lines], {code for pk, code in decided if pk == one.pk}),
        }
        for one, decree in kept
    ]
    waiting = [
        (programme_name(one), reverse("programmes:shipped", args=[one.code]), _budget(one))
        for one in programmes.waiting()
    ]
    may_manage = manages_programmes(request.member)  # type: ignore[attr-defined]
    return render(request, "subsidies/programmes.html", {"rows": rows, "waiting": waiting, "may_manage": may_manage})


def _budget(decree: Decree) -> str:
    return money(decree.total) if decree.total is not None else _("montant pas connu")


def _state(lines: list[str], decided: set[str]) -> tuple[str, str]:
    if decided >= set(lines):
        return _("partagé"), "ok"
    return (_("en partie partagé"), "waiting") if decided else (_("à partager"), "waiting")


@page("federal", who=reads_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def shipped(request: HttpRequest, shipped: str) -> HttpResponse:
    """A programme that ships with Jalon, to read, or to take over."""
    actor, decree = request.member, shipped_programmes().get(shipped)  # type: ignore[attr-defined]
    if decree is None:
        raise Http404
    if request.method == "POST":
        if not manages_programmes(actor):
            raise NotAllowed
        one = programmes.take_over(actor=actor, code=shipped, at=timezone.now())
        messages.success(request, _("Le programme est repris. Il peut être corrigé, puis partagé."))
        return redirect("programmes:show", programme_id=one.pk)
    known = Programme.objects.filter(family=decree.family, year=decree.year).first()
    context = _described(decree) | {"known": known, "may_manage": manages_programmes(actor), "shipped": shipped}
    return render(request, "subsidies/shipped.html", context)


@page("federal", who=reads_programmes)
@require_safe
def show(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One programme: text, period, lines, costs, calendar, lists, decisions, and what was done."""
    one = get_object_or_404(Programme, pk=programme_id)
    decree = one.decree
    decisions = list(one.decisions.defer("content").order_by("line", "-number"))
    latest: dict[str, Decision] = {}
    for each in decisions:
        latest.setdefault(each.line, each)
    context = (
        _described(decree)
        | {
            "programme": one,
            "may_manage": manages_programmes(request.member),  # type: ignore[attr-defined]
            "lines": [_line(one, decree, each, latest.get(each.code)) for each in decree.lines],
            "datasets": one.datasets.defer("rows").order_by("-imported_at"),
            "decisions": [(each, _title(decree, each.line), latest[each.line] == each) for each in decisions],
            "acts": [
                (verbs.label(each.verb), verbs.words(each.verb, each.detail), each.at, each.actor_name)
                for each in one.acts.order_by("-at")[:20]
            ],
        }
    )
    return render(request, "subsidies/programme.html", context)


def _title(decree: Decree, code: str) -> str:
    line = decree.line(code)
    return said(line.title) if line else code


def _line(one: Programme, decree: Decree, line: BudgetLine, decision: Decision | None) -> dict[str, Any]:
    return {
        "line": line,
        "title": said(line.title),
        "amount": money(line.amount) if line.amount is not None else _("montant pas connu"),
        "key": said(decree.words.key(line.key).title),
        "source": source_facts(line.source),
        "decision": decision,
        "url": reverse("programmes:share", args=[one.pk, line.code]),
    }


def _on_raise(decree: Decree) -> str:
    """What an amendment that raises the amount does to the advance, and that no text says it."""
    if decree.advance_on_raise:
        words = _("Un avenant qui augmente le montant rend due la même part de l’augmentation.")
    else:
        words = _("Un avenant qui augmente le montant ne rend aucune avance due : l’augmentation vient avec le solde.")
    return words + " " + _("Aucun texte trouvé ne le dit ; l’administration en décide ici.")


def _described(decree: Decree) -> dict[str, Any]:
    """What any page about a programme says."""
    return {
        "decree": decree,
        "name": programme_name(decree),
        "facts": programme_facts(decree),
        "source": source_facts(decree.source),
        "plain_lines": [
            (
                said(one.title),
                money(one.amount) if one.amount is not None else _("montant pas connu"),
                said(decree.words.key(one.key).title),
            )
            for one in decree.lines
        ],
        "costs": [(said(one.title), one.accepted, source_facts(one.source)) for one in decree.costs],
        "calendar": calendar(decree),
        "payments": [(said(one.title), f"{float(one.percent):g} %") for one in decree.payments],
        "on_raise": _on_raise(decree),
        "asked": [
            (said(one.title), [(each.code, said(each.title)) for each in one.fields], source_facts(one.source))
            for one in decree.forms
        ],
        "breadcrumbs": [(_("Programmes"), reverse("programmes:list")), (programme_name(decree), "")],
    }
