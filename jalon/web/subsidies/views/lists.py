"""Lists of data: imported from a file or a decision, and read again with who takes part."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core import reader
from jalon.domain.core.errors import DomainError
from jalon.domain.subsidies import datasets
from jalon.domain.subsidies.grids import ListRefused
from jalon.domain.subsidies.matching import centres_on
from jalon.domain.subsidies.models import Dataset, Programme
from jalon.domain.subsidies.permissions import manages_programmes, reads_programmes
from jalon.domain.subsidies.sharing import candidates
from jalon.domain.subsidies.words import certainty, kind, money, said
from jalon.law.subsidies import Unit
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.subsidies.files import template_file
from jalon.web.subsidies.forms import ListForm, TakeForm
from jalon.web.subsidies.shown import clusters_table, names_of, programme_name, selection_table, shown_code
from jalon.web.ui.people import number
from jalon.web.ui.sent import show_refusal
from jalon.web.ui.tables import Column, Table


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Send a file, told line by line what is wrong in it; or take the amounts of a decision; or get the empty list."""
    one = get_object_or_404(Programme, pk=programme_id)
    if request.GET.get("template"):
        known = [
            (each.code, each.name_nl if reader.law_language() == "nl" else each.name_fr)
            for each in centres_on(today(request))
        ]
        return template_file(known, list(one.decree.words.series.values()), reader.law_language())
    taking = request.method == "POST" and "decision" in request.POST
    form = ListForm(request.POST, request.FILES) if request.method == "POST" and not taking else ListForm()
    take = TakeForm(request.POST if taking else None)
    answer, problems = _taken(request, one, take) if taking else _imported(request, one, form)
    if answer:
        return answer
    name = programme_name(one.decree)
    crumbs = [(_("Programmes"), reverse("programmes:list")), (name, reverse("programmes:show", args=[one.pk]))]
    context = {
        "programme": one,
        "form": form,
        "take": take,
        "problems": problems,
        "breadcrumbs": [*crumbs, (_("Importer une liste"), "")],
    }
    return render(
        request, "subsidies/import.html", context, status=400 if problems or form.errors or take.errors else 200
    )


def _imported(request: HttpRequest, one: Programme, form: ListForm) -> tuple[HttpResponse | None, list[Any]]:
    if not form.is_valid():
        return None, []
    told = dict(form.cleaned_data)
    try:
        made = datasets.import_list(
            actor=request.member,
            programme=one,
            content=told.pop("file"),
            at=timezone.now(),
            **told,  # type: ignore[attr-defined]
        )
    except ListRefused as refused:
        return None, list(refused.problems)
    except DomainError as refusal:
        show_refusal(form, refusal)
        return None, []
    messages.success(request, _("La liste est importée : %(n)s centres.") % {"n": number(len(made.dataset.rows))})
    if made.ignored:
        messages.info(request, _("Colonnes laissées de côté : %(names)s.") % {"names": ", ".join(made.ignored)})
    if made.totals:
        lines = ", ".join(map(str, made.totals))
        messages.info(request, _("Lignes de total laissées de côté : %(lines)s.") % {"lines": lines})
    return redirect("programmes:dataset", dataset_id=made.dataset.pk), []


def _taken(request: HttpRequest, one: Programme, form: TakeForm) -> tuple[HttpResponse | None, list[Any]]:
    if not form.is_valid():
        return None, []
    made = datasets.from_decision(
        actor=request.member,  # type: ignore[attr-defined]
        programme=one,
        at=timezone.now(),
        **form.cleaned_data,
    )
    messages.success(request, _("Les montants de la décision sont une liste : « montant d’avant »."))
    return redirect("programmes:dataset", dataset_id=made.pk), []


@page("federal", who=reads_programmes)
@require_safe
def show(request: HttpRequest, dataset_id: UUID) -> HttpResponse:
    """A list as it was imported; for each line with a rule, who takes part and why."""
    one = get_object_or_404(Dataset.objects.select_related("programme"), pk=dataset_id)
    entries, decree = datasets.entries(one), one.programme.decree
    names = names_of(entries)
    chosen = []
    for line in decree.lines:
        found = candidates(line, entries)
        table = selection_table(line, found, names, decree.words.series) or clusters_table(found, names)
        if line.rule is not None:
            chosen.append((said(line.title), table, len(found.data), found.unchecked, len(found.undecided)))
    context = {
        "dataset": one,
        "certainty": certainty(one.certainty),
        "kind": kind(one.certainty),
        "chosen": chosen,
        "table": _values(one, entries),
        "lines": [(said(line.title), _share_url(one, line.code)) for line in decree.lines],
        "breadcrumbs": [
            (_("Programmes"), reverse("programmes:list")),
            (programme_name(decree), reverse("programmes:show", args=[one.programme_id])),
            (one.title, ""),
        ],
    }
    return render(request, "subsidies/dataset.html", context)


def _share_url(one: Dataset, code: str) -> str:
    return reverse("programmes:share", args=[one.programme_id, code])


def _values(one: Dataset, entries: list[datasets.Entry]) -> Table:
    words = one.programme.decree.words.series
    known = [words[code] for code in one.columns if code in words]
    columns = [Column(_("Centre"), heading=True), Column(_("Code INS"))]
    with_clusters = "cluster" in one.columns
    columns += [Column(_("Cluster"))] if with_clusters else []
    columns += [Column(each.title.say(reader.law_language()), numeric=each.unit is not Unit.YES_NO) for each in known]
    rows = [
        [
            each.name,
            shown_code(each.identity),
            *([_cluster(each)] if with_clusters else []),
            *(_said(each, each_of) for each_of in known),
        ]
        for each in entries
    ]
    return Table(_("Les données, telles qu’importées"), columns, rows, hide_caption=True)


def _cluster(entry: datasets.Entry) -> str:
    return _("%(cluster)s, promoteur") % {"cluster": entry.cluster} if entry.promoter else entry.cluster


def _said(entry: datasets.Entry, one: Any) -> str:
    value = entry.values.get(one.code)
    if value is None:
        return _("pas connu")
    if one.unit is Unit.YES_NO:
        return _("oui") if value else _("non")
    if one.unit is Unit.EUROS:
        return money(int(value))
    return number(int(value)) if value.denominator == 1 else f"{float(value):g}".replace(".", ",")
