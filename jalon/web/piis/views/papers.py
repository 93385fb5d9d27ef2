"""Papers and proof: documents, exact texts with their hashes and signatures, the bundle for an inspection."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.core import reader
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.people.models import Person
from jalon.domain.piis import services
from jalon.domain.piis.content import Difference
from jalon.domain.piis.documents import contract_as_docx, draft_pdf
from jalon.domain.piis.enums import Method
from jalon.domain.piis.models import Piis, PiisEvent, PiisVersion
from jalon.domain.piis.queries import documents_of, signing_parties
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.people.opening import enter_file
from jalon.web.piis.differences import as_changes
from jalon.web.piis.forms.acts import PurposeForm
from jalon.web.piis.opening import open_piis, open_version
from jalon.web.ui.parts import Event
from jalon.web.ui.sent import show_refusal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = [DocumentKind.CONTRACT, DocumentKind.AMENDMENT, DocumentKind.EVALUATION, DocumentKind.SCAN]
PAGE = 25


def _sent(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@page("centre", who=is_member)
@require_GET
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """A frozen paper, byte for byte. A PDF of ours opens in the browser; what came from outside is downloaded."""
    paper = get_object_or_404(Document.objects.filter(kind__in=KINDS, person_id__isnull=False), pk=document_id)
    enter_file(request, get_object_or_404(Person.objects.select_related("responsible"), pk=paper.person_id))
    is_pdf = paper.media_type == "application/pdf"
    is_ours = paper.kind != DocumentKind.SCAN
    extension = "pdf" if is_pdf else paper.media_type.rpartition("/")[2]
    name = f"{slugify(paper.title) or 'document'}-{paper.language}.{extension}"
    return _sent(bytes(paper.content), paper.media_type, name, inline=is_pdf and is_ours)


@page("centre", who=is_social_staff)
@require_GET
def docx(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """The contract as a text to go on writing; it carries no seal."""
    piis = open_piis(request, piis_id)
    content = contract_as_docx(piis, centre=request.centre, on=today(request), made_at=timezone.now())  # type: ignore[attr-defined]
    return _sent(content, DOCX, f"piis-{piis.number}-{piis.language}.docx")


@page("centre", who=is_social_staff)
@require_GET
def draft(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """The paper as it would be now, marked as one that can't be signed."""
    piis = open_piis(request, piis_id)
    made = draft_pdf(piis, centre=request.centre, on=today(request), made_at=timezone.now())  # type: ignore[attr-defined]
    return _sent(made.bytes, "application/pdf", f"piis-{piis.number}-{piis.language}.pdf", inline=True)


@page("centre", who=is_member)
@require_GET
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One exact text, with its hash, its signatures and what became of it."""
    one = open_version(request, version_id)
    data = one.data
    context = {
        "person": one.piis.person,
        "piis": one.piis,
        "version": one,
        "text": data,
        "parties": signing_parties(one),
        "fates": one.fates.order_by("at"),
        "changes": as_changes(Difference(**line) for line in data["amendment"]["changes"])
        if data["amendment"]
        else None,
    }
    return render(request, "piis/version.html", context)


@page("centre", who=is_member)
@require_GET
def history(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """Every version, every paper, every act, the last first."""
    piis = open_piis(request, piis_id)
    rows = PiisEvent.objects.filter(piis=piis).select_related("actor").order_by("-number")
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 9:
        rows = rows.filter(number__lt=int(after))
    found = list(rows[: PAGE + 1])
    versions = PiisVersion.objects.filter(piis=piis).prefetch_related("signatures", "fates").defer("content")
    context = {
        "person": piis.person,
        "piis": piis,
        "versions": versions.order_by("-number")[:PAGE],
        "documents": documents_of(piis)[-2 * PAGE :],
        "events": [_event(one) for one in found[:PAGE]],
        "after": found[PAGE - 1].number if len(found) > PAGE else None,
    }
    return render(request, "piis/history.html", context)


def _event(one: PiisEvent) -> Event:
    state = one.get_target_display()
    how = capfirst(str(Method(one.detail["method"]).label)) if one.detail.get("method") else ""
    text = " · ".join(part for part in (how, state if one.source != one.target else "", one.reason) if part)
    return Event(at=one.on, title=capfirst(one.get_act_display()), text=text, by=one.by_whom, kind="active")


@page("centre", who=is_member)
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest, piis_id: UUID) -> HttpResponse:
    """The bundle of the person for an inspection: its purpose is asked and its making is recorded."""
    piis = open_piis(request, piis_id)
    form = PurposeForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.make_evidence(
                actor=request.member,  # type: ignore[attr-defined]
                person=piis.person,
                at=timezone.now(),
                purpose=form.cleaned_data["purpose"],
                language=reader.language(),
            )
        except NotAllowed:
            raise
        except DomainError as refusal:
            show_refusal(form, refusal)
        else:
            return _sent(
                made.archive, "application/zip", f"{slugify(piis.person.file_number) or 'dossier'}-preuves.zip"
            )
    return _evidence_page(request, piis, form)


def _evidence_page(request: HttpRequest, piis: Piis, form: PurposeForm) -> HttpResponse:
    context: dict[str, Any] = {
        "person": piis.person,
        "piis": piis,
        "form": form,
        "title": _("Dossier de preuves"),
        "act": _("Préparer et télécharger"),
        "consequences": [
            _("Un fichier ZIP réunit les actes et les documents de la personne, avec leurs empreintes."),
            _("Sa préparation, avec son but et votre nom, est gardée au journal ; la personne peut la voir."),
        ],
        "cancel_url": "../history/",
        "download": True,
    }
    return render(request, "piis/evidence.html", context, status=422 if form.is_bound else 200)
