"""What an inspection reads."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from jalon.domain.documents.rendering.contexts import (
    Act,
    EvidenceBundle,
    Means,
    Side,
    SignatureTrace,
    TraceEntry,
)

from .people import HASH, MADE_AT, PERSON, VERSION, WORKER, centre, drawing


def evidence(language: str) -> EvidenceBundle:
    labels = {
        "fr": ("Bilan social", "PIIS signé", "Évaluation en personne", "Rappel par téléphone"),
        "nl": ("Sociale balans", "GPMI ondertekend", "Evaluatie met persoonlijk contact", "Telefonische herinnering"),
        "de": ("Sozialbilanz", "VSE unterzeichnet", "Persönliche Bewertung", "Telefonische Erinnerung"),
        "en": ("Social assessment", "PIIS signed", "Evaluation in person", "Reminder by telephone"),
    }[language]
    acts = tuple(
        Act(
            on=date(2026, 11, 10 + index),
            label=label,
            reference=f"2026-00417/{index + 1}",
            by=WORKER.name,
            sha256=sha256(label.encode()).hexdigest() if index < 3 else "",
            file_name=f"{index + 1:03d}-2026-11-{10 + index}.pdf" if index < 3 else "",
            pages=2 if index < 3 else None,
        )
        for index, label in enumerate(labels)
    )
    return EvidenceBundle(
        made_at=MADE_AT,
        centre=centre(language),
        reference="INSP 2026-00417",
        person=PERSON,
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        prepared_by=WORKER.name,
        purpose="Inspection SPP IS 2027",
        acts=acts,
    )


def trace(language: str) -> SignatureTrace:
    return SignatureTrace(
        made_at=MADE_AT,
        centre=centre(language),
        reference="PIIS 2026-00417/1",
        person=PERSON,
        title="PIIS 2026-00417/1",
        version_id=VERSION,
        version=2,
        content_hash=HASH,
        document_sha256=HASH[::-1],
        journal_hash=sha256(b"journal").hexdigest(),
        entries=(
            TraceEntry(
                name=PERSON.name,
                side=Side.PERSON,
                means=Means.DRAWN,
                at=MADE_AT,
                drawing=drawing(),
                confirmed_by=WORKER.name,
            ),
            TraceEntry(name="Luc Hermans", side=Side.CENTRE, means=Means.TYPED, at=MADE_AT, capacity="président"),
            TraceEntry(name="Karim Lahlou", side=Side.THIRD, means=Means.PAPER, at=MADE_AT),
        ),
    )
