"""What the centre sends or hands over."""

from __future__ import annotations

from datetime import UTC, date, datetime

from jalon.domain.documents.rendering.contexts import (
    AccessCard,
    Appointment,
    Commitment,
    EarningsLine,
    EarningsMonth,
    Hearing,
    Letter,
    Notice,
    SanctionDecision,
    Scope,
    Side,
    Signature,
    Suspension,
)

from .people import AID, AIMS, CENTRE_DOES, HOW, MADE_AT, PERSON, PERSON_DOES, WORKER, centre, seal, signatures
from .talks import evaluation


def notice(language: str) -> Notice:
    facts, asked, support = {
        "fr": (
            "Vous n’êtes pas venue aux séances des 4, 11 et 18 mai 2027. Nous n’avons pas reçu d’explication.",
            "Reprendre contact avec la formation, ou nous dire ce qui vous en empêche.",
            "Nous pouvons chercher avec vous une autre formation ou un autre horaire, et payer le transport.",
        ),
        "nl": (
            "U was niet aanwezig op 4, 11 en 18 mei 2027. We kregen geen uitleg.",
            "Opnieuw contact opnemen met de opleiding, of ons zeggen wat u tegenhoudt.",
            "We kunnen samen een andere opleiding of een ander uurrooster zoeken en het vervoer betalen.",
        ),
        "de": (
            "Sie waren am 4., 11. und 18. Mai 2027 nicht anwesend. Wir haben keine Erklärung erhalten.",
            "Wieder Kontakt mit der Ausbildung aufnehmen oder uns sagen, was Sie hindert.",
            "Wir können gemeinsam eine andere Ausbildung suchen und die Fahrt bezahlen.",
        ),
        "en": (
            "You did not attend on 4, 11 and 18 May 2027. We received no explanation.",
            "Get back in touch with the training, or tell us what prevents you.",
            "We can look for another training or timetable with you, and pay the transport.",
        ),
    }[language]
    return Notice(
        made_at=MADE_AT,
        centre=centre(language),
        reference="MED 2026-00417/1",
        person=PERSON,
        worker=WORKER,
        contract_reference="PIIS 2026-00417/1",
        contract_signed_on=date(2026, 11, 24),
        commitments=(Commitment(text=PERSON_DOES[language], due=date(2026, 12, 15)),),
        facts=facts,
        asked=asked,
        asked_by=date(2027, 6, 7),
        support=support,
        centre_commitments_late=(Commitment(text=CENTRE_DOES[language], due=date(2027, 1, 8)),),
        hearing=Hearing(at=datetime(2027, 6, 2, 12, 0, tzinfo=UTC), place="rue du Moulin 12, bureau 4"),
        signatures=(Signature(name=WORKER.name, side=Side.CENTRE),),
    )


def sanction(language: str) -> SanctionDecision:
    said = notice(language)
    return SanctionDecision(
        made_at=MADE_AT,
        centre=centre(language),
        reference="DEC 2026-00417/3",
        person=PERSON,
        worker=WORKER,
        contract_reference="PIIS 2026-00417/1",
        decided_on=date(2027, 6, 22),
        facts=said.facts,
        notice_sent_on=date(2027, 5, 21),
        tried=said.support,
        hearing_offered_for=date(2027, 6, 2),
        heard_on=date(2027, 6, 2),
        person_words=AIMS[language][0],
        worker_advice=HOW[language],
        centre_commitments=said.centre_commitments_late,
        centre_delay_explained=evaluation(language).commitments[1].comment,
        motivation=said.facts + "\n" + said.asked,
        scope=Scope.PARTIAL,
        amount_per_month=28_450,
        start=date(2027, 7, 1),
        end=date(2027, 7, 31),
        recidivism=False,
        suspension=Suspension.TOTAL,
        suspended_until=date(2027, 12, 31),
        appeal_until=date(2027, 9, 24),
        tribunal={
            "fr": "Tribunal du travail du Hainaut",
            "nl": "Arbeidsrechtbank Gent",
            "de": "Arbeitsgericht Eupen",
        }.get(language, "Labour tribunal of Hainaut"),
        signatures=signatures(language)[1:],
        seal=seal(),
    )


def letter(language: str) -> Letter:
    return Letter(
        made_at=MADE_AT,
        centre=centre(language),
        reference="L 2026-00417/9",
        person=PERSON,
        worker=WORKER,
        body=HOW[language],
        appointment=Appointment(
            at=datetime(2026, 12, 3, 8, 30, tzinfo=UTC),
            place="Rue du Moulin 12, 7000 Valmont\nbureau 4",
            minutes=45,
            bring=(AID[language],),
        ),
    )


def card(language: str) -> AccessCard:
    return AccessCard(
        made_at=MADE_AT,
        centre=centre(language),
        reference="2026-00417",
        person=PERSON,
        worker=WORKER,
        number="4821 093 756",
        code="7KQM-2RTX",
        address="https://jalon.example/mine/start/",
        home="https://jalon.example/mine/",
        until=date(2026, 12, 22),
    )


def earnings(language: str) -> EarningsMonth:
    return EarningsMonth(
        made_at=MADE_AT,
        centre=centre(language),
        reference="2026-00417/2025-06",
        person=PERSON,
        worker=WORKER,
        lead="06/2025",
        brief=(HOW[language],),
        asked=(("1", AID[language]),),
        head=("CPAS", "€", "€"),
        rows=(("1", "300,00", "1 424,30"), ("2", "0,00", "1 314,20")),
        right=("1.", "2."),
        left=("1 085 / 1 095",),
        lines=(EarningsLine(text=HOW[language], cite="art. 35, § 1", certainty="?"),),
        doubts=(AID[language],),
        kept=AID[language],
    )
