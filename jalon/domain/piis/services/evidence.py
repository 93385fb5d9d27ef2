"""The evidence of a person, for inspection: every act and its hash, and the frozen papers themselves, in one file."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_member
from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.documents.rendering import contexts
from jalon.domain.documents.rendering.bundle import pack
from jalon.domain.documents.rendering.engine import Rendered, render
from jalon.domain.documents.services import freeze
from jalon.domain.people.letterhead import centre_on_paper, person_on_paper
from jalon.domain.people.models import Person
from jalon.domain.piis.enums import Method, Side
from jalon.domain.piis.models import PiisEvent, PiisVersion, Signature

_EXTENSIONS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/tiff": "tif"}


@dataclass(frozen=True)
class Evidence:
    """The frozen cover, and the ZIP that holds it with every paper and SHA256SUMS."""

    cover: Document
    archive: bytes


@transaction.atomic
def make_evidence(
    *,
    actor: Membership,
    person: Person,
    at: datetime,
    purpose: str,
    first: date | None = None,
    last: date | None = None,
    language: str = "fr",
) -> Evidence:
    """Gather the acts and papers of a person between two days (both included). The making of it is itself recorded.

    Raises `BundleMismatch` when a stored paper is no longer what was frozen: then nothing leaves the house.
    """
    if not is_member(actor, person):
        raise NotAllowed
    purpose = clean(purpose, limit=500)
    if not purpose:
        raise InvalidInput(_("Dites pourquoi ce dossier de preuves est demandé."), field="purpose")
    papers = _papers(person, first, last)
    names = {paper.pk: _file_name(number, paper) for number, paper in enumerate(papers, start=1)}
    with translation.override(language if language in {"fr", "nl"} else "fr"):
        acts = _acts(person, papers, names, first, last)
    bundle = contexts.EvidenceBundle(
        made_at=at,
        centre=centre_on_paper(actor.centre, language=language),
        reference=person.file_number,
        person=person_on_paper(person),
        period_start=first,
        period_end=last,
        prepared_by=actor.name,
        purpose=purpose,
        acts=tuple(acts),
    )
    made = render(bundle, language=language)
    archive = pack(bundle, made, {names[paper.pk]: bytes(paper.content) for paper in papers})
    cover = _freeze(person, made, language, at)
    detail = {"papers": len(papers), "purpose": purpose, "sha256": cover.sha256}
    record(actor=actor, verb="piis.evidence_made", subject=cover, person_id=person.pk, on=day_of(at), detail=detail)
    return Evidence(cover, archive)


def _papers(person: Person, first: date | None, last: date | None) -> list[Document]:
    papers = Document.objects.filter(person_id=person.pk).exclude(kind=DocumentKind.EVIDENCE)
    return [paper for paper in papers.order_by("made_at", "id") if _inside(_day(paper), first, last)]


def _acts(
    person: Person, papers: list[Document], names: dict[object, str], first: date | None, last: date | None
) -> list[contexts.Act]:
    """Acts and papers in order of date; on one day the act comes before its paper."""
    events = PiisEvent.objects.filter(piis__person=person).select_related("actor", "piis").order_by("on", "number")
    rows = [
        (event.on, 0, contexts.Act(on=event.on, label=_said(event), reference=_reference(event), by=event.by_whom))
        for event in events
        if _inside(event.on, first, last)
    ]
    rows += [
        (
            _day(paper),
            1,
            contexts.Act(
                on=_day(paper), label=paper.title, sha256=paper.sha256, file_name=names[paper.pk], pages=paper.pages
            ),
        )
        for paper in papers
    ]
    return [act for _on, _rank, act in sorted(rows, key=lambda row: row[:2])]


def _said(event: PiisEvent) -> str:
    act = event.get_act_display()
    if method := event.detail.get("method"):
        act = f"{act} ({Side(event.detail['side']).label}, {Method(method).label})"
    return f"{act} → {event.get_target_display()}"


def _reference(event: PiisEvent) -> str:
    return f"PIIS {event.piis.number}"


def _day(paper: Document) -> date:
    return day_of(paper.made_at)


def _inside(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


def _file_name(number: int, paper: Document) -> str:
    kind = re.sub(r"[^a-z]", "", str(paper.kind))
    return f"{number:03d}-{_day(paper).isoformat()}-{kind}-{paper.language}.{_EXTENSIONS.get(paper.media_type, 'bin')}"


def _freeze(person: Person, made: Rendered, language: str, at: datetime) -> Document:
    return freeze(
        kind=DocumentKind.EVIDENCE,
        subject_id=person.pk,
        person_id=person.pk,
        language=language,
        title=_("Dossier de preuves"),
        content=made.bytes,
        made_at=at,
        pages=made.pages,
    )


def signature_trace(version: PiisVersion, *, made_at: datetime) -> Rendered:
    """A paper that attests who signed which exact text, how and when, with the journal's own hash. Not frozen."""
    data = version.data
    signatures = list(version.signatures.select_related("recorded_by").order_by("signed_at", "side"))
    last = JournalEntry.objects.filter(subject_id=version.piis_id, detail__version=str(version.pk)).order_by("number")
    row = last.last()
    trace = contexts.SignatureTrace(
        made_at=made_at,
        centre=centre_on_paper(version.centre, language=version.language),
        reference=data["reference"],
        person=person_on_paper(version.piis.person),
        title=version.document.title,
        version_id=version.pk,
        version=version.number,
        content_hash=version.sha256,
        document_sha256=version.document.sha256,
        entries=tuple(
            contexts.TraceEntry(
                name=one.name,
                side=contexts.Side(one.side),
                means=contexts.Means(one.method),
                at=one.signed_at,
                capacity=one.capacity,
                drawing=bytes(one.picture) if one.picture else None,
                confirmed_by=one.recorded_by.name if one.recorded_by else "",
                own_way=_own_way(one),
            )
            for one in signatures
        ),
        journal_hash=row.hash if row else "",
    )
    return render(trace, language=version.language)


def _own_way(signature: Signature) -> contexts.OwnWay | None:
    """With what a person signed in their own space: since when, and who had seen them in person."""
    if not (kept := signature.proof):
        return None
    return contexts.OwnWay(
        way_id=UUID(kept["way"]),
        set_on=date.fromisoformat(kept["set_on"]),
        confirmed_on=date.fromisoformat(kept["confirmed_on"]),
        confirmed_by=kept["confirmed_by"],
    )
