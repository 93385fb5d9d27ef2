"""What both sides sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jalon.domain.documents.rendering.contexts import (
    Amendment,
    Change,
    ChangeKind,
    Commitment,
    Contract,
    Means,
    Meeting,
    Section,
    Side,
)

from .people import (
    AID,
    AIMS,
    CENTRE_DOES,
    HOW,
    MADE_AT,
    PERSON,
    PERSON_DOES,
    THIRD_DOES,
    WORKER,
    centre,
    drawing,
    seal,
    signatures,
)


def contract(language: str) -> Contract:
    """Three commitments, as most contracts have."""
    return Contract(
        made_at=MADE_AT,
        centre=centre(language),
        reference="PIIS 2026-00417/1",
        person=PERSON,
        worker=WORKER,
        aims=AIMS[language],
        person_commitments=(Commitment(text=PERSON_DOES[language], domain="training", due=date(2026, 12, 15)),),
        centre_commitments=(Commitment(text=CENTRE_DOES[language], domain="family", due=date(2027, 1, 8)),),
        third_commitments=(
            Commitment(
                text=THIRD_DOES[language],
                domain="money",
                due=date(2027, 2, 1),
                who="Médiation de dettes Haine",
                contact="Karim Lahlou, 065 00 00 55",
            ),
        ),
        additional_aid=(AID[language],),
        meetings=(
            Meeting(on=date(2027, 3, 16)),
            Meeting(on=date(2027, 7, 15), in_person=False),
            Meeting(on=date(2027, 11, 9)),
        ),
        evaluation_how=HOW[language],
        start=date(2026, 12, 1),
        end=date(2027, 11, 30),
        handed_over_on=date(2026, 11, 16),
        reflection_until=date(2026, 11, 23),
        signatures=signatures(language),
        seal=seal(),
    )


def signed_contract(language: str) -> Contract:
    person, president, director = signatures(language)
    return replace(
        contract(language),
        signatures=(
            replace(person, signed_at=MADE_AT, means=Means.DRAWN, drawing=drawing()),
            replace(president, signed_at=MADE_AT, means=Means.TYPED),
            replace(director, signed_at=MADE_AT, means=Means.PAPER),
        ),
    )


def amendment(language: str) -> Amendment:
    before, after = {
        "fr": ("Aller à la formation deux jours par semaine", "Aller à la formation trois jours par semaine, à Mons"),
        "nl": ("Twee dagen per week naar de opleiding gaan", "Drie dagen per week naar de opleiding in Bergen gaan"),
        "de": ("Zwei Tage pro Woche zur Ausbildung gehen", "Drei Tage pro Woche zur Ausbildung in Mons gehen"),
        "en": ("Go to the training two days a week", "Go to the training three days a week, in Mons"),
    }[language]
    reason = {
        "fr": "Amina a reçu une place dans le groupe de trois jours. La crèche suit.",
        "nl": "Amina kreeg een plaats in de groep van drie dagen. De kinderopvang volgt.",
        "de": "Amina hat einen Platz in der Gruppe mit drei Tagen bekommen.",
        "en": "Amina was given a place in the three-day group.",
    }[language]
    return Amendment(
        made_at=MADE_AT,
        centre=centre(language),
        reference="PIIS 2026-00417/1/A1",
        person=PERSON,
        worker=WORKER,
        number=1,
        contract_reference="PIIS 2026-00417/1",
        contract_signed_on=date(2026, 11, 24),
        asked_by=Side.PERSON,
        reason=reason,
        effective_on=date(2027, 2, 1),
        changes=(
            Change(
                kind=ChangeKind.CHANGED,
                section=Section.PERSON,
                before=before,
                after=after,
                due_before=date(2027, 1, 15),
                due_after=date(2027, 2, 1),
            ),
            Change(
                kind=ChangeKind.ADDED, section=Section.CENTRE, after=CENTRE_DOES[language], due_after=date(2027, 2, 15)
            ),
            Change(kind=ChangeKind.REMOVED, section=Section.AID, before=AID[language]),
        ),
        signatures=signatures(language),
        seal=seal(),
    )
