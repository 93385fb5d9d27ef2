"""The papers of a PIIS: contexts built from frozen content, bytes frozen with the act. See `documents.rendering`."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from jalon.domain.accounts.centre_law import may_sign_from
from jalon.domain.centres.models import Centre
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.documents.rendering import contexts, dates
from jalon.domain.documents.rendering.engine import Rendered, render
from jalon.domain.documents.services import freeze
from jalon.domain.people.letterhead import centre_on_paper
from jalon.domain.piis.content import Content
from jalon.domain.piis.enums import Kind, Side, VersionReason
from jalon.domain.piis.models import Piis, PiisVersion, Signature
from jalon.domain.piis.texts import frozen, read_draft

_TITLES = {
    "contract": {"fr": "PIIS {0}", "nl": "GPMI {0}", "de": "VSE {0}", "en": "PIIS {0}"},
    "amendment": {
        "fr": "PIIS {0}, avenant",
        "nl": "GPMI {0}, aanhangsel",
        "de": "VSE {0}, Nachtrag",
        "en": "PIIS {0}, amendment",
    },
    "evaluation": {
        "fr": "PIIS {0}, évaluation",
        "nl": "GPMI {0}, evaluatie",
        "de": "VSE {0}, Auswertung",
        "en": "PIIS {0}, evaluation",
    },
}
_NO_END = {"fr": "fin des études", "nl": "einde van de studies", "de": "Ende des Studiums", "en": "end of the studies"}
_SERVICE = {
    "fr": "service communautaire",
    "nl": "gemeenschapsdienst",
    "de": "Gemeinschaftsdienst",
    "en": "community service",
}


def title_of(template: str, reference: str, language: str) -> str:
    """What the document is called in a list."""
    return _TITLES[template][language].format(reference)


def centre_context(content: Content, centre: Centre, language: str) -> contexts.Centre:
    """The centre's name from the frozen text, its look from its settings."""
    return replace(centre_on_paper(centre, language=language), name=content["centre"]["name"][language])


def person_context(content: Content) -> contexts.Person:
    """The person as the frozen text names them."""
    person = content["person"]
    return contexts.Person(
        name=person["name"],
        file_number=person["file_number"],
        birth_date=_day(person["born_on"]),
        address=tuple(line for line in person["address"].splitlines() if line.strip()),
    )


def worker_context(content: Content) -> contexts.Worker:
    """The worker to turn to."""
    worker = content["worker"] or {"name": "", "email": ""}
    return contexts.Worker(name=worker["name"], email=worker["email"])


def parties(content: Content, language: str) -> list[dict[str, Any]]:
    """Who signs, in the order of the paper: side, name, capacity, third party (id or None)."""
    worker = (content["worker"] or {}).get("name", "")
    return [
        {"side": Side.PERSON, "name": content["person"]["name"], "capacity": "", "third_party": None},
        {"side": Side.CENTRE, "name": content["centre"]["name"][language], "capacity": worker, "third_party": None},
        *(
            {"side": Side.THIRD, "name": one["organisation"], "capacity": one["contact"], "third_party": one["id"]}
            for one in content["third_parties"]
            if one["signs"]
        ),
    ]


def signature_lines(content: Content, language: str, given: Iterable[Signature] = ()) -> tuple[contexts.Signature, ...]:
    """A line per party, empty or with the signature given there."""
    by_party = {(one.side, str(one.third_party_id) if one.third_party_id else None): one for one in given}
    lines = []
    for party in parties(content, language):
        signed = by_party.get((party["side"], party["third_party"]))
        lines.append(
            contexts.Signature(
                name=signed.name if signed else party["name"],
                side=contexts.Side(party["side"]),
                capacity=(signed.capacity if signed else party["capacity"]) or party["capacity"],
                signed_at=signed.signed_at if signed else None,
                means=contexts.Means(signed.method) if signed else None,
                drawing=bytes(signed.picture) if signed and signed.picture else None,
            )
        )
    return tuple(lines)


def _commitments(content: Content, side: str) -> tuple[contexts.Commitment, ...]:
    thirds = {one["id"]: one for one in content["third_parties"]}
    return tuple(
        contexts.Commitment(
            text=" – ".join(part for part in (one["text"], one["recurring"]) if part),
            domain=one["domain"],
            due=_day(one["due_on"]),
            who=thirds[one["third_party"]]["organisation"] if one["third_party"] else "",
            contact=_reach(thirds[one["third_party"]]) if one["third_party"] else "",
        )
        for one in content["commitments"]
        if one["side"] == side
    )


def _reach(party: Content) -> str:
    return ", ".join(part for part in (party["contact"], party["phone"], party["email"]) if part)


def contract_context(
    content: Content,
    *,
    centre: Centre,
    language: str,
    made_at: datetime,
    seal: contexts.Seal | None = None,
    given: Iterable[Signature] = (),
) -> contexts.Contract:
    """The contract this content says. Without `seal`, a draft that can't be signed."""
    since = date.fromisoformat(content["since"])
    duties = tuple(
        contexts.Commitment(text=one["duties"], who=one["organisation"], contact=_reach(one))
        for one in content["third_parties"]
        if one["duties"]
    )
    kind = "community_service" if content["has_community_service"] else content["kind"]
    return contexts.Contract(
        made_at=made_at,
        centre=centre_context(content, centre, language),
        reference=content["reference"],
        person=person_context(content),
        worker=worker_context(content),
        kind=contexts.ContractKind(kind),
        regime=contexts.Regime.at(date.fromisoformat(content["handed_over_on"])),
        aims=tuple(content["aims"].split("\n\n")) if content["aims"] else (),
        person_commitments=_commitments(content, Side.PERSON),
        centre_commitments=_commitments(content, Side.CENTRE),
        third_commitments=(*_commitments(content, Side.THIRD), *duties),
        additional_aid=(content["additional_aid"],) if content["additional_aid"] else (),
        evaluation_how=content["evaluation_how"],
        start=since,
        end=_day(content["until"]),
        ends_with_studies=content["kind"] == Kind.STUDY and content["until"] is None,
        handed_over_on=_day(content["handed_over_on"]),
        reflection_until=_day(content["may_sign_from"]),
        signatures=signature_lines(content, language, given),
        seal=seal,
    )


