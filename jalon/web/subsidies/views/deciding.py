"""A person decides a sharing; a decision is read again, as it was."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core import reader
from jalon.domain.core.errors import DomainError
from jalon.domain.subsidies import deciding
from jalon.domain.subsidies.datasets import entry_of
from jalon.domain.subsidies.deciding import Proposal
from jalon.domain.subsidies.frozen import Frozen, frozen
from jalon.domain.subsidies.models import Decision
from jalon.domain.subsidies.permissions import manages_programmes, reads_programmes
from jalon.domain.subsidies.words import money, said
from jalon.law.subsidies.keys import whole_key
from jalon.law.subsidies.sharing import Bound
from jalon.web.access.gate import page
from jalon.web.subsidies.files import FORMATS, shares_file
from jalon.web.subsidies.forms import DecideForm
from jalon.web.subsidies.shown import programme_name, shown_code, source_facts, why_link
from jalon.web.subsidies.views.sharing import Asked, asked
from jalon.web.ui.people import labelled, long_day, number
from jalon.web.ui.sent import show_refusal
from jalon.web.ui.tables import Column, Table


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, programme_id: UUID, line: str) -> HttpResponse:
    """What deciding causes; then it is done, exactly as shown."""
    found = asked(request, programme_id, line)
    if found.first is None:
        return redirect(
            reverse("programmes:share", args=[programme_id, line]) + (f"?{found.query}" if found.query else "")
        )
    form = DecideForm(request.POST or None, initial={"shown": found.first.sha256})
    if request.method == "POST" and form.is_valid():
        decision = _decided(request, found, found.first, form)
        if decision:
            messages.success(request, _("Le partage est décidé. Chaque centre lit son montant et ses raisons."))
            return redirect("programmes:decision", decision_id=decision.pk)
    return render(request, "ui/confirm.html", _asking(found, found.first, form))


def _decided(request: HttpRequest, found: Asked, first: Proposal, form: DecideForm) -> Decision | None:
    try:
        with transaction.atomic():
            return deciding.decide(
                actor=request.member,  # type: ignore[attr-defined]
                programme=found.programme,
                shared=first,
                at=timezone.now(),
                **form.cleaned_data,
            )
    except DomainError as refusal:
        show_refusal(form, refusal)
        return None


def _asking(found: Asked, first: Proposal, form: DecideForm) -> dict[str, Any]:
    earlier = deciding.latest(found.programme, found.line.code)
    terms = whole_key(first.outcome.terms)
    lines = [
        _("%(n)s centres reçoivent ensemble %(sum)s.")
        % {"n": number(len(first.outcome.sharing.shares)), "sum": money(terms.budget - first.outcome.sharing.left)},
        _("La clé est : %(key)s.") % {"key": said(first.outcome.key.title)},
        _("Le partage est figé avec sa liste, sa clé et la version de la loi ; il ne change plus."),
        _("Chaque centre lit son propre montant, avec ses raisons, et celui d’aucun autre."),
        _("Une correction sera une nouvelle décision, avec un nouveau numéro."),
    ]
    if earlier:
        lines.append(_("Elle remplace la décision %(n)s, qui reste lisible.") % {"n": earlier.number})
    title = _("Décider : %(line)s") % {"line": said(found.line.title)}
    back = f"{reverse('programmes:share', args=[found.programme.pk, found.line.code])}?{found.query}"
    return {
        "title": title,
        "lede": programme_name(found.programme.decree),
        "consequences": lines,
        "act": _("Décider ce partage"),
        "form": form,
        "cancel_url": back,
    }


@page("federal", who=reads_programmes)
@require_safe
def show(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """A decision with its amounts; `centre`: why for one; `format`: as a file."""
    one = get_object_or_404(Decision.objects.select_related("programme", "dataset"), pk=decision_id)
    kept = frozen(one)
    names = {raw["code"]: entry_of(raw).name for raw in kept.rows}
    if centre := request.GET.get("centre"):
        return _why(request, one, kept, names, centre)
    if request.GET.get("format") in FORMATS:
        return _as_file(request, one, kept, names)
    latest = deciding.latest(one.programme, one.line)
    here = reverse("programmes:decision", args=[one.pk])
    context = _page(one, kept) | {
        "facts": _facts(one, kept),
        "replaced_by": latest if latest and latest.pk != one.pk else None,
        "table": _table(kept, names, here),
        "invites": _invites(request, kept) and (latest is None or latest.pk == one.pk),
        "files": [(label, f"{here}?format={each}") for each, label in (("xlsx", "XLSX"), ("csv", "CSV"))],
    }
    return render(request, "subsidies/decision.html", context)


def _invites(request: HttpRequest, kept: Frozen) -> bool:
    """Whether the next step is to invite these centres: the programme asks a convention, and this member invites."""
    asks = any(each.code.startswith("convention") for each in kept.decree.forms)
    return asks and manages_programmes(request.member)  # type: ignore[attr-defined]


def _page(one: Decision, kept: Frozen) -> dict[str, Any]:
    show = reverse("programmes:show", args=[one.programme_id])
    title = _("%(line)s : décision %(n)s") % {"line": said(kept.line.title), "n": one.number}
    return {
        "decision": one,
        "title": title,
        "programme_name": programme_name(kept.decree),
        "source": source_facts(kept.line.source),
        "breadcrumbs": [
            (_("Programmes"), reverse("programmes:list")),
            (programme_name(kept.decree), show),
            (title, ""),
        ],
    }


def _facts(one: Decision, kept: Frozen) -> list[tuple[str, Any]]:
    facts = [
        (_("Décidé"), _("le %(day)s par %(name)s") % {"day": long_day(one.decided_at), "name": one.decided_by}),
        (_("Sur la base de"), one.reason),
        (_("Montant à partager"), money(one.budget)),
        (_("Clé"), said(kept.key.title)),
        (_("Liste"), f"{one.dataset.title}, {one.dataset.source}"),
        (_("Données du"), long_day(one.dataset.data_on)),
        (_("Version de la loi"), kept.law[:24]),
        (_("Empreinte"), one.sha256[:16]),
    ]
    if kept.left:
        facts.insert(3, (_("Solde non partagé"), money(kept.left)))
    return facts


def _table(kept: Frozen, names: dict[str, str], here: str) -> Table:
    columns = [
        Column(_("Centre"), heading=True),
        Column(_("Code INS")),
        Column(_("Montant"), numeric=True),
        Column(_("Pourquoi")),
    ]
    rows = [
        [
            names[code],
            shown_code(code),
            money(cents),
            why_link(f"{here}?centre={code}", Bound.NONE, names[code]),
        ]
        for code, cents in sorted(kept.cents.items())
    ]
    return Table(_("Ce que chacun reçoit"), columns, rows, [_("Total"), "", money(sum(kept.cents.values())), ""])


def _why(request: HttpRequest, one: Decision, kept: Frozen, names: dict[str, str], centre: str) -> HttpResponse:
    if centre not in kept.cents:
        raise Http404
    entry = next(entry_of(raw) for raw in kept.rows if raw["code"] == centre)
    back = reverse("programmes:decision", args=[one.pk])
    context = _page(one, kept) | {
        "name": names[centre],
        "cents": money(kept.cents[centre]),
        "reasons": deciding.reasons_of(one, entry.centre_id)[reader.law_language()],
        "key_title": said(kept.key.title),
        "key_about": said(kept.key.about),
        "list_title": one.dataset.title,
        "list_on": one.dataset.data_on,
        "list_source": one.dataset.source,
        "back": back,
        "decided": _("Décision %(n)s du %(day)s") % {"n": one.number, "day": long_day(one.decided_at)},
    }
    context["breadcrumbs"] = [*context["breadcrumbs"][:-1], (context["title"], back), (names[centre], "")]
    return render(request, "subsidies/why.html", context)


def _as_file(request: HttpRequest, one: Decision, kept: Frozen, names: dict[str, str]) -> HttpResponse:
    rows = [(code, names[code], cents) for code, cents in sorted(kept.cents.items())]
    title = f"{programme_name(kept.decree)}, {said(kept.line.title)}"
    notes = [labelled(term, value) for term, value in _facts(one, kept)]
    return shares_file(request.GET["format"], f"jalon-{one.programme}-{one.line}-{one.number}", title, rows, notes)
