"""A line is closed: unused means, a rule, a second one beside; then a person decides, exactly what was shown."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core import reader
from jalon.domain.core.both_sides import rows
from jalon.domain.payments import services
from jalon.domain.payments.closings import Proposal, kept, proposal, rows_of
from jalon.domain.payments.models import Closing, Settlement
from jalon.domain.payments.permissions import may_pay, reads_payments
from jalon.domain.payments.queries import latest_closing
from jalon.domain.payments.services.closing import obstacle
from jalon.domain.reports.queries import accepted
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.words import money, said, sentences
from jalon.law.subsidies import BudgetLine, CannotShare, Rule, shipped_rule, why_settled
from jalon.web.access.gate import page
from jalon.web.payments.files import FORMATS, closing_file
from jalon.web.payments.forms import DecideForm, RuleForm, begun
from jalon.web.payments.shown import (
    centres_table,
    differences,
    doubt_of,
    in_words,
    regions_table,
    rule_words,
    settlement_facts,
    why_link,
)
from jalon.web.ui.acts import confirm
from jalon.web.ui.people import long_day, number
from jalon.web.ui.tables import Column, Table

BESIDE = "b"


@dataclass(frozen=True)
class Asked:
    """What the address asks: a rule, and a second one when anything is said of it."""

    programme: Programme
    line: BudgetLine
    form: RuleForm
    beside: RuleForm
    first: Proposal | None = None
    second: Proposal | None = None
    refusals: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The first rule, for an address."""
        return urlencode([(name, self.form.data[name]) for name in self.form.fields if self.form.data.get(name)])

    @property
    def title(self) -> str:
        """« Activation sociale 2015, activation »."""
        decree = self.programme.decree
        return f"{said(decree.title)} {decree.year}, {said(self.line.title)}"


def asked(request: HttpRequest, programme_id: UUID, code: str) -> Asked:
    """Read the address; what cannot be shared is said. 404 for an unknown line, or one that was never decided."""
    programme = get_object_or_404(Programme, pk=programme_id)
    line = programme.line(code)
    every = rows_of(programme, code, accepted(programme_id)) if line else []
    if line is None or not every:
        raise Http404
    data = request.GET.dict() if "basis" in request.GET else begun(shipped_rule()[0])
    form, beside = RuleForm(data), RuleForm(request.GET, prefix=BESIDE, beside=True)
    found = Asked(programme, line, form, beside)
    if not form.is_valid():
        return found
    rule = form.rule()
    tried = [_tried(programme, line, every, rule)]
    if beside.is_used() and beside.is_valid():
        tried.append(_tried(programme, line, every, beside.rule(rule)))
    refusals = tuple(one for one in tried if isinstance(one, str))
    shown = [one if isinstance(one, Proposal) else None for one in (*tried, None)]
    return Asked(programme, line, form, beside, shown[0], shown[1], refusals)


def _tried(programme: Programme, line: BudgetLine, every: Any, rule: Rule) -> Proposal | str:
    try:
        return proposal(programme, line, every, rule)
    except CannotShare as refusal:
        return refusal.say(reader.law_language())


@page("federal", who=reads_payments)
@require_safe
def close(request: HttpRequest, programme_id: UUID, line: str) -> HttpResponse:
    """Look, try a rule, compare; `centre`: why for one."""
    found = asked(request, programme_id, line)
    if found.first and (centre := request.GET.get("centre")):
        return _why(request, found, found.first, centre)
    _rule, source = shipped_rule()
    context: dict[str, Any] = {
        "asked": found,
        "title": found.title,
        "source": doubt_of(source),
        "closing": latest_closing(programme_id, line),
        "may_pay": may_pay(request.member),  # type: ignore[attr-defined]
        "breadcrumbs": _crumbs((_("Clôturer : %(line)s") % {"line": found.title}, "")),
    }
    if found.first:
        context |= _result(found, found.first)
    return render(request, "payments/close.html", context)


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Paiements"), reverse("federal_payments:board")), *more]


def _here(found: Asked, name: str = "close") -> str:
    return f"{reverse(f'federal_payments:{name}', args=[found.programme.pk, found.line.code])}?{found.query}"


def _result(found: Asked, first: Proposal) -> dict[str, Any]:
    here = _here(found)
    context: dict[str, Any] = {
        "words": in_words(first.found),
        "rule": rule_words(first.found.rule),
        "regions": regions_table(first),
        "table": centres_table(first, lambda one: f"{here}&{urlencode({'centre': one})}"),
        "silent": [one.name for one in first.silent],
        "obstacle": obstacle(first),
        "decide_url": _here(found, "decide"),
    }
    if found.second:
        context["differences"], context["changed"] = differences(first, found.second)
        context["beside_words"] = [*rule_words(found.second.found.rule), *in_words(found.second.found)]
    return context


def _why(request: HttpRequest, found: Asked, first: Proposal, centre: str) -> HttpResponse:
    one = next((row for row in first.rows if row.identity == centre), None)
    if one is None:
        raise Http404
    context = {
        "name": one.name,
        "cents": money(first.found.of(centre).final),
        "reasons": sentences(why_settled(first.found, centre)),
        "rule": rule_words(first.found.rule),
        "source": doubt_of(shipped_rule()[1]),
        "simulated": True,
        "back": _here(found),
        "breadcrumbs": _crumbs((_("Clôturer : %(line)s") % {"line": found.title}, _here(found)), (one.name, "")),
    }
    return render(request, "payments/why.html", context)