def amendment_context(
    content: Content,
    *,
    centre: Centre,
    language: str,
    made_at: datetime,
    contract_signed_on: date | None,
    seal: contexts.Seal | None = None,
    given: Iterable[Signature] = (),
) -> contexts.Amendment:
    """The numbered annex with its difference."""
    amendment = content["amendment"]
    return contexts.Amendment(
        made_at=made_at,
        centre=centre_context(content, centre, language),
        reference=f"{content['reference']}-{amendment['number']}",
        person=person_context(content),
        worker=worker_context(content),
        number=amendment["number"],
        contract_reference=content["reference"],
        contract_signed_on=contract_signed_on,
        asked_by=contexts.Side(amendment["asked_by"]) if amendment["asked_by"] else None,
        reason=amendment["reason"],
        effective_on=date.fromisoformat(amendment["effective_on"]),
        changes=tuple(_change(one, language) for one in amendment["changes"]),
        must_sign=amendment["must_sign"],
        signatures=signature_lines(content, language, given) if amendment["must_sign"] else (),
        seal=seal,
    )


def _change(one: Content, language: str) -> contexts.Change:
    before, after = one["before"], one["after"]
    due_before, due_after = _day(one["due_before"]), _day(one["due_after"])
    if one["section"] == "period":
        if before or after:
            before, after = (_SERVICE[language] if said else "" for said in (before, after))
        else:
            before, after = (dates.day(d, language) if d else _NO_END[language] for d in (due_before, due_after))
            due_before = due_after = None
    return contexts.Change(
        kind=contexts.ChangeKind(one["kind"]),
        section=contexts.Section(one["section"]),
        before=before,
        after=after,
        due_before=due_before,
        due_after=due_after,
    )


def context_of(
    content: Content,
    *,
    centre: Centre,
    language: str,
    made_at: datetime,
    seal: contexts.Seal | None = None,
    given: Iterable[Signature] = (),
    contract_signed_on: date | None = None,
) -> contexts.Contract | contexts.Amendment:
    """The paper of this content, contract or amendment."""
    facts = {"centre": centre, "language": language, "made_at": made_at, "seal": seal, "given": given}
    if content["amendment"]:
        return amendment_context(content, contract_signed_on=contract_signed_on, **facts)
    return contract_context(content, **facts)


def freeze_text(
    content: Content,
    *,
    centre: Centre,
    version_id: UUID,
    number: int,
    sha256: str,
    language: str,
    made_at: datetime,
    given: Iterable[Signature] = (),
    contract_signed_on: date | None = None,
) -> Document:
    """Render a version and keep its bytes."""
    seal = contexts.Seal(version_id=version_id, version=number, content_hash=sha256)
    context = context_of(
        content,
        centre=centre,
        language=language,
        made_at=made_at,
        seal=seal,
        given=given,
        contract_signed_on=contract_signed_on,
    )
    made = render(context, language=language)
    template = "amendment" if content["amendment"] else "contract"
    return freeze(
        kind=DocumentKind.AMENDMENT if content["amendment"] else DocumentKind.CONTRACT,
        subject_id=version_id,
        person_id=UUID(content["person"]["id"]),
        language=language,
        title=title_of(template, context.reference, language),
        content=made.bytes,
        made_at=made_at,
        pages=made.pages,
    )


def freeze_signed_copy(version: PiisVersion, *, made_at: datetime, contract_signed_on: date | None) -> Document:
    """The text again with every signature on it, once all have signed."""
    return freeze_text(
        version.data,
        centre=version.centre,
        version_id=version.pk,
        number=version.number,
        sha256=version.sha256,
        language=version.language,
        made_at=made_at,
        given=version.signatures.all(),
        contract_signed_on=contract_signed_on,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def draft_content(piis: Piis, *, centre: Centre, on: date) -> Content:
    """The content a draft would be frozen with if it were handed over on that day; a missing start is that day."""
    draft = read_draft(piis)
    return frozen(
        piis,
        replace(draft, since=draft.since or on),
        centre=centre,
        number=piis.versions.count() + 1,
        reason=VersionReason.FIRST,
        handed_over_on=on,
        may_sign_from=may_sign_from(on).date,
    )


def draft_pdf(piis: Piis, *, centre: Centre, on: date, made_at: datetime) -> Rendered:
    """The paper of a draft, marked as one that can't be signed; made on demand, never frozen."""
    content = draft_content(piis, centre=centre, on=on)
    context = contract_context(content, centre=centre, language=content["language"], made_at=made_at)
    return render(context, language=content["language"])


def contract_as_docx(piis: Piis, *, centre: Centre, on: date, made_at: datetime) -> bytes:
    """The contract as an editable text, made on demand and never frozen: the text as it stands, draft or in force."""
    from jalon.domain.documents.rendering.docx import contract_docx  # seldom asked, long to load

    content = draft_content(piis, centre=centre, on=piis.handed_over_on or on)
    context = contract_context(content, centre=centre, language=content["language"], made_at=made_at)
    return contract_docx(context, language=content["language"])
