"""Enter or correct a cost: from a document, by hand, checked on the way; the next one begins where this one ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.core import reader
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.domain.documents.models import Document
from jalon.domain.grants.models import Grant
from jalon.domain.spending import pieces, queries, services
from jalon.domain.spending.checking import findings, others
from jalon.domain.spending.enums import Category
from jalon.domain.spending.facts import cleaned
from jalon.domain.spending.invoices.ubl import read_invoice
from jalon.domain.spending.models import Cost
from jalon.domain.spending.permissions import may_write
from jalon.domain.subsidies.words import money
from jalon.law.subsidies.costs import Finding
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.spending import shown
from jalon.web.spending.forms import CostForm, initial_of, new_key, next_after, parts_text
from jalon.web.spending.views.common import cost_of, found
from jalon.web.ui.sent import as_uuid, form_key, show_refusal

WITH_TYPING = {"link", "proportion", "file"}  # said missing only when the form is sent


@dataclass
class Sheet:
    """One form on its way: the line it is about, its document, what was found."""

    request: HttpRequest
    grant: Grant
    cost: Cost | None
    key: UUID
    form: CostForm
    document: Document | None = None
    found: list[Finding] = field(default_factory=list)
    refused: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """What `add` and `change` both ask."""
        told = {"facts": self.form.told(), "answers": self.form.answers(), "document": self.document}
        return {**told, "actor": self.request.member, "at": timezone.now()}  # type: ignore[attr-defined]


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """A fresh line; after another one, with what the two most often share."""
    grant = found(grant_id)
    key = form_key(request) or new_key()
    sheet = Sheet(request, grant, None, key, _form(request, grant, _begin(request, grant)))
    return _posted(sheet) if request.method == "POST" else _page(sheet)


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, grant_id: UUID, cost_id: UUID) -> HttpResponse:
    """Correct a line."""
    one = cost_of(grant_id, cost_id)
    sheet = Sheet(request, one.grant, one, one.pk, _form(request, one.grant, initial_of(one)), one.document)
    if request.method == "POST":
        return _posted(sheet)
    sheet.found = queries.found_of(one.grant, [one])[one.pk]
    return _page(sheet)


def _form(request: HttpRequest, grant: Grant, initial: dict[str, Any]) -> CostForm:
    """As it begins, or as it was sent."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return CostForm(grant, *sent, initial=initial)


def _begin(request: HttpRequest, grant: Grant) -> dict[str, Any]:
    before = as_uuid(request.GET.get("after", ""))
    one = Cost.objects.filter(grant=grant, pk=before).first() if before else None
    return next_after(one) if one else {}


def _posted(sheet: Sheet) -> HttpResponse:
    request = sheet.request
    data = request.POST
    sheet.form.full_clean()
    sheet.document = _sent_before(sheet) or sheet.document
    content = sheet.form.cleaned_data.get("file")
    if content and (read := _file(sheet, content)):
        return read
    typing = bool(request.headers.get("HX-Request"))
    if typing or data.get("act") == "check":
        sheet.found = _looked_at(sheet, typing)
        return _fragment(sheet) if typing else _page(sheet)
    return _kept(sheet) if sheet.form.is_valid() else _page(sheet)


def _sent_before(sheet: Sheet) -> Document | None:
    """The document of an earlier try of this very form, or one this centre already keeps for a cost."""
    piece = sheet.form.piece_id
    if piece is None:
        return None
    one = Document.objects.filter(pk=piece, person_id=None).first()
    ours = one is not None and (one.subject_id == sheet.key or Cost.objects.filter(document_id=one.pk).exists())
    return one if ours else None


def _file(sheet: Sheet, content: bytes) -> HttpResponse | None:
    """Keep the document at once, so that it is not lost with a refused form; an invoice fills an empty line."""
    member, at = sheet.request.member, timezone.now()  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            sheet.document = pieces.file_piece(
                actor=member, grant=sheet.grant, content=content, cost_id=sheet.key, at=at
            )
    except NotAllowed:
        raise
    except DomainError as refusal:
        show_refusal(sheet.form, refusal)
        return _page(sheet)
    empty = not any(sheet.form.data.get(name, "").strip() for name in ("number", "net", "total"))
    return _read(sheet, content) if sheet.document.media_type == pieces.XML and empty else None


def _read(sheet: Sheet, content: bytes) -> HttpResponse:
    """The form again, filled by the invoice; nothing is entered yet."""
    one = read_invoice(content)
    told = {
        "category": Category.RUNNING, "supplier": one.supplier, "enterprise": one.enterprise, "number": one.number,
        "spent_on": one.issued, "net": one.net, "vat": one.vat, "total": one.total, "parts": parts_text(one.parts),
    }  # fmt: skip
    typed = {name: value for name, value in sheet.form.cleaned_data.items() if value not in (None, "")}
    before = {name: value for name, value in typed.items() if name not in ("file", "piece", "version")}
    project = {"project": typed.get("project") or one.project, "link": typed.get("link") or one.about}
    sheet.form = CostForm(sheet.grant, initial={**before, **told, **project, "version": sheet.form.data.get("version")})
    messages.info(sheet.request, _("La facture est lue. Relisez, complétez, puis enregistrez."))
    return _page(sheet)