@page("federal", who=may_pay)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, programme_id: UUID, line: str) -> HttpResponse:
    """What closing causes; then it is done, exactly as shown."""
    found = asked(request, programme_id, line)
    if found.first is None:
        return redirect(_here(found))
    first = found.first
    form = DecideForm(request.POST or None, initial={"shown": first.sha256})

    def do() -> None:
        facts = {"actor": request.member, "shared": first, "at": timezone.now()}  # type: ignore[attr-defined]
        services.close(**facts, **form.cleaned_data)

    lines = [*in_words(first.found), *rule_words(first.found.rule)]
    if first.silent:
        lines.append(_("Sans rapport approuvé, et donc sans rien de justifié : %(n)s.") % {"n": len(first.silent)})
    lines += [
        _("Chaque centre lit son décompte, avec ses raisons, et celui d’aucun autre."),
        _("Les soldes et les suppléments sont dus ; rien n’est encore payé."),
        _("Un rapport approuvé plus tard demandera une nouvelle clôture, avec un nouveau numéro."),
    ]
    words = {
        "title": _("Clôturer : %(line)s") % {"line": found.title},
        "lede": _("Décider exactement ce que la page montrait."),
        "act": _("Clôturer cette ligne"),
        "consequences": lines,
        "done": _("La ligne est clôturée. Chaque centre lit son décompte."),
    }

    def made() -> str:
        closing = latest_closing(programme_id, line)
        return reverse("federal_payments:closing", args=[closing.pk]) if closing else _here(found)

    return confirm(request, form, do=do, back=_here(found), then=made, **words)


@page("federal", who=reads_payments)
@require_safe
def show(request: HttpRequest, closing_id: UUID) -> HttpResponse:
    """A closing as it was decided; `centre`: why for one; `format`: as a file."""
    one = get_object_or_404(Closing.objects.select_related("programme"), pk=closing_id)
    told = kept(one)
    title = f"{said(told['programme']['title'])} {told['programme']['year']}, {said(told['line_title'])}"
    name = _("%(line)s : clôture %(n)s") % {"line": title, "n": one.number}
    here = reverse("federal_payments:closing", args=[one.pk])
    if centre := request.GET.get("centre"):
        return _kept_why(request, one, told, centre, _crumbs((name, here)))
    if request.GET.get("format") in FORMATS:
        notes = [one.reason, _("Empreinte %(hash)s") % {"hash": one.sha256[:16]}]
        file = f"jalon-closing-{told['line']}-{one.number}"
        return closing_file(request.GET["format"], file, name, told, notes)
    newest = latest_closing(one.programme_id, one.line)
    context = {
        "title": name,
        "facts": _facts(one, told),
        "rule": rule_words(Rule.from_json(told["rule"])),
        "table": _kept_table(told, here),
        "files": [(label, f"{here}?format={each}") for each, label in (("xlsx", "XLSX"), ("csv", "CSV"))],
        "replaced_by": newest if newest and newest.pk != one.pk else None,
        "again_url": reverse("federal_payments:close", args=[one.programme_id, one.line]),
        "breadcrumbs": _crumbs((name, "")),
    }
    return render(request, "payments/closing.html", context)


def _facts(one: Closing, told: dict[str, Any]) -> list[tuple[str, Any]]:
    sums = {name: sum(row[name] for row in told["rows"]) for name in ("granted", "final", "supplement", "paid")}
    return [
        (_("Décidé"), _("le %(day)s par %(name)s") % {"day": long_day(one.decided_at), "name": one.decided_by}),
        (_("Sur la base de"), one.reason),
        (_("Accordé"), money(sums["granted"])),
        (_("Non utilisé"), money(told["unused"])),
        (_("Redistribué"), money(sums["supplement"])),
        (_("Personne ne peut le prendre"), money(told["left"])),
        (_("Final"), money(sums["final"])),
        (_("Empreinte"), one.sha256[:16]),
    ]


def _kept_table(told: dict[str, Any], here: str) -> Table:
    columns = [Column(_("Centre"), heading=True)]
    columns += [Column(one, numeric=True) for one in (_("Accordé"), _("Justifié"), _("Supplément"), _("Final"))]
    columns += [Column(_("À payer"), numeric=True), Column(_("Pourquoi"))]
    rows_ = []
    for one in told["rows"]:
        name = reader.by_language(one["names"]["fr"], one["names"]["nl"])
        amounts = [one["granted"], one["justified"], one["supplement"], one["final"], one["final"] - one["paid"]]
        rows_.append([name, *map(money, amounts), why_link(f"{here}?centre={one['identity']}", name)])
    label = ngettext("Ce que garde %(n)s centre", "Ce que gardent %(n)s centres", len(rows_))
    return Table(label % {"n": number(len(rows_))}, columns, sorted(rows_, key=lambda row: str(row[0])))


def _kept_why(
    request: HttpRequest, one: Closing, told: dict[str, Any], centre: str, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    row = next((each for each in told["rows"] if each["identity"] == centre), None)
    if row is None:
        raise Http404
    settlement = rows(Settlement).get(closing_id=one.pk, centre_id=row["centre"])
    name = reader.by_language(row["names"]["fr"], row["names"]["nl"])
    context = {
        "name": name,
        "cents": money(settlement.final),
        "facts": settlement_facts(settlement),
        "reasons": settlement.facts["why"][reader.law_language()],
        "rule": rule_words(Rule.from_json(told["rule"])),
        "source": doubt_of(shipped_rule()[1]),
        "decided": _("Clôture %(n)s du %(day)s") % {"n": one.number, "day": long_day(one.decided_at)},
        "basis": one.reason,
        "back": reverse("federal_payments:closing", args=[one.pk]),
        "breadcrumbs": [*crumbs, (name, "")],
    }
    return render(request, "payments/why.html", context)
