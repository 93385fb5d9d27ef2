"""A line shared: terms in the address, the amounts, a second sharing beside, and why for each centre."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.core import reader
from jalon.domain.subsidies.deciding import Proposal, latest, obstacle, proposal
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.permissions import manages_programmes, reads_programmes
from jalon.domain.subsidies.sharing import compared
from jalon.domain.subsidies.words import certainty, kind, money, said, sentences
from jalon.law.subsidies import BudgetLine, CannotShare, why
from jalon.web.access.gate import page
from jalon.web.subsidies.files import FORMATS, shares_file
from jalon.web.subsidies.forms import ShareForm, begun
from jalon.web.subsidies.shown import (
    clusters_table,
    differences_tables,
    in_words,
    names_of,
    programme_name,
    selection_table,
    shares_table,
    source_facts,
)

BESIDE = "b"


@dataclass(frozen=True)
class Asked:
    """What the address asks: the first sharing, and the second one when anything is said of it."""

    programme: Programme
    line: BudgetLine
    form: ShareForm
    beside: ShareForm
    first: Proposal | None = None
    second: Proposal | None = None
    refusals: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The terms of the first sharing, for an address."""
        return urlencode(
            [(name, value) for name, value in self.form.data.items() if name in self.form.fields and value]
        )


def asked(request: HttpRequest, programme_id: UUID, code: str) -> Asked:
    """Read the address; what cannot be shared is said, never guessed. 404 for an unknown line."""
    programme = get_object_or_404(Programme, pk=programme_id)
    line = programme.line(code)
    if line is None:
        raise Http404
    words = programme.decree.words
    lists = programme.datasets.order_by("-imported_at")
    given = any(name in request.GET for name in ("key", "list", "budget"))
    data = request.GET.dict() if given else begun(line, lists.defer("rows").first())
    form = ShareForm(data, datasets=lists, words=words)
    beside = ShareForm(request.GET, prefix=BESIDE, datasets=lists, words=words, beside=True)
    found = Asked(programme, line, form, beside)
    if not form.is_valid():
        return found
    first = _tried(programme, line, form.cleaned_data["list"], form.terms())
    second: Proposal | str | None = None
    if beside.is_used() and beside.is_valid():
        chosen = beside.cleaned_data["list"] or form.cleaned_data["list"]
        second = _tried(programme, line, chosen, beside.terms_beside(form.terms()))
    refusals = tuple(one for one in (first, second) if isinstance(one, str))
    shown = [one if isinstance(one, Proposal) else None for one in (first, second)]
    return Asked(programme, line, form, beside, shown[0], shown[1], refusals)


def _tried(programme: Programme, line: BudgetLine, dataset: Any, terms: Any) -> Proposal | str:
    try:
        return proposal(programme, line, dataset, terms)
    except CannotShare as refusal:
        return refusal.say(reader.law_language())


@page("federal", who=reads_programmes)
@require_safe
def share(request: HttpRequest, programme_id: UUID, line: str) -> HttpResponse:
    """Choose, look, compare; `centre`: why for one; `format`: the amounts as a file."""
    found = asked(request, programme_id, line)
    if found.first and (centre := request.GET.get("centre")):
        return _why(request, found, found.first, centre)
    if found.first and request.GET.get("format") in FORMATS:
        return _as_file(request, found, found.first)
    context = _page(found) | {
        "may_manage": manages_programmes(request.member),  # type: ignore[attr-defined]
        "decision": latest(found.programme, line),
        "has_lists": found.programme.datasets.exists(),
    }
    if found.first:
        context |= _result(found, found.first)
    return render(request, "subsidies/share.html", context)


def _page(found: Asked) -> dict[str, Any]:
    decree = found.programme.decree
    show = reverse("programmes:show", args=[found.programme.pk])
    crumbs = [(_("Programmes"), reverse("programmes:list")), (programme_name(decree), show)]
    return {
        "asked": found,
        "programme": found.programme,
        "title": said(found.line.title),
        "amount": money(found.line.amount) if found.line.amount is not None else "",
        "line_key": said(decree.words.key(found.line.key).title),
        "source": source_facts(found.line.source),
        "breadcrumbs": [*crumbs, (_("Partager : %(line)s") % {"line": said(found.line.title)}, "")],
    }


def _result(found: Asked, first: Proposal) -> dict[str, Any]:
    here, names = reverse("programmes:share", args=[found.programme.pk, found.line.code]), names_of(first.entries)
    context: dict[str, Any] = {
        "words": in_words(first.outcome),
        "key": first.outcome.key,
        "key_title": said(first.outcome.key.title),
        "key_about": said(first.outcome.key.about),
        "another_key": first.outcome.key.code != found.line.key,
        "dataset": first.dataset,
        "certainty": certainty(first.dataset.certainty),
        "kind": kind(first.dataset.certainty),
        "table": shares_table(first.outcome, names, lambda one: f"{here}?{found.query}&{urlencode({'centre': one})}"),
        "selection": selection_table(found.line, first.found, names, first.outcome.known)
        or clusters_table(first.found, names),
        "unchecked": first.found.unchecked,
        "obstacle": obstacle(first),
        "files": [(label, f"{here}?{found.query}&format={one}") for one, label in (("xlsx", "XLSX"), ("csv", "CSV"))],
        "decide_url": f"{reverse('programmes:decide', args=[found.programme.pk, found.line.code])}?{found.query}",
    }
    if found.second:
        names |= names_of(found.second.entries)
        change = compared(first.outcome, found.second.outcome)
        largest, others = differences_tables(change, names)
        context |= {"change": change, "largest": largest, "others": others}
        context["beside_words"] = in_words(found.second.outcome)
        context["beside_key"] = said(found.second.outcome.key.title)
    return context


def _why(request: HttpRequest, found: Asked, first: Proposal, centre: str) -> HttpResponse:
    share = first.outcome.share(centre)
    if share is None:
        raise Http404
    back = f"{reverse('programmes:share', args=[found.programme.pk, found.line.code])}?{found.query}"
    name = names_of(first.entries)[centre]
    context = _page(found) | {
        "name": name,
        "cents": money(share.cents),
        "reasons": sentences(why(first.outcome, centre)),
        "key_title": said(first.outcome.key.title),
        "key_about": said(first.outcome.key.about),
        "list_title": first.dataset.title,
        "list_on": first.dataset.data_on,
        "list_source": first.dataset.source,
        "back": back,
        "decided": "",
    }
    context["breadcrumbs"] = [*context["breadcrumbs"][:-1], (context["breadcrumbs"][-1][0], back), (name, "")]
    return render(request, "subsidies/why.html", context)


def _as_file(request: HttpRequest, found: Asked, first: Proposal) -> HttpResponse:
    names = names_of(first.entries)
    rows = [(one.identity, names[one.identity], one.cents) for one in first.outcome.sharing.shares]
    title = f"{programme_name(found.programme.decree)}, {said(found.line.title)}"
    notes = [
        _("Simulation : rien n’est décidé."),
        said(first.outcome.key.title),
        f"{first.dataset.title}, {first.dataset.source}",
    ]
    return shares_file(request.GET["format"], f"jalon-{found.programme}-{found.line.code}", title, rows, notes)