def _looked_at(sheet: Sheet, typing: bool) -> list[Finding]:
    """What the rules find of a form that may not be complete."""
    facts = sheet.form.told()
    try:
        facts = cleaned(facts, on=today(sheet.request))
    except DomainError as refusal:
        data = sheet.form.cleaned_data
        if not typing or data.get(refusal.field or ""):
            sheet.form.add_error(refusal.field if refusal.field in sheet.form.fields else None, str(refusal))
    digest = sheet.document.sha256 if sheet.document else ""
    known = others([facts.identity], [digest])
    found_now = findings(sheet.grant, facts, document_hash=digest, known=known, besides=sheet.key)
    unsaid = {name for name in ("net", "total", "spent_on") if not sheet.form.cleaned_data.get(name)}
    left_out = (WITH_TYPING if typing else set()) | ({"vat", "total"} if unsaid & {"net", "total"} else set())
    return [one for one in found_now if one.where not in left_out | (unsaid & {"spent_on"})]


def _kept(sheet: Sheet) -> HttpResponse:
    """Enter or correct; refused by a rule, it can be kept as a draft."""
    act = sheet.request.POST.get("act", "")
    facts = {**sheet.facts, "draft": act == "draft"}
    try:
        with transaction.atomic():
            if sheet.cost:
                revision = sheet.form.cleaned_data.get("version") or 0
                one = services.change(cost=sheet.cost, revision=revision, **facts)
            else:
                one = services.add(grant=sheet.grant, cost_id=sheet.key, **facts)
    except NotAllowed:
        raise
    except services.Refused as refusal:
        sheet.refused, sheet.found = True, _looked_at(sheet, typing=False)
        for each in refusal.findings:
            where = each.where if each.where in sheet.form.fields else None
            sheet.form.add_error(where, each.say(reader.law_language()))
        return _page(sheet)
    except Conflict as conflict:
        sheet.form.add_error(None, str(conflict))
        return _page(sheet)
    except DomainError as refusal:
        show_refusal(sheet.form, refusal)
        return _page(sheet)
    return _done(sheet, one, act)


def _done(sheet: Sheet, one: Cost, act: str) -> HttpResponse:
    told = {"n": one.place, "amount": money(one.justified)}
    if one.counts:
        messages.success(sheet.request, _("Dépense %(n)s enregistrée : %(amount)s justifiés.") % told)
    else:
        messages.info(sheet.request, _("Dépense %(n)s gardée en brouillon : elle ne compte pas.") % told)
    if act == "next":
        return redirect(f"{reverse('spending:new', args=[sheet.grant.pk])}?after={one.pk}")
    return redirect("spending:show", grant_id=sheet.grant.pk, cost_id=one.pk)


def _said(sheet: Sheet) -> Sequence[shown.Said]:
    return [shown.Said.of(one, field=answer) for one, answer in sheet.form.asked(sheet.found)]


def _fragment(sheet: Sheet) -> HttpResponse:
    errors = [str(one) for name in sheet.form.errors for one in sheet.form.errors[name] if sheet.form.data.get(name)]
    return render(sheet.request, "spending/_found.html", {"said": _said(sheet), "errors": errors})


def _page(sheet: Sheet) -> HttpResponse:
    after = "after" in sheet.request.GET and not sheet.form.is_bound
    focus = "number" if after else "file"
    if not sheet.form.is_bound and not sheet.cost:
        sheet.form.fields[focus].widget.attrs["autofocus"] = True
    title = _("Corriger la dépense %(n)s") % {"n": sheet.cost.place} if sheet.cost else _("Encoder une dépense")
    context = {
        "grant": sheet.grant,
        "cost": sheet.cost,
        "title": title,
        "form": sheet.form,
        "key": sheet.key,
        "document": sheet.document,
        "said": _said(sheet),
        "may_draft": sheet.refused or (sheet.cost is not None and not sheet.cost.counts),
        "one_line": len(sheet.form.fields["line"].choices) == 1,  # type: ignore[attr-defined]
        "suppliers": _used("supplier"),
        "projects": _used("project"),
        "closed": queries.locked(sheet.grant),
        "breadcrumbs": shown.trail(sheet.grant, (title, "")),
    }
    return render(sheet.request, "spending/write.html", context, status=400 if sheet.form.errors else 200)


def _used(name: str) -> list[str]:
    """What was written here before, to be offered."""
    known = Cost.objects.exclude(**{name: ""}).values_list(name, flat=True).order_by(name).distinct()
    return list(known[:300])
